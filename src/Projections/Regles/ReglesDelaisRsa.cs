using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Orientation;
using Accompagnement.Domain.Rsa;
using Accompagnement.Projections.Faits;

namespace Accompagnement.Projections.Regles;

/// <summary>
/// Two delays of the RSA: from the opening of a right to the first orientation, and from each orientation to the first contract.
/// A right that closes before abandons them; a new orientation restarts the second (Code du travail, D.5411-8-2).
/// </summary>
internal static class ReglesDelaisRsa
{
    /// <param name="faits">Rights, orientations and contracts of one person, by business date.</param>
    /// <param name="contexte">The person.</param>
    /// <param name="lignes">Receives the rows.</param>
    public static void Appliquer(IReadOnlyList<Fait> faits, Contexte contexte, List<Ligne> lignes)
    {
        var ouverts = new HashSet<Guid>();
        for (var i = 0; i < faits.Count; i++)
        {
            switch (faits[i].Evenement)
            {
                case DroitRsaOuvert e when ouverts.Add(e.FoyerId):
                    contexte.Delai(
                        lignes,
                        new(Nature.DelaiOrientation, (short)e.Composante, Jour(i), 0, default, e.FoyerId, e.FoyerId, 0, null, 0),
                        Premier(Suite(i, f => EstOrientation(f.Evenement)), Apres(i, f => f.Evenement is DroitRsaFerme fin && fin.FoyerId == e.FoyerId)));
                    break;
                case DroitRsaFerme e:
                    ouverts.Remove(e.FoyerId);
                    break;
                case OrientationPrononcee e:
                    Contrat(i, e.Parcours, e.Structure);
                    break;
                case ReorientationPrononcee e:
                    Contrat(i, e.Vers, null);
                    break;
                default:
                    break;
            }
        }

        void Contrat(int i, Parcours parcours, string? structure)
        {
            var droits = ouverts.ToHashSet();
            int? ferme = null;
            for (var j = i + 1; j < faits.Count && ferme is null && droits.Count > 0; j++)
            {
                ferme = faits[j].Evenement is DroitRsaFerme e && droits.Remove(e.FoyerId) && droits.Count == 0 ? Jour(j) : null;
            }

            var autre = Apres(i, f => EstOrientation(f.Evenement));
            var abandon = autre is { } a && ferme is { } b ? Math.Min(a, b) : autre ?? ferme;
            contexte.Delai(
                lignes,
                new(Nature.DelaiContrat, (short)parcours, Jour(i), 0, default, faits[i].Id, null, 0, null, 0, Structure: structure),
                Premier(Suite(i, f => f.Evenement is ContratSigne), abandon));
        }

        int Jour(int i) => faits[i].Jour.DayNumber;

        // What happened on the same day counts, in whatever order it was recorded.
        int? Suite(int i, Func<Fait, bool> selon)
        {
            var jour = faits[i].Jour;
            return faits.FirstOrDefault(f => f.Jour >= jour && selon(f))?.Jour.DayNumber;
        }

        int? Apres(int i, Func<Fait, bool> selon) => faits.Skip(i + 1).FirstOrDefault(selon)?.Jour.DayNumber;
    }

    private static bool EstOrientation(IEvenement evenement) => evenement is OrientationPrononcee or ReorientationPrononcee;

    private static (int, Issue)? Premier(int? clos, int? abandonne) =>
        clos is { } c && (abandonne is not { } a || c <= a) ? (c, Issue.Clos) : abandonne is { } b ? (b, Issue.Abandonne) : null;
}
