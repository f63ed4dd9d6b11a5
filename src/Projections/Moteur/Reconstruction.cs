using System.Diagnostics;
using System.Threading.Channels;
using Accompagnement.Domain.Faits;
using Accompagnement.EventStore;
using Accompagnement.EventStore.Postgres;
using Accompagnement.Projections.Faits;
using Npgsql;

namespace Accompagnement.Projections.Moteur;

/// <summary>How far a rebuild is.</summary>
/// <param name="Lus">Events read so far.</param>
/// <param name="Total">Events to read.</param>
/// <param name="Ecoule">Time since it began.</param>
public readonly record struct Progres(long Lus, long Total, TimeSpan Ecoule);

/// <summary>
/// Makes all facts again from the events, in tables beside those in service, then puts them in their place. Readers see the old
/// facts until the new ones are whole. It uses the same rules as the daily work, over whole files at once.
/// </summary>
public sealed class Reconstruction(NpgsqlDataSource source, IEventStore store)
{
    private const int DossiersParLot = 2_000;

    /// <summary>Files differ: what waits to be written is bounded by events, so that memory does not depend on their length.</summary>
    private const int FaitsParLot = 4_000;

    /// <summary>How many make rows at the same time: making them costs as much as reading the events.</summary>
    private const int Ateliers = 2;

    private const string NomProvisoire = ProjectionFaits.Nom + ":neuf";
    private readonly TablesDeFaits tables = new(TablesDeFaits.EnConstruction);

    private Reconstruction(NpgsqlDataSource source, IEventStore store, string schema)
        : this(source, store) => tables = new(schema);

    /// <summary>Rebuilds, and gives the position that the new facts follow.</summary>
    public async Task<long> ExecuterAsync(IProgress<Progres>? progres = null, CancellationToken ct = default)
    {
        var position = store.SettleAsync(ct);
        await Task.WhenAll(AnalyserAsync(ct), position, SchemaFaits.CreerAsync(source, tables.Schema, ct));
        var jusqua = await position;
        var liens = await RemplirAsync(jusqua, progres, ct);
        await RefaireFusionsAsync(liens, jusqua, ct);
        await SchemaFaits.IndexerAsync(source, tables.Schema, ct);
        await NoterAsync(jusqua, ct);
        var suivie = await RattraperAsync(jusqua, ct);
        await MettreEnServiceAsync(suivie, ct);
        return suivie;
    }

    /// <summary>Makes the facts as the events up to a position give them, in a schema of their own: to compute a figure as it was.</summary>
    internal static async Task ConstruireAsync(NpgsqlDataSource source, IEventStore store, string schema, long jusqua, CancellationToken ct)
    {
        var reconstruction = new Reconstruction(source, store, schema);
        await SchemaFaits.CreerAsync(source, schema, ct);
        await reconstruction.RefaireFusionsAsync(await reconstruction.RemplirAsync(jusqua, null, ct), jusqua, ct);
        await SchemaFaits.IndexerAsync(source, schema, ct);
        await using var droits = source.CreateCommand(SchemaFaits.DroitsDeLApplication(schema));
        await droits.ExecuteNonQueryAsync(ct);
    }

