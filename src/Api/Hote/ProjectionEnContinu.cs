using Accompagnement.EventStore;
using Accompagnement.EventStore.Postgres;
using Accompagnement.Projections.Moteur;
using Npgsql;

namespace Accompagnement.Api.Hote;

/// <summary>
/// Keeps the facts in step with the events while the instance runs. A fact that its rules cannot take in stops it there: it says
/// which, loses nothing, and goes on as soon as the cause is mended.
/// </summary>
public sealed partial class ProjectionEnContinu(ProjectionFaits projection, IEventStore store, ILogger<ProjectionEnContinu> journal) : BackgroundService
{
    private const int Page = 5_000;
    private static readonly TimeSpan Veille = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan ApresPanne = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim reveil = new(0, 1);
    private readonly Lock verrou = new();
    private TaskCompletionSource avance = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long position;

    /// <summary>The position up to which the facts follow the events.</summary>
    public long Position => Volatile.Read(ref position);

    /// <summary>Why it stands still, in French; null when all is well.</summary>
    public string? Panne { get; private set; }

    /// <summary>Says that something has just been recorded.</summary>
    public void Reveiller()
    {
        if (reveil.CurrentCount == 0)
        {
            try
            {
                reveil.Release();
            }
            catch (SemaphoreFullException)
            {
                // Two writers at once: one waking is enough.
            }
        }
    }

    /// <summary>Waits until a position is taken in; false when the time is over.</summary>
    public async Task<bool> AttendreAsync(long jusqua, TimeSpan auPlus, CancellationToken ct)
    {
        using var limite = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limite.CancelAfter(auPlus);
        while (Position < jusqua)
        {
            Task suite;
            lock (verrou)
            {
                suite = avance.Task;
            }

            if (Position >= jusqua)
            {
                return true;
            }

            Reveiller();
            try
            {
                await suite.WaitAsync(limite.Token);
            }
            catch (OperationCanceledException) when (!ct.IsCancellationRequested)
            {
                return Position >= jusqua;
            }
        }

        return true;
    }

    public override void Dispose()
    {
        reveil.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await SuivreAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                Panne = e switch
                {
                    FaitIllisibleException illisible => $"Le fait à la position {illisible.Position} ne peut pas être lu : les chiffres s'arrêtent avant lui.",
                    NpgsqlException => "La base de données ne répond pas.",
                    _ => $"La mise à jour des chiffres est arrêtée après la position {Position} : {e.GetType().Name}.",
                };
                LogPanne(e, Position);
                await Task.Delay(ApresPanne, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task SuivreAsync(CancellationToken ct)
    {
        Avancer(await projection.PositionAsync(ct));
        while (true)
        {
            var page = await store.ReadAllAsync(Position, Page, ct);
            if (page.Position == Position)
            {
                Panne = null;
                await reveil.WaitAsync(Veille, ct);
                continue;
            }

            if (await projection.ProjeterAsync(page, Position, ct))
            {
                Avancer(page.Position);
                Panne = null;
            }
            else
            {
                // A rebuild was put in service, or another process projects: start again from where the database is.
                projection.Oublier();
                Avancer(await projection.PositionAsync(ct));
            }
        }
    }

    private void Avancer(long jusqua)
    {
        Volatile.Write(ref position, jusqua);
        TaskCompletionSource fini;
        lock (verrou)
        {
            (fini, avance) = (avance, new(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        fini.SetResult();
    }

    [LoggerMessage(LogLevel.Error, "La projection des faits est arrêtée après la position {Position}")]
    private partial void LogPanne(Exception e, long position);
}
