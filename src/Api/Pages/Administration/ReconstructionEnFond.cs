using Accompagnement.Api.Administration;
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
    private readonly TravailEnFond travail = new(vie, journal);

    /// <summary>Where the rebuild stands; null when none was asked for since the start.</summary>
    public Progres? Progres { get; private set; }

    public bool EnCours => travail.EnCours;

    /// <summary>What became of the last one, in French.</summary>
    public string? Bilan => travail.Bilan;

    public void Report(Progres value) => Progres = value;

    /// <summary>Starts a rebuild, unless one is in progress.</summary>
    public void Lancer() => travail.Lancer(
        () => Progres = null,
        async ct =>
        {
            var position = await new Reconstruction(instance.Proprietaire, store).ExecuterAsync(this, ct);
            return $"Projections refaites jusqu'à la position {position.ToString("N0", Reponses.Formats.Francais)}.";
        },
        "Reconstruction interrompue : les chiffres en service n'ont pas changé.",
        "La reconstruction a échoué : les chiffres en service n'ont pas changé. La cause est au journal.");
}
