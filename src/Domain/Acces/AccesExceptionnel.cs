using Accompagnement.Domain.Faits;

namespace Accompagnement.Domain.Acces;

/// <summary>
/// A professional opens a file they do not follow, for a written reason and one working day; their supervisor is told. The reason
/// is a text about a person: it is kept in the coffre.
/// </summary>
public sealed record AccesExceptionnel(string Agent, DateTimeOffset OuvertLe, DateTimeOffset ExpireLe)
{
    /// <summary>The least a reason can say: "urgence" is not a reason.</summary>
    public const int LongueurMotif = 15;

    /// <summary>The most it may say, in characters.</summary>
    public const int LongueurMaximale = 2000;

    /// <summary>Whether it lets this account in at this instant.</summary>
    public bool Ouvre(Compte compte, DateTimeOffset instant) => Agent == compte.Agent && instant >= OuvertLe && instant < ExpireLe;

    /// <summary>Opens a file: until the end of the day, or of the next working day when today is not one.</summary>
    public static (AccesExceptionnel? Acces, Refus? Refus) Ouvrir(Compte compte, string? motif, DateTimeOffset maintenant)
    {
        if (!compte.EstProfessionnel)
        {
            return (null, new("acces-exceptionnel-reserve", "L'accès exceptionnel est réservé aux professionnels qui accompagnent des personnes."));
        }

        var texte = motif?.Trim() ?? "";
        if (texte.Count(char.IsLetter) < LongueurMotif || texte.Length > LongueurMaximale)
        {
            return (null, new("motif-insuffisant", $"Écrivez pourquoi vous ouvrez ce dossier, en une phrase (de {LongueurMotif} à {LongueurMaximale} caractères).", null, "motif"));
        }

        var jour = Calendrier.Jour(maintenant);
        while (!JoursOuvres.Est(jour))
        {
            jour = jour.AddDays(1);
        }

        return (new(compte.Agent!, maintenant, Calendrier.Minuit(jour.AddDays(1))), null);
    }
}

/// <summary>Working days: Monday to Friday but for the holidays of article L.3133-1 of the code du travail.</summary>
public static class JoursOuvres
{
    public static bool Est(DateOnly jour) =>
        jour.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !EstFerie(jour);

    public static bool EstFerie(DateOnly jour)
    {
        if ((jour.Month, jour.Day) is (1, 1) or (5, 1) or (5, 8) or (7, 14) or (8, 15) or (11, 1) or (11, 11) or (12, 25))
        {
            return true;
        }

        var ecart = jour.DayNumber - Paques(jour.Year).DayNumber;
        return ecart is 1 or 39 or 50;
    }

    /// <summary>Easter Sunday in the Gregorian calendar (Meeus, Jones and Butcher).</summary>
    private static DateOnly Paques(int annee)
    {
        var (a, b, c) = (annee % 19, annee / 100, annee % 100);
        var h = ((19 * a) + b - (b / 4) - ((b - ((b + 8) / 25) + 1) / 3) + 15) % 30;
        var l = (32 + (2 * (b % 4)) + (2 * (c / 4)) - h - (c % 4)) % 7;
        var m = (a + (11 * h) + (22 * l)) / 451;
        var n = h + l - (7 * m) + 114;
        return new DateOnly(annee, n / 31, (n % 31) + 1);
    }
}
