using Npgsql;
using NpgsqlTypes;

namespace Accompagnement.EventStore.Traces;

/// <summary>Which traces are looked for; what is null is not asked.</summary>
/// <param name="Personne">Whose data was shown or refused.</param>
/// <param name="Qui">The name of the account, or the code of the professional.</param>
/// <param name="Nature">What was done.</param>
/// <param name="Depuis">Not before.</param>
/// <param name="Jusqua">Before.</param>
public sealed record DemandeDeTraces(Guid? Personne = null, string? Qui = null, NatureTrace? Nature = null, DateTimeOffset? Depuis = null, DateTimeOffset? Jusqua = null);

/// <summary>A trace and its place in the chain.</summary>
public sealed record TraceNumerotee(long Numero, Trace Trace);

/// <summary>Searches the traces, for who answers for them.</summary>
public sealed class RechercheDeTraces(NpgsqlDataSource source)
{
    /// <summary>The traces that were asked for, latest first.</summary>
    /// <param name="demande">Which.</param>
    /// <param name="avant">Those before this number only, to read page by page.</param>
    /// <param name="max">How many at most.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<IReadOnlyList<TraceNumerotee>> LireAsync(DemandeDeTraces demande, long? avant, int max, CancellationToken ct = default)
    {
        await using var commande = source.CreateCommand($"""
            select {LecteurDesTraces.Colonnes} from traces.journal
            where numero < $1
              and ($2::uuid is null or personnes @> array[$2])
              and ($3::text is null or compte = $3 or agent = $3)
              and ($4::text is null or nature = $4)
              and ($5::timestamptz is null or instant >= $5)
              and ($6::timestamptz is null or instant < $6)
            order by numero desc limit $7
            """);
        commande.Parameters.Add(new NpgsqlParameter<long> { TypedValue = avant ?? long.MaxValue });
        Ajouter(demande.Personne, NpgsqlDbType.Uuid);
        Ajouter(demande.Qui, NpgsqlDbType.Text);
        Ajouter(demande.Nature?.ToString(), NpgsqlDbType.Text);
        Ajouter(demande.Depuis?.UtcDateTime, NpgsqlDbType.TimestampTz);
        Ajouter(demande.Jusqua?.UtcDateTime, NpgsqlDbType.TimestampTz);
        commande.Parameters.Add(new NpgsqlParameter<int> { TypedValue = max });
        await using var lignes = await commande.ExecuteReaderAsync(ct);
        var traces = new List<TraceNumerotee>();
        while (await lignes.ReadAsync(ct))
        {
            traces.Add(new(lignes.GetInt64(0), LecteurDesTraces.Lire(lignes)));
        }

        return traces;

        void Ajouter(object? valeur, NpgsqlDbType type) => commande.Parameters.Add(new NpgsqlParameter { Value = valeur ?? DBNull.Value, NpgsqlDbType = type });
    }
}
