using System.Globalization;
using Accompagnement.Api.Hote;
using Accompagnement.Api.Reponses;
using Accompagnement.Api.Securite;
using Accompagnement.Projections.Catalogue;
using Accompagnement.Projections.Diffusion;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Accompagnement.Api.Points;

/// <summary>The catalogue, its values, and the reports made from them: exact, or protected.</summary>
public static class PointsIndicateurs
{
    private const string Formats = "Accept : application/json, text/csv ou " + Xlsx.Type + ".";

    public static void MapIndicateurs(this IEndpointRouteBuilder routes)
    {
        var groupe = routes.MapGroup("/api").RequireAuthorization(Droits.Chiffres);
        groupe.MapGet("/indicateurs", () => CatalogueIndicateurs.Tous.Select(DefinitionDIndicateur.De))
            .WithSummary("Le catalogue des indicateurs");
        groupe.MapGet("/indicateurs/definitions", Definitions)
            .WithSummary("Les définitions qui accompagnent un fichier de chiffres")
            .WithDescription("CSV. « codes » : plusieurs séparés par des virgules, tous sans lui ; « mode » : celui du fichier, pour la note qui va avec.");
        groupe.MapGet("/indicateurs/{code}", (string code) => CatalogueIndicateurs.DuCode(code) is { } indicateur
                ? Results.Ok(DefinitionDIndicateur.De(indicateur))
                : Problemes.Introuvable($"Aucun indicateur ne porte le code « {code} »."))
            .Produces<DefinitionDIndicateur>()
            .WithSummary("La définition d'un indicateur");
        groupe.MapGet("/indicateurs/{code}/valeurs", ValeursAsync)
            .Produces<ReponseDeValeurs>()
            .WithSummary("Les valeurs d'un indicateur")
            .WithDescription(Formats);
        groupe.MapGet("/rapports/portrait-territorial", PortraitAsync)
            .Produces<ReponsePortrait>()
            .WithSummary("Le portrait territorial d'une année")
            .WithDescription(Formats);
    }

    private static ContentHttpResult Definitions(string? codes, string? mode, [FromServices] Protecteur protecteur)
    {
        var voulus = codes?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var indicateurs = CatalogueIndicateurs.Tous.Where(i => voulus?.Contains(i.Code) != false);
        var usage = mode == DemandeDeChiffres.Interne ? ReponsesDeChiffres.UsageInterne : NoteDeProtection.De(protecteur.Table.Parametres);
        return TypedResults.Text(ReponsesDeChiffres.DefinitionsEnCsv(indicateurs, usage), "text/csv; charset=utf-8");
    }

    private static async Task<IResult> ValeursAsync(
        string code, [AsParameters] ParametresDeChiffres parametres, HttpContext http, [FromServices] Calculateur exact, [FromServices] CalculateurProtege protege, [FromServices] ProjectionEnContinu projection, [FromServices] TimeProvider horloge, CancellationToken ct)
    {
        if (CatalogueIndicateurs.DuCode(code) is not { } indicateur)
        {
            return Problemes.Introuvable($"Aucun indicateur ne porte le code « {code} ».");
        }

        var (demande, refus) = await DemandeDeChiffres.LireAsync(parametres, indicateur.Code, indicateur.Sensible, http, projection, horloge);
        if (demande is null)
        {
            return refus!;
        }

        var valeurs = demande.Protegee
            ? await protege.ValeursAsync(indicateur, demande.Periode, demande.Decoupage, demande.Dimensions, ct)
            : await exact.ValeursAsync(indicateur, demande.Periode, demande.Decoupage, demande.Dimensions, demande.VuAu, ct);
        Position(http, valeurs.Etat);
        return ReponsesDeChiffres.Valeurs(http, demande, valeurs, Usage(demande, protege.Protecteur, valeurs.Etat));
    }

    private static async Task<IResult> PortraitAsync(
        [AsParameters] ParametresDeChiffres parametres, HttpContext http, [FromServices] Calculateur exact, [FromServices] CalculateurProtege protege, [FromServices] ProjectionEnContinu projection, [FromServices] TimeProvider horloge, CancellationToken ct)
    {
        // Its rows and columns are fixed: what else it could be cut by does not matter.
        var (demande, refus) = await DemandeDeChiffres.LireAsync(parametres with { Par = null }, "portrait-territorial", enfance: true, http, projection, horloge);
        if (demande is null)
        {
            return refus!;
        }

        if (demande.Periode.Genre != GenrePeriode.Annee)
        {
            return Problemes.Invalide("annee", "Le portrait est annuel : une année s'écrit 2015.");
        }

        var portrait = demande.Protegee
            ? await protege.PortraitAsync(demande.Periode, demande.Decoupage, ct)
            : await exact.PortraitAsync(demande.Periode, demande.Decoupage, demande.VuAu, ct);
        Position(http, portrait.Etat);
        return ReponsesDeChiffres.Portrait(http, demande, portrait, Usage(demande, protege.Protecteur, portrait.Etat));
    }

    private static string Usage(DemandeDeChiffres demande, Protecteur protecteur, EtatDesFaits etat) =>
        demande.Protegee ? NoteDeProtection.De(protecteur.Table.Parametres, etat.ArreteAu) : ReponsesDeChiffres.UsageInterne;

    private static void Position(HttpContext http, EtatDesFaits etat) =>
        http.Response.Headers["X-Position"] = etat.Position.ToString(CultureInfo.InvariantCulture);
}
