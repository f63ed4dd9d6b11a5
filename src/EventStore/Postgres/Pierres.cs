using Npgsql;

namespace Accompagnement.EventStore.Postgres;

/// <summary>Tombstones: rows that close the numbers nobody used, as Marten writes them after an append that failed.</summary>
/// <remarks>
/// The insert waits for one in progress at the same number and yields to it; one that comes later is refused by the primary key.
/// So it settles even the numbers of writers that draw them in a transaction of their own and cannot be seen between the two.
/// </remarks>
internal static class Pierres
{
    /// <summary>The stream of the tombstones; it never has a version, and nobody appends to it.</summary>
    public static readonly Guid Flux = new("0e5fa1a5-7f0c-8d2a-9c43-6d745f746f6d");

    private const int ParTransaction = 50_000;

    private const string Trous = """
        select generate_series(de + 1, a - 1) as n
        from (
            select seq_id as de, lead(seq_id) over (order by seq_id) as a
            from (select $1 as seq_id union all select e.seq_id from public.mt_events e where e.seq_id > $1 and e.seq_id <= $2) as s
        ) as t
        where a > de + 1
        order by 1 limit $3
        """;

    private const string Poser = $"""
        with trous as materialized ({Trous}), flux as (
            insert into public.mt_streams (id, tenant_id, version, is_archived)
            select $4, '*DEFAULT*', 0, false where exists (select from trous)
            on conflict (id) do nothing
        ), poses as (
            insert into public.mt_events (seq_id, id, stream_id, version, data, type, tenant_id, timestamp, mt_dotnet_type, is_archived)
            select n, gen_random_uuid(), $4, n, '{FaitEnLigne.DonneesDePierre}', '{FaitEnLigne.Pierre}', '*DEFAULT*', now(), 'JasperFx.Events.Tombstone, JasperFx.Events', false
            from trous
            on conflict do nothing
        )
        select count(*) from trous
        """;

    /// <summary>Closes the holes after one number and before another, which is a row.</summary>
    public static async Task PoserAsync(NpgsqlConnection connection, long apres, long jusqua, CancellationToken ct)
    {
        await using var commande = new NpgsqlCommand(Poser, connection)
        {
            CommandTimeout = 0,
            Parameters =
            {
                new NpgsqlParameter<long> { TypedValue = apres },
                new NpgsqlParameter<long> { TypedValue = jusqua },
                new NpgsqlParameter<int> { TypedValue = ParTransaction },
                new NpgsqlParameter<Guid> { TypedValue = Flux },
            },
        };
        while ((long)(await commande.ExecuteScalarAsync(ct))! == ParTransaction)
        {
            ct.ThrowIfCancellationRequested();
        }
    }
}
