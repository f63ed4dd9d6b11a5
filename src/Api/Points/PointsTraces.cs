using System.Globalization;
using System.Text;
using Accompagnement.Api.Acces;
using Accompagnement.Api.Administration;
using Accompagnement.Api.Reponses;
using Accompagnement.Api.Securite;
using Accompagnement.EventStore.Coffre;
using Accompagnement.EventStore.Traces;
using Microsoft.AspNetCore.Mvc;

namespace Accompagnement.Api.Points;

/// <summary>A trace, as who answers for them reads it.</summary>
public sealed record TraceEnJson(
    long Numero, DateTimeOffset Instant, NatureTrace Nature, string Compte, string? Agent, string Role, string Objet, string? Titre, string? Adresse, IReadOnlyCollection<Guid> Personnes);

/// <summary>Traces, the latest first.</summary>
public sealed record PageDeTraces(IReadOnlyList<TraceEnJson> Traces, string? Suivant);

/// <summary>What the administrator watches over without knowing anybody: traces, and files that may be of one person.</summary>
public static class PointsTraces
{
    private const int ParPage = 200;
    private const int ExaminesAuPlus = 1000;

    public static void MapTraces(this IEndpointRouteBuilder routes)
    {
        var groupe = routes.MapGroup("/api").RequireAuthorization(Droits.Administrer).WithTags("Administration");
        groupe.MapGet("/traces", TracesAsync)
            .Produces<PageDeTraces>().ProducesProblem(StatusCodes.Status400BadRequest)
            .WithSummary("Qui a vu quoi")
            .WithDescription("Par personne (identifiant), qui (compte ou code d'agent), nature, du et au (AAAA-MM-JJ). En CSV si Accept le demande : 50 000 lignes au plus, et l'export est tracé avant d'être rendu.");
        groupe.MapGet("/doublons", DoublonsAsync)
            .Produces<PageDeDoublons>()
            .WithSummary("Les dossiers qui sont peut-être d'une même personne, dans toute la base")
            .WithDescription("Partie par partie : « suivant » continue. Des identifiants seulement ; fusionner est l'affaire d'un professionnel qui voit les deux dossiers.");
    }

    private static async Task<IResult> TracesAsync(
        string? personne, string? qui, string? nature, string? du, string? au, long? suivant, HttpContext http, [FromServices] LectureDeTraces lecture, CancellationToken ct)
    {
        if (http.User.CompteDAcces() is not { } compte)
        {
            return TypedResults.Forbid();
        }

        if (LectureDeTraces.Demande(personne, qui, nature, du, au) is not { } demande)
        {
            return Problemes.De(StatusCodes.Status400BadRequest, "parametre-invalide", "La recherche de traces ne se lit pas.", "« personne » est un identifiant, « du » et « au » des jours (AAAA-MM-JJ), « nature » une de celles des traces.");
        }

        if (Negociation.EnCsv(http))
        {
            http.Response.Headers.ContentDisposition = "attachment; filename=\"traces.csv\"";
            return TypedResults.Content(await lecture.EnCsvAsync(demande, compte, PointsTrajectoires.Adresse(http), ct), Csv.Type, Encoding.UTF8);
        }

        var traces = await lecture.LireAsync(demande, suivant, ParPage, compte, PointsTrajectoires.Adresse(http), ct);
        return TypedResults.Ok(new PageDeTraces(
            [.. traces.Select(t => new TraceEnJson(
                t.Numero, t.Trace.Instant, t.Trace.Nature, t.Trace.Compte, t.Trace.Agent, t.Trace.Role, t.Trace.Objet, t.Trace.Titre, t.Trace.Adresse, t.Trace.Personnes))],
            traces.Count == ParPage ? traces[^1].Numero.ToString(CultureInfo.InvariantCulture) : null));
    }

    private static async Task<IResult> DoublonsAsync(
        Guid? suivant, int? examines, HttpContext http, [FromServices] DoublonsDeLaBase doublons, [FromServices] JournalDesTraces journal, [FromServices] TimeProvider horloge, CancellationToken ct)
    {
        if (http.User.CompteDAcces() is not { } compte)
        {
            return TypedResults.Forbid();
        }

        var page = await doublons.LireAsync(suivant, Math.Clamp(examines ?? 500, 1, ExaminesAuPlus), ct);
        await journal.NoterAsync(
            Trace.De(NatureTrace.Recherche, compte, horloge.GetUtcNow(), [.. page.Paires.SelectMany(p => new[] { p.Un, p.Autre }).Distinct()], "api/doublons", null, PointsTrajectoires.Adresse(http)), ct);
        return TypedResults.Ok(page);
    }
}
