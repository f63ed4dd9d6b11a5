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

    /// <summary>
    /// How much larger than the rest a part of the activity is in a territory. The demonstration has a busy Artois and more measures for
    /// children, so that 3 000 persons show something of everything; what a rate is computed over weighs as its territory, so that
    /// its rates are those of the real one.
    /// </summary>
    public double Poids(string volet, int territoire) => !Demonstration ? 1 : PoidsDuTerritoire(territoire) * (volet switch
    {
        "AEMO" or "AED" or "ASE" => 3,
        "ASAP" or "AUTRES" or "MNA" => 2,
        "RSA" => 1.15,

        // The measures bring theirs along.
        "IP" => 0.1,
        _ => 1,
    });

    /// <summary>How much larger than the others a territory is.</summary>
    public double PoidsDuTerritoire(int territoire) => Demonstration && territoire == Personnel.TerritoireDeDemonstration ? 11 : 1;

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
