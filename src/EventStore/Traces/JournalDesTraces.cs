using System.Threading.Channels;
using Npgsql;
using NpgsqlTypes;

namespace Accompagnement.EventStore.Traces;

/// <summary>
/// Writes traces in the background, many per transaction, so that reading a file never waits for its trace. What must be written
/// before an answer leaves (an export, an exceptional access) waits for its own transaction.
/// </summary>
/// <remarks>
/// A process killed outright loses the traces of its last instants that nobody waited for, and never breaks the chain: a page of
/// traces and the head of the chain are one transaction. See docs/decisions/0013.
/// </remarks>
public sealed class JournalDesTraces : IAsyncDisposable
{
    private const int Page = 1000;
    private const int EchecsAvantRefus = 3;

    private readonly NpgsqlDataSource source;
    private readonly Channel<Attente> file = Channel.CreateBounded<Attente>(new BoundedChannelOptions(50_000) { SingleReader = true });
    private readonly CancellationTokenSource arret = new();
    private readonly Task boucle;

    public JournalDesTraces(NpgsqlDataSource source)
    {
        this.source = source;
        boucle = Task.Run(BouclerAsync);
    }

    /// <summary>Traces accepted and not yet written, for the health of the service.</summary>
    public int EnAttente => file.Reader.Count;

    /// <summary>The last failure to write, until one succeeds.</summary>
    public Exception? Panne { get; private set; }

    /// <summary>Records a trace soon. Completes at once, unless fifty thousand wait: then readers are slowed rather than untraced.</summary>
    public ValueTask NoterAsync(Trace trace, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(trace);
        var attente = new Attente(trace.Inscriptible(), null);
        return file.Writer.TryWrite(attente) ? ValueTask.CompletedTask : file.Writer.WriteAsync(attente, ct);
    }

    /// <summary>Records a trace and completes once it is on disk: what it traces must not happen before.</summary>
    /// <exception cref="TraceNonEcriteException">The database refused it three times: what it traces must not happen.</exception>
    public async Task NoterDurablementAsync(Trace trace, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(trace);
        var ecrite = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await file.Writer.WriteAsync(new(trace.Inscriptible(), ecrite), ct);
        await ecrite.Task.WaitAsync(ct);
    }

    /// <summary>Writes what waits, for ten seconds at most.</summary>
    public async ValueTask DisposeAsync()
    {
        file.Writer.TryComplete();
        await Task.WhenAny(boucle, Task.Delay(TimeSpan.FromSeconds(10)));
        await arret.CancelAsync();
        await boucle;
        arret.Dispose();
    }

    private async Task BouclerAsync()
    {
        var page = new List<Attente>(Page);
        try
        {
            while (await file.Reader.WaitToReadAsync(arret.Token))
            {
                while (page.Count < Page && file.Reader.TryRead(out var attente))
                {
                    page.Add(attente);
                }

                await EcrireAvecReprisesAsync(page);
                page.Clear();
            }
        }
        catch (OperationCanceledException)
        {
            while (file.Reader.TryRead(out var attente))
            {
                page.Add(attente);
            }

            Refuser(page, new TraceNonEcriteException("The service stopped before the trace could be written."));
        }
    }

    private async Task EcrireAvecReprisesAsync(List<Attente> page)
    {
        for (var echecs = 0; ; echecs++)
        {
            try
            {
                await EcrireAsync([.. page.Select(a => a.Trace)], reprise: echecs > 0, arret.Token);
                Panne = null;
                page.ForEach(a => a.Ecrite?.TrySetResult());
                return;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Panne = e;
                if (echecs + 1 >= EchecsAvantRefus)
                {
                    Refuser(page, new TraceNonEcriteException("The trace could not be written.", e));
                }

                await Task.Delay(TimeSpan.FromMilliseconds(Math.Min(5000, 50 << Math.Min(echecs, 7))), arret.Token);
            }
        }
    }

    private static void Refuser(List<Attente> page, TraceNonEcriteException erreur) => page.ForEach(a => a.Ecrite?.TrySetException(erreur));

    private async Task EcrireAsync(Trace[] traces, bool reprise, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);

