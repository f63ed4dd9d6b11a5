using System.Buffers;
using System.Text;
using System.Text.Json;
using Accompagnement.Api.Hote;
using Accompagnement.Api.Import;
using Accompagnement.Api.Reponses;
using Accompagnement.Api.Securite;
using Microsoft.AspNetCore.Mvc;

namespace Accompagnement.Api.Points;

/// <summary>Facts received from outside.</summary>
public static class PointsEvenements
{
    public static void MapEvenements(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/evenements", RecevoirAsync)
            .RequireAuthorization(Droits.Importer)
            .DisableAntiforgery()
            .WithMetadata(new SansLimite())
            .Accepts<object>("application/x-ndjson", "application/cloudevents-batch+json", "application/cloudevents+json")
            .Produces<BilanImport>()
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .WithSummary("Enregistrer des faits")
            .WithDescription("Des CloudEvents 1.0 : un par ligne, un tableau, ou un seul. Chaque ligne est jugée ; les bonnes sont enregistrées, les autres gardées et rendues avec leur règle. Envoyer deux fois la même chose n'enregistre rien deux fois.");
        routes.MapGet("/api/evenements/rejets/{lot:guid}", RejetsAsync)
            .RequireAuthorization(Droits.Importer)
            .WithSummary("Les lignes rejetées d'un envoi")
            .WithDescription("NDJSON : une ligne rejetée par ligne, avec son numéro, la règle, le détail et ce qui avait été reçu.");
    }

    private static async Task<IResult> RecevoirAsync(HttpContext http, [FromServices] ServiceImport import, [FromServices] ProjectionEnContinu projection, [FromServices] Compteurs compteurs, CancellationToken ct)
    {
        if (Forme(http.Request.ContentType) is not { } forme)
        {
            return Problemes.De(
                StatusCodes.Status415UnsupportedMediaType, "forme-inconnue", "La forme de l'envoi n'est pas connue.",
                "Content-Type : application/x-ndjson, application/cloudevents-batch+json ou application/cloudevents+json.", "Content-Type");
        }

        try
        {
            var bilan = await compteurs.CompterAsync(import.ImporterAsync(http.Request.Body, forme, http.User.Compte(), ct));
            projection.Reveiller();
            http.Response.Headers["X-Position"] = bilan.Position.ToString(System.Globalization.CultureInfo.InvariantCulture);
            return TypedResults.Ok(bilan);
        }
        catch (InvalidDataException)
        {
            return Problemes.De(StatusCodes.Status400BadRequest, "gzip-invalide", "Le corps annoncé comme gzip ne l'est pas.", "Ce qui précède l'erreur est enregistré : renvoyez le fichier entier, rien ne sera enregistré deux fois.");
        }
    }

    private static async Task RejetsAsync(Guid lot, HttpContext http, [FromServices] ServiceImport import, CancellationToken ct)
    {
        http.Response.ContentType = "application/x-ndjson";
        await using var sortie = new Utf8JsonWriter(http.Response.BodyWriter, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        await foreach (var (rejet, contenu) in import.RejetsAsync(lot, ct))
        {
            sortie.WriteStartObject();
            sortie.WriteNumber("ligne", rejet.Ligne);
            sortie.WriteString("id", rejet.Id);
            sortie.WriteString("code", rejet.Code);
            sortie.WriteString("detail", rejet.Detail);
            sortie.WriteString("valeur", rejet.Valeur);
            sortie.WriteString("champ", rejet.Champ);
            sortie.WriteString("recu", contenu is null ? null : Encoding.UTF8.GetString(contenu));
            sortie.WriteEndObject();
            sortie.Flush();
            sortie.Reset();
            http.Response.BodyWriter.Write("\n"u8);
            await http.Response.BodyWriter.FlushAsync(ct);
        }
    }

    private static FormeImport? Forme(string? type) => type?.Split(';')[0].Trim().ToLowerInvariant() switch
    {
        "application/x-ndjson" or "application/ndjson" or "application/jsonl" => FormeImport.Ndjson,
        "application/cloudevents-batch+json" => FormeImport.Tableau,
        "application/cloudevents+json" => FormeImport.UnSeul,
        _ => null,
    };
}
