namespace Accompagnement.Projections.Diffusion;

/// <summary>
/// The distribution of maximum entropy on a few integers, with mean 0 and a given variance: the noise that tells least. Its form is
/// exp(a·k + b·k²); a and b minimise the convex dual by damped Newton steps. Only + − × ÷ and the square of the IEEE standard are
/// used, so that every machine finds the same bits.
/// </summary>
public static class EntropieMaximale
{
    private const int Iterations = 500;
    private const double Precision = 1e-13;
    private const double Armijo = 1e-4;

    /// <summary>The probabilities of the noises, which are in ascending order and at least two.</summary>
    /// <exception cref="ArgumentException">No distribution on these noises has mean 0 and this variance, or only one has.</exception>
    public static double[] Resoudre(ReadOnlySpan<int> bruits, double variance)
    {
        if (!(VarianceMinimale(bruits) < variance && variance < VarianceMaximale(bruits)))
        {
            throw new ArgumentException($"Une variance de {variance} n'est pas strictement entre les variances possibles.");
        }

        double a = 0, b = 0;
        var p = new double[bruits.Length];
        var essai = new double[bruits.Length];
        var (plusGrand, somme) = Loi(bruits, variance, a, b, p);
        for (var i = 0; i < Iterations; i++)
        {
            var (g1, g2, h11, h12, h22) = Derivees(bruits, variance, p);
            if (Math.Abs(g1) < Precision && Math.Abs(g2) < Precision)
            {
                break;
            }

            var determinant = h11 * h22 - h12 * h12;
            var da = -(h22 * g1 - h12 * g2) / determinant;
            var db = -(h11 * g2 - h12 * g1) / determinant;
            var pente = g1 * da + g2 * db;
            var pas = 1.0;
            while (true)
            {
                // log(sum) of the trial below log(sum) of now + a part of the slope, written without a logarithm.
                var (plusGrandEssai, sommeEssai) = Loi(bruits, variance, a + pas * da, b + pas * db, essai);
                if (sommeEssai * Exponentielle(plusGrandEssai - plusGrand - Armijo * pas * pente) <= somme)
                {
                    (a, b, plusGrand, somme) = (a + pas * da, b + pas * db, plusGrandEssai, sommeEssai);
                    (p, essai) = (essai, p);
                    break;
                }

                pas /= 2;
                if (pas < 1e-10)
                {
                    // Nothing but rounding is left to gain.
                    return p;
                }
            }
        }

        return p;
    }

    /// <summary>The least variance of a noise of mean 0: the two noises around 0 share it, and so it is −below × above.</summary>
    public static double VarianceMinimale(ReadOnlySpan<int> bruits)
    {
        var (dessous, dessus) = Autour(bruits);
        return -(double)dessous * dessus;
    }

    /// <summary>The greatest variance of a noise of mean 0: all at the two ends.</summary>
    public static double VarianceMaximale(ReadOnlySpan<int> bruits) => -(double)bruits[0] * bruits[^1];

    /// <summary>The last noise at or below 0 and the first at or above.</summary>
    public static (int Dessous, int Dessus) Autour(ReadOnlySpan<int> bruits)
    {
        int? dessous = null, dessus = null;
        foreach (var k in bruits)
        {
            dessous = k <= 0 ? k : dessous;
            dessus ??= k >= 0 ? k : null;
        }

        return dessous is { } d && dessus is { } u ? (d, u) : throw new ArgumentException("Aucun bruit de moyenne nulle : 0 n'est pas entre les bruits permis.");
    }

    private static (double PlusGrand, double Somme) Loi(ReadOnlySpan<int> bruits, double variance, double a, double b, double[] p)
    {
        var plusGrand = double.NegativeInfinity;
        for (var i = 0; i < p.Length; i++)
        {
            p[i] = a * bruits[i] + b * (bruits[i] * bruits[i] - variance);
            plusGrand = Math.Max(plusGrand, p[i]);
        }

        var somme = 0.0;
        for (var i = 0; i < p.Length; i++)
        {
            somme += p[i] = Exponentielle(p[i] - plusGrand);
        }

        for (var i = 0; i < p.Length; i++)
        {
            p[i] /= somme;
        }

        return (plusGrand, somme);
    }

    private static (double G1, double G2, double H11, double H12, double H22) Derivees(ReadOnlySpan<int> bruits, double variance, double[] p)
    {
        double g1 = 0, g2 = 0, h11 = 0, h12 = 0, h22 = 0;
        for (var i = 0; i < p.Length; i++)
        {
            double k = bruits[i], q = k * k - variance;
            g1 += p[i] * k;
            g2 += p[i] * q;
            h11 += p[i] * k * k;
            h12 += p[i] * k * q;
            h22 += p[i] * q * q;
        }

        return (g1, g2, h11 - g1 * g1, h12 - g1 * g2, h22 - g2 * g2);
    }

    /// <summary>e to the x by its series after reduction: Math.Exp may differ in the last bit from one machine to another.</summary>
    private static double Exponentielle(double x)
    {
        const double Ln2Haut = 6.93147180369123816490e-01, Ln2Bas = 1.90821492927058770002e-10;
        if (x < -700)
        {
            return 0;
        }

        var n = Math.Round(x / (Ln2Haut + Ln2Bas));
        var r = x - n * Ln2Haut - n * Ln2Bas;
        double terme = 1, somme = 1;
        for (var i = 1; i <= 20; i++)
        {
            terme *= r / i;
            somme += terme;
        }

        return Math.ScaleB(somme, (int)n);
    }
}
