using Accompagnement.Domain.Agents;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;
using Accompagnement.Domain.Referentiels;
using Accompagnement.EventStore.Etats;

namespace Accompagnement.Api.Import;

/// <summary>A line that was read, and what becomes of it.</summary>
public sealed class LigneLue(long numero, byte[]? octets, Lecture lecture)
{
    public long Numero { get; } = numero;

    public byte[]? Octets { get; } = octets;

    public Lecture Lecture { get; } = lecture;
}

/// <summary>
/// Judges the lines of one transaction one after the other, each with what the lines before it changed. A correction or a merge
/// needs whole histories: they are read when one comes up.
/// </summary>
internal sealed class Lot(EtatsGardes connus, int? voie, DateTimeOffset maintenant, LecteurEtats lecteur)
{
    private readonly Dictionary<Guid, EtatFlux> etats = [];
    private readonly Dictionary<Guid, List<Fait>> ajoutsParFlux = [];
    private readonly HashSet<Guid> acceptes = [];

    /// <summary>The facts to record, in order.</summary>
    public List<Fait> Acceptes { get; } = [];

    public List<EventStore.Coffre.SecretDe> Secrets { get; } = [];

    public List<(LigneLue Ligne, Refus Refus)> Refuses { get; } = [];

    /// <summary>Files absorbed or separated by the facts of this batch.</summary>
    public Dictionary<Guid, Absorption?> Fusions { get; } = [];

    /// <summary>Streams whose state was left by this batch, with the version they had before.</summary>
    public IEnumerable<KeyValuePair<Guid, EtatFlux>> Etats => etats;

    /// <summary>The version each touched stream had before this batch.</summary>
    public Dictionary<Guid, long> VersionsAvant() => ajoutsParFlux.Keys.ToDictionary(f => f, f => etats[f].Version - ajoutsParFlux[f].Count);

    /// <summary>Lines whose fact an earlier line of this batch recorded.</summary>
    public int Repetes { get; private set; }

    /// <summary>The facts that were refused and are not recorded by another line of the batch.</summary>
    public Guid[] IdsRefuses() =>
        [.. Refuses.Where(r => r.Ligne.Lecture.Fait is { } fait && !acceptes.Contains(fait.Id)).Select(r => r.Ligne.Lecture.Fait!.Id)];

    public async Task JugerAsync(LigneLue ligne, CancellationToken ct)
    {
        if (ligne.Lecture.Refus is { } illisible)
        {
            Refuses.Add((ligne, illisible));
            return;
        }

        var fait = ligne.Lecture.Fait!;
        var secrets = ligne.Lecture.Secrets;
        if (acceptes.Contains(fait.Id))
        {
            Repetes++;
            return;
        }

        var (refus, accepte, secretsAccepte) = await JugerAsync(fait, secrets, ct);
        if (refus is not null)
        {
            Refuses.Add((ligne, refus));
            return;
        }

        Acceptes.Add(accepte!);
        acceptes.Add(accepte!.Id);
        foreach (var secret in secretsAccepte)
        {
            Secrets.Add(new(accepte!.Sujet.Flux, secret));
        }
    }

    private async Task<(Refus? Refus, Fait? Fait, Secret[] Secrets)> JugerAsync(Fait fait, Secret[] secrets, CancellationToken ct)
    {
        var etat = EtatDe(fait.Sujet.Flux);
        var examen = new Examen(fait, maintenant, Territoires.PasDeCalais);
        if (Absorption(etat, fait) is { } absorbe)
        {
            return (absorbe, null, []);
        }

        var refus = fait.Sujet.Nature == Flux.Trajectoire
            ? GardesTrajectoire.Garder(etat.Trajectoire, examen)
            : GardesAutresFlux.Garder(etat.Version > 0, examen);
        if (refus is not null)
        {
            return (refus, null, []);
        }

        if (Histoire.EstCorrection(fait.Evenement))
        {
            var histoire = await HistoireAsync(fait.Sujet.Flux, etat, ct);
            var correction = Correction.Juger(fait, secrets.Length, histoire, examen, await AbsorbesAsync(histoire, ct));
            if (correction.Refus is not null)
            {
                return (correction.Refus, null, []);
            }

            fait = correction.Fait!;
            secrets = [.. secrets, .. correction.Secrets];
        }

        if (examen.Signalements.Count > 0)
        {
            fait = fait with { Signalements = [.. fait.Signalements.Union(examen.Signalements)] };
        }

        await EnregistrerAsync(fait, etat, ct);
        return (null, fait, secrets);
    }

