using Npgsql;

namespace Accompagnement.EventStore.Postgres;

/// <summary>Batches whose first command sets how the server answers the others: the setting travels with them, and ends with them.</summary>
public static class LectureReglee
{
    /// <summary>The answers, past what the setting gives: at those of the first question.</summary>
    public static async Task<NpgsqlDataReader> LireApresReglageAsync(this NpgsqlBatch lot, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(lot);
        var lecteur = await lot.ExecuteReaderAsync(ct);
        try
        {
            await lecteur.NextResultAsync(ct);
            return lecteur;
        }
        catch
        {
            // Nobody has the reader yet: kept open, it would keep its connection for ever, and a page given up thirty times would stop the service.
            await lecteur.DisposeAsync();
            throw;
        }
    }
}
