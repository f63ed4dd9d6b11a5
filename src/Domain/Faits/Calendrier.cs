namespace Accompagnement.Domain.Faits;

/// <summary>The département's calendar: every business date is a date in Europe/Paris.</summary>
public static class Calendrier
{
    public static TimeZoneInfo Paris { get; } = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");

    private const sbyte Inconnu = 0;
    private const sbyte Variable = sbyte.MaxValue;
    private const long Quart = 15 * TimeSpan.TicksPerMinute;

    private static readonly int Premier = new DateOnly(1970, 1, 1).DayNumber;

    /// <summary>How far Paris is ahead during each day of universal time, in quarters of an hour; found when first asked for.</summary>
    private static readonly sbyte[] Avances = new sbyte[new DateOnly(2100, 1, 1).DayNumber - Premier];

    /// <summary>The day it is in Paris at an instant.</summary>
    /// <remarks>Asked for several times for every event of a rebuild: looking the rules of the zone up each time took most of it.</remarks>
    public static DateOnly Jour(DateTimeOffset instant)
    {
        var rang = (int)(instant.UtcTicks / TimeSpan.TicksPerDay) - Premier;
        if ((uint)rang < (uint)Avances.Length)
        {
            var avance = Avances[rang] is var connue and not Inconnu ? connue : Avances[rang] = Avance(rang);
            if (avance != Variable)
            {
                return DateOnly.FromDayNumber((int)((instant.UtcTicks + avance * Quart) / TimeSpan.TicksPerDay));
            }
        }

        return DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, Paris).DateTime);
    }

    private static sbyte Avance(int rang)
    {
        var debut = new DateTimeOffset(DateOnly.FromDayNumber(Premier + rang).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        var avance = Paris.GetUtcOffset(debut);
        return avance == Paris.GetUtcOffset(debut.AddDays(1)) && avance.Ticks % Quart == 0 && avance.Ticks / Quart is > 0 and < Variable ? (sbyte)(avance.Ticks / Quart) : Variable;
    }

    /// <summary>Midnight that starts a day in Paris, as an instant.</summary>
    public static DateTimeOffset Minuit(DateOnly jour)
    {
        var local = jour.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(local, Paris.GetUtcOffset(local));
    }
}
