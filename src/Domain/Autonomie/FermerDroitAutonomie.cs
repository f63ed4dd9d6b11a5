using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Autonomie;

/// <summary>Le droit lié à l'âge ou au handicap est fermé.</summary>
public sealed record FermerDroitAutonomie(Droit Droit, CodeOuTexte? Motif = null) : Commande
{
    public static Acte Acte { get; } = Acte.De<FermerDroitAutonomie>(
        "droits-autonomie/fermeture",
        "Fermer un droit",
        "Le droit lié à l'âge ou au handicap est fermé.",
        Decide,
        """{"droit":"PCH","motif":"nonRenouvele"}""");

    public static Decision Decide(FermerDroitAutonomie commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new DroitAutonomieFerme(commande.Droit, commande.Motif));
}
