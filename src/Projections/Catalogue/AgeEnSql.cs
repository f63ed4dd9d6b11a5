using Accompagnement.Domain.Referentiels;

namespace Accompagnement.Projections.Catalogue;

/// <summary>The age of a person, by month of birth, in queries about the facts.</summary>
internal static class AgeEnSql
{
    /// <summary>Months of birth are stored from January 1850.</summary>
    private const int OrigineMois = 1850 * 12;

    /// <summary>In months on a day, which is a column or a parameter.</summary>
    public static string EnMois(string jour) =>
        $"(extract(year from {jour})::int * 12 + extract(month from {jour})::int - 1 - {OrigineMois} - f.naissance)";

    /// <summary>The last month of birth of those who have reached an age on a day, as it is stored.</summary>
    public static int PasNeApres(DateOnly jour, int ans) => (jour.Year * 12) + jour.Month - 1 - OrigineMois - (ans * 12);

    /// <summary>The first day of the month in which a person reaches an age.</summary>
    public static string Anniversaire(string ans) => $"(date '1850-01-01' + make_interval(months => f.naissance + 12 * {ans}))::date";

    /// <summary>The days between which a person is in each age band.</summary>
    public static string Bandes
    {
        get
        {
            var tranches = TranchesAge.Toutes;
            var lignes = tranches.Select((t, i) =>
                $"('{t.Libelle}', {(i == 0 ? "'-infinity'::date" : Anniversaire($"{t.Des}"))}, {(i + 1 == tranches.Count ? "'infinity'::date" : Anniversaire($"{tranches[i + 1].Des}"))})");
            return $"""
                cross join lateral (
                    select * from (values {string.Join(", ", lignes)}) bandes(libelle, des, jusque) where f.naissance is not null
                    union all select '{Territoires.LibelleNonRenseigne}', '-infinity', 'infinity' where f.naissance is null
                ) a
                """;
        }
    }
}
