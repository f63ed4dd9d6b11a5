using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Autonomie;

/// <summary>Le droit lié à l'âge ou au handicap est ouvert.</summary>
public sealed record OuvrirDroitAutonomie(Droit Droit) : Commande
{
    public static Acte Acte { get; } = Acte.De<OuvrirDroitAutonomie>(
        "droits-autonomie",
        "Ouvrir un droit",
        "Le droit lié à l'âge ou au handicap est ouvert.",
        Decide,
        """{"droit":"AAH"}""");

    public static Decision Decide(OuvrirDroitAutonomie commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new DroitAutonomieOuvert(commande.Droit));
}
