using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Enfance;

/// <summary>Une place est proposée.</summary>
public sealed record ProposerPlace(Guid AccueilId, string? Structure = null) : Commande
{
    public static Acte Acte { get; } = Acte.De<ProposerPlace>(
        "accueils-enfants/proposition",
        "Proposer une place",
        "Une place est proposée.",
        Decide,
        """{"accueilId":"6f0c6c1e-8f0e-4f5e-9d8a-0a4c3c2b1a31","structure":"MECS-LIEVIN"}""");

    public static Decision Decide(ProposerPlace commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new PlaceProposee(commande.AccueilId, commande.Structure));
}
