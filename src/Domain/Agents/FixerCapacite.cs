using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Agents;

/// <summary>Le nombre de places est fixé, pour un type de mesure ou une modalité d'accueil.</summary>
public sealed record FixerCapacite(string Pour, int Places) : Commande
{
    public static Acte Acte { get; } = Acte.De<FixerCapacite>(
        "capacites",
        "Fixer la capacité",
        "Le nombre de places est fixé, pour un type de mesure ou une modalité d'accueil.",
        Decide,
        """{"pour":"mecs","places":24}""",
        Flux.Structure);

    public static Decision Decide(FixerCapacite commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new CapaciteFixee(commande.Pour, commande.Places));
}
