using System.Runtime.CompilerServices;
using Accompagnement.Domain.Faits;
using Accompagnement.EventStore.Postgres;
using JasperFx.Events;
using Marten;
using Marten.Events.Archiving;
using Marten.Exceptions;
using Marten.Services;
using Npgsql;

namespace Accompagnement.EventStore.Marten;

/// <summary>The store on Marten itself: sessions write and read streams; the exact order is read as in <see cref="PostgresEventStore"/>.</summary>
/// <param name="marten">A store set up by <see cref="Configuration"/>.</param>
/// <param name="source">The same database.</param>
public sealed class MartenEventStore(IDocumentStore marten, NpgsqlDataSource source) : IEventStore, IDisposable
{
    private readonly PostgresEventStore ordre = new(source);

    public async Task<long> AppendAsync(Ajout ajout, IReadOnlyList<NpgsqlBatchCommand>? avec = null, CancellationToken ct = default)
    {
        ArgumentOutOfRangeException.ThrowIfZero(ajout.Faits.Count);
        if (avec is not { Count: > 0 })
        {
            await using var session = marten.LightweightSession();
            return await AjouterAsync(session, [ajout], ct);
        }

        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using var batch = new NpgsqlBatch(connection, transaction);
        foreach (var commande in avec)
        {
            batch.BatchCommands.Add(commande);
        }

        await batch.ExecuteNonQueryAsync(ct);
        await using var enlistee = marten.LightweightSession(SessionOptions.ForTransaction(transaction));
        var position = await AjouterAsync(enlistee, [ajout], ct);
        await transaction.CommitAsync(ct);
        return position;
    }

    public async Task<long> AppendManyAsync(
        IReadOnlyList<Fait> faits, IReadOnlyDictionary<Guid, long> versions, NpgsqlTransaction transaction, CancellationToken ct = default)
    {
        // A session writes stream by stream: one is saved before a stream comes back, so that numbers follow the order given.
        var position = 0L;
        var courantes = new Dictionary<Guid, long>(versions);
        var ajouts = new Dictionary<Guid, Ajout>();
        Guid? dernier = null;
        foreach (var fait in faits)
        {
            var flux = fait.Sujet.Flux;
            if (flux != dernier && ajouts.ContainsKey(flux))
            {
                position = await EnregistrerAsync();
            }

            if (!ajouts.TryGetValue(flux, out var ajout))
            {
                ajouts[flux] = ajout = new(fait.Sujet, courantes[flux], new List<Fait>());
            }

            ((List<Fait>)ajout.Faits).Add(fait);
            courantes[flux]++;
            dernier = flux;
        }

        return ajouts.Count == 0 ? position : await EnregistrerAsync();

        async Task<long> EnregistrerAsync()
        {
            await using var session = marten.LightweightSession(SessionOptions.ForTransaction(transaction));
            var p = await AjouterAsync(session, ajouts.Values, ct);
            ajouts.Clear();
            return p;
        }
    }

    public async Task<IReadOnlyList<FaitEnregistre>> ReadStreamAsync(Guid flux, CancellationToken ct = default)
    {
        var faits = new List<FaitEnregistre>();
        await foreach (var fait in LireAsync(e => e.Where(x => x.StreamId == flux), ct))
        {
            faits.Add(fait);
        }

        return faits;
    }

    public IAsyncEnumerable<FaitEnregistre> ReadStreamsAsync(IReadOnlyCollection<Guid> flux, CancellationToken ct = default)
    {
        var cherches = flux.ToArray();
        return LireAsync(e => e.Where(x => x.StreamId.IsOneOf(cherches)), ct);
    }

    public IAsyncEnumerable<FaitEnregistre> ReadByStreamAsync(long jusqua, CancellationToken ct = default) =>
        LireAsync(e => e.Where(x => x.Sequence <= jusqua), ct);

    public Task<long> SettleAsync(CancellationToken ct = default) => ordre.SettleAsync(ct);

    public Task<PageDuJournal> ReadAllAsync(long apres, int max, CancellationToken ct = default) => ordre.ReadAllAsync(apres, max, ct);

    public void Dispose() => ordre.Dispose();

    private static async Task<long> AjouterAsync(IDocumentSession session, IReadOnlyCollection<Ajout> ajouts, CancellationToken ct)
    {
        var dernier = default(IEvent);
        foreach (var ajout in ajouts)
        {
            var evenements = ajout.Faits.Select(f => FaitDeMarten.Ecrire(session, f)).ToArray();
            var action = session.Events.Append(ajout.Sujet.Flux, ajout.VersionAttendue + evenements.Length, evenements.Cast<object>().ToArray());
            if (ajout.VersionAttendue == 0)
            {
                action.AggregateType = Natures.De(ajout.Sujet.Nature);
            }

            dernier = evenements[^1];
        }

        try
        {
            await session.SaveChangesAsync(ct);
            return dernier?.Sequence ?? 0;
        }
        catch (Exception e) when (EstConflit(e))
        {
            throw new VersionConflictException([.. ajouts.Select(a => a.Sujet.Flux)], e);
        }
    }

    /// <summary>Another append came first, the stream is there already, or it is archived.</summary>
    private static bool EstConflit(Exception e) => e switch
    {
        EventStreamUnexpectedMaxEventIdException or ExistingStreamIdCollisionException or InvalidStreamOperationException => true,
        PostgresException { SqlState: "MT001" or "MT003" } => true,
        PostgresException { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "pkey_mt_streams_id" or "pk_mt_events_stream_and_version" } => true,
        _ => e.InnerException is { } interne && EstConflit(interne),
    };

    private async IAsyncEnumerable<FaitEnregistre> LireAsync(
        Func<IQueryable<IEvent>, IQueryable<IEvent>> choisir, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var session = marten.QuerySession();
        var requete = choisir(session.Events.QueryAllRawEvents().Where(e => e.MaybeArchived())).OrderBy(e => e.StreamId).ThenBy(e => e.Version);
        await using var lignes = requete.ToAsyncEnumerable(ct).GetAsyncEnumerator(ct);
        while (await SuivantAsync(lignes))
        {
            var e = lignes.Current;
            if (e.EventTypeName != FaitEnLigne.Pierre)
            {
                yield return FaitDeMarten.Lire(e);
            }
        }
    }

    private async Task<bool> SuivantAsync(IAsyncEnumerator<IEvent> lignes)
    {
        try
        {
            return await lignes.MoveNextAsync();
        }
        catch (EventDeserializationFailureException e)
        {
            throw new FaitIllisibleException(e.Sequence, e.EventTypeName ?? "", e);
        }
        catch (UnknownEventTypeException e)
        {
            throw await InconnuAsync(e);
        }
    }

    /// <summary>Marten names the type it does not know, and not always its row: the first such row is looked up.</summary>
    private async Task<FaitIllisibleException> InconnuAsync(UnknownEventTypeException e)
    {
        string[] connus = [FaitEnLigne.Pierre, .. TypeEvenement.Tous.Select(t => t.NomStocke)];
        await using var commande = source.CreateCommand("select seq_id, type from public.mt_events where type <> all($1) order by seq_id limit 1");
        commande.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = connus });
        await using var lignes = await commande.ExecuteReaderAsync();
        return await lignes.ReadAsync()
            ? new(lignes.GetInt64(0), lignes.GetString(1), e)
            : new(e.Sequence, e.EventTypeName ?? "", e);
    }
}
