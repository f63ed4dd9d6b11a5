using System.Text;
using Accompagnement.Api.Reponses;
using Accompagnement.Api.Securite;
using Accompagnement.Projections.Catalogue;
using Microsoft.AspNetCore.Mvc;
using Npgsql;

namespace Accompagnement.Api.Points;

/// <summary>How many figures were taken over.</summary>
public sealed record BilanAgregats(int Enregistres);

/// <summary>Figures published before the system, taken over with their source.</summary>
public static class PointsAgregats
{
    public static void MapAgregats(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/referentiels/agregats", EnregistrerAsync)
            .RequireAuthorization(Droits.Administrer)
            .DisableAntiforgery()
            .Accepts<string>("text/csv")
            .Produces<BilanAgregats>()
            .WithSummary("Reprendre des chiffres publiés avant le système")
            .WithDescription("CSV avec en-tête : code;decoupage;territoire;periode;valeur;source. Une valeur déjà connue est remplacée.");

    private static async Task<IResult> EnregistrerAsync(HttpContext http, [FromServices] NpgsqlDataSource source, CancellationToken ct)
    {
        try
        {
            using var lecteur = new StreamReader(http.Request.Body, new UTF8Encoding(false, throwOnInvalidBytes: true));
            var lignes = await AgregatsDeReprise.LireCsvAsync(lecteur, ct);
            await AgregatsDeReprise.EnregistrerAsync(source, lignes, ct);
            return TypedResults.Ok(new BilanAgregats(lignes.Count));
        }
        catch (DecoderFallbackException)
        {
            return Refuser("le fichier n'est pas en UTF-8");
        }
        catch (FormatException e)
        {
            return Refuser(e.Message);
        }

        static IResult Refuser(string raison) =>
            Problemes.De(StatusCodes.Status400BadRequest, "agregats-illisibles", "Rien n'est enregistré : une ligne ne peut pas être lue.", raison);
    }
}
