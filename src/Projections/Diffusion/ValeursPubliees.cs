namespace Accompagnement.Projections.Diffusion;

/// <summary>SDMX <c>CONF_STATUS</c>: why a value is there or not. The letters are the ones published.</summary>
public enum StatutDeConfidentialite
{
    /// <summary>Free: published.</summary>
    F,

    /// <summary>Confidential by itself (primary).</summary>
    C,

    /// <summary>Withheld because another value would come back by it (secondary).</summary>
    D,
}

/// <summary>A value as it is published: null when withheld.</summary>
public readonly record struct ValeurPubliee(decimal? Valeur, StatutDeConfidentialite Statut)
{
    public static ValeurPubliee Confidentielle { get; } = new(null, StatutDeConfidentialite.C);

    public static ValeurPubliee RetenueParUneAutre { get; } = new(null, StatutDeConfidentialite.D);

    public static ValeurPubliee Libre(decimal valeur) => new(valeur, StatutDeConfidentialite.F);
}

/// <summary>
/// A count that protection has passed over. Derived figures take this type and no other, so none can be computed from a true count.
/// </summary>
public readonly record struct ComptePublie
{
    internal ComptePublie(long? valeur) => Valeur = valeur;

    /// <summary>The protected count, null when withheld.</summary>
    public long? Valeur { get; }

    /// <summary>A value that was published before the system, imported as it was.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A negative count.</exception>
    public static ComptePublie DejaPublie(long valeur)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(valeur);
        return new(valeur);
    }

    public ValeurPubliee EnValeur() => Valeur is { } v ? ValeurPubliee.Libre(v) : ValeurPubliee.Confidentielle;
}

/// <summary>The amounts of a cell as they are published, in whole euros and in euros and cents.</summary>
public readonly record struct MontantPublie(ValeurPubliee Total, ValeurPubliee Moyenne);

/// <summary>From how many on a figure is published, in counts of distinct objects.</summary>
/// <param name="Denominateur">The least protected denominator of a share, a rate, an evolution or an index number.</param>
/// <param name="Contributeurs">The least number of contributors to an amount, and of durations behind a quantile.</param>
/// <param name="Dominance">The part of a total that one contributor must not reach.</param>
public sealed record SeuilsDeDiffusion(int Denominateur = 11, int Contributeurs = 11, decimal Dominance = 0.85m)
{
    public static SeuilsDeDiffusion ParDefaut { get; } = new();
}
