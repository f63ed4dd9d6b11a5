using System.Globalization;

namespace Accompagnement.Projections.Pilotage;

/// <summary>
/// CSV as the contract writes it: <c>;</c>, decimal comma, ISO dates, empty for what has no meaning. A text that a spreadsheet
/// would run as a formula is kept a text by an apostrophe before it.
/// </summary>
public static class FichierCsv
{
    private static readonly CultureInfo Francais = CultureInfo.GetCultureInfo("fr-FR");

    public static async Task EcrireAsync(TextWriter sortie, string entete, IEnumerable<IReadOnlyList<object?>> lignes, CancellationToken ct = default)
    {
        await sortie.WriteAsync($"{entete}\r\n".AsMemory(), ct);
        foreach (var champs in lignes)
        {
            await sortie.WriteAsync($"{string.Join(';', champs.Select(Champ))}\r\n".AsMemory(), ct);
        }
    }

    /// <summary>One field.</summary>
    public static string Champ(object? valeur) => valeur switch
    {
        null => "",
        string texte => Texte(texte),
        bool vrai => vrai ? "true" : "false",
        DateOnly jour => jour.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        double nombre => nombre.ToString("0.######", Francais),
        decimal nombre => nombre.ToString("0.######", Francais),
        IFormattable autre => autre.ToString(null, CultureInfo.InvariantCulture),
        _ => Texte(valeur.ToString() ?? ""),
    };

    private static string Texte(string texte)
    {
        var sur = texte.Length > 0 && "=+-@\t\r".Contains(texte[0], StringComparison.Ordinal) ? $"'{texte}" : texte;
        return sur.AsSpan().ContainsAny(";\"\r\n") ? $"\"{sur.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : sur;
    }
}
