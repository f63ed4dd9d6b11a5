using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Enfance;

/// <summary>Le rapport de situation est rendu (CASF L.223-5).</summary>
public sealed record RendreRapportDeSituation : Commande
{
    public static Acte Acte { get; } = Acte.De<RendreRapportDeSituation>(
        "rapports-de-situation",
        "Rendre le rapport de situation",
        "Le rapport de situation est rendu (CASF L.223-5).",
        Decide,
        """{}""");

    public static Decision Decide(RendreRapportDeSituation commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new RapportDeSituationRendu());
}
