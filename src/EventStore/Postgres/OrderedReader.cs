using Npgsql;

namespace Accompagnement.EventStore.Postgres;

/// <summary>
/// Reads all facts in the order of their numbers and never passes over one whose transaction commits late, whoever writes it.
/// </summary>
/// <remarks>
/// Numbers are drawn before they are committed, so a reader may see number 12 while 11 is still on its way. A reader stops before
/// a hole. To draw a number, a transaction locks the sequence until it ends; once every transaction that held that lock when the
/// hole was seen has ended, nobody is left who could be expected to fill it, and the hole is closed with a tombstone, which no
/// later insert can pass. No clock is involved: see docs/decisions/0002.
/// </remarks>
internal sealed class OrderedReader(NpgsqlDataSource source) : IDisposable
{
    private const string Page = $"select {FaitEnLigne.Colonnes} from public.mt_events where seq_id > $1 order by seq_id limit $2";

    private readonly SemaphoreSlim exclusif = new(1);

    /// <summary>The holes being waited for: after one number, up to another, until these writers have ended.</summary>
    private (long Apres, long Jusqua, Ecrivains Ecrivains)? attente;

    /// <summary>Every number up to here is a row.</summary>
    private long comble;

    public async Task<PageDuJournal> ReadAsync(long apres, int max, CancellationToken ct)
    {
        await exclusif.WaitAsync(ct);
        try
        {
            await using var connection = await source.OpenConnectionAsync(ct);
            while (true)
            {
                var enAttente = attente is not null && !await ComblerSiPretAsync(connection, ct);
                if (enAttente && apres == attente!.Value.Apres && await PremierAsync(connection, apres, ct) != apres + 1)
                {
                    return new([], apres);
                }

                var (page, dernier) = await LireAsync(connection, apres, max, ct);
                if (page.Position >= dernier || enAttente)
                {
                    return page;
                }

                var ecrivains = await Ecrivains.LireAsync(connection, ct);
                attente = (page.Position, dernier, ecrivains);
                if (ecrivains.Ouverts)
                {
                    return page;
                }
            }
        }
        finally
        {
            exclusif.Release();
        }
    }

    /// <summary>Waits until nothing below the last number can be written any more.</summary>
    public async Task<long> SettleAsync(CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var commande = new NpgsqlCommand("select coalesce(max(seq_id), 0) from public.mt_events", connection);
        var derniere = (long)(await commande.ExecuteScalarAsync(ct))!;
        var ecrivains = await Ecrivains.LireAsync(connection, ct);
        while (ecrivains.Ouverts)
        {
            // The pause spares the server; what decides is who is still there.
            await Task.Delay(5, ct);
            ecrivains = ecrivains.Encore(await Ecrivains.LireAsync(connection, ct));
        }

        var depuis = Volatile.Read(ref comble);
        await Pierres.PoserAsync(connection, depuis, derniere, ct);
        Interlocked.CompareExchange(ref comble, Math.Max(depuis, derniere), depuis);
        return derniere;
    }

    public void Dispose() => exclusif.Dispose();

    /// <summary>Closes the holes that were waited for, if all who could fill them have ended; false while one has not.</summary>
    private async Task<bool> ComblerSiPretAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        var (apres, jusqua, ecrivains) = attente!.Value;
        if (ecrivains.Ouverts)
        {
            ecrivains = ecrivains.Encore(await Ecrivains.LireAsync(connection, ct));
            attente = (apres, jusqua, ecrivains);
            if (ecrivains.Ouverts)
            {
                return false;
            }
        }

        await Pierres.PoserAsync(connection, apres, jusqua, ct);
        attente = null;
        return true;
    }

    private static async Task<long?> PremierAsync(NpgsqlConnection connection, long apres, CancellationToken ct)
    {
        await using var commande = new NpgsqlCommand("select seq_id from public.mt_events where seq_id > $1 order by seq_id limit 1", connection)
        {
            Parameters = { new NpgsqlParameter<long> { TypedValue = apres } },
        };
        return await commande.ExecuteScalarAsync(ct) as long?;
    }

    /// <summary>The facts up to the first hole, and the last number of the page beyond it.</summary>
    /// <exception cref="FaitIllisibleException">The first fact cannot be read; one further on only ends the page before it.</exception>
    private static async Task<(PageDuJournal Page, long Dernier)> LireAsync(NpgsqlConnection connection, long apres, int max, CancellationToken ct)
    {
        await using var commande = new NpgsqlCommand(Page, connection)
        {
            Parameters = { new NpgsqlParameter<long> { TypedValue = apres }, new NpgsqlParameter<int> { TypedValue = max } },
        };
        await using var lignes = await commande.ExecuteReaderAsync(ct);
        var faits = new List<FaitEnregistre>();
        var (position, dernier) = (apres, apres);
        while (await lignes.ReadAsync(ct))
        {
            dernier = lignes.GetInt64(0);
            if (dernier != position + 1)
            {
                continue;
            }

            try
            {
                if (FaitEnLigne.Lire(lignes) is { } fait)
                {
                    faits.Add(fait);
                }
            }
            catch (FaitIllisibleException) when (position > apres)
            {
                return (new(faits, position), position);
            }

            position = dernier;
        }

        return (new(faits, position), dernier);
    }
}
