using Npgsql;

namespace Accompagnement.EventStore.Postgres;

/// <summary>
/// Reads all facts in the order of their numbers and never passes over one whose transaction commits late, whoever writes it.
/// </summary>
/// <remarks>
/// Numbers are drawn before they are committed, so a reader may see number 12 while 11 is still on its way. To draw a number, a
/// transaction locks the sequence until it ends. So a hole is dead once every transaction that held that lock when the hole was
/// seen has ended, and a later snapshot still lacks it. No clock is involved: see docs/decisions/0002.
/// </remarks>
internal sealed class OrderedReader(NpgsqlDataSource source) : IDisposable
{
    private const string Page = $"select {FaitEnLigne.Colonnes} from public.mt_events where seq_id > $1 order by seq_id limit $2";

    private const string Ecrivains = """
        select distinct virtualtransaction from pg_catalog.pg_locks
        where locktype = 'relation' and mode = 'RowExclusiveLock' and granted and pid <> pg_backend_pid()
          and database = (select oid from pg_catalog.pg_database where datname = current_database())
          and relation in ('public.mt_events_sequence'::regclass, 'public.mt_events'::regclass, 'public.mt_streams'::regclass)
        """;

    private readonly SemaphoreSlim exclusif = new(1);

    /// <summary>Every number up to here is either visible now or will never be.</summary>
    private long regle;

    /// <summary>Numbers up to <c>Jusqua</c> are settled once these transactions have ended.</summary>
    private (long Jusqua, HashSet<string> Ecrivains)? attente;

    public async Task<PageDuJournal> ReadAsync(long apres, int max, CancellationToken ct)
    {
        await exclusif.WaitAsync(ct);
        try
        {
            await using var connection = await source.OpenConnectionAsync(ct);
            var pret = await AttenteFinieAsync(connection, ct);
            while (true)
            {
                var (faits, numeros) = await LireAsync(connection, apres, max, ct);
                if (pret is { } jusqua)
                {
                    regle = Math.Max(regle, jusqua);
                    pret = null;
                }

                if (numeros.Count == 0)
                {
                    return new([], apres);
                }

                if (PremierTrou(numeros, Math.Max(apres, regle)) is not { } trou)
                {
                    if (apres <= regle)
                    {
                        regle = Math.Max(regle, numeros[^1]);
                    }

                    return new(faits, numeros[^1]);
                }

                if (attente is null)
                {
                    var ecrivains = await EcrivainsAsync(connection, ct);
                    if (ecrivains.Count == 0)
                    {
                        pret = numeros[^1];
                        continue;
                    }

                    attente = (numeros[^1], ecrivains);
                }

                return new([.. faits.TakeWhile(f => f.Position < trou)], trou - 1);
            }
        }
        finally
        {
            exclusif.Release();
        }
    }

    /// <summary>Waits until every writer that may hold a number below the last one has ended.</summary>
    public async Task<long> SettleAsync(CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var commande = new NpgsqlCommand("select coalesce(max(seq_id), 0) from public.mt_events", connection);
        var derniere = (long)(await commande.ExecuteScalarAsync(ct))!;
        var ecrivains = await EcrivainsAsync(connection, ct);
        while (ecrivains.Count > 0)
        {
            await Task.Delay(5, ct);
            ecrivains.IntersectWith(await EcrivainsAsync(connection, ct));
        }

        return derniere;
    }

    public void Dispose() => exclusif.Dispose();

    /// <summary>The end of the stretch that is settled now, if all the writers it waited for have ended.</summary>
    private async Task<long?> AttenteFinieAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        if (attente is not { } enAttente)
        {
            return null;
        }

        enAttente.Ecrivains.IntersectWith(await EcrivainsAsync(connection, ct));
        if (enAttente.Ecrivains.Count > 0)
        {
            return null;
        }

        attente = null;
        return enAttente.Jusqua;
    }

    private static long? PremierTrou(List<long> numeros, long depuis)
    {
        var attendu = depuis + 1;
        foreach (var numero in numeros)
        {
            if (numero <= depuis)
            {
                continue;
            }

            if (numero != attendu)
            {
                return attendu;
            }

            attendu++;
        }

        return null;
    }

    private static async Task<(List<FaitEnregistre> Faits, List<long> Numeros)> LireAsync(
        NpgsqlConnection connection, long apres, int max, CancellationToken ct)
    {
        await using var commande = new NpgsqlCommand(Page, connection)
        {
            Parameters = { new NpgsqlParameter<long> { TypedValue = apres }, new NpgsqlParameter<int> { TypedValue = max } },
        };
        await using var lignes = await commande.ExecuteReaderAsync(ct);
        var faits = new List<FaitEnregistre>();
        var numeros = new List<long>();
        while (await lignes.ReadAsync(ct))
        {
            numeros.Add(lignes.GetInt64(0));
            if (FaitEnLigne.Lire(lignes) is { } fait)
            {
                faits.Add(fait);
            }
        }

        return (faits, numeros);
    }

    private static async Task<HashSet<string>> EcrivainsAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var commande = new NpgsqlCommand(Ecrivains, connection);
        await using var lignes = await commande.ExecuteReaderAsync(ct);
        var ecrivains = new HashSet<string>();
        while (await lignes.ReadAsync(ct))
        {
            ecrivains.Add(lignes.GetString(0));
        }

        return ecrivains;
    }
}
