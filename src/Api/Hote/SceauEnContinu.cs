using Accompagnement.EventStore.Traces;
using Npgsql;

namespace Accompagnement.Api.Hote;

/// <summary>Seals the events now and then, so that a change made behind the application's back shows.</summary>
public sealed partial class SceauEnContinu(SceauDesEvenements sceau, TimeProvider horloge, ILogger<SceauEnContinu> journal) : BackgroundService
{
    private static readonly TimeSpan Intervalle = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var rythme = new PeriodicTimer(Intervalle, horloge);
        while (await AttendreAsync(rythme, stoppingToken))
        {
            try
            {
                await sceau.ScellerAsync(stoppingToken);
            }
            catch (NpgsqlException erreur)
            {
                // The database is away: what is not sealed yet will be at the next turn.
                LogEchec(erreur.Message);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private static async Task<bool> AttendreAsync(PeriodicTimer rythme, CancellationToken arret)
    {
        try
        {
            return await rythme.WaitForNextTickAsync(arret);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    [LoggerMessage(LogLevel.Warning, "Scellement des événements remis à plus tard : {Raison}")]
    private partial void LogEchec(string raison);
}
