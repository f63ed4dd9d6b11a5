using System.Buffers;
using System.Collections.Frozen;
using System.Reflection;

namespace Accompagnement.Domain.Referentiels;

/// <summary>The ways the département is cut into territories. A cut by the département's own territories has a date.</summary>
public enum Decoupage
{
    /// <summary>The seven territories in force since 1 January 2016.</summary>
    Depuis2016,

    /// <summary>The nine territories before.</summary>
    Avant2016,

    /// <summary>Intercommunal authorities (EPCI).</summary>
    Epci,

    /// <summary>Communes, by INSEE code.</summary>
    Commune,

    /// <summary>The whole département.</summary>
    Departement,
}

/// <summary>One commune of the département and where it belongs in each cut.</summary>
public sealed record Commune(
    string CodeInsee, string Nom, int Population, string SirenEpci, string Epci, string Territoire2016, string TerritoireAvant2016);

/// <summary>
/// The dated referential of the communes of Pas-de-Calais (open data of the State, Licence Ouverte; territories of the
/// département's schema). Which territory a person belongs to follows from it; it is never written in an event.
/// </summary>
public sealed class Territoires
{
    /// <summary>The number that stands for "no residence known" where communes are numbered.</summary>
    public const short NonRenseigne = 0;

    /// <summary>The number that stands for "outside the département".</summary>
    public const short HorsDepartement = -1;

    public const string LibelleNonRenseigne = "NON_RENSEIGNE";
    public const string LibelleHorsDepartement = "HORS_DEPARTEMENT";
    public const string LibelleDepartement = "Pas-de-Calais";
    private const string Prefixe = "62";
    private static readonly SearchValues<char> Chiffres = SearchValues.Create("0123456789AB");

    private readonly FrozenDictionary<string, short> numeros;

    private Territoires(Commune[] communes)
    {
        Communes = communes;
        numeros = communes.Select((c, i) => (c.CodeInsee, Numero: (short)(i + 1))).ToFrozenDictionary(c => c.CodeInsee, c => c.Numero);
    }

    /// <summary>The referential that ships with the project.</summary>
    public static Territoires PasDeCalais { get; } = Charger();

    public IReadOnlyList<Commune> Communes { get; }

    /// <summary>The names of the ways to cut, as the contract writes them.</summary>
    public static IReadOnlyDictionary<string, Decoupage> Decoupages { get; } = new Dictionary<string, Decoupage>
    {
        ["2016"] = Decoupage.Depuis2016,
        ["avant2016"] = Decoupage.Avant2016,
        ["epci"] = Decoupage.Epci,
        ["commune"] = Decoupage.Commune,
        ["departement"] = Decoupage.Departement,
    };

    public static string NomDe(Decoupage decoupage) => Decoupages.First(d => d.Value == decoupage).Key;

    /// <summary>Whether a code may be recorded: one of the département must exist; those of elsewhere only need the form.</summary>
    public bool Admet(string codeInsee) =>
        codeInsee.Length == 5 && !codeInsee.AsSpan().ContainsAnyExcept(Chiffres)
        && (!codeInsee.StartsWith(Prefixe, StringComparison.Ordinal) || numeros.ContainsKey(codeInsee));

    /// <summary>
    /// The number of a commune, from 1 in the order of the referential; <see cref="HorsDepartement"/> for any other code,
    /// <see cref="NonRenseigne"/> for none.
    /// </summary>
    public short Numero(string? codeInsee) =>
        codeInsee is null ? NonRenseigne : numeros.GetValueOrDefault(codeInsee, HorsDepartement);

    /// <summary>The label of the territory that a commune, given by its number, belongs to.</summary>
    public string Libelle(short numero, Decoupage decoupage) => numero switch
    {
        NonRenseigne => LibelleNonRenseigne,
        HorsDepartement => LibelleHorsDepartement,
        _ => Libelle(Communes[numero - 1], decoupage),
    };

    /// <summary>The territories of a cut, in the order they are shown.</summary>
    public IReadOnlyList<string> Libelles(Decoupage decoupage) =>
        [.. Communes.Select(c => Libelle(c, decoupage)).Distinct().Order(StringComparer.Create(System.Globalization.CultureInfo.GetCultureInfo("fr-FR"), ignoreCase: false))];

    private static string Libelle(Commune commune, Decoupage decoupage) => decoupage switch
    {
        Decoupage.Depuis2016 => commune.Territoire2016,
        Decoupage.Avant2016 => commune.TerritoireAvant2016,
        Decoupage.Epci => commune.Epci,
        Decoupage.Commune => commune.CodeInsee,
        _ => LibelleDepartement,
    };

    /// <summary>The fields of a line of the referential; one that holds a comma stands between quotes.</summary>
    private static string[] Champs(string ligne) =>
        [.. ligne.Split('"').SelectMany((part, i) => i % 2 == 1 ? [part] : part.Trim(',') is { Length: > 0 } hors ? hors.Split(',') : [])];

    private static Territoires Charger()
    {
        using var flux = Assembly.GetExecutingAssembly().GetManifestResourceStream("communes-62.csv")!;
        using var lecteur = new StreamReader(flux);
        lecteur.ReadLine();
        var communes = new List<Commune>(900);
        while (lecteur.ReadLine() is { Length: > 0 } ligne)
        {
            var c = Champs(ligne);
            communes.Add(new Commune(c[0], c[1], int.Parse(c[3], System.Globalization.CultureInfo.InvariantCulture), c[4], c[5], c[6], c[7]));
        }

        return new Territoires([.. communes]);
    }
}
