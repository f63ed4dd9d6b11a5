using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Acces;

/// <summary>The event that starts the clock of a retention rule.</summary>
public enum Declencheur
{
    /// <summary>The last fact of the file, whatever it is, corrections and erasures apart.</summary>
    DernierContact,

    /// <summary>The file was closed and not opened again.</summary>
    Cloture,

    /// <summary>The person died.</summary>
    Deces,

    /// <summary>The later of the eighteenth birthday and the last fact.</summary>
    Majorite,
}

/// <summary>Which files a rule is about.</summary>
public enum Perimetre
{
    /// <summary>All files but those that another rule reserves.</summary>
    Tous,

    /// <summary>Files with a child-protection fact: the other rules leave them alone.</summary>
    Ase,
}

/// <summary>What a rule proposes at the end of the active base.</summary>
public enum IssueConservation
{
    /// <summary>Erase, or keep in the intermediate archive for a written reason.</summary>
    Effacement,

    /// <summary>Keep in the intermediate archive.</summary>
    Archivage,
}

/// <summary>A retention rule: data, which a département adapts with its archives.</summary>
public sealed record RegleConservation(
    string Code, string Libelle, Declencheur Declencheur, int DureeMois, Perimetre Perimetre, IssueConservation Issue, string Texte, bool Active = true);

/// <summary>A file whose retention is over under a rule since a day.</summary>
public sealed record Echeance(RegleConservation Regle, DateOnly EchueLe);

/// <summary>Computes when the retention of a file is over (CNIL, délibération 2023-095; code du patrimoine, L.212-2 to L.212-3).</summary>
public static class Conservation
{
    /// <summary>The rule that is due for a file on a day, the one that came due first; null while none is.</summary>
    /// <param name="faits">All the facts of the file, absorbed files included, in the order of recording within each stream.</param>
    /// <param name="regles">The rules.</param>
    /// <param name="jour">The day.</param>
    public static Echeance? Due(IReadOnlyList<Fait> faits, IReadOnlyList<RegleConservation> regles, DateOnly jour)
    {
        if (faits.Count == 0 || EstEfface(faits))
        {
            return null;
        }

        var effectifs = Histoire.Effective(faits);
        var perimetre = faits.Any(f => Compartiments.EstDeLAse(f.Evenement)) && regles.Any(r => r is { Active: true, Perimetre: Perimetre.Ase })
            ? Perimetre.Ase
            : Perimetre.Tous;
        return (from regle in regles
                where regle.Active && regle.Perimetre == perimetre
                let debut = Debut(regle.Declencheur, effectifs)
                where debut is not null
                let echeance = debut.Value.AddMonths(regle.DureeMois)
                where echeance <= jour
                orderby echeance, regle.Code
                select new Echeance(regle, echeance)).FirstOrDefault();
    }

    /// <summary>The day that starts the clock; null when it has not started.</summary>
    public static DateOnly? Debut(Declencheur declencheur, IReadOnlyList<Fait> effectifs)
    {
        var dernier = effectifs.Where(f => f.Evenement is not DonneesEffacees).Select(f => (DateOnly?)f.Jour).Max();
        return declencheur switch
        {
            Declencheur.DernierContact => dernier,
            Declencheur.Deces => effectifs.FirstOrDefault(f => f.Evenement is PersonneDecedee)?.Jour,
            Declencheur.Cloture => effectifs.LastOrDefault(f => f.Evenement is DossierClos or DossierRouvert) is { Evenement: DossierClos } clos ? clos.Jour : null,
            Declencheur.Majorite => effectifs.Select(f => f.Evenement).OfType<PersonneInscrite>().FirstOrDefault() is { } inscrite
                ? Max(Majorite(inscrite.Naissance), dernier)
                : null,
            _ => throw new ArgumentOutOfRangeException(nameof(declencheur)),
        };
    }

    /// <summary>The events keep the month of birth only: its last day is late rather than early.</summary>
    private static DateOnly Majorite(Mois naissance) => new DateOnly(naissance.Annee, naissance.Numero, 1).AddMonths(1).AddDays(-1).AddYears(18);

    private static DateOnly Max(DateOnly a, DateOnly? b) => b is { } autre && autre > a ? autre : a;

    /// <summary>Erased, and nothing has been recorded since.</summary>
    private static bool EstEfface(IReadOnlyList<Fait> faits) => faits[^1].Evenement is DonneesEffacees;
}
