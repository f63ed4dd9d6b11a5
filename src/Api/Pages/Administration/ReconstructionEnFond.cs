using Accompagnement.Api.Hote;
using Accompagnement.EventStore;
using Accompagnement.Projections.Moteur;

namespace Accompagnement.Api.Pages.Administration;

/// <summary>
/// Makes the projections again while the instance serves, one rebuild at a time, and says how far it is. Swapping tables is for
/// their owner: the rest of the service has fewer rights.
/// </summary>
public sealed class ReconstructionEnFond(Instance instance, IEventStore store, IHostApplicationLifetime vie, ILogger<ReconstructionEnFond> journal)
    : IProgress<Progres>
{
    private static readonly Action<ILogger, Exception?> Echec = LoggerMessage.Define(LogLevel.Error, new EventId(1, nameof(Echec)), "The rebuild asked for from the pages failed.");

    private readonly Lock verrou = new();
    private Task? travail;

    /// <summary>Where the rebuild stands; null when none was asked for since the start.</summary>
    public Progres? Progres { get; private set; }

    public bool EnCours => travail is { IsCompleted: false };

    /// <summary>What became of the last one, in French.</summary>
    public string? Bilan { get; private set; }

    public void Report(Progres value) => Progres = value;

    /// <summary>Starts a rebuild, unless one is in progress.</summary>
    public void Lancer()
    {
        lock (verrou)
        {
            if (EnCours)
            {
                return;
            }

            (Progres, Bilan) = (null, null);
            travail = Task.Run(ExecuterAsync);
        }
    }

    private async Task ExecuterAsync()
    {
        try
        {
            var position = await new Reconstruction(instance.Proprietaire, store).ExecuterAsync(this, vie.ApplicationStopping);
            Bilan = $"Projections refaites jusqu'à la position {position.ToString("N0", Reponses.Formats.Francais)}.";
        }
        catch (OperationCanceledException)
        {
            Bilan = "Reconstruction interrompue : les chiffres en service n'ont pas changé.";
        }
#pragma warning disable CA1031 // Whatever it is, the page must say so: nobody awaits this task.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Echec(journal, e);
            Bilan = "La reconstruction a échoué : les chiffres en service n'ont pas changé. La cause est au journal.";
        }
    }
}
