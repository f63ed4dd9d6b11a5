using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Rsa;

/// <summary>La personne refuse de signer un contrat.</summary>
public sealed record RefuserContrat(CodeOuTexte? Motif = null, Guid? ContratId = null) : Commande
{
    public static Acte Acte { get; } = Acte.De<RefuserContrat>(
        "contrats/refus",
        "Constater un refus de contrat",
        "La personne refuse de signer un contrat.",
        Decide,
        """{"motif":"desaccord"}""");

    public static Decision Decide(RefuserContrat commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new ContratRefuse(contexte.Identifiant(commande.ContratId), commande.Motif));
}
