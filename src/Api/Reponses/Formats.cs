using System.Globalization;

namespace Accompagnement.Api.Reponses;

/// <summary>Numbers and dates as people here write them.</summary>
public static class Formats
{
    public static CultureInfo Francais { get; } = CultureInfo.GetCultureInfo("fr-FR");

    /// <summary>A figure: whole when it counts objects, one decimal otherwise; a dash when it has no meaning.</summary>
    public static string Valeur(decimal? valeur, bool compte) => valeur is { } v ? Math.Round(v, compte ? 0 : 1, MidpointRounding.AwayFromZero).ToString(compte ? "N0" : "N1", Francais) : "–";

    /// <summary>A change in %, with its sign; a minus that is not a hyphen.</summary>
    public static string Evolution(decimal? valeur) => valeur switch
    {
        null => "",
        0 => "=",
        > 0 and var v => $"+{v.ToString("N1", Francais)} %",
        var v => $"−{(-v.Value).ToString("N1", Francais)} %",
    };

    public static string Rang(int? rang) => rang switch
    {
        null => "",
        1 => "1er",
        var r => $"{r}e",
    };

    public static string Instant(DateTimeOffset? instant) =>
        instant is { } i ? $"{Domain.Dossiers.Libelles.De(Domain.Faits.Calendrier.Jour(i))} à {TimeZoneInfo.ConvertTime(i, Domain.Faits.Calendrier.Paris).ToString("HH:mm", Francais)}" : "jamais";
}
