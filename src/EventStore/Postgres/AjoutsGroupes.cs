using System.Data;
using Npgsql;

namespace Accompagnement.EventStore.Postgres;

/// <summary>
/// Appends that arrive while others are being written leave together with the next ones: one round trip and one flush to disk
/// for all of them, as ferries take whoever has come to the quay.
/// </summary>
/// <remarks>
/// A group is one transaction. When PostgreSQL refuses it (one append has a conflict, or waits for a lock longer than
/// <see cref="AttenteDeVerrou"/>), nothing of it was written, and each append is made again by itself: nobody is refused or held
/// back for another's sake. Groups have a connection of their own, that is kept: its limit on locks is set once.
/// </remarks>
internal sealed class AjoutsGroupes(NpgsqlDataSource source) : IDisposable
{
    /// <summary>How long a group may wait for a lock, as PostgreSQL writes it.</summary>
    public const string AttenteDeVerrou = "20ms";

    /// <summary>Appends in one group, at most.</summary>
    public const int Places = 64;

    private readonly Lock verrou = new();
    private readonly Queue<Passager> quai = new();
    private bool enTraversee;
    private NpgsqlConnection? traversier;

    /// <summary>Writes one append, alone or with others, and gives the position of its last fact.</summary>
    /// <param name="commandes">Its statements; the last one gives the numbers drawn.</param>
    /// <param name="ct">Cancels while it waits; once it is being sent it is written or refused.</param>
    public Task<long> AjouterAsync(IReadOnlyList<NpgsqlBatchCommand> commandes, CancellationToken ct)
    {
        var passager = new Passager(commandes, ct);
        lock (verrou)
        {
            quai.Enqueue(passager);
            if (enTraversee)
            {
                return passager.Task;
            }

            enTraversee = true;
        }

        _ = TraverserAsync();
        return passager.Task;
    }

    public void Dispose()
    {
        traversier?.Dispose();
        traversier = null;
    }

    private async Task TraverserAsync()
    {
        while (Embarquer() is { Count: > 0 } groupe)
        {
            try
            {
                var positions = await EcrireAsync(await TraversierAsync(), groupe.SelectMany(p => p.Commandes), groupe.Count, CancellationToken.None);
                for (var i = 0; i < groupe.Count; i++)
                {
                    groupe[i].SetResult(positions[i]);
                }
            }
            catch (PostgresException)
            {
                foreach (var passager in groupe)
                {
                    _ = SeulAsync(passager);
                }
            }
            catch (Exception e)
            {
                foreach (var passager in groupe)
                {
                    passager.SetException(e);
                }
            }

            // Whoever has just landed and has more to write comes along.
            await Task.Yield();
        }
    }

    private List<Passager> Embarquer()
    {
        var groupe = new List<Passager>();
        lock (verrou)
        {
            while (groupe.Count < Places && quai.TryDequeue(out var passager))
            {
                if (passager.Annulation.IsCancellationRequested)
                {
                    passager.SetCanceled(passager.Annulation);
                }
                else
                {
                    groupe.Add(passager);
                }
            }

            enTraversee = groupe.Count > 0;
        }

        return groupe;
    }

    private async Task SeulAsync(Passager passager)
    {
        try
        {
            await using var connection = await source.OpenConnectionAsync(passager.Annulation);
            passager.SetResult((await EcrireAsync(connection, passager.Commandes.Select(Copier), 1, passager.Annulation))[0]);
        }
        catch (OperationCanceledException e)
        {
            passager.SetCanceled(e.CancellationToken);
        }
        catch (Exception e)
        {
            passager.SetException(e);
        }
    }

    /// <summary>The connection of the groups; another one when it was lost.</summary>
    private async Task<NpgsqlConnection> TraversierAsync()
    {
        if (traversier is { State: ConnectionState.Open } pret)
        {
            return pret;
        }

        Dispose();
        var neuf = await source.OpenConnectionAsync();
        await using (var limiter = new NpgsqlCommand($"set lock_timeout = '{AttenteDeVerrou}'", neuf))
        {
            await limiter.ExecuteNonQueryAsync();
        }

        return traversier = neuf;
    }

    private static async Task<long[]> EcrireAsync(NpgsqlConnection connection, IEnumerable<NpgsqlBatchCommand> commandes, int ajouts, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var commande in commandes)
        {
            batch.BatchCommands.Add(commande);
        }

        var positions = new long[ajouts];
        var rang = 0;
        await using var resultat = await batch.ExecuteReaderAsync(ct);
        do
        {
            if (resultat.FieldCount != 1 || resultat.GetName(0) != PostgresEventStore.Numero)
            {
                continue;
            }

            while (await resultat.ReadAsync(ct))
            {
                positions[rang] = Math.Max(positions[rang], resultat.GetInt64(0));
            }

            rang++;
        }
        while (await resultat.NextResultAsync(ct));
        return positions;
    }

    /// <summary>The same statement, not yet sent: one that was sent remembers how its connection prepared it.</summary>
    private static NpgsqlBatchCommand Copier(NpgsqlBatchCommand commande)
    {
        var copie = new NpgsqlBatchCommand(commande.CommandText);
        foreach (NpgsqlParameter parametre in commande.Parameters)
        {
            copie.Parameters.Add(parametre.Clone());
        }

        return copie;
    }

    private sealed class Passager(IReadOnlyList<NpgsqlBatchCommand> commandes, CancellationToken annulation)
        : TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public IReadOnlyList<NpgsqlBatchCommand> Commandes => commandes;

        public CancellationToken Annulation => annulation;
    }
}
