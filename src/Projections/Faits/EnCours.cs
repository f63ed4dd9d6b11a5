using Accompagnement.Projections.Moteur;

namespace Accompagnement.Projections.Faits;

/// <summary>How the episodes in progress on a day are asked for.</summary>
/// <remarks>
/// An episode that covers a day began before it and ends after it: by these two ends alone, a server goes through all that began before. The
/// node of an episode (<c>faits.noeud</c>) is one of the fifteen of each day that it covers (<c>faits.noeuds</c>), so that only the episodes
/// of fifteen places of an index are looked at: docs/decisions/0085.
/// </remarks>
internal static class EnCours
{
    /// <summary>Rows in progress on a day.</summary>
    /// <param name="lignes">What the rows are called in the query; their nature is one of <see cref="ParNoeud"/>.</param>
    /// <param name="jour">The day, as SQL of ours.</param>
    public static string Le(string lignes, string jour) => $"{AuxNoeuds(lignes, TablesDeFaits.EnService, jour)} and {lignes}.du <= {jour} and {lignes}.au > {jour}";

    /// <summary>Rows in progress on one day at least of those from a first to a last.</summary>
    public static string Entre(string lignes, string premier, string dernier) =>
        $"{EntreNoeuds(lignes, TablesDeFaits.EnService, premier, dernier)} and {lignes}.du <= {dernier} and {lignes}.au > {premier}";

    /// <summary>Rows that may be in progress on one of the days from a first to a last: each is to be looked at.</summary>
    public static string EntreNoeuds(string lignes, string schema, string premier, string dernier) => $"{lignes}.noeud = any({schema}.noeuds({premier}, {dernier}))";

    /// <summary>Rows that may be in progress on one of some days: each is to be looked at.</summary>
    public static string AuxNoeuds(string lignes, string schema, params IEnumerable<string> jours) =>
        $"{lignes}.noeud = any({string.Join(" || ", jours.Select(jour => $"{schema}.noeuds({jour})"))})";

    /// <summary>Whether the episodes of a nature are found by their nodes: the indexes of the others do not have them.</summary>
    public static bool ParNoeud(Nature nature) => nature is
        Nature.Rsa or Nature.Mesure or Nature.AttenteMesure or Nature.Accueil or Nature.DroitAutonomie or Nature.Referent
        or Nature.Soumis or Nature.Orientation or Nature.Silence or Nature.Echeance or Nature.FenetreDecision;
}
