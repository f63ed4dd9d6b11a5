namespace Accompagnement.Projections.Diffusion.Suppression;

/// <summary>What an attacker can say of a withheld cell: it is not less than the one, not more than the other.</summary>
public readonly record struct Intervalle(double Minimum, double Maximum)
{
    public double Largeur => Maximum - Minimum;
}

/// <summary>
/// Who knows every published value, every relation between cells and that nothing is negative, and looks for the least and the
/// greatest value that each withheld cell can have: two linear problems by cell, many cells in one call of the solver.
/// </summary>
public sealed class AttaquantLineaire(Solveur solveur)
{
    private const int VariablesParProbleme = 20_000;

    /// <summary>The interval of each cell looked for, when some cells are withheld.</summary>
    /// <exception cref="SolveurIndisponibleException">The solver does not answer.</exception>
    public async Task<IReadOnlyDictionary<string, Intervalle>> Attaquer(
        PublicationExacte publication, IReadOnlySet<string> retenues, IReadOnlyCollection<string> cherchees, CancellationToken jeton)
    {
        var inconnues = retenues.Select(publication.Rang).ToHashSet();
        var resultat = new Dictionary<string, Intervalle>(StringComparer.Ordinal);
        foreach (var lot in cherchees.Chunk(Math.Max(1, VariablesParProbleme / Math.Max(1, 2 * inconnues.Count))))
        {
            var probleme = new Probleme();
            for (var i = 0; i < lot.Length; i++)
            {
                probleme.Minimiser(Variable(2 * i, publication.Rang(lot[i])), 1);
                probleme.Minimiser(Variable(2 * i + 1, publication.Rang(lot[i])), -1);
            }

            for (var bloc = 0; bloc < 2 * lot.Length; bloc++)
            {
                Decrire(probleme, publication, inconnues, bloc);
            }

            // The true values are a solution, and all is bounded: no answer means that the solver failed.
            var solution = await solveur.Resoudre(probleme.ToString(), jeton)
                ?? throw new SolveurIndisponibleException("Le solveur n'a pas trouvé les vraies valeurs possibles : l'audit ne vaut rien.");
            for (var i = 0; i < lot.Length; i++)
            {
                var cellule = publication.Rang(lot[i]);
                resultat[lot[i]] = new(solution[Variable(2 * i, cellule)], solution[Variable(2 * i + 1, cellule)]);
            }
        }

        return resultat;
    }

    private static string Variable(int bloc, int cellule) => $"v{bloc}_{cellule}";

    private static void Decrire(Probleme probleme, PublicationExacte publication, HashSet<int> inconnues, int bloc)
    {
        // Far above every value: a cell that nothing bounds comes out as wide as anybody could ask.
        var plafond = 2 * publication.Cellules.Sum(c => c.Valeur) + 1_000_000;
        foreach (var cellule in inconnues)
        {
            probleme.Borner(Variable(bloc, cellule), 0, plafond);
        }

        foreach (var equation in publication.Equations)
        {
            probleme.Contraindre(
                equation.Where(t => inconnues.Contains(t.Cellule)).Select(t => (Variable(bloc, t.Cellule), (long)t.Signe)),
                "=",
                -equation.Where(t => !inconnues.Contains(t.Cellule)).Sum(t => t.Signe * publication.Cellules[t.Cellule].Valeur));
        }
    }
}
