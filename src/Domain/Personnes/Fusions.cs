using Accompagnement.Domain.Faits;

namespace Accompagnement.Domain.Personnes;

/// <summary>Who has absorbed whom, from the effective facts of all the files concerned: the last merge not undone counts.</summary>
public sealed class Fusions
{
    private readonly Dictionary<Guid, Guid> absorbants = [];

    /// <param name="effectifs">The effective facts, in the order of recording; those that are not merges do not matter.</param>
    public Fusions(IEnumerable<Fait> effectifs)
    {
        foreach (var fait in effectifs)
        {
            if (fait.Evenement is DossiersFusionnes fusion)
            {
                absorbants[fusion.Absorbe] = fait.Sujet.Flux;
            }
            else if (fait.Evenement is DossiersSepares separation && absorbants.GetValueOrDefault(separation.Absorbe) == fait.Sujet.Flux)
            {
                absorbants.Remove(separation.Absorbe);
            }
        }
    }

    /// <summary>The file through which another is read: itself when nobody absorbed it.</summary>
    public Guid Racine(Guid flux)
    {
        for (var pas = 0; pas < absorbants.Count && absorbants.TryGetValue(flux, out var suivant); pas++)
        {
            flux = suivant;
        }

        return flux;
    }
}
