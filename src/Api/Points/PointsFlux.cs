using System.Globalization;
using Accompagnement.Api.Acces;
using Accompagnement.Api.Reponses;
using Accompagnement.Api.Securite;
using Accompagnement.Api.Trajectoires;
using Accompagnement.EventStore.Traces;
using Accompagnement.EventStore;
using Microsoft.AspNetCore.Mvc;

namespace Accompagnement.Api.Points;

/// <summary>The feed of all facts, for the systems downstream.</summary>
public static class PointsFlux
{
    private const int ParDefaut = 1000;
    private const int AuPlus = 10_000;

    public static void MapFlux(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/evenements", LireAsync)
            .RequireAuthorization(Droits.LireLeFlux)
            .WithTags("Faits")
            .Produces<string>(StatusCodes.Status200OK, "application/x-ndjson")
            .WithSummary("Le flux de tous les faits")
            .WithDescription("NDJSON de CloudEvents 1.0 en clair, dans l'ordre des positions, après « apres » (0 au début). X-Position est la valeur à donner à l'appel suivant ; une page vide veut dire qu'il n'y a rien de plus pour l'instant. Chaque page lue est tracée avant d'être rendue.");

    private static async Task<IResult> LireAsync(
        long? apres, int? max, HttpContext http, [FromServices] IEventStore store, [FromServices] FluxEnClair flux, [FromServices] JournalDesTraces journal, [FromServices] TimeProvider horloge, CancellationToken ct)
    {
        if (http.User.CompteDAcces() is not { } compte)
        {
            return TypedResults.Forbid();
        }

        if (apres < 0)
        {
            return Problemes.Invalide("apres", "« apres » est une position : un entier positif ou nul.");
        }

        if (max is < 1 or > AuPlus)
        {
            return Problemes.Invalide("max", $"Une page compte de 1 à {AuPlus} faits.");
        }

        var depuis = apres ?? 0;
        var page = await store.ReadAllAsync(depuis, max ?? ParDefaut, ct);
        var lignes = await flux.EcrireAsync(page.Faits, ct);
        if (page.Faits.Count > 0)
        {
            Guid[] personnes = [.. page.Faits.Select(f => f.Fait.Sujet).Where(s => s.Nature == Domain.Faits.Flux.Trajectoire).Select(s => s.Flux).Distinct()];
            await journal.NoterDurablementAsync(
                Trace.De(NatureTrace.Export, compte, horloge.GetUtcNow(), personnes, $"api/evenements/{depuis.ToString(CultureInfo.InvariantCulture)}", Droits.LireLeFlux, PointsTrajectoires.Adresse(http)), ct);
        }

        http.Response.Headers["X-Position"] = Math.Max(depuis, page.Position).ToString(CultureInfo.InvariantCulture);
        return TypedResults.Stream(
            async sortie =>
            {
                foreach (var ligne in lignes)
                {
                    await sortie.WriteAsync(ligne, ct);
                    await sortie.WriteAsync("\n"u8.ToArray(), ct);
                }
            },
            "application/x-ndjson");
    }
}
