using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Orientation;

/// <summary>La personne conteste son orientation.</summary>
public sealed record ContesterOrientation(CodeOuTexte? Motif = null) : Commande
{
    public static Acte Acte { get; } = Acte.De<ContesterOrientation>(
        "orientations/contestation",
        "Contester une orientation",
        "La personne conteste son orientation.",
        Decide,
        """{"motif":"eloignement"}""");

    public static Decision Decide(ContesterOrientation commande, Trajectoire etat, ContexteDecision contexte) =>
        contexte.Constater(etat, new OrientationContestee(commande.Motif));
}
