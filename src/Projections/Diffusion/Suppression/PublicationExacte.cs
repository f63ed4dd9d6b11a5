namespace Accompagnement.Projections.Diffusion.Suppression;

/// <summary>One cell of a publication with exact values.</summary>
/// <param name="Id">Its name, the same in every table and year where it is found.</param>
/// <param name="Valeur">How many objects, or the rounded amount.</param>
/// <param name="PlusForte">The largest contribution, when the cell is an amount.</param>
/// <param name="Contributeurs">How many objects contribute; for a count it is the value itself.</param>
/// <param name="Cout">What losing the cell costs: the value when nothing is said, so that small cells go first.</param>
/// <param name="DejaPubliee">Whether the value is out already, in an earlier publication: it cannot be withheld any more.</param>
public sealed record CelluleExacte(
    string Id, long Valeur, long? PlusForte = null, long? Contributeurs = null, long? Cout = null, bool DejaPubliee = false)
{
    /// <summary>At least 1: no suppression is free.</summary>
    public long Poids => Math.Max(1, Cout ?? Valeur);
}

/// <summary>A total and its parts: the attacker knows that they add up, over cuts and over years.</summary>
public sealed record RelationAdditive(string Total, IReadOnlyList<string> Parts);

/// <summary>The primary rule and the protection asked for.</summary>
/// <param name="Seuil">A cell of 1 to this less one is confidential.</param>
/// <param name="Dominance">A cell where one contributor gives this part or more is confidential.</param>
/// <param name="Largeur">An attacker must be left, for each confidential cell, an interval at least this wide.</param>
public sealed record RegleDeSuppression(long Seuil, decimal Dominance, long Largeur)
{
    /// <summary>For partners under agreement: threshold 11, dominance 85 %, and 10 between the least and the greatest possible value.</summary>
    public static RegleDeSuppression ParDefaut { get; } = new(11, 0.85m, 10);

    public bool EstPrimaire(CelluleExacte cellule)
    {
        var contributeurs = cellule.Contributeurs ?? cellule.Valeur;
        return contributeurs > 0 && (contributeurs < Seuil || (cellule.PlusForte is { } forte && forte >= Dominance * cellule.Valeur));
    }
}

/// <summary>All that one publication shows with exact values: the cells of all its tables, cuts and years, and how they add up.</summary>
public sealed class PublicationExacte
{
    private readonly Dictionary<string, int> rangs = new(StringComparer.Ordinal);

    /// <exception cref="ArgumentException">Two cells of one name, a negative value, a relation of an unknown cell or that is not true.</exception>
    public PublicationExacte(IReadOnlyList<CelluleExacte> cellules, IReadOnlyList<RelationAdditive> relations)
    {
        Cellules = cellules;
        foreach (var cellule in cellules)
        {
            if (cellule.Valeur < 0 || !rangs.TryAdd(cellule.Id, rangs.Count))
            {
                throw new ArgumentException($"La cellule « {cellule.Id} » est négative ou donnée deux fois.");
            }
        }

        Equations = [.. relations.Select(Equation)];
    }

    public IReadOnlyList<CelluleExacte> Cellules { get; }

    /// <summary>Each relation as cells with their sign, whose sum is 0.</summary>
    internal IReadOnlyList<IReadOnlyList<(int Cellule, int Signe)>> Equations { get; }

    internal int Rang(string id) => rangs[id];

    private List<(int Cellule, int Signe)> Equation(RelationAdditive relation)
    {
        var termes = new Dictionary<int, int>();
        foreach (var (id, signe) in relation.Parts.Select(p => (p, 1)).Prepend((relation.Total, -1)))
        {
            if (!rangs.TryGetValue(id, out var rang))
            {
                throw new ArgumentException($"Une relation porte sur la cellule inconnue « {id} ».");
            }

            termes[rang] = termes.GetValueOrDefault(rang) + signe;
        }

        return termes.Sum(t => t.Value * Cellules[t.Key].Valeur) == 0
            ? [.. termes.Where(t => t.Value != 0).Select(t => (t.Key, t.Value))]
            : throw new ArgumentException($"Le total « {relation.Total} » n'est pas la somme de ses parties.");
    }
}
