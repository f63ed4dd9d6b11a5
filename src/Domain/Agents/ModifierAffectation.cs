using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Agents;

/// <summary>L'agent change de site ou de quotité ; ce qu'il a fait avant reste à son ancien site.</summary>
public sealed record ModifierAffectation(string? Site = null, decimal? Etp = null, string? Service = null) : Commande
{
    public static Acte Acte { get; } = Acte.De<ModifierAffectation>(
        "affectation",
        "Modifier l'affectation",
        "L'agent change de site ou de quotité ; ce qu'il a fait avant reste à son ancien site.",
        Decide,
        """{"site":"ARTOIS-BRUAY","etp":1}""",
        Flux.Agent);

    public static Decision Decide(ModifierAffectation commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new AffectationModifiee(commande.Site, commande.Etp, commande.Service));
}
