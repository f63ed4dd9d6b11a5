namespace Accompagnement.Api.Administration;

/// <summary>
/// A long work that a page asks for and does not wait for: one at a time, ended with the instance, and what became of it said in French,
/// for nobody awaits it.
/// </summary>
public sealed class TravailEnFond(IHostApplicationLifetime vie, ILogger journal)
{
    private static readonly Action<ILogger, Exception?> Echec = LoggerMessage.Define(LogLevel.Error, new EventId(1, nameof(Echec)), "A work asked for from the pages stopped before its end.");

    private readonly Lock verrou = new();
    private Task? travail;

    public bool EnCours => travail is { IsCompleted: false };

    /// <summary>What became of the last one, in French; null while it lasts.</summary>
    public string? Bilan { get; private set; }

    /// <summary>Starts a work; false while another one is in progress.</summary>
    /// <param name="preparer">Puts back to nothing what is shown of the work, before it starts.</param>
    /// <param name="executer">The work; what it gives is its outcome.</param>
    /// <param name="interrompu">The outcome when the instance stops.</param>
    /// <param name="enPanne">The outcome when it fails, whatever the cause; the cause goes to the log.</param>
    public bool Lancer(Action preparer, Func<CancellationToken, Task<string>> executer, string interrompu, string enPanne)
    {
        lock (verrou)
        {
            if (EnCours)
            {
                return false;
            }

            Bilan = null;
            preparer();
            travail = Task.Run(() => ExecuterAsync(executer, interrompu, enPanne));
            return true;
        }
    }

    private async Task ExecuterAsync(Func<CancellationToken, Task<string>> executer, string interrompu, string enPanne)
    {
        try
        {
            Bilan = await executer(vie.ApplicationStopping);
        }
        catch (OperationCanceledException)
        {
            Bilan = interrompu;
        }
#pragma warning disable CA1031 // Whatever it is, the page must say so: nobody awaits this task.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Echec(journal, e);
            Bilan = enPanne;
        }
    }
}
