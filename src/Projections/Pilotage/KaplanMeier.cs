namespace Accompagnement.Projections.Pilotage;

/// <summary>So many durations of the same length, in whole days: closed, or only observed so far.</summary>
/// <param name="Jours">Days from the opening to the closing, or to the last day it was observed.</param>
/// <param name="Clos">Whether it was closed; otherwise it is censored.</param>
/// <param name="Nombre">How many.</param>
public readonly record struct Duree(int Jours, bool Clos, long Nombre = 1);

/// <summary>The two ends of an interval, in days; null where an end is not reached.</summary>
public readonly record struct Bornes(int? Bas, int? Haut);

/// <summary>
/// The share that still waits after so many days, estimated from closed and censored durations (Kaplan and Meier, 1958): what
/// still waits counts for as long as it was seen.
/// </summary>
public sealed class KaplanMeier
{
    // The survival is a product of fractions: an equality with 1 − p must not be missed by the last bit.
    private const double Tolerance = 1e-9;

    /// <summary>The 97.5 % point of the normal distribution.</summary>
    private const double Z95 = 1.959963984540054;

    private readonly List<Marche> marches = [];
    private readonly double sommeClos;

    /// <param name="durees">The durations, in any order; negative ones count as zero.</param>
    public KaplanMeier(IEnumerable<Duree> durees)
    {
        // Sorted and read once, without groups: this runs for every group of a table of delays.
        var triees = durees.Where(d => d.Nombre > 0).ToArray();
        Array.Sort(triees, static (a, b) => a.Jours.CompareTo(b.Jours));
        foreach (var duree in triees)
        {
            Ouverts += duree.Nombre;
            Clos += duree.Clos ? duree.Nombre : 0;
        }

        var (aRisque, survie, greenwood) = (Ouverts, 1.0, 0.0);
        for (var i = 0; i < triees.Length;)
        {
            var (jours, clos, tous) = (Math.Max(0, triees[i].Jours), 0L, 0L);
            for (; i < triees.Length && Math.Max(0, triees[i].Jours) == jours; i++)
            {
                tous += triees[i].Nombre;
                clos += triees[i].Clos ? triees[i].Nombre : 0;
            }

            if (clos > 0)
            {
                sommeClos += (double)jours * clos;
                survie *= 1 - (double)clos / aRisque;
                greenwood += clos == aRisque ? 0 : (double)clos / ((double)aRisque * (aRisque - clos));
                marches.Add(new(jours, clos == aRisque ? 0 : survie, greenwood));
            }

            aRisque -= tous;
        }
    }

    /// <summary>How many durations there are, closed or not.</summary>
    public long Ouverts { get; }

    public long Clos { get; }

    /// <summary>The plain mean of the closed ones, in days: it ignores all that still waits.</summary>
    public double? MoyenneDesClos => Clos == 0 ? null : sommeClos / Clos;

    /// <summary>The share not closed after so many days, S(t).</summary>
    public double Survie(int jours)
    {
        var survie = 1.0;
        foreach (var marche in marches)
        {
            if (marche.Jours > jours)
            {
                break;
            }

            survie = marche.Survie;
        }

        return survie;
    }

    /// <summary>The standard error of S(t), by Greenwood's formula.</summary>
    public double ErreurType(int jours) => marches.LastOrDefault(m => m.Jours <= jours) is { } marche ? marche.Survie * Math.Sqrt(marche.Greenwood) : 0;

    /// <summary>The share closed within a limit, that day included: 1 − S(limit). Null when nothing was opened.</summary>
    public double? PartDansLimite(int jours) => Ouverts == 0 ? null : 1 - Survie(jours);

    /// <summary>The smallest t with S(t) ≤ 1 − p; null when it is not reached.</summary>
    public int? Quantile(double p) => marches.Find(m => m.Survie <= 1 - p + Tolerance)?.Jours;

    /// <summary>
    /// The 95 % interval of a quantile (Brookmeyer and Crowley, 1982, on the log-log scale): the days for which the estimated
    /// share does not differ from 1 − p. A null bound is not reached.
    /// </summary>
    public Bornes Intervalle(double p)
    {
        var cible = 1 - p;
        return new(marches.Find(m => Bande(m, -1) <= cible + Tolerance)?.Jours, marches.Find(m => Bande(m, 1) <= cible + Tolerance)?.Jours);
    }

    /// <summary>A bound of the 95 % band of S(t); a survival of zero has none, and stands for itself below only.</summary>
    private static double Bande(Marche marche, int cote)
    {
        if (marche.Survie <= 0)
        {
            return cote < 0 ? 0 : double.PositiveInfinity;
        }

        var largeur = Z95 * Math.Sqrt(marche.Greenwood) / Math.Abs(Math.Log(marche.Survie));
        return Math.Pow(marche.Survie, Math.Exp(cote < 0 ? largeur : -largeur));
    }

    /// <summary>A day on which something closed, and what holds from it on.</summary>
    private sealed record Marche(int Jours, double Survie, double Greenwood);
}
