namespace Accompagnement.Projections.Diffusion;

/// <summary>
/// What may be added to one true count: noises in ascending order, each with its weight out of 2³². A weight is a number of cell
/// keys, so a noise is drawn by comparing integers.
/// </summary>
public sealed class LigneDePerturbation
{
    /// <summary>The sum of the weights of a row.</summary>
    public const long Echelle = 1L << 32;

    private readonly int[] bruits;
    private readonly long[] poids;

    internal LigneDePerturbation(int compte, int[] bruits, long[] poids)
    {
        Compte = compte;
        this.bruits = bruits;
        this.poids = poids;
    }

    /// <summary>The true count that the row is for.</summary>
    public int Compte { get; }

    /// <summary>The noises, ascending.</summary>
    public IReadOnlyList<int> Bruits => bruits;

    /// <summary>The weight of each noise out of <see cref="Echelle"/>.</summary>
    public IReadOnlyList<long> Poids => poids;

    public double Moyenne => Somme(k => k);

    public double Variance => Somme(k => (double)k * k) - Moyenne * Moyenne;

    /// <summary>The probability of a noise.</summary>
    public double Probabilite(int bruit)
    {
        var i = Array.BinarySearch(bruits, bruit);
        return i < 0 ? 0 : (double)poids[i] / Echelle;
    }

    /// <summary>The noise of a cell key: the first one whose cumulated weight passes the key.</summary>
    public int Bruit(uint cleDeCellule)
    {
        long cumul = 0;
        for (var i = 0; i < bruits.Length - 1; i++)
        {
            cumul += poids[i];
            if (cleDeCellule < cumul)
            {
                return bruits[i];
            }
        }

        return bruits[^1];
    }

    /// <summary>The row for a true count under some parameters.</summary>
    internal static LigneDePerturbation Calculer(int compte, ParametresDePerturbation parametres)
    {
        int[] permis = [.. Permis(compte, parametres)];
        var minimum = EntropieMaximale.VarianceMinimale(permis);
        var maximum = EntropieMaximale.VarianceMaximale(permis);
        var (dessous, dessus) = EntropieMaximale.Autour(permis);
        return parametres.Variance <= minimum ? DeuxPoints(compte, permis, dessous, dessus)
            : parametres.Variance >= maximum ? DeuxPoints(compte, permis, permis[0], permis[^1])
            : Arrondie(compte, permis, EntropieMaximale.Resoudre(permis, parametres.Variance));
    }

    /// <summary>The noises that keep a count within the rules: zero stays zero, nothing negative, nothing from 1 to js − 1.</summary>
    internal static IEnumerable<int> Permis(int compte, ParametresDePerturbation parametres) => compte == 0
        ? [0]
        : Enumerable.Range(-parametres.Amplitude, 2 * parametres.Amplitude + 1)
            .Where(k => compte + k == 0 || compte + k >= parametres.PlusPetitPublie);

    /// <summary>The only noise of mean 0 on two values.</summary>
    private static LigneDePerturbation DeuxPoints(int compte, int[] permis, int dessous, int dessus)
    {
        var p = new double[permis.Length];
        if (dessous == dessus)
        {
            p[Array.IndexOf(permis, 0)] = 1;
        }
        else
        {
            p[Array.IndexOf(permis, dessous)] = (double)dessus / (dessus - dessous);
            p[Array.IndexOf(permis, dessus)] = -(double)dessous / (dessus - dessous);
        }

        return Arrondie(compte, permis, p);
    }

    /// <summary>Probabilities as whole weights: the largest remainders make the sum, then a few keys change side to make the mean.</summary>
    private static LigneDePerturbation Arrondie(int compte, int[] permis, double[] p)
    {
        var exacts = p.Select(x => x * Echelle).ToArray();
        var poids = exacts.Select(x => (long)Math.Floor(x)).ToArray();
        var reste = Echelle - poids.Sum();
        foreach (var i in Enumerable.Range(0, p.Length).OrderByDescending(i => exacts[i] - poids[i]).ThenBy(i => i).Take((int)reste))
        {
            poids[i]++;
        }

        var ecart = permis.Select((k, i) => k * poids[i]).Sum();
        var voisins = Enumerable.Range(0, p.Length - 1).Where(i => permis[i + 1] == permis[i] + 1).ToList();
        if (ecart != 0 && voisins.Count > 0)
        {
            var i = voisins.MaxBy(i => Math.Min(poids[i], poids[i + 1]));
            if (Math.Min(poids[i], poids[i + 1]) > Math.Abs(ecart))
            {
                poids[i] += ecart;
                poids[i + 1] -= ecart;
            }
        }

        int[] gardes = [.. Enumerable.Range(0, p.Length).Where(i => poids[i] > 0)];
        return new(compte, [.. gardes.Select(i => permis[i])], [.. gardes.Select(i => poids[i])]);
    }

    private double Somme(Func<int, double> f) => bruits.Select((k, i) => f(k) * poids[i]).Sum() / Echelle;
}
