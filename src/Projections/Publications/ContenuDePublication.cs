using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Accompagnement.Projections.Catalogue;
using Accompagnement.Projections.Diffusion;
using Accompagnement.Projections.Diffusion.Suppression;

namespace Accompagnement.Projections.Publications;

/// <summary>One series of a publication: a figure over a period, by territory and further dimensions.</summary>
/// <param name="Code">The figure.</param>
/// <param name="Periode">The period, as the contract writes it.</param>
/// <param name="Decoupage">The cut, by its name.</param>
/// <param name="Par">Further dimensions.</param>
public sealed record SerieFigee(string Code, string Periode, string Decoupage, IReadOnlyList<string> Par);

/// <summary>A definition as it was when published.</summary>
public sealed record DefinitionFigee(string Code, int Version, string Libelle, string Definition, string Unite)
{
    internal static DefinitionFigee De(Indicateur i) => new(i.Code, i.Version, i.Libelle, i.Definition, i.Unite);
}

/// <summary>One published cell.</summary>
public sealed record CelluleFigee(
    string Code, int Version, string Periode, string Decoupage, string Territoire, IReadOnlyDictionary<string, string> Dimensions,
    decimal? Valeur, string ConfStatus, decimal? Evolution, string EvolutionConfStatus, int? Rang)
{
    /// <summary>What names the cell in every publication.</summary>
    [JsonIgnore]
    public string Adresse => string.Join('|', [Code, Periode, Decoupage, Territoire, .. Dimensions.OrderBy(d => d.Key, StringComparer.Ordinal).Select(d => $"{d.Key}={d.Value}")]);
}

/// <summary>How the cells of a publication name the kinds they tell apart. The numbers are stored.</summary>
public enum FormeDesCles
{
    /// <summary>By the numbers of the facts, in the publications made first.</summary>
    Numeros = 0,

    /// <summary>By the codes of the contract.</summary>
    Codes = 1,
}

/// <summary>
/// All that a publication says and all that it takes to compute it again. Its text is canonical: the same content gives the same bytes, and
/// so the same digest.
/// </summary>
public sealed record ContenuDePublication
{
    /// <summary>How its cells are named. It is not written when it is the first, so that what was published before keeps its bytes.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public FormeDesCles Cles { get; init; }

    public required string Titre { get; init; }

    /// <summary>« diffusion » or « suppression ».</summary>
    public required string Mode { get; init; }

    /// <summary>The last event that the figures had taken in.</summary>
    public required long Position { get; init; }

    /// <summary>The day by whose end facts count: the last closing (the day itself in an instance that had none yet).</summary>
    public required DateOnly VuAu { get; init; }

    public required IReadOnlyList<SerieFigee> Series { get; init; }

    public required IReadOnlyList<DefinitionFigee> Definitions { get; init; }

    /// <summary>The whole table of perturbation; null in mode suppression.</summary>
    public string? Table { get; init; }

    public string? EmpreinteDeLaTable { get; init; }

    public SeuilsDeDiffusion? Seuils { get; init; }

    /// <summary>The rule of suppression; null in mode diffusion.</summary>
    public RegleDeSuppression? Regle { get; init; }

    /// <summary>The reference populations of the rates, as they were.</summary>
    public required IReadOnlyList<Denominateur> Populations { get; init; }

    public required string Note { get; init; }

    public required IReadOnlyList<CelluleFigee> Cellules { get; init; }

    public string Ecrire() => JsonSerializer.Serialize(this, JsonDesPublications.Canonique.ContenuDePublication);

    public static ContenuDePublication Lire(string texte) => JsonSerializer.Deserialize(texte, JsonDesPublications.Canonique.ContenuDePublication)!;

    /// <summary>SHA-256 of a canonical text, in hexadecimal.</summary>
    public static string Empreinte(string texte) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(texte)));
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ContenuDePublication))]
internal sealed partial class JsonDesPublications : JsonSerializerContext
{
    public static JsonDesPublications Canonique { get; } = new(new JsonSerializerOptions(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
