using System.Diagnostics;
using Accompagnement.EventStore.Postgres;
using Accompagnement.Tests.Commun;

namespace Accompagnement.EventStore.Tests;

/// <summary>Tests on a store with a database of its own, written to and read by hand.</summary>
public abstract class SurUnStore : IAsyncLifetime
{
    protected BaseDeTest Base { get; private set; } = null!;

    protected PostgresEventStore Store { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Base = await BaseDeTest.CreerAsync();
        Store = new PostgresEventStore(Base.Source);
    }

    public async ValueTask DisposeAsync()
    {
        Store.Dispose();
        await Base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected Task<Ecrivain> OuvrirAsync() => Ecrivain.OuvrirAsync(Base.Source, Store);

    protected async Task ValiderAsync(Main main)
    {
        await using var ecrivain = await OuvrirAsync();
        await ecrivain.EcrireAsync(main);
        await ecrivain.ValiderAsync();
    }

    protected async Task<long> TirerAPartAsync() => await Base.ValeurAsync<long>("select nextval('mt_events_sequence')");

    protected async Task<List<long>> EcritsAsync()
    {
        await using var commande = Base.Source.CreateCommand("select seq_id from mt_events where type <> 'tombstone' order by seq_id");
        await using var lignes = await commande.ExecuteReaderAsync();
        var numeros = new List<long>();
        while (await lignes.ReadAsync())
        {
            numeros.Add(lignes.GetInt64(0));
        }

        return numeros;
    }

    /// <summary>
    /// Follows the order until it is told that all is written and nothing more comes: what is written last may have to wait for a transaction
    /// of the server itself that holds the order, never for half a minute.
    /// </summary>
    protected async Task<List<long>> SuivreAsync(PostgresEventStore store, int max, CancellationToken fin = default)
    {
        var lus = new List<long>();
        Stopwatch? depuisLaFin = null;
        for (var position = 0L; ;)
        {
            var fini = fin.IsCancellationRequested || !fin.CanBeCanceled;
            var page = await store.ReadAllAsync(position, max, CancellationToken.None);
            lus.AddRange(page.Faits.Select(f => f.Position));
            if (page.Position == position)
            {
                depuisLaFin ??= fini ? Stopwatch.StartNew() : null;
                if (fini && (lus.LastOrDefault() >= await DernierAsync() || depuisLaFin!.Elapsed > TimeSpan.FromSeconds(30)))
                {
                    return lus;
                }

                await Task.Delay(2, CancellationToken.None);
            }

            position = page.Position;
        }
    }

    private Task<long> DernierAsync() => Base.ValeurAsync<long>("select coalesce(max(seq_id), 0) from mt_events where type <> 'tombstone'");
}
