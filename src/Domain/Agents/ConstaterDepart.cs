using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Agents;

/// <summary>L'agent quitte le service.</summary>
public sealed record ConstaterDepart : Commande
{
    public static Acte Acte { get; } = Acte.De<ConstaterDepart>(
        "depart",
        "Enregistrer le départ",
        "L'agent quitte le service.",
        Decide,
        """{}""",
        Flux.Agent);

    public static Decision Decide(ConstaterDepart commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new AgentParti());
}
