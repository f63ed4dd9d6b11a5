using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Orientation;

/// <summary>La personne change de parcours, au besoin après l'avis de l'équipe pluridisciplinaire.</summary>
public sealed record Reorienter(Parcours Vers, Dispositif? Dispositif = null, CodeOuTexte? Motif = null, CodeOuTexte? AvisEquipe = null) : Commande
{
    public static Acte Acte { get; } = Acte.De<Reorienter>(
        "reorientations",
        "Réorienter",
        "La personne change de parcours, au besoin après l'avis de l'équipe pluridisciplinaire.",
        Decide,
        """{"vers":"professionnel","dispositif":"franceTravail","motif":"freinsLeves","avisEquipe":"favorable"}""");

    public static Decision Decide(Reorienter commande, Trajectoire etat, ContexteDecision contexte) =>
        !contexte.Confirme && etat.Suivi.Orientation?.Parcours == commande.Vers && etat.Suivi.Orientation.Dispositif == commande.Dispositif
            ? Decision.Refuser("reorientation-sans-changement", "La personne suit déjà ce parcours dans ce dispositif : choisissez-en un autre.", null, "vers")
            : contexte.Constater(etat, new ReorientationPrononcee(commande.Vers, etat.Suivi.Orientation?.Parcours, commande.Dispositif, commande.Motif, commande.AvisEquipe));
}
