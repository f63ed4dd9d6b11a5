using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Agents;

/// <summary>L'agrément de référent est délivré ou retiré.</summary>
public sealed record DelivrerAgrement(bool Delivre) : Commande
{
    public static Acte Acte { get; } = Acte.De<DelivrerAgrement>(
        "agrement",
        "Délivrer ou retirer l'agrément",
        "L'agrément de référent est délivré ou retiré.",
        Decide,
        """{"delivre":true}""",
        Flux.Agent);

    public static Decision Decide(DelivrerAgrement commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new AgrementReferent(commande.Delivre));
}
