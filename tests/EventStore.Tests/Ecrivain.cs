using Accompagnement.Domain.Autonomie;
using Accompagnement.Domain.Faits;
using Accompagnement.EventStore.Postgres;
using Npgsql;

namespace Accompagnement.EventStore.Tests;

/// <summary>Who writes: our store, Marten in its quick append mode, or plain SQL.</summary>
public enum Main
{
    Notre,
    MartenRapide,
    Sql,
}

/// <summary>A writer whose transaction is held open between drawing its numbers and its end.</summary>
internal sealed class Ecrivain : IAsyncDisposable
{
    private readonly NpgsqlConnection connection;
    private readonly NpgsqlTransaction transaction;
    private readonly PostgresEventStore store;

    private Ecrivain(NpgsqlConnection connection, NpgsqlTransaction transaction, PostgresEventStore store) =>
        (this.connection, this.transaction, this.store) = (connection, transaction, store);

    public static async Task<Ecrivain> OuvrirAsync(NpgsqlDataSource source, PostgresEventStore store)
    {
        var connection = await source.OpenConnectionAsync();
        return new(connection, await connection.BeginTransactionAsync(), store);
    }

    /// <summary>Draws a number, and nothing else.</summary>
    public async Task<long> TirerAsync() => (long)(await ValeurAsync("select nextval('mt_events_sequence')"))!;

    /// <summary>Writes facts in a stream of their own, without ending the transaction.</summary>
    public async Task EcrireAsync(Main main, int n = 1)
    {
        switch (main)
        {
            case Main.Notre:
                var ajout = Exemples.Ajout(Guid.NewGuid(), 0, n);
                await store.AppendManyAsync(ajout.Faits, new Dictionary<Guid, long> { [ajout.Sujet.Flux] = 0 }, transaction);
                break;
            case Main.MartenRapide:
                await ValeurAsync($$"""
                    select mt_quick_append_events(gen_random_uuid(), 'trajectoire', '*DEFAULT*', array_agg(gen_random_uuid()), array_agg('gir_evalue'::varchar),
                        array_agg('{{TypeEvenement.De(new GirEvalue(1)).NomDotNet}}'::varchar), array_agg('{"gir": 2}'::jsonb), array_agg(null::bytea), array_agg(null::varchar),
                        array_agg(null::varchar), array_agg('null'::jsonb), array_agg(now()), 0)
                    from generate_series(1, {{n}})
                    """);
                break;
            case Main.Sql:
                for (var i = 0; i < n; i++)
                {
                    await InsererAsync("nextval('mt_events_sequence')");
                }

                break;
        }
    }

    /// <summary>Writes one fact under a number drawn before.</summary>
    public Task InsererAsync(long numero) => InsererAsync($"{numero}");

    public Task SqlAsync(string sql) => ValeurAsync(sql);

    public Task ValiderAsync() => transaction.CommitAsync();

    public Task AnnulerAsync() => transaction.RollbackAsync();

    /// <summary>The server ends the writer's process.</summary>
    public async Task MourirAsync(NpgsqlDataSource source)
    {
        await using var commande = source.CreateCommand($"select pg_terminate_backend({connection.ProcessID}, 5000)");
        await commande.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await connection.DisposeAsync();
    }

    private async Task InsererAsync(string numero) => await ValeurAsync($$"""
        with s as (insert into mt_streams (id, type, version) values (gen_random_uuid(), 'trajectoire', 1) returning id)
        insert into mt_events (seq_id, id, stream_id, version, data, type, timestamp)
        select {{numero}}, gen_random_uuid(), id, 1, '{"gir": 2}', 'gir_evalue', now() from s
        """);

    private async Task<object?> ValeurAsync(string sql)
    {
        await using var commande = new NpgsqlCommand(sql, connection, transaction);
        return await commande.ExecuteScalarAsync();
    }
}
