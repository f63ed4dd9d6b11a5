using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Faits;

/// <summary>The facts of a stream once corrections are applied: withdrawn ones are gone, rectified ones carry their new data.</summary>
public static class Histoire
{
    /// <summary>
    /// Applies the corrections found among <paramref name="faits"/> (in the order of recording). Corrections are not part of
    /// the result. A correction can itself be corrected or withdrawn; the latest word wins.
    /// </summary>
    public static IReadOnlyList<Fait> Effective(IReadOnlyList<Fait> faits)
    {
        var sansCorrection = true;
        foreach (var fait in faits)
        {
            sansCorrection &= !EstCorrection(fait.Evenement);
        }

        return sansCorrection ? faits : Appliquer(faits);
    }

    public static bool EstCorrection(IEvenement evenement) => evenement is EvenementRectifie or EvenementAnnule;

    /// <summary>
    /// The place of the fact that a correction names, before <paramref name="avant"/>; -1 when there is none. A fact is named
    /// by the id its source gave it (the same source first) or by its identifier in the store.
    /// </summary>
    public static int Trouver(IReadOnlyList<Fait> faits, string evenementId, string source, int avant)
    {
        var autreSource = -1;
        for (var i = avant - 1; i >= 0; i--)
        {
            var provenance = faits[i].Provenance;
            if (provenance.Id == evenementId)
            {
                if (provenance.Source == source)
                {
                    return i;
                }

                autreSource = i;
            }
        }

        if (autreSource < 0 && Guid.TryParse(evenementId, out var id))
        {
            for (var i = avant - 1; i >= 0; i--)
            {
                if (faits[i].Id == id)
                {
                    return i;
                }
            }
        }

        return autreSource;
    }

    private static List<Fait> Appliquer(IReadOnlyList<Fait> faits)
    {
        var retires = new bool[faits.Count];
        var remplaces = new IEvenement?[faits.Count];

        // From the last to the first: whether a correction still holds is decided only by those after it.
        for (var i = faits.Count - 1; i >= 0; i--)
        {
            if (retires[i])
            {
                continue;
            }

            switch (remplaces[i] ?? faits[i].Evenement)
            {
                case EvenementAnnule annule when Trouver(faits, annule.EvenementId, faits[i].Provenance.Source, i) is >= 0 and var cible:
                    retires[cible] = true;
                    break;
                case EvenementRectifie rectifie when Trouver(faits, rectifie.EvenementId, faits[i].Provenance.Source, i) is >= 0 and var cible:
                    remplaces[cible] ??= TypeEvenement.De(faits[cible].Evenement).LireStocke(rectifie.Donnees.Json);
                    break;
                default:
                    break;
            }
        }

        var effectifs = new List<Fait>(faits.Count);
        for (var i = 0; i < faits.Count; i++)
        {
            var evenement = remplaces[i] ?? faits[i].Evenement;
            if (!retires[i] && !EstCorrection(evenement))
            {
                effectifs.Add(remplaces[i] is null ? faits[i] : faits[i] with { Evenement = evenement, Id = faits[i].Id });
            }
        }

        return effectifs;
    }
}
