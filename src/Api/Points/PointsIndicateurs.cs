using System.Globalization;
using Accompagnement.Api.Hote;
using Accompagnement.Api.Reponses;
using Accompagnement.Api.Securite;
using Accompagnement.Domain.Referentiels;
using Accompagnement.Projections.Catalogue;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Accompagnement.Api.Points;

/// <summary>A definition of the catalogue, as it is answered.</summary>
public sealed record DefinitionDIndicateur(
    string Code, string Libelle, string Definition, string Forme, string Objet, string Unite, string Domaine, int Version, DateOnly? ValideDu, bool Sensible)
{
    public static DefinitionDIndicateur De(Indicateur i) => new(
        i.Code, i.Libelle, i.Definition, EnMinuscules(i.Forme.ToString()), EnMinuscules(i.Objet.ToString()), i.Unite, i.Domaine, i.Version, i.ValideDu, i.Sensible);

    private static string EnMinuscules(string nom) => char.ToLowerInvariant(nom[0]) + nom[1..];
}

/// <summary>One cell, as it is answered.</summary>
public sealed record CelluleDeReponse(
    string Territoire, decimal? Valeur, string ConfStatus, decimal? Evolution, int? Rang, IReadOnlyDictionary<string, string>? Dimensions);

/// <summary>The values of one figure, with all that is needed to read and recompute them.</summary>
public sealed record ReponseDeValeurs(
    DefinitionDIndicateur Definition, string Periode, string Decoupage, DateOnly? VuAu, string Mode, long Position, DateTimeOffset? Instant, string Objet, string Unite,
    IReadOnlyList<CelluleDeReponse> Cellules);

/// <summary>One row of the portrait, as it is answered.</summary>
public sealed record LigneDeReponse(string Code, string Libelle, string Unite, int Version, IReadOnlyList<CelluleDeReponse> Cellules);

/// <summary>The territorial portrait.</summary>
public sealed record ReponsePortrait(
    string Rapport, string Annee, string Decoupage, DateOnly? VuAu, string Mode, long Position, DateTimeOffset? Instant, IReadOnlyList<string> Territoires, IReadOnlyList<LigneDeReponse> Lignes);

/// <summary>The catalogue, its values, and the reports made from them.</summary>
public static class PointsIndicateurs
{
    private const string Libre = "F";

    public static void MapIndicateurs(this IEndpointRouteBuilder routes)
    {
        var groupe = routes.MapGroup("/api").RequireAuthorization(Droits.Chiffres);
        groupe.MapGet("/indicateurs", () => CatalogueIndicateurs.Tous.Select(DefinitionDIndicateur.De))
            .WithSummary("Le catalogue des indicateurs");
        groupe.MapGet("/indicateurs/{code}", (string code) => CatalogueIndicateurs.DuCode(code) is { } indicateur
                ? Results.Ok(DefinitionDIndicateur.De(indicateur))
                : Problemes.Introuvable($"Aucun indicateur ne porte le code « {code} »."))
            .Produces<DefinitionDIndicateur>()
            .WithSummary("La définition d'un indicateur");
        groupe.MapGet("/indicateurs/{code}/valeurs", ValeursAsync)
            .Produces<ReponseDeValeurs>()
            .WithSummary("Les valeurs d'un indicateur")
            .WithDescription("Accept : application/json ou text/csv.");
        groupe.MapGet("/rapports/portrait-territorial", PortraitAsync)
            .Produces<ReponsePortrait>()
            .WithSummary("Le portrait territorial d'une année")
            .WithDescription("Accept : application/json ou text/csv.");
    }

