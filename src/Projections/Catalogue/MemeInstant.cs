using System.Data;
using Npgsql;

namespace Accompagnement.Projections.Catalogue;

/// <summary>A second connection that sees the database as a transaction of another one does.</summary>
internal sealed class MemeInstant : IAsyncDisposable
{
    /// <summary>Who waits for a connection while holding one must be few: as many as there are would wait for each other.</summary>
    private static readonly SemaphoreSlim Places = new(4);

    private readonly NpgsqlConnection connection;
    private readonly NpgsqlTransaction transaction;

    private MemeInstant(NpgsqlConnection connection, NpgsqlTransaction transaction) => (this.connection, this.transaction) = (connection, transaction);

    /// <summary>Opens it; null when enough of them are open already: then one does without.</summary>
    public static async Task<MemeInstant?> OuvrirAsync(NpgsqlDataSource source, NpgsqlTransaction premiere, CancellationToken ct)
    {
        if (!await Places.WaitAsync(0, ct))
        {
            return null;
        }

        NpgsqlConnection? connection = null;
        try
        {
            await using var exporter = new NpgsqlCommand("select pg_export_snapshot()", premiere.Connection, premiere);
            var instant = (string)(await exporter.ExecuteScalarAsync(ct))!;
            connection = await source.OpenConnectionAsync(ct);
            var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
            await using var reprendre = new NpgsqlCommand($"set transaction snapshot '{instant}'", connection, transaction);
            await reprendre.ExecuteNonQueryAsync(ct);
            return new(connection, transaction);
        }
        catch
        {
            if (connection is not null)
            {
                await connection.DisposeAsync();
            }

            Places.Release();
            throw;
        }
    }

    public NpgsqlBatch Lot() => Lot(connection, transaction);

    /// <summary>
    /// Queries that are planned for their days each time: what is in progress on a day that is not known yet is expected to be a few rows, and would
    /// be gone through one by one. The setting gives no row, and ends with the transaction.
    /// </summary>
    public static NpgsqlBatch Lot(NpgsqlConnection connection, NpgsqlTransaction transaction) =>
        new(connection, transaction) { BatchCommands = { new("set local plan_cache_mode = force_custom_plan") } };

    public async ValueTask DisposeAsync()
    {
        // Closing the connection ends its transaction, also when the connection is broken; the place is given back whatever happens.
        try
        {
            await connection.DisposeAsync();
        }
        finally
        {
            Places.Release();
        }
    }
}
