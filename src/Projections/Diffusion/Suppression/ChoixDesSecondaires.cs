namespace Accompagnement.Projections.Diffusion.Suppression;

/// <summary>
/// Which more cells to withhold, at the least cost, so that two tables that both agree with what is published give a confidential
/// cell values far enough apart. Small publications get the optimum over all confidential cells at once (the model of Fischetti and
/// Salazar); large ones get, cell after cell, the cells where the continuous problem moves something.
/// </summary>
internal sealed class ChoixDesSecondaires(Solveur solveur, PublicationExacte publication, long largeur)
{
    private const int VariablesEntieres = 60;
    private const int ConfidentiellesEnsemble = 12;

    /// <summary>The cells to withhold besides the confidential ones; null when even withholding all of them is not enough.</summary>
    public async Task<IReadOnlySet<int>?> Choisir(IReadOnlyList<int> confidentielles, CancellationToken jeton)
    {
        var retenues = confidentielles.ToHashSet();
        if (Candidates(retenues).Count() <= VariablesEntieres && confidentielles.Count <= ConfidentiellesEnsemble
            && await Ajouter(confidentielles, retenues, entier: true, jeton))
        {
            return Secondaires();
        }

        // The smallest first: they are the hardest to hide, and what hides them often hides others.
        foreach (var confidentielle in confidentielles.OrderBy(c => publication.Cellules[c].Valeur))
        {
            if (!await Ajouter([confidentielle], retenues, entier: false, jeton))
            {
                return null;
            }
        }

        return Secondaires();

        IReadOnlySet<int> Secondaires()
        {
            retenues.ExceptWith(confidentielles);
            return retenues;
        }
    }

    private async Task<bool> Ajouter(IReadOnlyList<int> confidentielles, HashSet<int> retenues, bool entier, CancellationToken jeton)
    {
        var probleme = new Probleme();
        int[] candidates = [.. Candidates(retenues)];
        foreach (var cellule in candidates)
        {
            probleme.Minimiser($"s{cellule}", publication.Cellules[cellule].Poids);
        }

        for (var i = 0; i < confidentielles.Count; i++)
        {
            Decrire(probleme, 2 * i, retenues, candidates);
            Decrire(probleme, 2 * i + 1, retenues, candidates);
            probleme.Contraindre([(Variable(2 * i, confidentielles[i]), 1), (Variable(2 * i + 1, confidentielles[i]), -1)], ">=", largeur);
        }

        foreach (var cellule in candidates)
        {
            if (entier)
            {
                probleme.Binaire($"s{cellule}");
            }
            else
            {
                probleme.Borner($"s{cellule}", 0, 1);
            }
        }

        if (await solveur.Resoudre(probleme.ToString(), jeton) is not { } solution)
        {
            return false;
        }

        retenues.UnionWith(candidates.Where(c => solution[$"s{c}"] > 1e-6));
        return true;
    }

    /// <summary>Zeros are not withheld: that nobody can be there is often known.</summary>
    private IEnumerable<int> Candidates(HashSet<int> retenues) =>
        Enumerable.Range(0, publication.Cellules.Count).Where(c => publication.Cellules[c].Valeur > 0 && !publication.Cellules[c].DejaPubliee && !retenues.Contains(c));

    private static string Variable(int bloc, int cellule) => $"v{bloc}_{cellule}";

    /// <summary>A table that agrees with the relations, where only withheld cells differ from the true one.</summary>
    private void Decrire(Probleme probleme, int bloc, HashSet<int> retenues, int[] candidates)
    {
        var plus = 4 * largeur;
        foreach (var cellule in retenues)
        {
            probleme.Borner(Variable(bloc, cellule), 0, publication.Cellules[cellule].Valeur + plus);
        }

        foreach (var cellule in candidates)
        {
            var valeur = publication.Cellules[cellule].Valeur;
            probleme.Borner(Variable(bloc, cellule), 0, valeur + plus);
            probleme.Contraindre([(Variable(bloc, cellule), 1), ($"s{cellule}", -plus)], "<=", valeur);
            probleme.Contraindre([(Variable(bloc, cellule), 1), ($"s{cellule}", Math.Min(valeur, plus))], ">=", valeur);
        }

        var mobiles = retenues.Union(candidates).ToHashSet();
        foreach (var equation in publication.Equations)
        {
            probleme.Contraindre(
                equation.Where(t => mobiles.Contains(t.Cellule)).Select(t => (Variable(bloc, t.Cellule), (long)t.Signe)),
                "=",
                -equation.Where(t => !mobiles.Contains(t.Cellule)).Sum(t => t.Signe * publication.Cellules[t.Cellule].Valeur));
        }
    }
}
