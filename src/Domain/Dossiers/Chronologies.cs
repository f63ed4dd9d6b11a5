using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Dossiers;

/// <summary>The timeline of a file and its corrections.</summary>
public static class Chronologies
{
    /// <summary>The lines of the timeline, from the latest to the earliest; corrected facts say so, withdrawn ones stay visible.</summary>
    /// <param name="connus">What is recorded, stream by stream, corrections included.</param>
    /// <param name="effectifs">The same facts once corrections are applied, as far as they had happened.</param>
    /// <param name="au">The last day of what happened.</param>
    public static IReadOnlyList<LigneChronologie> Tracer(IReadOnlyList<IReadOnlyList<Fait>> connus, IReadOnlyList<Fait> effectifs, DateOnly au)
    {
        var parId = new Dictionary<Guid, Fait>(effectifs.Count);
        foreach (var fait in effectifs)
        {
            parId[fait.Id] = fait;
        }

        var lignes = new List<LigneChronologie>();
        foreach (var fait in connus.SelectMany(f => f))
        {
            var jour = fait.Jour;
            if (jour > au || Histoire.EstCorrection(fait.Evenement))
            {
                continue;
            }

            var effectif = parId.GetValueOrDefault(fait.Id);
            var statut = effectif is null ? StatutFait.Annule : ReferenceEquals(effectif.Evenement, fait.Evenement) ? StatutFait.Effectif : StatutFait.Rectifie;
            var montre = effectif ?? fait;
            lignes.Add(new(montre, jour, Phrases.De(montre.Evenement), Phrases.AuCoffre(montre.Evenement), statut));
        }

        lignes.Reverse();
        return [.. lignes.OrderByDescending(l => l.Fait.Survenu)];
    }

    /// <summary>The corrections recorded in a stream, each with what was known before it.</summary>
    public static IReadOnlyList<Correction> Corriger(IReadOnlyList<Fait> flux)
    {
        List<Correction>? corrections = null;
        for (var i = 0; i < flux.Count; i++)
        {
            var (evenementId, motif) = flux[i].Evenement switch
            {
                EvenementRectifie e => (e.EvenementId, e.Motif),
                EvenementAnnule e => (e.EvenementId, e.Motif),
                _ => (null, null),
            };
            if (evenementId is null || Histoire.Trouver(flux, evenementId, flux[i].Provenance.Source, i) is not (>= 0 and var cible))
            {
                continue;
            }

            var vise = flux[cible];
            IReadOnlyList<Fait> avant = [.. flux.Take(i)];
            var connu = Histoire.Effective(avant).FirstOrDefault(f => f.Id == vise.Id) ?? vise;
            var apres = flux[i].Evenement is EvenementRectifie rectifie ? TypeEvenement.De(vise.Evenement).LireStocke(rectifie.Donnees.Json) : null;
            (corrections ??= []).Add(new(flux[i], vise, connu.Evenement, apres, motif, EnVigueur: !EstAnnule(flux, i)));
        }

        return corrections ?? (IReadOnlyList<Correction>)[];
    }

    /// <summary>Whether a later fact, itself standing, withdraws the fact at a place.</summary>
    private static bool EstAnnule(IReadOnlyList<Fait> flux, int place)
    {
        for (var i = flux.Count - 1; i > place; i--)
        {
            if (flux[i].Evenement is EvenementAnnule annule
                && Histoire.Trouver(flux, annule.EvenementId, flux[i].Provenance.Source, i) == place && !EstAnnule(flux, i))
            {
                return true;
            }
        }

        return false;
    }
}
