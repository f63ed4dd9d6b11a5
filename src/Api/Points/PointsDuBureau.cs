using Accompagnement.Api.Acces;
using Accompagnement.Api.Reponses;
using Accompagnement.Api.Securite;
using Accompagnement.Domain.Acces;
using Accompagnement.Projections.Pilotage;
using Microsoft.AspNetCore.Mvc;
using Npgsql;

namespace Accompagnement.Api.Points;

/// <summary>A référent's desk: who they follow, and what is due.</summary>
public static class PointsDuBureau
{
    public static void MapBureau(this IEndpointRouteBuilder routes)
    {
        var agents = routes.MapGroup("/api/agents/{code}").RequireAuthorization(Droits.Bureau);
        agents.MapGet("/file-active", FileActiveAsync).WithSummary("Les personnes qu'un agent suit").WithDescription(ReponsesDePilotage.Formats);
        agents.MapGet("/echeances", EcheancesAsync).WithSummary("X1 : les échéances des personnes qu'un agent suit").WithDescription(ReponsesDePilotage.Formats);
    }

    private static Task<IResult> FileActiveAsync(string code, [AsParameters] ParametresDePilotage p) => SiVisibleAsync(code, p, () => ReponsesDePilotage.LignesAsync(
        Sienne(p), "W1", PersonneSuivie.Entete, l => l.Champs, (d, ct) => new FilesActives(p.Source).LireAsync(code, d.Vue, p.Http.User.CompteDAcces() is { } c && Compartiments.Ouvert(c), ct)));

    private static Task<IResult> EcheancesAsync(string code, bool? toutes, [FromServices] EcheancesDAgent echeances, [AsParameters] ParametresDePilotage p) => SiVisibleAsync(code, p, () => ReponsesDePilotage.LignesAsync(
        Sienne(p), "X1", LigneEcheance.Entete, l => l.Champs, (d, ct) => echeances.LireAsync(code, d.Vue, toutes == true, p.Http.User.CompteDAcces(), ct)));

    private static async Task<IResult> SiVisibleAsync(string code, ParametresDePilotage p, Func<Task<IResult>> repondre) =>
        await BureauDAgent.EstVisibleAsync(code, p.Http, p.Source, p.Aujourdhui, p.Http.RequestAborted)
            ? await repondre()
            : Problemes.Introuvable("Aucun agent de votre périmètre ne porte ce code.");

    /// <summary>The desk is judged by its agent: no site is to be chosen.</summary>
    private static ParametresDePilotage Sienne(ParametresDePilotage p) => p with { Site = p.Site ?? p.Http.User.FindFirst(Revendications.Site)?.Value };
}

/// <summary>Whose desks an account may see.</summary>
internal static class BureauDAgent
{
    /// <summary>A référent has their own desk; a supervisor those of the teams they cover.</summary>
    public static Task<bool> EstVisibleAsync(string code, HttpContext http, [FromServices] NpgsqlDataSource source, DateOnly jour, CancellationToken ct) =>
        http.User.IsInRole(Roles.Referent)
            ? Task.FromResult(http.User.FindFirst(Revendications.Agent)?.Value == code)
            : EstDuPerimetreAsync(code, http, source, jour, ct);

    /// <summary>Whether an agent is, today, of the sites and of the services of the account; no limit covers all.</summary>
    public static async Task<bool> EstDuPerimetreAsync(string code, HttpContext http, [FromServices] NpgsqlDataSource source, DateOnly jour, CancellationToken ct)
    {
        var compte = http.User.CompteDAcces();
        if (compte is null or { Sites.Count: 0, Services.Count: 0 })
        {
            return compte is not null;
        }

        await using var commande = source.CreateCommand("""
            select (cardinality($2) = 0 or bool_or(nature = 11 and structure = any($2))) and (cardinality($3) = 0 or bool_or(nature = 12 and structure = any($3)))
            from faits.episodes where nature in (11, 12) and agent = $1 and du <= $4 and au > $4 and connu_a = 'infinity'
            """);
        commande.Parameters.Add(new NpgsqlParameter<string> { TypedValue = code });
        commande.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. compte.Sites] });
        commande.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. compte.Services] });
        commande.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = jour });
        return await commande.ExecuteScalarAsync(ct) is true;
    }
}
