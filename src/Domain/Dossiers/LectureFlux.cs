using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Dossiers;

/// <summary>Folds a stream and those it absorbed, each as it was and as it was known.</summary>
internal sealed class LectureFlux(IReadOnlyDictionary<Guid, IReadOnlyList<Fait>> absorbes, DateOnly au, DateOnly? vuAu)
{
    private readonly HashSet<Guid> enLecture = [];

    /// <returns>The state; the effective facts, those of absorbed files first; what was recorded in each stream.</returns>
    public (Trajectoire Etat, IReadOnlyList<Fait> Effectifs, IReadOnlyList<IReadOnlyList<Fait>> Connus) Lire(Guid personne, IReadOnlyList<Fait> faits)
    {
        // Two files can have absorbed each other in turn: one being read is not read again.
        enLecture.Add(personne);
        var connus = Vue.Connus(faits, vuAu);
        var propres = Vue.Effectifs(connus, au, vuAu: null);
        var lus = new Dictionary<Guid, (Trajectoire Etat, IReadOnlyList<Fait> Effectifs, IReadOnlyList<IReadOnlyList<Fait>> Connus)>();
        var etat = Trajectoire.Vide;
        foreach (var fait in propres)
        {
            if (fait.Evenement is DossiersFusionnes { Absorbe: var absorbe } && !lus.ContainsKey(absorbe) && !enLecture.Contains(absorbe))
            {
                lus[absorbe] = Lire(absorbe, absorbes.GetValueOrDefault(absorbe, []));
            }

            // A separation gives back what a merge took: the state is folded again without it.
            etat = fait.Evenement is DossiersSepares { Absorbe: var rendu }
                ? Replier(propres, fait, rendu, lus)
                : Trajectoire.Evolve(etat, fait, a => lus.TryGetValue(a, out var lu) ? lu.Etat : Trajectoire.Vide);
        }

        enLecture.Remove(personne);
        var encore = lus.Where(l => etat.Absorbes.Contains(l.Key)).Select(l => l.Value).ToArray();
        return (
            etat,
            encore.Length == 0 ? propres : [.. encore.SelectMany(l => l.Effectifs.Where(EstDeLaPersonne)), .. propres],
            [connus, .. encore.SelectMany(l => l.Connus)]);
    }

    private static Trajectoire Replier(
        IReadOnlyList<Fait> propres,
        Fait separation,
        Guid rendu,
        Dictionary<Guid, (Trajectoire Etat, IReadOnlyList<Fait> Effectifs, IReadOnlyList<IReadOnlyList<Fait>> Connus)> lus)
    {
        var etat = Trajectoire.Vide;
        var rendus = new HashSet<Guid> { rendu };
        foreach (var fait in propres.TakeWhile(f => !ReferenceEquals(f, separation)).Where(f => f.Evenement is DossiersSepares))
        {
            rendus.Add(((DossiersSepares)fait.Evenement).Absorbe);
        }

        foreach (var fait in propres)
        {
            if (fait.Evenement is not DossiersFusionnes { Absorbe: var absorbe } || !rendus.Contains(absorbe))
            {
                etat = Trajectoire.Evolve(etat, fait, a => lus.TryGetValue(a, out var lu) ? lu.Etat : Trajectoire.Vide);
            }

            if (ReferenceEquals(fait, separation))
            {
                break;
            }
        }

        return etat;
    }

    /// <summary>What is about the absorbed file and not about the person does not pass to the file that absorbs.</summary>
    private static bool EstDeLaPersonne(Fait fait) => fait.Evenement is not (DossierClos or DossierRouvert or DossiersFusionnes or DossiersSepares);
}