    private async Task<List<(Guid Absorbe, Guid Absorbant)>> RemplirAsync(long jusqua, IProgress<Progres>? progres, CancellationToken ct)
    {
        using var arret = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var lots = Channel.CreateBounded<List<List<Fait>>>(3);
        var lecture = Task.Run(() => LireAsync(jusqua, lots.Writer, arret.Token), arret.Token);
        try
        {
            return await EcrireAsync(lots.Reader, jusqua, progres, ct);
        }
        catch
        {
            await arret.CancelAsync();
            throw;
        }
        finally
        {
            await lecture.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task LireAsync(long jusqua, ChannelWriter<List<List<Fait>>> sortie, CancellationToken ct)
    {
        try
        {
            var (lot, faits) = (new List<List<Fait>>(), 0);
            List<Fait>? dossier = null;
            await foreach (var (_, _, fait) in store.ReadByStreamAsync(jusqua, ct))
            {
                if (dossier is null || dossier[0].Sujet.Flux != fait.Sujet.Flux)
                {
                    if (faits >= FaitsParLot)
                    {
                        await sortie.WriteAsync(lot, ct);
                        (lot, faits) = ([], 0);
                    }

                    lot.Add(dossier = new(8));
                }

                dossier.Add(fait);
                faits++;
            }

            await sortie.WriteAsync(lot, ct);
            sortie.Complete();
        }
        catch (Exception e)
        {
            sortie.Complete(e);
        }
    }

    private async Task<List<(Guid Absorbe, Guid Absorbant)>> EcrireAsync(
        ChannelReader<List<List<Fait>>> lots, long total, IProgress<Progres>? progres, CancellationToken ct)
    {
        var liens = new List<(Guid, Guid)>();
        var debut = Stopwatch.GetTimestamp();
        var lus = 0L;
        await using var connectionEpisodes = await source.OpenConnectionAsync(ct);
        await using var connectionActes = await source.OpenConnectionAsync(ct);
        await using var transactionEpisodes = await connectionEpisodes.BeginTransactionAsync(ct);
        await using var transactionActes = await connectionActes.BeginTransactionAsync(ct);
        await using var copieEpisodes = await tables.RemplirEpisodesAsync(connectionEpisodes, ct);
        await using var copieActes = await tables.RemplirActesAsync(connectionActes, ct);
        using var tour = new SemaphoreSlim(1);
        await Parallel.ForEachAsync(Enumerable.Range(0, Ateliers), new ParallelOptions { MaxDegreeOfParallelism = Ateliers, CancellationToken = ct }, FabriquerAsync);
        await copieEpisodes.TerminerAsync(ct);
        await copieActes.TerminerAsync(ct);
        await transactionEpisodes.CommitAsync(ct);
        await transactionActes.CommitAsync(ct);
        return liens;

        // Makes the rows of one batch after another; only the sending, and the count, wait for their turn.
        async ValueTask FabriquerAsync(int atelier, CancellationToken ct)
        {
            var fabrique = new FabriqueDeFaits();
            var (episodes, actes) = (new LignesBinaires(), new LignesBinaires());
            await foreach (var lot in lots.ReadAllAsync(ct))
            {
                var (absorptions, nombre) = (new List<(Guid, Guid)>(), 0);
                foreach (var dossier in lot)
                {
                    nombre += dossier.Count;
                    if (!FabriqueDeFaits.Concerne(dossier[0].Sujet.Nature))
                    {
                        continue;
                    }

                    foreach (var ligne in fabrique.Fabriquer(dossier))
                    {
                        TablesDeFaits.Ecrire(ligne.Ligne.EstActe ? actes : episodes, ligne);
                    }

                    foreach (var fait in dossier)
                    {
                        if (Liens.Absorbe(fait) is { } absorbe)
                        {
                            absorptions.Add((absorbe, fait.Sujet.Flux));
                        }
                    }
                }

                await tour.WaitAsync(ct);
                try
                {
                    await copieEpisodes.EnvoyerAsync(episodes, ct);
                    await copieActes.EnvoyerAsync(actes, ct);
                    liens.AddRange(absorptions);
                    lus += nombre;
                    progres?.Report(new(lus, total, Stopwatch.GetElapsedTime(debut)));
                }
                finally
                {
                    tour.Release();
                }
            }
        }
    }

    /// <summary>Files that were ever merged were first made one by one: their rows are replaced by those made together.</summary>
    private async Task RefaireFusionsAsync(List<(Guid Absorbe, Guid Absorbant)> paires, long jusqua, CancellationToken ct)
    {
        if (paires.Count == 0)
        {
            return;
        }

        var liens = new Liens();
        foreach (var (absorbe, absorbant) in paires)
        {
            liens.Ajouter(absorbe, absorbant);
        }

        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var groupes = liens.Groupes().ToArray();
        await using (var effacer = new NpgsqlBatch(connection, transaction))
        {
            foreach (var table in new[] { "episodes", "actes" })
            {
                effacer.BatchCommands.Add(new($"delete from {tables.Schema}.{table} where flux = any($1)")
                {
                    Parameters = { new NpgsqlParameter<Guid[]> { TypedValue = [.. groupes.SelectMany(g => g)] } },
                });
            }

            await effacer.ExecuteNonQueryAsync(ct);
        }

        await new ProjectionFaits(source, store, tables.Schema, NomProvisoire).EcrireLiensAsync([.. paires.Distinct()], connection, transaction, ct);
        var fabrique = new FabriqueDeFaits();
        foreach (var tranche in groupes.Chunk(DossiersParLot))
        {
            var lignes = new List<LigneConnue>();
            await foreach (var faits in ProjectionFaits.DossiersAsync(store, tranche, jusqua).WithCancellation(ct))
            {
                lignes.AddRange(fabrique.Fabriquer(faits));
            }

            await ProjectionFaits.EcrireAsync(tables, lignes, connection, ct);
        }

        await transaction.CommitAsync(ct);
    }

    /// <summary>After a large import PostgreSQL does not know yet how many events there are, and would sort them on disk.</summary>
    private async Task AnalyserAsync(CancellationToken ct)
    {
        await using var commande = source.CreateCommand("analyze public.mt_events (stream_id, version)");
        await commande.ExecuteNonQueryAsync(ct);
    }

    private async Task NoterAsync(long position, CancellationToken ct)
    {
        await using var commande = source.CreateCommand("select public.mt_mark_event_progression($1, $2)");
        commande.Parameters.Add(new NpgsqlParameter<string> { TypedValue = NomProvisoire });
        commande.Parameters.Add(new NpgsqlParameter<long> { TypedValue = position });
        await commande.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Takes in what was recorded while the rebuild went on.</summary>
    private async Task<long> RattraperAsync(long position, CancellationToken ct)
    {
        var projection = new ProjectionFaits(source, store, tables.Schema, NomProvisoire);
        while (true)
        {
            var page = await store.ReadAllAsync(position, 20_000, ct);
            if (page.Position == position)
            {
                return position;
            }

            if (!await projection.ProjeterAsync(page, position, ct))
            {
                throw new InvalidOperationException("Another rebuild is running.");
            }

            position = page.Position;
        }
    }

    private async Task MettreEnServiceAsync(long position, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using var commande = new NpgsqlCommand($"""
            select public.mt_mark_event_progression('{ProjectionFaits.Nom}', {position});
            delete from public.mt_event_progression where name = '{NomProvisoire}';
            drop schema {TablesDeFaits.EnService} cascade;
            alter schema {TablesDeFaits.EnConstruction} rename to {TablesDeFaits.EnService};
            {SchemaFaits.DroitsDeLApplication(TablesDeFaits.EnService)}
            """, connection, transaction);
        await commande.ExecuteNonQueryAsync(ct);
        await transaction.CommitAsync(ct);
    }
}
