namespace Accompagnement.Projections.Diffusion.Epreuves;

/// <summary>
/// Who wants to know how many people make the difference between two published cells, and knows already that they are 1, 2, 3 or 4.
/// The method and its parameters are known to the attacker; only the secret is not.
/// </summary>
public sealed class Attaquant(TableDePerturbation? table)
{
    public const int DifferenceMaximale = 4;
    private readonly Dictionary<(long, long), int> reponses = [];

    /// <summary>
    /// The likeliest difference between a published cell and another inside it, when nothing is known of the inner one. Without
    /// protection it is the plain difference.
    /// </summary>
    public int Deviner(long grande, long petite)
    {
        if (table is null)
        {
            return (int)Math.Clamp(grande - petite, 1, DifferenceMaximale);
        }

        // Far from zero all rows are one: only the difference matters.
        var loin = 2 * (table.Lignes.Count + DifferenceMaximale);
        var recul = Math.Max(0, Math.Min(grande, petite) - loin);
        var cas = (grande - recul, petite - recul);
        if (!reponses.TryGetValue(cas, out var reponse))
        {
            reponses[cas] = reponse = Enumerable.Range(1, DifferenceMaximale).MaxBy(d => Vraisemblance(cas.Item1, cas.Item2, d));
        }

        return reponse;
    }

    /// <summary>The likeliest difference when the noise around an estimate is symmetric: the nearest one.</summary>
    public static int Deviner(double estimation) => (int)Math.Clamp(Math.Round(estimation), 1, DifferenceMaximale);

    /// <summary>The earlier count that a value and its evolution stand for.</summary>
    public static long Remonter(long valeur, decimal evolution) => evolution <= -100 ? 0 : (long)Math.Round(valeur / (1 + evolution / 100m));

    private double Vraisemblance(long grande, long petite, int difference)
    {
        var amplitude = table!.Parametres.Amplitude;
        var somme = 0.0;
        for (var vraie = Math.Max(0, petite - amplitude); vraie <= petite + amplitude; vraie++)
        {
            somme += Probabilite(vraie, petite) * Probabilite(vraie + difference, grande);
        }

        return somme;
    }

    private double Probabilite(long vraie, long publiee) =>
        table!.Lignes[(int)Math.Min(vraie, table.Lignes.Count - 1)].Probabilite((int)Math.Clamp(publiee - vraie, -1000, 1000));
}

/// <summary>How often an attacker was right, for each true difference; a difference that is rare counts as much as the others.</summary>
public sealed class Releve
{
    private readonly long[] essais = new long[Attaquant.DifferenceMaximale + 1];
    private readonly long[] justes = new long[Attaquant.DifferenceMaximale + 1];

    public long Essais => essais.Sum();

    /// <summary>The least number of trials of one difference.</summary>
    public long PlusRare => essais.Skip(1).Min();

    /// <summary>The share of right answers, each difference having the same weight.</summary>
    public double Taux => essais.Skip(1).Zip(justes.Skip(1), (e, j) => e == 0 ? 0 : (double)j / e).Average();

    public void Noter(long difference, int reponse)
    {
        if (difference is >= 1 and <= Attaquant.DifferenceMaximale)
        {
            essais[difference]++;
            justes[difference] += reponse == difference ? 1 : 0;
        }
    }
}
