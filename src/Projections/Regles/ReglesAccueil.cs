using Accompagnement.Domain.Enfance;
using Accompagnement.Domain.Faits;
using Accompagnement.Projections.Faits;

namespace Accompagnement.Projections.Regles;

/// <summary>
/// The reception of a child in care: a wait from the decision to the start, then an episode per place. It counts where the
/// child's residence is, not where the place is.
/// </summary>
internal static class ReglesAccueil
{
    public static void Appliquer(IReadOnlyList<Fait> faits, Contexte contexte, List<Ligne> lignes)
    {
        int? decide = null, demarre = null, fini = null;
        var lieux = new List<(int Jour, Modalite Modalite, string? Structure)>();
        foreach (var fait in faits)
        {
            var jour = fait.Jour.DayNumber;
            switch (fait.Evenement)
            {
                case AccueilDecide:
                    decide = jour;
                    break;
                case AccueilDemarre e:
                    demarre = jour;
                    lieux.Insert(0, (jour, e.Modalite, e.Structure));
                    break;
                case LieuAccueilChange e:
                    lieux.Add((jour, e.Modalite, e.Structure));
                    lignes.Add(contexte.ActeDe(Nature.ChangementLieu, (short)e.Modalite, fait, e.AccueilId, structure: e.Structure));
                    break;
                case AccueilTermine or AccueilNonExecute:
                    fini = jour;
                    break;
                default:
                    break;
            }
        }

        var accueil = ((IEvenementAccueil)faits[0].Evenement).AccueilId;
        var modele = new Ligne(Nature.AttenteAccueil, 0, 0, Ligne.SansFin, default, accueil, null, 0, null, 0);
        if (decide is { } attendDepuis)
        {
            contexte.Episode(lignes, modele with { Du = attendDepuis, Au = demarre ?? fini ?? Ligne.SansFin });
            contexte.Delai(
                lignes,
                modele with { Nature = Nature.DelaiAccueil, Du = attendDepuis },
                demarre is { } commence ? (commence, Issue.Clos) : fini is { } jamais ? (jamais, Issue.Abandonne) : null);
        }

        if (demarre is not { } debut)
        {
            return;
        }

        var fin = fini ?? Ligne.SansFin;
        var ordonnes = lieux.OrderBy(l => l.Jour).ToArray();
        for (var i = 0; i < ordonnes.Length; i++)
        {
            var du = i == 0 ? debut : Math.Max(debut, ordonnes[i].Jour);
            var au = i == ordonnes.Length - 1 ? fin : Math.Min(fin, Math.Max(debut, ordonnes[i + 1].Jour));
            contexte.Episode(lignes, modele with
            {
                Nature = Nature.Accueil,
                Type = (short)ordonnes[i].Modalite,
                Structure = ordonnes[i].Structure,
                Du = du,
                Au = au,
                Debut = du == debut,
                Fin = au == fin,
            });
        }
    }
}
