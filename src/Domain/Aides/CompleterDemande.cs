using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Aides;

/// <summary>Le dossier de demande est complet : le délai de décision court.</summary>
public sealed record CompleterDemande(Guid DemandeId) : Commande
{
    public static Acte Acte { get; } = Acte.De<CompleterDemande>(
        "aides/completude",
        "Déclarer la demande complète",
        "Le dossier de demande est complet : le délai de décision court.",
        Decide,
        """{"demandeId":"6f0c6c1e-8f0e-4f5e-9d8a-0a4c3c2b1a28"}""");

    public static Decision Decide(CompleterDemande commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new DossierComplet(commande.DemandeId));
}
