using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Enfance;

/// <summary>Un jeune qui se dit mineur et seul est mis à l'abri, le temps de l'évaluation.</summary>
public sealed record MettreALAbri : Commande
{
    public static Acte Acte { get; } = Acte.De<MettreALAbri>(
        "mises-a-l-abri",
        "Mettre à l'abri",
        "Un jeune qui se dit mineur et seul est mis à l'abri, le temps de l'évaluation.",
        Decide,
        """{}""");

    public static Decision Decide(MettreALAbri commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new MiseALAbriDemarree());
}
