namespace Accompagnement.Projections.Diffusion.Suppression;

/// <summary>The answer to a request for exact values.</summary>
/// <param name="Cellules">Each cell as published; empty when refused.</param>
/// <param name="Intervalles">What the attacker of the audit can say of each confidential cell; never to be published.</param>
/// <param name="Refus">Why exact values cannot be published, in French; null when they can.</param>
public sealed record ResultatDeSuppression(
    IReadOnlyDictionary<string, ValeurPubliee> Cellules, IReadOnlyDictionary<string, Intervalle> Intervalles, string? Refus)
{
    /// <summary>What the cells withheld at the second title cost.</summary>
    public required long Cout { get; init; }
}

/// <summary>
/// The alternative to perturbation for partners who need exact values: confidential cells are withheld, others with them so that no
/// subtraction over the cuts and years of the publication gives them back, and a linear attacker checks it. It refuses rather than
/// publish what it could not check. Source: <c>design/security-privacy.md</c>, section 3.
/// </summary>
public sealed class SuppressionDeCellules(Solveur solveur)
{
    private const int NettoyagesAuPlus = 60;
    private readonly AttaquantLineaire attaquant = new(solveur);

    /// <exception cref="SolveurIndisponibleException">The solver is missing or does not answer.</exception>
    public async Task<ResultatDeSuppression> Proteger(PublicationExacte publication, RegleDeSuppression regle, CancellationToken jeton)
    {
        if (publication.Cellules.FirstOrDefault(c => c.DejaPubliee && regle.EstPrimaire(c)) is { } connue)
        {
            return Refuser($"La cellule confidentielle « {connue.Id} » est déjà publiée : la retenir ne cacherait rien.");
        }

        string[] primaires = [.. publication.Cellules.Where(regle.EstPrimaire).Select(c => c.Id)];
        if (primaires.Length == 0)
        {
            return Publier(publication, [], [], new Dictionary<string, Intervalle>());
        }

        var choix = new ChoixDesSecondaires(solveur, publication, regle.Largeur);
        if (await choix.Choisir([.. primaires.Select(publication.Rang)], jeton) is not { } rangs)
        {
            return Refuser($"Aucun choix de cellules à retenir ne laisse à chacune des {primaires.Length} cellules confidentielles un intervalle de {regle.Largeur} : publiez moins de croisements, ou des valeurs perturbées.");
        }

        var secondaires = rangs.Select(r => publication.Cellules[r].Id).ToHashSet(StringComparer.Ordinal);
        var intervalles = await Auditer(publication, primaires, secondaires, jeton);
        if (!Suffisent(intervalles, regle))
        {
            return Refuser("L'audit retrouve une cellule confidentielle de trop près : rien n'est publié.");
        }

        // What one confidential cell needed, another may have made useless.
        foreach (var cellule in publication.Cellules.Where(c => secondaires.Contains(c.Id)).OrderByDescending(c => c.Poids).Take(NettoyagesAuPlus))
        {
            secondaires.Remove(cellule.Id);
            var sans = await Auditer(publication, primaires, secondaires, jeton);
            if (Suffisent(sans, regle))
            {
                intervalles = sans;
            }
            else
            {
                secondaires.Add(cellule.Id);
            }
        }

        return Publier(publication, primaires, secondaires, intervalles);
    }

    private static bool Suffisent(IReadOnlyDictionary<string, Intervalle> intervalles, RegleDeSuppression regle) =>
        intervalles.Values.All(i => i.Largeur >= regle.Largeur - 1e-6);

    private static ResultatDeSuppression Refuser(string motif) =>
        new(new Dictionary<string, ValeurPubliee>(), new Dictionary<string, Intervalle>(), motif) { Cout = 0 };

    private static ResultatDeSuppression Publier(
        PublicationExacte publication, string[] primaires, HashSet<string> secondaires, IReadOnlyDictionary<string, Intervalle> intervalles)
    {
        var confidentielles = primaires.ToHashSet(StringComparer.Ordinal);
        return new(
            publication.Cellules.ToDictionary(
                c => c.Id,
                c => confidentielles.Contains(c.Id) ? ValeurPubliee.Confidentielle
                    : secondaires.Contains(c.Id) ? ValeurPubliee.RetenueParUneAutre
                    : ValeurPubliee.Libre(c.Valeur)),
            intervalles,
            Refus: null)
        {
            Cout = publication.Cellules.Where(c => secondaires.Contains(c.Id)).Sum(c => c.Poids),
        };
    }

    private Task<IReadOnlyDictionary<string, Intervalle>> Auditer(
        PublicationExacte publication, string[] primaires, HashSet<string> secondaires, CancellationToken jeton) =>
        attaquant.Attaquer(publication, secondaires.Union(primaires).ToHashSet(StringComparer.Ordinal), primaires, jeton);
}
