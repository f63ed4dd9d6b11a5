namespace Accompagnement.Projections.Diffusion;

/// <summary>
/// Turns true cells into published ones (<c>design/security-privacy.md</c>, section 3). Counts get the noise of their cell key, and
/// totals are cells like the others: they are not the sum of their parts, knowingly. All the rest is computed from published counts.
/// </summary>
public sealed class Protecteur(TableDePerturbation table, SeuilsDeDiffusion? seuils = null)
{
    /// <summary>A contributor this many times the mean widens the noise of an amount.</summary>
    private const decimal PoidsDeLaPlusForte = 4;

    private readonly SeuilsDeDiffusion seuils = seuils ?? SeuilsDeDiffusion.ParDefaut;

    public TableDePerturbation Table => table;

    public SeuilsDeDiffusion Seuils => seuils;

    /// <summary>The published count of a cell.</summary>
    public ComptePublie Compte(CelluleDeBase cellule) => new(cellule.Nombre + table.Bruit(cellule.Nombre, cellule.Cle));

    /// <summary>
    /// The published count of those, in a cell, who share a sensitive attribute. Withheld when nobody or everybody in the cell has it,
    /// and whenever the published counts are as near to that: who sees it withheld cannot tell which, since the published counts
    /// alone decide.
    /// </summary>
    public ComptePublie CompteSensible(CelluleDeBase cellule, CelluleDeBase ensemble)
    {
        var (compte, tous) = (Compte(cellule), Compte(ensemble));
        var proches = table.Parametres.PlusPetitPublie - 1;
        return compte.Valeur == 0 || compte.Valeur >= tous.Valeur - proches ? new ComptePublie(null) : compte;
    }

    /// <summary>A share in %, with one decimal. Both counts have their own noise, and the whole is the most that is shown.</summary>
    public ValeurPubliee Part(ComptePublie numerateur, ComptePublie denominateur) => (numerateur.Valeur, denominateur.Valeur) switch
    {
        (null, _) or (_, null) => ValeurPubliee.RetenueParUneAutre,
        (_, { } d) when d < seuils.Denominateur => ValeurPubliee.Confidentielle,
        ({ } n, { } d) => ValeurPubliee.Libre(Arrondi(Math.Min(100m, 100m * n / d))),
    };

    /// <summary>A rate per <paramref name="pour"/> of a reference population, which is public, with one decimal.</summary>
    public ValeurPubliee Taux(ComptePublie numerateur, decimal population, int pour) => numerateur.Valeur switch
    {
        null => ValeurPubliee.RetenueParUneAutre,
        _ when population < seuils.Denominateur => ValeurPubliee.Confidentielle,
        { } n => ValeurPubliee.Libre(Arrondi(pour * n / population)),
    };

    /// <summary>The evolution in %, with one decimal, from an earlier published count to a later one.</summary>
    public ValeurPubliee Evolution(ComptePublie maintenant, ComptePublie avant) => (maintenant.Valeur, avant.Valeur) switch
    {
        (null, _) or (_, null) => ValeurPubliee.RetenueParUneAutre,
        (_, { } a) when a < seuils.Denominateur => ValeurPubliee.Confidentielle,
        ({ } m, { } a) => ValeurPubliee.Libre(Arrondi(100m * (m - a) / a)),
    };

    /// <summary>The evolution in %, with one decimal, between two published values that are not counts: rates, shares, amounts.</summary>
    public static ValeurPubliee Evolution(ValeurPubliee maintenant, ValeurPubliee avant) => (maintenant.Valeur, avant.Valeur) switch
    {
        (null, _) or (_, null) => ValeurPubliee.RetenueParUneAutre,
        (_, 0) => ValeurPubliee.Confidentielle,
        ({ } m, { } a) => ValeurPubliee.Libre(Arrondi(100m * (m - a) / a)),
    };

    /// <summary>An index number: 100 at the base, with one decimal.</summary>
    public ValeurPubliee Indice(ComptePublie compte, ComptePublie reference) => (compte.Valeur, reference.Valeur) switch
    {
        (null, _) or (_, null) => ValeurPubliee.RetenueParUneAutre,
        (_, { } r) when r < seuils.Denominateur => ValeurPubliee.Confidentielle,
        ({ } c, { } r) => ValeurPubliee.Libre(Arrondi(100m * c / r)),
    };

    /// <summary>Ranks of published values: 1 is the highest, ties share a rank, what is withheld has none and takes none.</summary>
    public static IReadOnlyList<ValeurPubliee> Rangs(IReadOnlyList<ValeurPubliee> valeurs) =>
        [.. valeurs.Select(v => v.Valeur is { } x ? ValeurPubliee.Libre(1 + valeurs.Count(w => w.Valeur > x)) : ValeurPubliee.RetenueParUneAutre)];

    /// <summary>
    /// The published amounts of a cell. The noise of the count, and a second one that no published count shows, are worth one mean
    /// each, or a quarter of the largest contribution when that is more: with the count's noise alone the mean would be published
    /// exactly, and two means of neighbouring cells give one person's amount.
    /// </summary>
    public MontantPublie Montant(CelluleDeBase cellule, MontantDeBase montant)
    {
        var compte = Compte(cellule).Valeur!.Value;
        if (montant.Contributeurs < seuils.Contributeurs || compte < seuils.Contributeurs || montant.Total <= 0
            || montant.PlusForte >= seuils.Dominance * montant.Total)
        {
            return new(ValeurPubliee.Confidentielle, ValeurPubliee.Confidentielle);
        }

        var unite = Math.Max(montant.Total / montant.Contributeurs, montant.PlusForte / PoidsDeLaPlusForte);
        var bruit = compte - cellule.Nombre + table.Lignes[^1].Bruit(Melange(cellule.Cle ^ Melange(Empreinte(montant.Total))));
        var total = Math.Max(0, Math.Round(montant.Total + unite * bruit, MidpointRounding.AwayFromZero));
        return new(ValeurPubliee.Libre(total), ValeurPubliee.Libre(Math.Round(total / compte, 2, MidpointRounding.AwayFromZero)));
    }

    /// <summary>A median, P75 or P90 in whole days; <paramref name="jours"/> is null when the quantile is not reached.</summary>
    public ValeurPubliee Duree(CelluleDeBase cohorte, decimal? jours) =>
        cohorte.Nombre < seuils.Contributeurs || Compte(cohorte).Valeur < seuils.Contributeurs ? ValeurPubliee.Confidentielle
        : new(jours is { } j ? Math.Round(j, MidpointRounding.AwayFromZero) : null, StatutDeConfidentialite.F);

    /// <summary>The same people with other amounts get another second noise: with the same one, a corrected amount would show by subtraction.</summary>
    private static uint Empreinte(decimal total)
    {
        var centimes = (ulong)Math.Round(total * 100);
        return (uint)(centimes ^ (centimes >> 32));
    }

    private static decimal Arrondi(decimal valeur) => Math.Round(valeur, 1, MidpointRounding.AwayFromZero);

    /// <summary>A second key from a cell key, so far from it that the first noise says nothing of the second (finaliser of MurmurHash3).</summary>
    private static uint Melange(uint cle)
    {
        unchecked
        {
            cle ^= cle >> 16;
            cle *= 0x85EBCA6B;
            cle ^= cle >> 13;
            cle *= 0xC2B2AE35;
            return cle ^ (cle >> 16);
        }
    }
}
