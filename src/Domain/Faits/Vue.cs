namespace Accompagnement.Domain.Faits;

/// <summary>Facts as they were on a day, as they were known on another.</summary>
public static class Vue
{
    /// <summary>What was known at the end of a day, corrections of that time applied, and had happened by another; in the order of recording.</summary>
    /// <param name="faits">All the facts of a stream in the order of recording, corrections included.</param>
    /// <param name="au">The last day of what happened; null for all.</param>
    /// <param name="vuAu">The last day of what was recorded; null for now.</param>
    public static IReadOnlyList<Fait> Effectifs(IReadOnlyList<Fait> faits, DateOnly? au, DateOnly? vuAu)
    {
        var effectifs = Histoire.Effective(Connus(faits, vuAu));
        return au is { } jour ? [.. effectifs.Where(f => f.Jour <= jour)] : effectifs;
    }

    /// <summary>What was recorded by the end of a day.</summary>
    public static IReadOnlyList<Fait> Connus(IReadOnlyList<Fait> faits, DateOnly? vuAu) =>
        vuAu is { } jour ? [.. faits.Where(f => f.JourSaisi <= jour)] : faits;
}
