using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;
using Accompagnement.Projections.Regles;

namespace Accompagnement.Projections.Faits;

/// <summary>
/// Makes the facts of one file (or of files that were ever merged) from all its events: what was true on each day, as it was
/// known on each day. Pure: the same events give the same rows, whether they come one by one or all at once.
/// </summary>
/// <remarks>
/// Knowledge changes day by day. For each day on which something was recorded, the facts are those that follow from all that
/// had been recorded by its end; rows that appear are known from that day, rows that vanish are known until it. Only the objects
/// that a day touched are made again; a day that corrects anything makes all of them again, and so does each day of merged files.
/// </remarks>
public sealed class FabriqueDeFaits
{
    private const int PeuDObjets = 64;
    private readonly Dictionary<CleObjet, List<Fait>> objets = [];
    private readonly Dictionary<CleObjet, List<LigneConnue>> vivantes = [];
    private readonly HashSet<CleObjet> touches = [];
    private readonly Dictionary<Fait, int> rangs = new(ReferenceEqualityComparer.Instance);
    private readonly Contexte contexte = new();
    private readonly List<Ligne> nouvelles = [];
    private readonly List<LigneConnue> sorties = [];

    /// <summary>Whether facts are made from the streams of a kind.</summary>
    public static bool Concerne(Flux nature) => nature is Flux.Trajectoire or Flux.Structure or Flux.Agent or Flux.Registre;

    /// <summary>
    /// Whether the facts of a stream follow from each event by itself, so that new events only add rows: the register of a site, unless
    /// something in it is corrected. A register grows by hundreds of events a day, for years.
    /// </summary>
    public static bool SAjouteSimplement(IEnumerable<Fait> nouveaux) =>
        nouveaux.All(f => f.Sujet.Nature == Flux.Registre && !Histoire.EstCorrection(f.Evenement));

    /// <summary>The rows of one file, whatever the number of days they were known for.</summary>
    /// <param name="faits">All its events, in the order of recording; those of several streams when files were merged.</param>
    /// <returns>A list that the next call empties.</returns>
    public IReadOnlyList<LigneConnue> Fabriquer(IReadOnlyList<Fait> faits)
    {
        Vider();
        sorties.Clear();
        if (faits.Count == 0)
        {
            return sorties;
        }

        var jours = faits.Select(f => f.JourSaisi.DayNumber).ToArray();
        if (faits.Any(f => f.Sujet.Flux != faits[0].Sujet.Flux))
        {
            foreach (var jour in jours.Distinct().Order())
            {
                ToutRefaire([.. faits.Where((_, i) => jours[i] <= jour)], jour, plusieursFlux: true);
            }
        }
        else
        {
            PasAPas(faits, jours);
        }

        foreach (var lignes in vivantes.Values)
        {
            sorties.AddRange(lignes);
        }

        return sorties;
    }

    /// <summary>One stream, day after day of what is known.</summary>
    private void PasAPas(IReadOnlyList<Fait> faits, int[] jours)
    {
        contexte.Reprendre(faits[0].Sujet.Flux);
        var places = ParJour(jours);
        var (derniere, corrige) = (-1, false);
        for (var i = 0; i < places.Length;)
        {
            var debut = i;
            var jour = jours[places[i]];
            var (aLaSuite, corrections) = (true, false);
            for (; i < places.Length && jours[places[i]] == jour; i++)
            {
                aLaSuite &= places[i] > derniere;
                corrections |= Histoire.EstCorrection(faits[places[i]].Evenement);
                derniere = Math.Max(derniere, places[i]);
            }

            // What a correction names is looked for among the events before it: one that slips in there may change what it names.
            if (corrections || (corrige && !aLaSuite))
            {
                corrige = true;
                ToutRefaire([.. places[..i].Order().Select(p => faits[p])], jour, plusieursFlux: false);
                continue;
            }

            var contexteChange = false;
            foreach (var place in places.AsSpan(debut..i))
            {
                contexteChange |= Ajouter(faits[place]);
            }

            if (!aLaSuite)
            {
                Remettre(faits);
                if (contexteChange)
                {
                    Reapprendre(places[..i].Order().Select(p => faits[p]));
                }
            }

            foreach (var cle in contexteChange ? objets.Keys : (IEnumerable<CleObjet>)touches)
            {
                Refaire(cle, jour);
            }

            touches.Clear();
        }
    }

    /// <summary>Puts what came between events already known in the order of recording.</summary>
    private void Remettre(IReadOnlyList<Fait> faits)
    {
        if (rangs.Count == 0)
        {
            for (var i = 0; i < faits.Count; i++)
            {
                rangs[faits[i]] = i;
            }
        }

        foreach (var cle in touches)
        {
            objets[cle].Sort((a, b) => rangs[a].CompareTo(rangs[b]));
        }
    }

