using System.Globalization;

namespace Accompagnement.EventStore.Coffre;

/// <summary>
/// What somebody typed to find a person: words of names, initials, a birth date, an allocataire number, in any order.
/// </summary>
public sealed record DemandeDeRecherche(
    IReadOnlyList<string> Mots, IReadOnlyList<char> Initiales, DateOnly? Naissance = null, string? Numero = null)
{
    private const int MotsAuPlus = 8;
    private static readonly string[] Dates = ["d/M/yyyy", "d-M-yyyy", "d.M.yyyy", "yyyy-M-d", "ddMMyyyy"];

    /// <summary>Nothing that could find anybody.</summary>
    public bool EstVide => Mots.Count == 0 && Naissance is null && Numero is null;

    /// <summary>Reads what was typed; anything can be typed.</summary>
    public static DemandeDeRecherche Lire(string? texte)
    {
        List<string> mots = [];
        List<char> initiales = [];
        DateOnly? naissance = null;
        string? numero = null;
        foreach (var morceau in (texte ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Take(2 * MotsAuPlus))
        {
            if (DateOnly.TryParseExact(morceau, Dates, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            {
                naissance = date;
            }
            else if (morceau.Length is >= 5 and <= 15 && morceau.Count(char.IsAsciiDigit) >= 5)
            {
                numero = morceau;
            }
            else
            {
                foreach (var mot in Empreinteur.Mots(morceau))
                {
                    if (mot.Length == 1)
                    {
                        initiales.Add(mot[0]);
                    }
                    else
                    {
                        mots.Add(mot);
                    }
                }
            }
        }

        return new([.. mots.Distinct().Take(MotsAuPlus)], [.. initiales.Distinct().Take(MotsAuPlus)], naissance, numero);
    }

    /// <summary>The birth date with its day and month the other way round, a common mistake; null when that is no date.</summary>
    public DateOnly? NaissanceInversee =>
        Naissance is { Day: <= 12 } date && date.Day != date.Month ? new DateOnly(date.Year, date.Day, date.Month) : null;
}
