using System.Globalization;
using System.Text;

namespace Accompagnement.Api.Reponses;

/// <summary>
/// CSV for French spreadsheets: semicolons, decimal commas, UTF-8, ISO dates, empty for what has no meaning. A text that a
/// spreadsheet would take for a formula is kept a text by an apostrophe before it.
/// </summary>
public static class Csv
{
    public const string Type = "text/csv";

    /// <summary>Rows of texts, one per line.</summary>
    public static string Ecrire(IEnumerable<IEnumerable<string?>> lignes) => Ecrire(lignes.Select(l => l.Select(c => Proteger(c ?? ""))), "\n");

    /// <summary>The header of a steering call, and its rows; lines end as RFC 4180 says.</summary>
    public static string Ecrire(string entete, IEnumerable<IReadOnlyList<object?>> lignes) =>
        Ecrire(lignes.Select(l => l.Select(Champ)).Prepend([entete]), "\r\n");

    /// <summary>One field: numbers and dates as such, texts guarded.</summary>
    public static string Champ(object? valeur) => valeur switch
    {
        null => "",
        string texte => Proteger(texte),
        bool vrai => vrai ? "true" : "false",
        DateOnly jour => jour.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        double or decimal => ((IFormattable)valeur).ToString("0.######", Formats.Francais),
        IFormattable autre => autre.ToString(null, CultureInfo.InvariantCulture),
        _ => Proteger(valeur.ToString() ?? ""),
    };

    /// <summary>A number with a decimal comma, without grouping; empty when there is none.</summary>
    public static string Nombre(decimal? valeur, int decimales) =>
        valeur is { } v ? Math.Round(v, decimales, MidpointRounding.AwayFromZero).ToString($"F{decimales}", CultureInfo.InvariantCulture).Replace('.', ',') : "";

    /// <summary>A change in %, with one decimal and its sign.</summary>
    public static string Evolution(decimal? valeur) => valeur is { } v ? (v > 0 ? "+" : "") + Nombre(v, 1) : "";

    private static string Ecrire(IEnumerable<IEnumerable<string>> lignes, string fin)
    {
        var csv = new StringBuilder();
        foreach (var ligne in lignes)
        {
            csv.AppendJoin(';', ligne).Append(fin);
        }

        return csv.ToString();
    }

    private static string Proteger(string texte)
    {
        if (texte.Length > 0 && (texte[0] is '=' or '@' or '\t' or '\r' || (texte[0] is '+' or '-' && !EstNombre(texte))))
        {
            texte = "'" + texte;
        }

        return texte.AsSpan().ContainsAny(";\"\n\r") ? $"\"{texte.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : texte;
    }

    private static bool EstNombre(string texte) => decimal.TryParse(texte.Replace(',', '.'), NumberStyles.Number, CultureInfo.InvariantCulture, out _);
}
