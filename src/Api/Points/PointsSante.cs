using Accompagnement.Api.Hote;
using Npgsql;

namespace Accompagnement.Api.Points;

/// <summary>Whether the instance lives and is ready.</summary>
/// <param name="Pret">Whether everything answers.</param>
/// <param name="Position">The position that the facts follow.</param>
/// <param name="Retard">How many positions they are behind.</param>
/// <param name="Panne">Why they stand still, when they do.</param>
public sealed record EtatDeSante(bool Pret, long Position, long Retard, string? Panne);

public static class PointsSante
{
    /// <summary>Behind by more than this, the figures are not those of the moment any more.</summary>
    private const long RetardAdmis = 50_000;

    public static void MapSante(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/sante/vivant", () => TypedResults.Text("vivant\n")).AllowAnonymous().WithSummary("Le processus répond.");
        routes.MapGet("/sante/pret", PretAsync).AllowAnonymous().WithSummary("La base répond et les chiffres suivent.");
    }

    private static async Task<IResult> PretAsync(NpgsqlDataSource source, ProjectionEnContinu projection, CancellationToken ct)
    {
        EtatDeSante etat;
        try
        {
            await using var commande = source.CreateCommand("select coalesce(max(seq_id), 0) from public.mt_events");
            var derniere = (long)(await commande.ExecuteScalarAsync(ct))!;
            var retard = Math.Max(0, derniere - projection.Position);
            etat = new(projection.Panne is null && retard <= RetardAdmis, projection.Position, retard, projection.Panne);
        }
        catch (NpgsqlException)
        {
            etat = new(false, projection.Position, 0, "La base de données ne répond pas.");
        }

        return TypedResults.Json(etat, statusCode: etat.Pret ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }
}
