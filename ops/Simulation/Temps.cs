namespace Accompagnement.Simulation;

/// <summary>
/// Days are day numbers and instants are minutes of local time (Europe/Paris) counted from the same origin: integers that sort.
/// Everything here happens in daytime, so local time never goes back.
/// </summary>
internal static class Temps
{
    public const int MinutesParJour = 1440;
    private const int PremiereAnnee = 1990;

    // The two Sundays on which the clocks change, by year: day numbers.
    private static readonly (int Ete, int Hiver)[] Changements =
        [.. Enumerable.Range(PremiereAnnee, 80).Select(a => (DernierDimanche(a, 3), DernierDimanche(a, 10)))];

    public static int Jour(int annee, int mois, int jour) => new DateOnly(annee, mois, jour).DayNumber;

    public static DateOnly Date(int jour) => DateOnly.FromDayNumber(jour);

    public static int Annee(int jour) => Date(jour).Year;

    /// <summary>The day, or the Monday after it when it falls on a week-end.</summary>
    public static int Ouvre(int jour) => ((jour + 1) % 7) switch
    {
        6 => jour + 2,
        0 => jour + 1,
        _ => jour,
    };

    /// <summary>Hours between Paris and UTC at midday of a day.</summary>
    public static int Decalage(int jour)
    {
        var (ete, hiver) = Changements[Annee(jour) - PremiereAnnee];
        return jour >= ete && jour < hiver ? 2 : 1;
    }

    /// <summary>Writes an instant as RFC 3339 with its offset: 25 bytes.</summary>
    public static ReadOnlySpan<byte> Instant(Span<byte> vers, int minutes)
    {
        var jour = minutes / MinutesParJour;
        var minute = minutes % MinutesParJour;
        JourIso(vers, jour);
        vers[10] = (byte)'T';
        Deux(vers[11..], minute / 60);
        vers[13] = (byte)':';
        Deux(vers[14..], minute % 60);
        ":00+0"u8.CopyTo(vers[16..]);
        vers[21] = (byte)('0' + Decalage(jour));
        ":00"u8.CopyTo(vers[22..]);
        return vers[..25];
    }

    /// <summary>Writes a day as AAAA-MM-JJ: 10 bytes.</summary>
    public static ReadOnlySpan<byte> JourIso(Span<byte> vers, int jour)
    {
        var date = Date(jour);
        Deux(vers, date.Year / 100);
        Deux(vers[2..], date.Year % 100);
        vers[4] = (byte)'-';
        Deux(vers[5..], date.Month);
        vers[7] = (byte)'-';
        Deux(vers[8..], date.Day);
        return vers[..10];
    }

    private static void Deux(Span<byte> vers, int valeur)
    {
        vers[0] = (byte)('0' + valeur / 10);
        vers[1] = (byte)('0' + valeur % 10);
    }

    private static int DernierDimanche(int annee, int mois)
    {
        var dernier = new DateOnly(annee, mois, 31);
        return dernier.DayNumber - (int)dernier.DayOfWeek;
    }
}
