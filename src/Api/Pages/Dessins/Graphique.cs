using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Accompagnement.Api.Reponses;

namespace Accompagnement.Api.Pages.Dessins;

/// <summary>A line of a curve, or a layer of bars.</summary>
/// <param name="Nom">What it is.</param>
/// <param name="Valeurs">In the order of what the chart is about; null where nothing is known.</param>
/// <param name="Textes">The same, as the page says them.</param>
public sealed record Serie(string Nom, IReadOnlyList<double?> Valeurs, IReadOnlyList<string> Textes);

/// <summary>A mark of an axis.</summary>
public sealed record Repere(double Valeur, string Texte);

/// <summary>
/// A chart as the script draws it over the one that the server drew, from the same figures and with the same words: nothing is computed
/// nor formatted twice.
/// </summary>
/// <param name="Barres">Layers of bars, one upon the other; else lines.</param>
/// <param name="Titre">Its title.</param>
/// <param name="X">Where each point stands.</param>
/// <param name="Noms">What each point is: a month, a period, a time since the decision.</param>
/// <param name="Series">At most <see cref="SeriesAuPlus"/>: beyond, they are no longer told apart.</param>
/// <param name="XMax">The end of the first axis.</param>
/// <param name="YMax">The end of the second.</param>
/// <param name="ReperesX">The marks of the first axis.</param>
/// <param name="ReperesY">Those of the second.</param>
/// <param name="Limite">Where a limit is drawn, on the first axis.</param>
/// <param name="LimiteTexte">What it is.</param>
/// <param name="Escalier">A value lasts until the next one.</param>
public sealed record Graphique(
    bool Barres, string Titre, IReadOnlyList<double> X, IReadOnlyList<string> Noms, IReadOnlyList<Serie> Series, double XMax, double YMax,
    IReadOnlyList<Repere> ReperesX, IReadOnlyList<Repere> ReperesY, double? Limite = null, string? LimiteTexte = null, bool Escalier = false)
{
    public const int SeriesAuPlus = 4;

    /// <summary>As it is written in the page.</summary>
    public string EnJson() => JsonSerializer.Serialize(this, JsonDesDessins.Lisible.Graphique);

    /// <summary>Without the points of a staircase where nothing changes.</summary>
    public Graphique SansRepetitions()
    {
        int[] gardes = [.. Enumerable.Range(0, X.Count).Where(i => i == 0 || i == X.Count - 1 || Series.Any(s => s.Valeurs[i] != s.Valeurs[i - 1]))];
        return this with
        {
            X = [.. gardes.Select(i => X[i])],
            Noms = [.. gardes.Select(i => Noms[i])],
            Series = [.. Series.Select(s => new Serie(s.Nom, [.. gardes.Select(i => s.Valeurs[i])], [.. gardes.Select(i => s.Textes[i])]))],
        };
    }
}

/// <summary>An axis from zero, in round steps.</summary>
public sealed record Echelle(double Haut, IReadOnlyList<Repere> Reperes)
{
    /// <summary>An axis of shares.</summary>
    public static Echelle Parts { get; } = new(1, [new(0, "0 %"), new(0.25, "25 %"), new(0.5, "50 %"), new(0.75, "75 %"), new(1, "100 %")]);

    /// <summary>The axis that goes just beyond a maximum.</summary>
    /// <param name="max">The greatest value.</param>
    /// <param name="entiers">Whether values are whole: then steps are too.</param>
    public static Echelle Jusqua(double max, bool entiers = true)
    {
        var brut = Math.Max(max, entiers ? 1 : 1e-6) / 4;
        var puissance = Math.Pow(10, Math.Floor(Math.Log10(brut)));
        var pas = puissance * (brut / puissance) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 };
        pas = entiers ? Math.Max(1, pas) : pas;
        var decimales = Math.Max(0, (int)-Math.Floor(Math.Log10(pas) + 1e-9)).ToString(CultureInfo.InvariantCulture);
        var nombre = Math.Max(1, (int)Math.Ceiling((max / pas) - 1e-9));
        return new(nombre * pas, [.. Enumerable.Range(0, nombre + 1).Select(i => new Repere(i * pas, i == 0 ? "0" : (i * pas).ToString($"N{decimales}", Formats.Francais)))]);
    }
}

/// <summary>Source-generated JSON of charts; an attribute holds it, so only the marks of HTML are written otherwise, and by Razor.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Graphique))]
internal sealed partial class JsonDesDessins : JsonSerializerContext
{
    public static JsonDesDessins Lisible { get; } = new(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