    /// <summary>A file that another one has absorbed takes no fact that happened since; older ones may still arrive late.</summary>
    private static Refus? Absorption(EtatFlux etat, Fait fait) =>
        etat.Absorption is { } absorption
        && fait.Evenement is not (EvenementRectifie or EvenementAnnule or DonneesEffacees)
        && (fait.Survenu > absorption.Survenu || fait.Evenement is DossiersFusionnes)
            ? new("dossier-absorbe", $"Ce dossier est absorbé par trajectoire/{absorption.Absorbant} : enregistrez le fait dans celui-ci.", fait.Sujet.ToString(), "subject")
            : null;

    private EtatFlux EtatDe(Guid flux) => etats.TryGetValue(flux, out var etat) ? etat : connus.De(flux, voie);

    private async Task EnregistrerAsync(Fait fait, EtatFlux etat, CancellationToken ct)
    {
        var flux = fait.Sujet.Flux;
        if (!ajoutsParFlux.TryGetValue(flux, out var ajouts))
        {
            ajoutsParFlux[flux] = ajouts = [];
        }

        var trajectoire = etat.Trajectoire;
        if (fait.Sujet.Nature == Flux.Trajectoire)
        {
            if (Histoire.EstCorrection(fait.Evenement) || fait.Evenement is DossiersSepares)
            {
                List<Fait> histoire = [.. await HistoireAsync(flux, etat, ct), fait];
                var absorbes = await AbsorbesAsync(histoire, ct);
                trajectoire = Pliage.Plier(histoire, absorbes);
            }
            else
            {
                var absorbes = fait.Evenement is DossiersFusionnes ? await AbsorbesAsync([fait], ct) : _ => Trajectoire.Vide;
                trajectoire = Trajectoire.Evolve(trajectoire, fait, absorbes);
            }
        }

        ajouts.Add(fait);
        etats[flux] = etat with { Version = etat.Version + 1, Trajectoire = trajectoire };
        NoterFusion(fait, etat.Trajectoire, trajectoire);
    }

    /// <summary>Whatever made it so (a merge, a separation, a correction of either), the absorbed files follow the state.</summary>
    private void NoterFusion(Fait fait, Trajectoire avant, Trajectoire apres)
    {
        if (ReferenceEquals(avant.Absorbes, apres.Absorbes))
        {
            return;
        }

        foreach (var absorbe in apres.Absorbes.Except(avant.Absorbes))
        {
            Marquer(absorbe, new Absorption(fait.Sujet.Flux, fait.Survenu));
        }

        foreach (var libere in avant.Absorbes.Except(apres.Absorbes))
        {
            Marquer(libere, null);
        }
    }

    private void Marquer(Guid flux, Absorption? absorption)
    {
        Fusions[flux] = absorption;
        etats[flux] = EtatDe(flux) with { Absorption = absorption };
    }

    /// <summary>All the facts of a stream at a state: those in the store, then those this batch has added.</summary>
    private async Task<List<Fait>> HistoireAsync(Guid flux, EtatFlux etat, CancellationToken ct)
    {
        var ajouts = ajoutsParFlux.GetValueOrDefault(flux) ?? [];
        if (etat.Version == ajouts.Count)
        {
            return [.. ajouts];
        }

        var flots = await lecteur.LireFaitsAsync([flux], ct);
        return flots.TryGetValue(flux, out var flot) ? [.. flot.Faits, .. ajouts] : [.. ajouts];
    }

    private async Task<Func<Guid, Trajectoire>> AbsorbesAsync(IReadOnlyList<Fait> faits, CancellationToken ct)
    {
        var absorbes = await lecteur.AbsorbesAsync(faits, ct);
        return personne => etats.TryGetValue(personne, out var etat) ? etat.Trajectoire : absorbes.GetValueOrDefault(personne, Trajectoire.Vide);
    }
}
