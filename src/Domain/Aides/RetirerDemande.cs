using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Aides;

/// <summary>La demande est retirée, par la personne ou par le service.</summary>
public sealed record RetirerDemande(Guid DemandeId, CodeOuTexte? Par = null) : Commande
{
    public static Acte Acte { get; } = Acte.De<RetirerDemande>(
        "aides/retrait",
        "Retirer une demande",
        "La demande est retirée, par la personne ou par le service.",
        Decide,
        """{"demandeId":"6f0c6c1e-8f0e-4f5e-9d8a-0a4c3c2b1a28","par":"usager"}""");

    public static Decision Decide(RetirerDemande commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new AideRetiree(commande.DemandeId, commande.Par));
}
