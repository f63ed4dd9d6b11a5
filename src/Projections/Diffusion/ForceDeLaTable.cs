namespace Accompagnement.Projections.Diffusion;

/// <summary>What a table of perturbation does, in figures that can be told: all computed from its rows.</summary>
public sealed class ForceDeLaTable(TableDePerturbation table)
{
    private const int DifferenceMaximale = 4;

    /// <summary>The row of the counts that no rule constrains, nearly all of them.</summary>
    private LigneDePerturbation Courante => table.Lignes[^1];

    /// <summary>The standard deviation of the noise, in units.</summary>
    public double EcartType => Math.Sqrt(Courante.Variance);

    /// <summary>The share of counts that are moved by so much at the most.</summary>
    public double PartDeplaceeDAuPlus(int unites) => Courante.Bruits.Where(k => Math.Abs(k) <= unites).Sum(Courante.Probabilite);

    /// <summary>The share of true counts of <paramref name="compte"/> that are published as zero.</summary>
    public double PartPublieeZero(int compte) => table.Lignes[Math.Min(compte, table.Lignes.Count - 1)].Probabilite(-compte);

    /// <summary>
    /// How often the best guess finds how many make the difference of two published cells, by who knows that it is one of 1, 2, 3, 4, and
    /// knows the table: the likeliest of the four each time. Blind guessing finds it once in four.
    /// </summary>
    public double DifferenceTrouvee
    {
        get
        {
            var ecarts = Enumerable.Range(-2 * table.Parametres.Amplitude, 4 * table.Parametres.Amplitude + 1).ToDictionary(
                e => e, e => Courante.Bruits.Sum(k => Courante.Probabilite(k) * Courante.Probabilite(k + e)));
            var observables = Enumerable.Range(1 - 2 * table.Parametres.Amplitude, 4 * table.Parametres.Amplitude + DifferenceMaximale);
            return observables.Sum(o => Enumerable.Range(1, DifferenceMaximale).Max(d => ecarts.GetValueOrDefault(o - d))) / DifferenceMaximale;
        }
    }
}