    private void Reapprendre(IEnumerable<Fait> connus)
    {
        contexte.Reprendre(contexte.Personne);
        foreach (var fait in connus.Where(f => Contexte.Concerne(f.Evenement)))
        {
            contexte.Apprendre(fait);
        }
    }

    /// <summary>Everything again, from what was known by the end of one day.</summary>
    private void ToutRefaire(IReadOnlyList<Fait> connus, int jour, bool plusieursFlux)
    {
        var restants = vivantes.Keys.ToHashSet();
        foreach (var (personne, effectifs) in Dossiers(connus, plusieursFlux))
        {
            objets.Clear();
            touches.Clear();
            contexte.Reprendre(personne);
            foreach (var fait in effectifs)
            {
                Ajouter(fait);
            }

            foreach (var cle in objets.Keys)
            {
                // Two files can tell of the same object: each has its own rows until they are merged.
                var propre = plusieursFlux ? cle.Chez(personne) : cle;
                Refaire(cle, propre, jour);
                restants.Remove(propre);
            }
        }

        foreach (var cle in restants)
        {
            nouvelles.Clear();
            Comparer(cle, jour);
        }

        touches.Clear();
    }

    private bool Ajouter(Fait fait)
    {
        if (fait.Sujet.Nature == Flux.Trajectoire)
        {
            Ranger(new(Genre.Activite, default), fait);
            if (ReglesEcheances.Concerne(fait.Evenement))
            {
                Ranger(new(Genre.Echeances, default), fait);
            }
        }

        if (Contexte.Concerne(fait.Evenement))
        {
            contexte.Apprendre(fait);
            return true;
        }

        if (CleObjet.De(fait) is { } cle)
        {
            Ranger(cle, fait);
            if (CleObjet.Aussi(fait) is { } autre)
            {
                Ranger(autre, fait);
            }
        }

        return false;
    }

    private void Ranger(CleObjet cle, Fait fait)
    {
        if (!objets.TryGetValue(cle, out var liste))
        {
            objets[cle] = liste = [];
        }

        liste.Add(fait);
        touches.Add(cle);
    }

    private void Refaire(CleObjet cle, int jour) => Refaire(cle, cle, jour);

    private void Refaire(CleObjet cle, CleObjet propre, int jour)
    {
        nouvelles.Clear();
        var faits = objets[cle];
        ReglesParGenre.Appliquer(cle.Genre, faits, contexte, nouvelles);
        Comparer(propre, jour);
    }

    /// <summary>Closes the rows that no longer hold and opens the new ones; a row that lived less than a day was never known.</summary>
    private void Comparer(CleObjet cle, int jour)
    {
        if (!vivantes.TryGetValue(cle, out var lignes))
        {
            if (nouvelles.Count == 0)
            {
                return;
            }

            vivantes[cle] = lignes = [];
        }

        for (var i = lignes.Count - 1; i >= 0; i--)
        {
            var ancienne = lignes[i];
            if (nouvelles.Remove(ancienne.Ligne))
            {
                continue;
            }

            lignes.RemoveAt(i);
            if (ancienne.ConnuDe < jour && !ReglesActivite.EstSansObjet(ancienne.Ligne, jour))
            {
                sorties.Add(ancienne with { ConnuA = jour });
            }
        }

        foreach (var ligne in nouvelles)
        {
            lignes.Add(new(ligne, jour, Ligne.SansFin));
        }
    }

    /// <summary>
    /// The files as they stood, with their effective events: each stream on its own, or together with those it had absorbed.
    /// </summary>
    internal static IEnumerable<(Guid Personne, IReadOnlyList<Fait> Effectifs)> Dossiers(IReadOnlyList<Fait> connus, bool plusieursFlux)
    {
        var effectifs = Histoire.Effective(connus);
        if (!plusieursFlux)
        {
            return [(connus[0].Sujet.Flux, effectifs)];
        }

        var fusions = new Fusions(effectifs);
        return effectifs.GroupBy(f => fusions.Racine(f.Sujet.Flux)).Select(g => (g.Key, (IReadOnlyList<Fait>)[.. g]));
    }

    /// <summary>The places of the events, by the day of their recording; as they are when days never go back.</summary>
    private static int[] ParJour(int[] jours)
    {
        var places = Enumerable.Range(0, jours.Length).ToArray();
        for (var i = 1; i < jours.Length; i++)
        {
            if (jours[i] < jours[i - 1])
            {
                return [.. places.OrderBy(p => jours[p])];
            }
        }

        return places;
    }

    /// <summary>Emptying costs as much as there is room: the room that one long file took is given back, not emptied for each of those after it.</summary>
    private void Vider()
    {
        var grand = objets.Count > PeuDObjets || vivantes.Count > PeuDObjets || rangs.Count > PeuDObjets;
        objets.Clear();
        vivantes.Clear();
        touches.Clear();
        rangs.Clear();
        if (grand)
        {
            objets.TrimExcess();
            vivantes.TrimExcess();
            touches.TrimExcess();
            rangs.TrimExcess();
        }
    }
}
