using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Autonomie;

/// <summary>Une décision est prise sur un droit lié à l'âge ou au handicap.</summary>
public sealed record DeciderAutonomie(Droit Droit, bool Accord) : Commande
{
    public static Acte Acte { get; } = Acte.De<DeciderAutonomie>(
        "decisions-autonomie",
        "Décider d'un droit",
        "Une décision est prise sur un droit lié à l'âge ou au handicap.",
        Decide,
        """{"droit":"PCH","accord":true}""");

    public static Decision Decide(DeciderAutonomie commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new DecisionAutonomie(commande.Droit, commande.Accord));
}
