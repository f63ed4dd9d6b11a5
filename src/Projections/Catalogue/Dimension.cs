namespace Accompagnement.Projections.Catalogue;

/// <summary>What a figure can be told apart by, besides the territory.</summary>
public enum Dimension
{
    Sexe,

    /// <summary>Age bands, in completed years by month of birth on the counting date.</summary>
    Age,

    /// <summary>The kind within the nature: measure type, right, fund and part.</summary>
    Type,

    /// <summary>The service or structure concerned.</summary>
    Service,
}

/// <summary>Age bands: the first age of each, and how it is written.</summary>
public static class TranchesAge
{
    public static IReadOnlyList<(int Des, string Libelle)> Toutes { get; } =
    [
        (0, "0-2"), (3, "3-5"), (6, "6-10"), (11, "11-14"), (15, "15-17"), (18, "18-20"), (21, "21-24"),
        (25, "25-39"), (40, "40-59"), (60, "60-74"), (75, "75+"),
    ];
}
