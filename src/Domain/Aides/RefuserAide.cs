using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Aides;

/// <summary>L'aide est refusée, avec son motif ; la personne peut former un recours.</summary>
public sealed record RefuserAide(Guid DemandeId, CodeOuTexte? Motif = null) : Commande
{
    public static Acte Acte { get; } = Acte.De<RefuserAide>(
        "aides/refus",
        "Refuser une aide",
        "L'aide est refusée, avec son motif ; la personne peut former un recours.",
        Decide,
        """{"demandeId":"6f0c6c1e-8f0e-4f5e-9d8a-0a4c3c2b1a28","motif":"ressources"}""");

    public static Decision Decide(RefuserAide commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new AideRefusee(commande.DemandeId, commande.Motif));
}
