using Accompagnement.Domain.Acces;
using Accompagnement.EventStore.Coffre;

namespace Accompagnement.Api.Administration;

/// <summary>
/// Carries out confirmed lists while the instance serves, one at a time, and says how far it is. Stopped with the instance, a list
/// goes on where it was when it is asked for again.
/// </summary>
public sealed class CampagneEnFond(CampagneDeConservation campagne, IHostApplicationLifetime vie, ILogger<CampagneEnFond> journal) : IProgress<int>
{
    private static readonly Action<ILogger, Exception?> Echec = LoggerMessage.Define(LogLevel.Error, new EventId(1, nameof(Echec)), "A retention campaign stopped before its end.");

    private readonly Lock verrou = new();
    private Task? travail;

    /// <summary>The list in progress, or the last one.</summary>
    public Guid? Liste { get; private set; }

    /// <summary>How many of its files were done since it was last asked for.</summary>
    public int Faits { get; private set; }

    public bool EnCours => travail is { IsCompleted: false };

    /// <summary>What became of the last one, in French.</summary>
    public string? Bilan { get; private set; }

    public void Report(int value) => Faits = value;

    /// <summary>Starts carrying out a list; false while another one is in progress.</summary>
    public bool Lancer(Guid liste, Compte par)
    {
        lock (verrou)
        {
            if (EnCours)
            {
                return false;
            }

            (Liste, Faits, Bilan) = (liste, 0, null);
            travail = Task.Run(() => ExecuterAsync(liste, par));
            return true;
        }
    }

    private async Task ExecuterAsync(Guid liste, Compte par)
    {
        try
        {
            var bilan = await campagne.ExecuterAsync(liste, par, this, vie.ApplicationStopping);
            Bilan = $"{bilan.Effaces} effacés, {bilan.Archives} mis en archive, {bilan.Ecartes} écartés, {bilan.EncoreDus} laissés : ils ne sont plus à échéance, ou sont gelés.";
        }
        catch (OperationCanceledException)
        {
            Bilan = "Interrompue : ce qui est fait le reste ; relancez-la pour finir.";
        }
#pragma warning disable CA1031 // Whatever it is, the page must say so: nobody awaits this task.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Echec(journal, e);
            Bilan = "Arrêtée par une panne : ce qui est fait le reste ; relancez-la pour finir. La cause est au journal.";
        }
    }
}
