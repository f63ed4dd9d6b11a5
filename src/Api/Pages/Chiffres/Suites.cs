using Accompagnement.Projections.Catalogue;

namespace Accompagnement.Api.Pages.Chiffres;

/// <summary>The last periods that are over, as they are written in the form, the latest first.</summary>
internal static class Suites
{
    public static string Annees(DateOnly jour) => De(i => Periode.Annee(jour.Year - i), 10, jour);

    public static string Trimestres(DateOnly jour) => De(
        i =>
        {
            var debut = jour.AddMonths(-3 * i);
            return Periode.Trimestre(debut.Year, (debut.Month + 2) / 3);
        },
        8, jour);

    public static string Mois(DateOnly jour) => De(
        i =>
        {
            var debut = jour.AddMonths(-i);
            return Periode.Mois(debut.Year, debut.Month);
        },
        12, jour);

    private static string De(Func<int, Periode> periode, int nombre, DateOnly jour) =>
        string.Join(", ", Enumerable.Range(0, nombre + 1).Select(periode).Where(p => p.Fin < jour).Take(nombre).Select(p => p.Code));
}
