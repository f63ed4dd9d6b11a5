namespace Accompagnement.Domain.Faits;

/// <summary>The département's calendar: every business date is a date in Europe/Paris.</summary>
public static class Calendrier
{
    public static TimeZoneInfo Paris { get; } = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");

    public static DateOnly Jour(DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, Paris).DateTime);

    /// <summary>Midnight that starts a day in Paris, as an instant.</summary>
    public static DateTimeOffset Minuit(DateOnly jour)
    {
        var local = jour.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(local, Paris.GetUtcOffset(local));
    }
}