    private static async Task<IResult> ValeursAsync(
        string code, [AsParameters] ParametresDeChiffres parametres, HttpContext http, Calculateur calculateur, ProjectionEnContinu projection, TimeProvider horloge, CancellationToken ct)
    {
        if (CatalogueIndicateurs.DuCode(code) is not { } indicateur)
        {
            return Problemes.Introuvable($"Aucun indicateur ne porte le code « {code} ».");
        }

        var (demande, refus) = await DemandeDeChiffres.LireAsync(parametres, http, projection, horloge);
        if (demande is null)
        {
            return refus!;
        }

        var valeurs = await calculateur.ValeursAsync(indicateur, demande.Periode, demande.Decoupage, demande.Dimensions, demande.VuAu, ct);
        Position(http, valeurs.Etat);
        if (EnCsv(http))
        {
            string[] entete = ["code", "libelle", "periode", "territoire", .. demande.Dimensions.Select(Nom), "valeur", "unite", "evolution", "rang", "conf_status"];
            return EnCsv(valeurs.Cellules.Select(c => (IEnumerable<string?>)
                [indicateur.Code, indicateur.Libelle, demande.Periode.Code, c.Territoire, .. c.Cles, .. Fin(indicateur, c)]).Prepend(entete));
        }

        return TypedResults.Ok(new ReponseDeValeurs(
            DefinitionDIndicateur.De(indicateur), demande.Periode.Code, Territoires.NomDe(demande.Decoupage), demande.VuAu, "interne", valeurs.Etat.Position, valeurs.Etat.Instant,
            DefinitionDIndicateur.De(indicateur).Objet, indicateur.Unite, [.. valeurs.Cellules.Select(c => Cellule(c, demande.Dimensions))]));
    }

    private static async Task<IResult> PortraitAsync(
        [AsParameters] ParametresDeChiffres parametres, HttpContext http, Calculateur calculateur, ProjectionEnContinu projection, TimeProvider horloge, CancellationToken ct)
    {
        var (demande, refus) = await DemandeDeChiffres.LireAsync(parametres, http, projection, horloge);
        if (demande is null)
        {
            return refus!;
        }

        if (demande.Periode.Genre != GenrePeriode.Annee)
        {
            return Problemes.Invalide("annee", "Le portrait est annuel : une année s'écrit 2015.");
        }

        var portrait = await calculateur.PortraitAsync(demande.Periode, demande.Decoupage, demande.VuAu, ct);
        Position(http, portrait.Etat);
        if (EnCsv(http))
        {
            string[] entete = ["code", "libelle", "territoire", "annee", "valeur", "unite", "evolution", "rang", "conf_status"];
            return EnCsv(portrait.Lignes.SelectMany(l => l.Cellules.Select(c => (IEnumerable<string?>)
                [l.Indicateur.Code, l.Indicateur.Libelle, c.Territoire, demande.Periode.Code, .. Fin(l.Indicateur, c)])).Prepend(entete));
        }

        return TypedResults.Ok(new ReponsePortrait(
            "portrait-territorial", demande.Periode.Code, Territoires.NomDe(demande.Decoupage), demande.VuAu, "interne", portrait.Etat.Position, portrait.Etat.Instant, portrait.Territoires,
            [.. portrait.Lignes.Select(l => new LigneDeReponse(l.Indicateur.Code, l.Indicateur.Libelle, l.Indicateur.Unite, l.Indicateur.Version, [.. l.Cellules.Select(c => Cellule(c, []))]))]));
    }

    private static CelluleDeReponse Cellule(Cellule c, IReadOnlyList<Dimension> dimensions) => new(
        c.Territoire, c.Valeur, Libre, c.Evolution, c.Rang,
        dimensions.Count == 0 ? null : dimensions.Select((d, i) => (Nom: Nom(d), Valeur: c.Cles[i])).ToDictionary(d => d.Nom, d => d.Valeur));

    private static string[] Fin(Indicateur indicateur, Cellule c) =>
    [
        Csv.Nombre(c.Valeur, indicateur.EstUnCompte ? 0 : 1), indicateur.Unite, Csv.Evolution(c.Evolution), c.Rang?.ToString(CultureInfo.InvariantCulture) ?? "", Libre,
    ];

    private static string Nom(Dimension dimension) => dimension.ToString().ToLowerInvariant();

    private static void Position(HttpContext http, EtatDesFaits etat) =>
        http.Response.Headers["X-Position"] = etat.Position.ToString(CultureInfo.InvariantCulture);

    private static bool EnCsv(HttpContext http) =>
        http.Request.GetTypedHeaders().Accept.OrderByDescending(a => a.Quality ?? 1).FirstOrDefault()?.MediaType.Value?.Equals(Csv.Type, StringComparison.OrdinalIgnoreCase) == true;

    private static ContentHttpResult EnCsv(IEnumerable<IEnumerable<string?>> lignes) => TypedResults.Text(Csv.Ecrire(lignes), "text/csv; charset=utf-8");
}
