using Accompagnement.Domain.Enfance;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Mesures;
using Accompagnement.Domain.Orientation;
using Accompagnement.Domain.Personnes;
using Accompagnement.Projections.Faits;

namespace Accompagnement.Projections.Regles;

/// <summary>
/// The silences of a file: an episode from a day on which something happened to the next such day, when they are far apart. Only
/// while somebody accompanies the file: nobody else can be lost from sight.
/// </summary>
internal static class ReglesActivite
{
    /// <summary>The shortest silence that is kept, in days: the threshold of the ruptures cannot be set below it.</summary>
    public const int SilenceMinimal = 30;

    public static void Appliquer(List<Fait> faits, Contexte contexte, List<Ligne> lignes)
    {
        if (Accompagnement(faits) is not { } suivi)
        {
            return;
        }

        var jours = faits.ConvertAll(f => f.Jour.DayNumber);
        jours.Sort();
        for (var i = 0; i < jours.Count; i++)
        {
            var au = Math.Min(i + 1 < jours.Count ? jours[i + 1] : Ligne.SansFin, suivi.Au);
            if (au > suivi.Du && au - jours[i] >= SilenceMinimal)
            {
                contexte.Episode(lignes, new(Nature.Silence, 0, jours[i], au, default, contexte.Personne, null, 0, null, 0, Valeur: jours[i]));
            }
        }
    }

    /// <summary>
    /// The days outside of which nobody accompanies the person: from the first start of anything to the last end, without end when
    /// something started after its last end. It may be too long, never too short; null when there is no start.
    /// </summary>
    private static (int Du, int Au)? Accompagnement(List<Fait> faits)
    {
        Dictionary<Suivi, (int Premier, int Dernier, int Fin)>? suivis = null;
        var cloture = int.MinValue;
        foreach (var fait in faits)
        {
            switch (fait.Evenement)
            {
                case ReferentDesigne e:
                    Commencer(new(default, e.Role, e.Agent), fait.Jour.DayNumber);
                    break;
                case ReferentRemplace e:
                    Finir(new(default, e.Role, e.Ancien), fait.Jour.DayNumber);
                    Commencer(new(default, e.Role, e.Nouveau), fait.Jour.DayNumber);
                    break;
                case ReferentDecharge e:
                    Finir(new(default, e.Role, e.Agent), fait.Jour.DayNumber);
                    break;
                case MesureDemarree e:
                    Commencer(new(e.MesureId, null, null), fait.Jour.DayNumber);
                    break;
                case MesureTerminee or MesureAbandonnee or MesureConvertie:
                    Finir(new(((IEvenementMesure)fait.Evenement).MesureId, null, null), fait.Jour.DayNumber);
                    break;
                case AccueilDemarre e:
                    Commencer(new(e.AccueilId, null, null), fait.Jour.DayNumber);
                    break;
                case AccueilTermine or AccueilNonExecute:
                    Finir(new(((IEvenementAccueil)fait.Evenement).AccueilId, null, null), fait.Jour.DayNumber);
                    break;
                case DossierClos:
                    cloture = Math.Max(cloture, fait.Jour.DayNumber);
                    break;
                default:
                    break;
            }
        }

        var (du, au) = (int.MaxValue, int.MinValue);
        foreach (var (suivi, (premier, dernier, fin)) in suivis ?? [])
        {
            // Closing the file ends its référents.
            var derniereFin = suivi.Role is null ? fin : Math.Max(fin, cloture);
            du = Math.Min(du, premier);
            au = Math.Max(au, dernier == int.MinValue ? int.MinValue : derniereFin > dernier ? derniereFin : Ligne.SansFin);
        }

        return au == int.MinValue ? null : (du, au);

        void Commencer(Suivi suivi, int jour)
        {
            var (premier, dernier, fin) = Lire(suivi);
            suivis![suivi] = (Math.Min(premier, jour), Math.Max(dernier, jour), fin);
        }

        void Finir(Suivi suivi, int jour)
        {
            var (premier, dernier, fin) = Lire(suivi);
            suivis![suivi] = (premier, dernier, Math.Max(fin, jour));
        }

        (int Premier, int Dernier, int Fin) Lire(Suivi suivi) =>
            (suivis ??= []).TryGetValue(suivi, out var jours) ? jours : (int.MaxValue, int.MinValue, int.MinValue);
    }

    /// <summary>A measure or an accueil, or an agent in a role.</summary>
    private readonly record struct Suivi(Guid Objet, RoleReferent? Role, string? Agent);

    /// <summary>
    /// A silence that was broken, as far as was known, before it could be noticed: no question about a day, asked with what was
    /// known on that day or later, ever meets it.
    /// </summary>
    public static bool EstSansObjet(in Ligne ligne, int connuA) => ligne.Nature == Nature.Silence && connuA <= ligne.Du + SilenceMinimal;
}
