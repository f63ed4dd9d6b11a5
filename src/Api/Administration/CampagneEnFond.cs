using Accompagnement.Domain.Acces;
using Accompagnement.EventStore.Coffre;

namespace Accompagnement.Api.Administration;

/// <summary>
/// Carries out confirmed lists while the instance serves, one at a time, and says how far it is. Stopped with the instance, a list
/// goes on where it was when it is asked for again.
/// </summary>
public sealed class CampagneEnFond(CampagneDeConservation campagne, IHostApplicationLifetime vie, ILogger<CampagneEnFond> journal) : IProgress<int>
{
    private readonly TravailEnFond travail = new(vie, journal);

    /// <summary>The list in progress, or the last one.</summary>
    public Guid? Liste { get; private set; }

    /// <summary>How many of its files were done since it was last asked for.</summary>
    public int Faits { get; private set; }

    public bool EnCours => travail.EnCours;

    /// <summary>What became of the last one, in French.</summary>
    public string? Bilan => travail.Bilan;

    public void Report(int value) => Faits = value;

    /// <summary>Starts carrying out a list; false while another one is in progress.</summary>
    public bool Lancer(Guid liste, Compte par) => travail.Lancer(
        () => (Liste, Faits) = (liste, 0),
        async ct =>
        {
            var bilan = await campagne.ExecuterAsync(liste, par, this, ct);
            return $"{bilan.Effaces} effacés, {bilan.Archives} mis en archive, {bilan.Ecartes} écartés, {bilan.EncoreDus} laissés : ils ne sont plus à échéance, ou sont gelés.";
        },
        "Interrompue : ce qui est fait le reste ; relancez-la pour finir.",
        "Arrêtée par une panne : ce qui est fait le reste ; relancez-la pour finir. La cause est au journal.");
}