        // Writers of all processes take turns here; the numbers are those of the chain, without holes.
        var (numero, precedente) = await TeteAsync(connection, ct);
        if (reprise)
        {
            // The commit may have succeeded although its answer was lost.
            var connues = await ConnuesAsync(traces, connection, ct);
            traces = [.. traces.Where(t => !connues.Contains(t.Id))];
        }

        if (traces.Length == 0)
        {
            return;
        }

        var premiere = numero + 1;
        var empreintes = new byte[traces.Length][];
        for (var i = 0; i < traces.Length; i++)
        {
            empreintes[i] = precedente = traces[i].Empreinte(precedente, ++numero);
        }

        await using (var copie = await connection.BeginBinaryImportAsync(
            "copy traces.journal (numero, id, instant, nature, compte, agent, role, personnes, objet, titre, adresse, empreinte) from stdin (format binary)", ct))
        {
            for (var i = 0; i < traces.Length; i++)
            {
                var trace = traces[i];
                await copie.StartRowAsync(ct);
                await copie.WriteAsync(premiere + i, NpgsqlDbType.Bigint, ct);
                await copie.WriteAsync(trace.Id, NpgsqlDbType.Uuid, ct);
                await copie.WriteAsync(trace.InstantStocke, NpgsqlDbType.TimestampTz, ct);
                await copie.WriteAsync(trace.Nature.ToString(), NpgsqlDbType.Text, ct);
                await copie.WriteAsync(trace.Compte, NpgsqlDbType.Text, ct);
                await copie.WriteAsync(trace.Agent, NpgsqlDbType.Text, ct);
                await copie.WriteAsync(trace.Role, NpgsqlDbType.Text, ct);
                await copie.WriteAsync(trace.Personnes.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Uuid, ct);
                await copie.WriteAsync(trace.Objet, NpgsqlDbType.Text, ct);
                await copie.WriteAsync(trace.Titre, NpgsqlDbType.Text, ct);
                await copie.WriteAsync(trace.Adresse, NpgsqlDbType.Text, ct);
                await copie.WriteAsync(empreintes[i], NpgsqlDbType.Bytea, ct);
            }

            await copie.CompleteAsync(ct);
        }

        await using var avancer = new NpgsqlCommand("update traces.tete set numero = $1, empreinte = $2", connection, transaction)
        {
            Parameters = { new NpgsqlParameter<long> { TypedValue = numero }, new NpgsqlParameter<byte[]> { TypedValue = precedente } },
        };
        await avancer.ExecuteNonQueryAsync(ct);
        await transaction.CommitAsync(ct);
    }

    private static async Task<(long Numero, byte[] Empreinte)> TeteAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var commande = new NpgsqlCommand("select numero, empreinte from traces.tete for update", connection);
        await using var lignes = await commande.ExecuteReaderAsync(ct);
        return await lignes.ReadAsync(ct)
            ? (lignes.GetInt64(0), lignes.GetFieldValue<byte[]>(1))
            : throw new InvalidOperationException("The head of the chain of traces was removed.");
    }

    private static async Task<HashSet<Guid>> ConnuesAsync(Trace[] traces, NpgsqlConnection connection, CancellationToken ct)
    {
        await using var commande = new NpgsqlCommand("select id from traces.journal where id = any($1)", connection)
        {
            Parameters = { new NpgsqlParameter<Guid[]> { TypedValue = [.. traces.Select(t => t.Id)] } },
        };
        await using var lignes = await commande.ExecuteReaderAsync(ct);
        var connues = new HashSet<Guid>();
        while (await lignes.ReadAsync(ct))
        {
            connues.Add(lignes.GetGuid(0));
        }

        return connues;
    }

    private readonly record struct Attente(Trace Trace, TaskCompletionSource? Ecrite);
}

/// <summary>An access that had to be traced before it happens could not be: it must not happen.</summary>
public sealed class TraceNonEcriteException : Exception
{
    public TraceNonEcriteException()
    {
    }

    public TraceNonEcriteException(string message)
        : base(message)
    {
    }

    public TraceNonEcriteException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
