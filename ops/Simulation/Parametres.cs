namespace Accompagnement.Simulation;

/// <summary>What is to be simulated. The same values give the same bytes.</summary>
public sealed record Parametres
{
    /// <summary>The day on which the recovery of the earlier files starts.</summary>
    public int Debut => Depuis.DayNumber;

    /// <summary>The day after the last one on which something is recorded.</summary>
    public int Fin => Jusqua.DayNumber;

    /// <summary>How many persons have a file.</summary>
    public int Personnes { get; init; } = 3000;

    /// <summary>1 January of the first year.</summary>
    public DateOnly Depuis { get; init; } = new(2013, 1, 1);

    /// <summary>The first day on which nothing is recorded any more.</summary>
    public DateOnly Jusqua { get; init; } = new(2026, 1, 1);

    public ulong Graine { get; init; } = 1;

    /// <summary>The share of lines, in 0–1, that are made to be refused.</summary>
    public double Refus { get; init; }

    /// <summary>
    /// The demonstration: more children and more people around one site than in the calibrated département, and appointments in
    /// the days after <see cref="Jusqua"/>.
    /// </summary>
    public bool Demonstration { get; init; }

    /// <summary>The demonstration as it stands on the morning of a day.</summary>
    public static Parametres DeDemonstration(DateOnly aujourdhui) => new()
    {
        Personnes = 3000,
        Depuis = new(2013, 1, 1),
        Jusqua = aujourdhui,
        Graine = 62,
        Demonstration = true,
    };
}
