using Accompagnement.Domain.Personnes;
using Accompagnement.EventStore.Etats;

namespace Accompagnement.Api.Import;

/// <summary>
/// The states of streams kept from one batch of an import to the next, so that a stream that comes back is not read again. Each
/// lane has its own, touched by one thread at a time. Somebody else may extend a stream meanwhile: its expected version tells.
/// </summary>
internal sealed class EtatsGardes(int voies)
{
    private const int Maximum = 75_000;
    private readonly Dictionary<Guid, EtatFlux>[] parVoie = [.. Enumerable.Range(0, voies).Select(_ => new Dictionary<Guid, EtatFlux>())];

    /// <summary>The lane of a stream.</summary>
    public int Voie(Guid flux) => (flux.GetHashCode() & int.MaxValue) % voies;

    public EtatFlux De(Guid flux) => Chez(flux).GetValueOrDefault(flux, EtatFlux.Absent);

    /// <summary>Keeps a state that was read elsewhere.</summary>
    public void Poser(Guid flux, EtatFlux etat) => Chez(flux)[flux] = etat;

    /// <summary>Whether a file has absorbed others or been absorbed.</summary>
    public bool EstFusionne(Guid flux) => De(flux) is { Absorption: not null } or { Trajectoire.Absorbes.Count: > 0 };

    /// <summary>Reads the streams of lines that are not known yet.</summary>
    public async Task ChargerAsync(List<LigneLue> lignes, LecteurEtats lecteur, CancellationToken ct)
    {
        var inconnus = new HashSet<Guid>();
        foreach (var ligne in lignes)
        {
            if (ligne.Lecture.Fait is { } fait)
            {
                inconnus.Add(fait.Sujet.Flux);
                if (fait.Evenement is DossiersFusionnes fusion)
                {
                    inconnus.Add(fusion.Absorbe);
                }
            }
        }

        foreach (var voie in inconnus.Select(Chez).Distinct().Where(v => v.Count > Maximum))
        {
            voie.Clear();
        }

        inconnus.RemoveWhere(flux => Chez(flux).ContainsKey(flux));
        if (inconnus.Count > 0)
        {
            var lus = await lecteur.LireAsync(inconnus, ct);
            foreach (var flux in inconnus)
            {
                Chez(flux)[flux] = lus.GetValueOrDefault(flux, EtatFlux.Absent);
            }
        }
    }

    /// <summary>Keeps what a committed batch leaves.</summary>
    public void Retenir(Lot lot)
    {
        foreach (var (flux, etat) in lot.Etats)
        {
            Chez(flux)[flux] = etat;
        }

        // A file that has absorbed others depends on theirs: it is read again when it comes up.
        foreach (var fait in lot.Acceptes)
        {
            if (De(fait.Sujet.Flux).Absorption is { Absorbant: var absorbant })
            {
                Chez(absorbant).Remove(absorbant);
            }
        }
    }

    public void Oublier(IEnumerable<Guid> flux)
    {
        foreach (var f in flux)
        {
            Chez(f).Remove(f);
        }
    }

    private Dictionary<Guid, EtatFlux> Chez(Guid flux) => parVoie[Voie(flux)];
}
