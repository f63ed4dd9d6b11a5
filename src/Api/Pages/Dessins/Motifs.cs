using System.Globalization;
using System.Text;

namespace Accompagnement.Api.Pages.Dessins;

/// <summary>What tells series apart besides their colour: a shape per line, a pattern per layer.</summary>
internal static class Motifs
{
    /// <summary>The mark of a line's points: a disc, a square, a triangle, a diamond.</summary>
    public static string Point(int serie, double x, double y) => serie switch
    {
        0 => $"M{N(x - 4)} {N(y)}a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z",
        1 => $"M{N(x - 4)} {N(y - 4)}h8v8h-8z",
        2 => $"M{N(x - 5)} {N(y + 4)}h10l-5 -9z",
        _ => $"M{N(x - 5)} {N(y)}l5 -5l5 5l-5 5z",
    };

    /// <summary>
    /// The pattern of a layer over a rectangle: nothing for the first, slanted strokes, then level ones. Drawn and not filled with: a pattern
    /// is found by an address, which the base of the pages would turn away.
    /// </summary>
    public static string Couche(int couche, double x, double y, double largeur, double hauteur)
    {
        const double Pas = 5;
        var trace = new StringBuilder();
        if (couche == 1)
        {
            for (var d = Pas; d < largeur + hauteur; d += Pas)
            {
                // From the left or the bottom side to the top or the right one.
                var (x1, y1) = d <= hauteur ? (0, d) : (d - hauteur, hauteur);
                var (x2, y2) = d <= largeur ? (d, 0) : (largeur, d - largeur);
                trace.Append(CultureInfo.InvariantCulture, $"M{N(x + x1)} {N(y + y1)}L{N(x + x2)} {N(y + y2)}");
            }
        }
        else if (couche == 2)
        {
            for (var d = Pas; d < hauteur; d += Pas)
            {
                trace.Append(CultureInfo.InvariantCulture, $"M{N(x)} {N(y + d)}h{N(largeur)}");
            }
        }

        return trace.Length == 0 ? "" : $"""<path class="motif" d="{trace}" />""";
    }

    private static string N(double valeur) => valeur.ToString("0.#", CultureInfo.InvariantCulture);
}
