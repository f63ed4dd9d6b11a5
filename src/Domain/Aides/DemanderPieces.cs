using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Aides;

/// <summary>Des pièces manquent ; elles sont demandées et le délai de décision est suspendu.</summary>
public sealed record DemanderPieces(Guid DemandeId, IReadOnlyList<CodeOuTexte>? Pieces = null) : Commande
{
    public static Acte Acte { get; } = Acte.De<DemanderPieces>(
        "aides/pieces-demandees",
        "Demander des pièces",
        "Des pièces manquent ; elles sont demandées et le délai de décision est suspendu.",
        Decide,
        """{"demandeId":"6f0c6c1e-8f0e-4f5e-9d8a-0a4c3c2b1a28","pieces":["quittance","rib"]}""");

    public static Decision Decide(DemanderPieces commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new PiecesDemandees(commande.DemandeId, commande.Pieces));
}
