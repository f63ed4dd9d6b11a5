using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Projections.Moteur;

/// <summary>Which files were ever merged with which: their facts are made together, whatever happened since.</summary>
internal sealed class Liens
{
    private readonly Dictionary<Guid, HashSet<Guid>> voisins = [];

    public bool EstVide => voisins.Count == 0;

    /// <summary>Notes a merge; false when it was known.</summary>
    public bool Ajouter(Guid absorbe, Guid absorbant) => Voisins(absorbe).Add(absorbant) | Voisins(absorbant).Add(absorbe);

    /// <summary>Notes the merges among facts, and gives those that were not known.</summary>
    public List<(Guid Absorbe, Guid Absorbant)> Ajouter(IEnumerable<Fait> faits)
    {
        var nouveaux = new List<(Guid, Guid)>();
        foreach (var fait in faits)
        {
            if (Absorbe(fait) is { } absorbe && Ajouter(absorbe, fait.Sujet.Flux))
            {
                nouveaux.Add((absorbe, fait.Sujet.Flux));
            }
        }

        return nouveaux;
    }

    /// <summary>The file that a fact says is absorbed: a merge, or the correction of one.</summary>
    public static Guid? Absorbe(Fait fait) => LiensDeDossiers.Absorbe(fait.Evenement);

    /// <summary>All the files that go together with one, itself included.</summary>
    public IReadOnlyCollection<Guid> Groupe(Guid flux)
    {
        if (!voisins.ContainsKey(flux))
        {
            return [flux];
        }

        var groupe = new HashSet<Guid> { flux };
        var aVoir = new Stack<Guid>([flux]);
        while (aVoir.TryPop(out var courant))
        {
            foreach (var voisin in voisins[courant])
            {
                if (groupe.Add(voisin))
                {
                    aVoir.Push(voisin);
                }
            }
        }

        return groupe;
    }

    /// <summary>Every group of more than one file.</summary>
    public IEnumerable<IReadOnlyCollection<Guid>> Groupes()
    {
        var vus = new HashSet<Guid>();
        foreach (var flux in voisins.Keys)
        {
            if (!vus.Contains(flux))
            {
                var groupe = Groupe(flux);
                vus.UnionWith(groupe);
                yield return groupe;
            }
        }
    }

    private HashSet<Guid> Voisins(Guid flux) => voisins.TryGetValue(flux, out var ensemble) ? ensemble : voisins[flux] = [];
}
