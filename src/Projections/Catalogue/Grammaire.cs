using Accompagnement.Projections.Faits;

namespace Accompagnement.Projections.Catalogue;

/// <summary>The forms of a figure (<c>contract/indicators.md</c>, section 1).</summary>
public enum Forme
{
    /// <summary>In progress at the end of the period: started on or before that day, not ended on or before it.</summary>
    Stock,

    /// <summary>Acts, or distinct objects with an act, in the period.</summary>
    Flux,

    /// <summary>Distinct objects in progress on at least one day of the period.</summary>
    Actifs,

    /// <summary>Acts, or distinct objects with an episode, since the start of the scheme, up to the end of the period.</summary>
    Cumul,

    /// <summary>Stays that start in the period: an object comes into the cell, for the first time or again.</summary>
    Entrees,

    /// <summary>Stays that end in the period: an object leaves the cell.</summary>
    Sorties,

    /// <summary>Objects whose first episode ever starts in the period.</summary>
    Nouveaux,

    /// <summary>Distinct objects with an act in the three years that end with the period.</summary>
    Fenetre3,

    /// <summary>One count over another.</summary>
    Part,

    /// <summary>A count over a reference population.</summary>
    Taux,

    /// <summary>What is counted, over how many give it.</summary>
    Moyenne,

    /// <summary>A time between two events, of what opens in the period, observed until its last day.</summary>
    Delai,
}

/// <summary>What is counted; a figure never mixes two of them.</summary>
public enum ObjetCompte
{
    Personne,
    Mineur,
    Foyer,
    Mesure,
    Aide,
    Acte,
    Place,
    Euro,
}

/// <summary>How a figure is computed.</summary>
public abstract record Calcul;

/// <summary>A count over the facts.</summary>
/// <param name="Forme">Stock, flow, and so on.</param>
/// <param name="Objet">What is counted.</param>
/// <param name="Nature">The facts it is counted from.</param>
/// <param name="Types">The kinds of those facts that count; empty for all.</param>
public sealed record Comptage(Forme Forme, ObjetCompte Objet, Nature Nature, params short[] Types) : Calcul
{
    /// <summary>Only persons younger than this, in completed years by month of birth, on the counting date.</summary>
    public int? MoinsDe { get; init; }

    /// <summary>Only facts that carry one of these numbers (a GIR, an intensity).</summary>
    public IReadOnlyList<int> Valeurs { get; init; } = [];

    /// <summary>Whether a year stands for the school year that ends in it.</summary>
    public bool AnneeScolaire { get; init; }

    /// <summary>Only acts whose amount is known.</summary>
    public bool AvecMontant { get; init; }

    /// <summary>Only persons who, on the counting date, are also in this situation.</summary>
    public Situation? Aussi { get; init; }

    /// <summary>Only households in which, on the counting date, somebody has this role, or nobody has.</summary>
    public IReadOnlyList<Membre> Membres { get; init; } = [];

    /// <summary>Only what has been in progress for so long on the counting date, whatever moves there were.</summary>
    public Anciennete? Depuis { get; init; }
}

/// <summary>A situation that a person is in: an episode of some kinds.</summary>
public sealed record Situation(Nature Nature, params short[] Types)
{
    public bool Equals(Situation? other) => other is not null && other.Nature == Nature && other.Types.AsSpan().SequenceEqual(Types);

    public override int GetHashCode() => HashCode.Combine(Nature, Types.Length);
}

/// <summary>Whether somebody has a role in a household.</summary>
public sealed record Membre(Domain.Personnes.RoleFoyer Role, bool Present);

/// <summary>For how many whole months: from <paramref name="Des"/> on, and less than <paramref name="Avant"/>.</summary>
public sealed record Anciennete(int Des, int? Avant = null);

/// <summary>The share, in %, of a count in another that holds it.</summary>
/// <param name="Ensemble">All that are counted.</param>
/// <param name="Numerateur">Those of them that the share is about.</param>
public sealed record Part(Comptage Ensemble, Comptage Numerateur) : Calcul;

/// <summary>What acts are worth, in euros: all together, or each on average.</summary>
/// <param name="Actes">The acts, those alone whose amount is known.</param>
/// <param name="Moyen">Whether the mean is asked for.</param>
public sealed record Montant(Comptage Actes, bool Moyen) : Calcul;

/// <summary>What is said of a delay.</summary>
public enum MesureDeDelai
{
    Mediane,
    P75,
    P90,

    /// <summary>The plain mean of those that are closed.</summary>
    Moyenne,

    /// <summary>The share closed within the limit, in %.</summary>
    PartDansLaLimite,
}

/// <summary>
/// A time between two events, in days, by Kaplan and Meier: what still waits counts for as long as it was seen.
/// </summary>
/// <param name="Cohorte">What opened in the period.</param>
/// <param name="Mesure">What is said of it.</param>
/// <param name="Limite">The limit of a share, in days; part of the definition, so that a published series keeps it.</param>
public sealed record Delai(Comptage Cohorte, MesureDeDelai Mesure, int Limite) : Calcul;

/// <summary>Another indicator over a reference population.</summary>
/// <param name="Indicateur">The code of the other indicator.</param>
/// <param name="Population">The reference population, as <c>referentiels.denominateurs</c> names it.</param>
/// <param name="Pour">Per how many: 100 or 1 000.</param>
public sealed record Taux(string Indicateur, string Population, int Pour) : Calcul;

/// <summary>One figure of the catalogue.</summary>
/// <param name="Code">Its code for ever.</param>
/// <param name="Libelle">Its short name.</param>
/// <param name="Definition">What is counted, when, where: for those who read the figure.</param>
/// <param name="Unite">The unit of the value; empty for a number of objects.</param>
/// <param name="Calcul">How it is computed.</param>
/// <param name="Domaine">Where the catalogue files it.</param>
public sealed record Indicateur(string Code, string Libelle, string Definition, string Unite, Calcul Calcul, string Domaine)
{
    /// <summary>The version of the rule: a published series keeps the one it was computed with.</summary>
    public int Version { get; init; } = 1;

    /// <summary>The first day on which this version of the rule holds; null for always.</summary>
    public DateOnly? ValideDu { get; init; }

    /// <summary>Whether a cell in which everybody is alike would tell something that harms: child protection.</summary>
    public bool Sensible { get; init; }

    public Forme Forme => Calcul switch
    {
        Comptage c => c.Forme,
        Part => Forme.Part,
        Montant m => m.Moyen ? Forme.Moyenne : m.Actes.Forme,
        Delai => Forme.Delai,
        _ => Forme.Taux,
    };

    public ObjetCompte Objet => Calcul switch
    {
        Comptage c => c.Objet,
        Part p => p.Ensemble.Objet,
        Montant => ObjetCompte.Euro,
        Delai d => d.Cohorte.Objet,
        Taux t => CatalogueIndicateurs.DuCode(t.Indicateur)!.Objet,
        _ => throw new InvalidOperationException("Unknown way to compute."),
    };

    /// <summary>Whether the value is a number of objects, and so a whole number.</summary>
    public bool EstUnCompte => Calcul is Comptage;

    /// <summary>How many decimals its values are given with.</summary>
    public int Decimales => Calcul switch
    {
        Comptage or Montant { Moyen: false } or Delai { Mesure: not MesureDeDelai.PartDansLaLimite } => 0,
        Montant => 2,
        _ => 1,
    };
}
