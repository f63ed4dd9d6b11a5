using System.Globalization;
using Accompagnement.Api.Reponses;
using Accompagnement.Domain.Referentiels;
using Accompagnement.Projections.Catalogue;

namespace Accompagnement.Api.Points;

/// <summary>A definition of the catalogue, as it is answered.</summary>
public sealed record DefinitionDIndicateur(
    string Code, string Libelle, string Definition, string Forme, string Objet, string Unite, string Domaine, int Version, DateOnly? ValideDu, bool Sensible)
{
    public static string[] Entete { get; } = ["code", "libelle", "definition", "forme", "objet", "unite", "version"];

    public string?[] Champs => [Code, Libelle, Definition, Forme, Objet, Unite, Version.ToString(CultureInfo.InvariantCulture)];

    public static DefinitionDIndicateur De(Indicateur i) => new(
        i.Code, i.Libelle, i.Definition, EnMinuscules(i.Forme.ToString()), EnMinuscules(i.Objet.ToString()), i.Unite, i.Domaine, i.Version, i.ValideDu, i.Sensible);

    private static string EnMinuscules(string nom) => char.ToLowerInvariant(nom[0]) + nom[1..];
}

/// <summary>One cell, as it is answered.</summary>
/// <param name="Territoire">The label of the territory.</param>
/// <param name="Valeur">The figure; null when withheld or without meaning.</param>
/// <param name="ConfStatus">SDMX: F, C or D.</param>
/// <param name="Evolution">In % over two years.</param>
/// <param name="EvolutionConfStatus">Why there is an evolution or not.</param>
/// <param name="Rang">Among the territories of the cut.</param>
/// <param name="Dimensions">The value of each further dimension.</param>
/// <param name="Reprise">Where the value was published, when it is from before the system.</param>
/// <param name="EvolutionReprise">Where the base of the evolution was published, when it is from before the system.</param>
public sealed record CelluleDeReponse(
    string Territoire, decimal? Valeur, string ConfStatus, decimal? Evolution, string EvolutionConfStatus, int? Rang,
    IReadOnlyDictionary<string, string>? Dimensions, string? Reprise, string? EvolutionReprise)
{
    public static CelluleDeReponse De(Cellule c, IReadOnlyList<Dimension> dimensions) => new(
        c.Territoire, c.Valeur, c.Statut.ToString(), c.Evolution, c.StatutEvolution.ToString(), c.Rang,
        dimensions.Count == 0 ? null : dimensions.Select((d, i) => (Nom: DemandeDeChiffres.Nom(d), Valeur: c.Cles[i])).ToDictionary(d => d.Nom, d => d.Valeur),
        c.Source, c.SourceAvant);
}

/// <summary>The values of one figure, with all that is needed to read and recompute them.</summary>
public sealed record ReponseDeValeurs(
    DefinitionDIndicateur Definition, string Periode, string Decoupage, DateOnly? VuAu, string Mode, string Usage, long Position, DateTimeOffset? Instant, string Objet, string Unite,
    IReadOnlyList<CelluleDeReponse> Cellules);

/// <summary>One row of the portrait, as it is answered.</summary>
public sealed record LigneDeReponse(string Code, string Libelle, string Unite, int Version, IReadOnlyList<CelluleDeReponse> Cellules);

/// <summary>The territorial portrait.</summary>
public sealed record ReponsePortrait(
    string Rapport, string Annee, string Decoupage, DateOnly? VuAu, string Mode, string Usage, long Position, DateTimeOffset? Instant, IReadOnlyList<string> Territoires, IReadOnlyList<LigneDeReponse> Lignes);

/// <summary>Figures as JSON, CSV or a workbook; the files carry their definitions and the note on protection.</summary>
public static class ReponsesDeChiffres
{
    public const string UsageInterne = "Usage interne : chiffres exacts, à ne pas publier.";
    private static readonly string[] Fin = ["valeur", "unite", "evolution", "rang", "conf_status"];

    public static IResult Valeurs(HttpContext http, DemandeDeChiffres demande, Valeurs valeurs, string usage)
    {
        var indicateur = valeurs.Indicateur;
        string[] entete = ["code", "libelle", "periode", "territoire", .. demande.Dimensions.Select(DemandeDeChiffres.Nom), .. Fin, "reprise"];
        var lignes = valeurs.Cellules.Select(c => (object?[])
            [indicateur.Code, indicateur.Libelle, demande.Periode.Code, c.Territoire, .. c.Cles, .. Chiffres(indicateur, c), Reprise(c)]);
        if (Fichier(http, $"{indicateur.Code}-{demande.Periode.Code}", demande.Mode, entete, lignes, [indicateur], usage) is { } fichier)
        {
            return fichier;
        }

        var definition = DefinitionDIndicateur.De(indicateur);
        return TypedResults.Ok(new ReponseDeValeurs(
            definition, demande.Periode.Code, Territoires.NomDe(demande.Decoupage), demande.VuAu ?? valeurs.Etat.ArreteAu, demande.Mode, usage, valeurs.Etat.Position, valeurs.Etat.Instant,
            definition.Objet, indicateur.Unite, [.. valeurs.Cellules.Select(c => CelluleDeReponse.De(c, demande.Dimensions))]));
    }

