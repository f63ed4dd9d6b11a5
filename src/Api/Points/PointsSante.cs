using Accompagnement.Api.Hote;
using Accompagnement.Api.Reponses;
using Accompagnement.EventStore.Traces;
using Microsoft.AspNetCore.Mvc;
using Npgsql;

namespace Accompagnement.Api.Points;

/// <summary>Whether the instance lives and is ready.</summary>
/// <param name="Pret">Whether everything answers.</param>
/// <param name="Position">The position that the facts follow.</param>
/// <param name="Retard">How many positions they are behind.</param>
/// <param name="Panne">Why they stand still, when they do.</param>
public sealed record EtatDeSante(bool Pret, long Position, long Retard, string? Panne);

/// <summary>Whether the process lives, whether it is ready, and what it does in numbers. None of it names anybody or anything.</summary>
public static class PointsSante
{
    /// <summary>Behind by more than this, the figures are not those of the moment any more.</summary>
    private const long RetardAdmis = 50_000;

    public static void MapSante(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/sante/vivant", () => TypedResults.Text("vivant\n")).AllowAnonymous().WithSummary("Le processus répond.");
        routes.MapGet("/sante/pret", PretAsync).AllowAnonymous().WithSummary("La base répond et les chiffres suivent.");
        routes.MapGet("/metrics", MesuresAsync).AllowAnonymous()
            .Produces<string>(contentType: "text/plain")
            .WithSummary("Les mesures du service, au format texte de Prometheus")
            .WithDescription("Des nombres seulement : où en sont les faits, réponses et erreurs, imports, traces à écrire. Ni nom, ni identifiant, ni adresse.");
    }

    private static async Task<IResult> PretAsync([FromServices] NpgsqlDataSource source, [FromServices] ProjectionEnContinu projection, CancellationToken ct)
    {
        var etat = await RetardAsync(source, projection, ct) is { } retard
            ? new EtatDeSante(projection.Panne is null && retard <= RetardAdmis, projection.Position, retard, projection.Panne)
            : new(false, projection.Position, 0, "La base de données ne répond pas.");
        return TypedResults.Json(etat, statusCode: etat.Pret ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<IResult> MesuresAsync([FromServices] NpgsqlDataSource source, [FromServices] ProjectionEnContinu projection, [FromServices] JournalDesTraces traces, [FromServices] Compteurs compteurs, CancellationToken ct)
    {
        var retard = await RetardAsync(source, projection, ct);
        var texte = new TextePrometheus();
        texte.Jauge("base_joignable", "1 si la base de donnees repond.", retard is null ? 0 : 1);
        texte.Jauge("faits_position", "Position du dernier evenement pris en compte dans les chiffres.", projection.Position);
        if (retard is { } positions)
        {
            texte.Jauge("faits_retard", "Positions enregistrees que les chiffres n'ont pas encore prises.", positions);
        }

        texte.Jauge("faits_en_panne", "1 si la mise a jour des chiffres est arretee.", projection.Panne is null ? 0 : 1);
        texte.Jauge("traces_en_attente", "Traces d'acces pas encore ecrites.", traces.EnAttente);
        texte.Jauge("traces_en_panne", "1 si la derniere ecriture des traces a echoue.", traces.Panne is null ? 0 : 1);
        texte.Compteur("reponses_total", "Reponses par classe de statut ; 5xx sont les erreurs du service.", compteurs.ParStatut.Skip(1).Select((n, i) => ($"statut=\"{i + 1}xx\"", (double)n)));
        texte.Histogramme("reponse_secondes", "Duree des reponses.", Compteurs.Durees, compteurs.ParDuree, compteurs.Duree.TotalSeconds);
        texte.Compteur("imports_total", "Envois de faits, menes au bout ou interrompus.", ("issue=\"termine\"", compteurs.Imports), ("issue=\"interrompu\"", compteurs.ImportsInterrompus));
        texte.Compteur(
            "faits_importes_total", "Lignes des envois menes au bout.",
            ("issue=\"accepte\"", compteurs.Acceptes), ("issue=\"deja_connu\"", compteurs.DejaConnus), ("issue=\"rejete\"", compteurs.Rejetes));
        texte.Jauge("memoire_octets", "Memoire du processus.", Environment.WorkingSet);
        texte.Compteur("processeur_secondes_total", "Temps de processeur du processus.", ("", Environment.CpuUsage.TotalTime.TotalSeconds));
        return TypedResults.Text(texte.ToString(), TextePrometheus.Type);
    }

    /// <summary>How many positions the facts are behind; null when the database does not answer.</summary>
    private static async Task<long?> RetardAsync([FromServices] NpgsqlDataSource source, [FromServices] ProjectionEnContinu projection, CancellationToken ct)
    {
        try
        {
            await using var commande = source.CreateCommand("select coalesce(max(seq_id), 0) from public.mt_events");
            return Math.Max(0, (long)(await commande.ExecuteScalarAsync(ct))! - projection.Position);
        }
        catch (NpgsqlException)
        {
            return null;
        }
    }
}
