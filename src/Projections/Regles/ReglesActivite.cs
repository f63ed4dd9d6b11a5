using Accompagnement.Domain.Enfance;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Mesures;
using Accompagnement.Domain.Orientation;
using Accompagnement.Projections.Faits;

namespace Accompagnement.Projections.Regles;

/// <summary>
/// The silences of a file: an episode from a day on which something happened to the next such day, when they are far apart. Only
/// files that somebody accompanies have them: nobody else can be lost from sight.
/// </summary>
internal static class ReglesActivite
{
    /// <summary>The shortest silence that is kept, in days: the threshold of the ruptures cannot be set below it.</summary>
    public const int SilenceMinimal = 30;

    public static void Appliquer(List<Fait> faits, Contexte contexte, List<Ligne> lignes)
    {
        if (!faits.Exists(f => f.Evenement is ReferentDesigne or ReferentRemplace or MesureDemarree or AccueilDemarre))
        {
            return;
        }

        var jours = faits.ConvertAll(f => f.Jour.DayNumber);
        jours.Sort();
        for (var i = 0; i < jours.Count; i++)
        {
            var au = i + 1 < jours.Count ? jours[i + 1] : Ligne.SansFin;
            if (au - jours[i] >= SilenceMinimal)
            {
                contexte.Episode(lignes, new(Nature.Silence, 0, jours[i], au, default, contexte.Personne, null, 0, null, 0, Valeur: jours[i]));
            }
        }
    }

    /// <summary>
    /// A silence that was broken, as far as was known, before it could be noticed: no question about a day, asked with what was
    /// known on that day or later, ever meets it.
    /// </summary>
    public static bool EstSansObjet(in Ligne ligne, int connuA) => ligne.Nature == Nature.Silence && connuA <= ligne.Du + SilenceMinimal;
}
