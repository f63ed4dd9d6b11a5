namespace Accompagnement.Domain.Referentiels;

/// <summary>Working days in France: Monday to Friday, without the legal holidays (Code du travail L.3133-1).</summary>
public static class JoursOuvres
{
    public static bool EstOuvre(DateOnly jour) =>
        jour.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !EstFerie(jour);

    /// <summary>The eleven legal holidays; those that follow Easter are computed.</summary>
    public static bool EstFerie(DateOnly jour) =>
        (jour.Month, jour.Day) is (1, 1) or (5, 1) or (5, 8) or (7, 14) or (8, 15) or (11, 1) or (11, 11) or (12, 25)
        || (jour.DayNumber - Paques(jour.Year).DayNumber) is 1 or 39 or 50;

    /// <summary>Easter Sunday of the Gregorian calendar (Meeus, Jones, Butcher).</summary>
    public static DateOnly Paques(int annee)
    {
        var a = annee % 19;
        var (b, c) = (annee / 100, annee % 100);
        var h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
        var l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
        var m = (a + 11 * h + 22 * l) / 451;
        var n = h + l - 7 * m + 114;
        return new DateOnly(annee, n / 31, n % 31 + 1);
    }

    /// <summary>The same day, or the next working day when it is none: how a delay before a court ends (CPC 642).</summary>
    public static DateOnly Reporter(DateOnly jour)
    {
        while (!EstOuvre(jour))
        {
            jour = jour.AddDays(1);
        }

        return jour;
    }

    /// <summary>The n-th working day after a day.</summary>
    public static DateOnly Ajouter(DateOnly jour, int nombre)
    {
        for (; nombre > 0; nombre--)
        {
            jour = Reporter(jour.AddDays(1));
        }

        return jour;
    }
}
