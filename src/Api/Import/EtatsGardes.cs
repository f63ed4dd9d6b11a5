using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;
using Accompagnement.EventStore.Etats;
using Npgsql;

namespace Accompagnement.Api.Import;

/// <summary>A lane of an import needed a stream of another one.</summary>
internal sealed class AutreVoieException : Exception;

/// <summary>
/// The states of streams kept from one batch of an import to the next, so that a stream that comes back is not read again. Each
/// lane has its own, touched by one thread at a time; files that are merged, or were, go by the same one. Somebody else may extend a stream
/// meanwhile: its expected version tells.
/// </summary>
internal sealed class EtatsGardes(int voies)
{
    private readonly Voisinage[] parVoie = [.. Enumerable.Range(0, voies).Select(_ => new Voisinage())];
    private readonly Dictionary<Guid, List<Guid>> groupes = [];
    private bool fusionsLues;

    /// <summary>The lane of a stream: that of the first file of those it is merged with.</summary>
    public int Voie(Guid flux) => ((groupes.TryGetValue(flux, out var groupe) ? groupe[0] : flux).GetHashCode() & int.MaxValue) % voies;

    /// <summary>Puts two files in the same lane, with all that are in theirs. Not while lanes are at work.</summary>
    private void Unir(Guid flux, Guid autre)
    {
        var (groupe, rejoint) = (Groupe(flux), Groupe(autre));
        if (ReferenceEquals(groupe, rejoint))
        {
            return;
        }

        // What changes lanes is read again there.
        Oublier(rejoint);
        groupe.AddRange(rejoint);
        foreach (var membre in rejoint)
        {
            groupes[membre] = groupe;
        }
    }

    /// <summary>Puts in the same lane the files that were merged before this import, once, and those that lines merge, separate or correct the merge of.</summary>
    public async Task UnirAsync(IEnumerable<LigneLue> lignes, NpgsqlDataSource source, CancellationToken ct)
    {
        if (!fusionsLues)
        {
            await using var commande = source.CreateCommand("select absorbant, absorbe from accompagnement.fusions");
            await using var fusions = await commande.ExecuteReaderAsync(ct);
            while (await fusions.ReadAsync(ct))
            {
                Unir(fusions.GetGuid(0), fusions.GetGuid(1));
            }

            fusionsLues = true;
        }

        foreach (var fait in lignes.Select(l => l.Lecture.Fait).OfType<Fait>())
        {
            if (LiensDeDossiers.Lie(fait.Evenement) is { } lie)
            {
                Unir(fait.Sujet.Flux, lie);
            }
        }
    }

    public EtatFlux De(Guid flux) => Chez(flux).Trouver(flux) ?? EtatFlux.Absent;

    /// <summary>The same, for a lane at work.</summary>
    /// <param name="flux">The stream.</param>
    /// <param name="voie">The lane; null when no other is at work.</param>
    /// <exception cref="AutreVoieException">The stream is another lane's, which may be changing it.</exception>
    public EtatFlux De(Guid flux, int? voie) => voie is { } v && Voie(flux) != v ? throw new AutreVoieException() : De(flux);

    /// <summary>Keeps a state that was read elsewhere.</summary>
    public void Poser(Guid flux, EtatFlux etat) => Chez(flux).Poser(flux, etat);

    /// <summary>Whether a file is merged with one of another lane.</summary>
    public bool EstEpars(Guid flux)
    {
        var (etat, voie) = (De(flux), Voie(flux));
        return (etat.Absorption is { Absorbant: var absorbant } && Voie(absorbant) != voie) || etat.Trajectoire.Absorbes.Any(absorbe => Voie(absorbe) != voie);
    }

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

        foreach (var voie in inconnus.Select(Chez).Distinct())
        {
            voie.Vieillir();
        }

        inconnus.RemoveWhere(flux => Chez(flux).Trouver(flux) is not null);
        if (inconnus.Count > 0)
        {
            var lus = await lecteur.LireAsync(inconnus, ct);
            foreach (var flux in inconnus)
            {
                Chez(flux).Poser(flux, lus.GetValueOrDefault(flux, EtatFlux.Absent));
            }
        }
    }

    /// <summary>Keeps what a committed batch leaves.</summary>
    public void Retenir(Lot lot)
    {
        foreach (var (flux, etat) in lot.Etats)
        {
            Chez(flux).Poser(flux, etat);
        }

        // A file that has absorbed others depends on theirs: it is read again when it comes up.
        foreach (var fait in lot.Acceptes)
        {
            if (De(fait.Sujet.Flux).Absorption is { Absorbant: var absorbant })
            {
                Chez(absorbant).Oter(absorbant);
            }
        }
    }

    public void Oublier(IEnumerable<Guid> flux)
    {
        foreach (var f in flux)
        {
            Chez(f).Oter(f);
        }
    }

    private Voisinage Chez(Guid flux) => parVoie[Voie(flux)];

    private List<Guid> Groupe(Guid flux)
    {
        if (!groupes.TryGetValue(flux, out var groupe))
        {
            groupes[flux] = groupe = [flux];
        }

        return groupe;
    }

    /// <summary>
    /// The states of one lane: those asked for lately, and those asked for before them, which go when there are enough of the former. A file
    /// that is followed comes back every few weeks of the life told; one that was left years ago does not.
    /// </summary>
    private sealed class Voisinage
    {
        private const int Recents = 75_000;
        private Dictionary<Guid, EtatFlux> recents = [];
        private Dictionary<Guid, EtatFlux> anciens = [];

        /// <summary>The state kept of a stream, which is asked for lately from now on.</summary>
        public EtatFlux? Trouver(Guid flux)
        {
            if (!recents.TryGetValue(flux, out var etat) && anciens.Remove(flux, out etat))
            {
                recents[flux] = etat;
            }

            return etat;
        }

        public void Poser(Guid flux, EtatFlux etat)
        {
            anciens.Remove(flux);
            recents[flux] = etat;
        }

        public void Oter(Guid flux)
        {
            anciens.Remove(flux);
            recents.Remove(flux);
        }

        public void Vieillir()
        {
            if (recents.Count > Recents)
            {
                (anciens, recents) = (recents, []);
            }
        }
    }
}