    public static IResult Portrait(HttpContext http, DemandeDeChiffres demande, Portrait portrait, string usage)
    {
        // The contract fixes the columns; a figure taken over from before the system is never there without its mark.
        var avecReprise = portrait.Lignes.Any(l => l.Cellules.Any(c => Reprise(c).Length > 0));
        string[] entete = ["code", "libelle", "territoire", "annee", .. Fin, .. avecReprise ? ["reprise"] : Array.Empty<string>()];
        var lignes = portrait.Lignes.SelectMany(l => l.Cellules.Select(c => (object?[])
            [l.Indicateur.Code, l.Indicateur.Libelle, c.Territoire, demande.Periode.Code, .. Chiffres(l.Indicateur, c), .. avecReprise ? [Reprise(c)] : Array.Empty<string>()]));
        return Fichier(http, $"portrait-{demande.Periode.Code}", demande.Mode, entete, lignes, [.. portrait.Lignes.Select(l => l.Indicateur)], usage)
            ?? TypedResults.Ok(new ReponsePortrait(
                "portrait-territorial", demande.Periode.Code, Territoires.NomDe(demande.Decoupage), demande.VuAu ?? portrait.Etat.ArreteAu, demande.Mode, usage, portrait.Etat.Position, portrait.Etat.Instant, portrait.Territoires,
                [.. portrait.Lignes.Select(l => new LigneDeReponse(
                    l.Indicateur.Code, l.Indicateur.Libelle, l.Indicateur.Unite, l.Indicateur.Version, [.. l.Cellules.Select(c => CelluleDeReponse.De(c, []))]))]));
    }

    /// <summary>The definitions that go with a file of figures.</summary>
    public static string DefinitionsEnCsv(IEnumerable<Indicateur> indicateurs, string usage) =>
        Csv.Ecrire([DefinitionDIndicateur.Entete, .. indicateurs.Select(i => DefinitionDIndicateur.De(i).Champs), ["note", usage]]);

    private static IResult? Fichier(HttpContext http, string nom, string mode, string[] entete, IEnumerable<object?[]> lignes, IReadOnlyList<Indicateur> indicateurs, string usage)
    {
        if (Negociation.Prefere(http, Xlsx.Type))
        {
            return Xlsx.Repondre($"{nom}-{mode}.xlsx", [
                new("Chiffres", lignes.Select(l => (object?[])[.. l.Select(v => v is EvolutionDeCellule e ? e.Valeur : v)]).Prepend(entete)),
                new("Définitions", indicateurs.Select(i => DefinitionDIndicateur.De(i).Champs).Prepend(DefinitionDIndicateur.Entete)),
                new("À lire", [[usage]])]);
        }

        if (!Negociation.EnCsv(http))
        {
            return null;
        }

        http.Response.Headers.Link = $"</api/indicateurs/definitions?codes={string.Join(',', indicateurs.Select(i => i.Code))}&mode={mode}>; rel=\"describedby\"; type=\"text/csv\"";
        return TypedResults.Text(Csv.Ecrire(lignes.Select(l => l.Select(EnTexte)).Prepend(entete)), "text/csv; charset=utf-8");
    }

    private static object?[] Chiffres(Indicateur indicateur, Cellule c) =>
    [
        c.Valeur is { } v ? Math.Round(v, indicateur.Decimales, MidpointRounding.AwayFromZero) + new decimal(0, 0, 0, isNegative: false, (byte)indicateur.Decimales) : null,
        indicateur.Unite, new EvolutionDeCellule(c.Evolution), c.Rang, c.Statut.ToString(),
    ];

    private static string Reprise(Cellule c) => (c.Source, c.SourceAvant) switch
    {
        ({ } source, _) => source,
        (null, { } avant) => $"évolution depuis : {avant}",
        _ => "",
    };

    private static string EnTexte(object? valeur) => valeur switch
    {
        decimal d => Csv.Nombre(d, d.Scale),
        EvolutionDeCellule e => Csv.Evolution(e.Valeur),
        _ => Convert.ToString(valeur, CultureInfo.InvariantCulture) ?? "",
    };

    /// <summary>An evolution bears its sign in CSV and is a number in a workbook.</summary>
    private readonly record struct EvolutionDeCellule(decimal? Valeur);
}
