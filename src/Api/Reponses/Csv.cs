using System.Globalization;
using System.Text;

namespace Accompagnement.Api.Reponses;

/// <summary>
/// CSV for French spreadsheets: semicolons, decimal commas, UTF-8. A text that a spreadsheet would take for a formula is given as
/// a text.
/// </summary>
public static class Csv
{
    public const string Type = "text/csv";

    public static string Ecrire(IEnumerable<IEnumerable<string?>> lignes)
    {
        var csv = new StringBuilder();
        foreach (var ligne in lignes)
        {
            csv.AppendJoin(';', ligne.Select(Champ)).Append('\n');
        }

        return csv.ToString();
    }

    /// <summary>A number with a decimal comma, without grouping; empty when there is none.</summary>
    public static string Nombre(decimal? valeur, int decimales) =>
        valeur is { } v ? Math.Round(v, decimales, MidpointRounding.AwayFromZero).ToString($"F{decimales}", CultureInfo.InvariantCulture).Replace('.', ',') : "";

    /// <summary>A change in %, with one decimal and its sign.</summary>
    public static string Evolution(decimal? valeur) => valeur is { } v ? (v > 0 ? "+" : "") + Nombre(v, 1) : "";

    private static string Champ(string? champ)
    {
        var texte = champ ?? "";
        if (texte.Length > 0 && texte[0] is '=' or '@' or '\t' or '\r' || (texte.Length > 0 && texte[0] is '+' or '-' && !EstNombre(texte)))
        {
            texte = "'" + texte;
        }

        return texte.AsSpan().ContainsAny(";\"\n\r") ? $"\"{texte.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : texte;
    }

    private static bool EstNombre(string texte) => decimal.TryParse(texte.Replace(',', '.'), NumberStyles.Number, CultureInfo.InvariantCulture, out _);
}
