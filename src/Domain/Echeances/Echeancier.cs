using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;
using Accompagnement.Domain.Referentiels;

namespace Accompagnement.Domain.Echeances;

/// <summary>The deadlines of a file: a fact arms one, another disarms it. Pure, as it was on a day, as it was known on another.</summary>
public static class Echeancier
{
    /// <summary>The deadlines of a file, in the order they were armed.</summary>
    /// <param name="faits">All the facts of the stream in the order of recording, corrections included.</param>
    /// <param name="au">The day to look at: what happened later is not counted.</param>
    /// <param name="vuAu">The day of knowledge: what was recorded later is not known; null for now.</param>
    /// <param name="delais">The delays; those in force when null.</param>
    public static IReadOnlyList<Echeance> Calculer(IReadOnlyList<Fait> faits, DateOnly au, DateOnly? vuAu = null, Delais? delais = null) =>
        CalculerEffectifs(Vue.Effectifs(faits, au, vuAu), delais);

    /// <summary>As <see cref="Calculer"/>, on facts to which corrections, date and knowledge are applied already.</summary>
    public static IReadOnlyList<Echeance> CalculerEffectifs(IEnumerable<Fait> effectifs, Delais? delais = null)
    {
        var armement = new Armement(delais ?? Delais.EnVigueur);
        var regles = new Regles(armement);
        foreach (var (fait, jour) in effectifs.Select(f => (f, f.Jour)).OrderBy(f => f.Item2))
        {
            regles.Appliquer(fait, jour);
        }

        return regles.Conclure();
    }

    /// <summary>Which events are no news of the person: they are about the file itself.</summary>
    internal static bool EstNouvelle(IEvenement evenement) =>
        evenement is not (DossierClos or DossierRouvert or DossiersFusionnes or DossiersSepares or DonneesEffacees or PartageRetire);
}
