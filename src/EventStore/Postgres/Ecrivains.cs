using Npgsql;

namespace Accompagnement.EventStore.Postgres;

/// <summary>The transactions that may hold a number not yet committed: those with a writer's lock on the sequence or the tables.</summary>
/// <remarks>
/// The lock on the sequence is taken before a number is drawn, belongs to the whole transaction (no savepoint gives it back) and is
/// released only once the transaction's rows are visible or gone. A transaction prepared for two-phase commit keeps its locks under
/// another name: while there is one, whoever was waited for may be it.
/// </remarks>
internal sealed class Ecrivains
{
    private const string Verrous = """
        select distinct virtualtransaction, pid is null
        from pg_catalog.pg_locks
        where locktype = 'relation' and mode = 'RowExclusiveLock' and granted and pid is distinct from pg_backend_pid()
          and database = (select oid from pg_catalog.pg_database where datname = current_database())
          and relation in ('public.mt_events_sequence'::regclass, 'public.mt_events'::regclass, 'public.mt_streams'::regclass)
        """;

    private readonly HashSet<string> transactions = [];
    private readonly HashSet<string> preparees = [];

    public bool Ouverts => transactions.Count > 0 || preparees.Count > 0;

    public static async Task<Ecrivains> LireAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var commande = new NpgsqlCommand(Verrous, connection);
        await using var lignes = await commande.ExecuteReaderAsync(ct);
        var ecrivains = new Ecrivains();
        while (await lignes.ReadAsync(ct))
        {
            (lignes.GetBoolean(1) ? ecrivains.preparees : ecrivains.transactions).Add(lignes.GetString(0));
        }

        return ecrivains;
    }

    /// <summary>Those of these that are still there, <paramref name="presents"/> being all that are there now.</summary>
    public Ecrivains Encore(Ecrivains presents)
    {
        transactions.IntersectWith(presents.transactions);
        preparees.Clear();
        preparees.UnionWith(presents.preparees);
        return this;
    }
}
