using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Aides;

/// <summary>Une pièce demandée est arrivée.</summary>
public sealed record RecevoirPiece(Guid DemandeId, CodeOuTexte? Piece = null) : Commande
{
    public static Acte Acte { get; } = Acte.De<RecevoirPiece>(
        "aides/pieces",
        "Recevoir une pièce",
        "Une pièce demandée est arrivée.",
        Decide,
        """{"demandeId":"6f0c6c1e-8f0e-4f5e-9d8a-0a4c3c2b1a28","piece":"rib"}""");

    public static Decision Decide(RecevoirPiece commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new PieceRecue(commande.DemandeId, commande.Piece));
}
