using Accompagnement.Domain.Referentiels;
using Accompagnement.Projections.Diffusion;
using Npgsql;

namespace Accompagnement.Projections.Catalogue;

/// <summary>What is asked of a count: over which period, in which cuts, told apart by what, as known when.</summary>
/// <param name="Periode">The period.</param>
/// <param name="Decoupages">The cuts; each gives cells of its own, so that nothing is added up from parts.</param>
/// <param name="Dimensions">What else the cells are told apart by.</param>
/// <param name="VuAu">The day by whose end the facts must have been recorded; null for all that is recorded.</param>
public sealed record Question(Periode Periode, IReadOnlyList<Decoupage> Decoupages, IReadOnlyList<Dimension> Dimensions, DateOnly? VuAu)
{
    /// <summary>What stands for every value of a dimension that is left out.</summary>
    public const string Toutes = "*";

    /// <summary>The rank of a dimension that is not told apart in this question: the cells around those of the answer.</summary>
    public int? Sauf { get; init; }

    /// <summary>The schema of the facts: those in service, or those made again as they were.</summary>
    internal string Schema { get; init; } = Moteur.TablesDeFaits.EnService;
}

/// <summary>
/// Turns a declaration of the catalogue into SQL over the facts: the only place where figures become queries. Every text in the
/// SQL is one of the constants here; what is asked travels in parameters.
/// </summary>
public static class Compilateur
{
    /// <summary>
    /// The query of a count. Its columns: the cut, the territory, each dimension asked for, the number, the sum of the record keys of
    /// what is counted (0 without a secret).
    /// </summary>
    public static NpgsqlBatchCommand Compiler(Comptage comptage, Question question, SecretDeDiffusion? secret = null)
    {
        var requete = new RequeteDeComptage(comptage, question);
        var (unites, somme) = Compte(comptage.Objet);

        // Acts and places are counted row by row: each has the key of what it is an act of.
        var cle = unites is null ? "k" : "u";

        // Without their keys, objects are told apart as they are counted: nearly twice as fast as a table of them. Stays are all different.
        var aLaFin = unites is not null && secret is null && comptage.Forme is not (Forme.Entrees or Forme.Sorties);
        var objets = requete.Objets(unites ?? (comptage.Objet == ObjetCompte.Place ? "f.valeur" : "1"), unites is null && secret is not null ? ", f.objet as k" : "", distincts: unites is not null && !aLaFin);
        requete.Commande.CommandText = $"""
            select {requete.Noms}, {(aLaFin ? "count(distinct u)" : somme)}, {SommeDesCles(requete, cle, secret)}
            from ({objets}) objets
            group by {requete.Noms}
            """;
        return requete.Commande;
    }

    /// <summary>
    /// The query of the amounts of acts. After the columns of a count: the total, how many households or persons received some, and the
    /// most that one of them received, in euros.
    /// </summary>
    public static NpgsqlBatchCommand CompilerMontant(Comptage actes, Question question, SecretDeDiffusion? secret = null)
    {
        var requete = new RequeteDeComptage(actes, question);
        var objets = requete.Objets("f.objet", ", f.valeur as v, coalesce(f.foyer, f.flux) as qui", distincts: false);
        requete.Commande.CommandText = $"""
            select {requete.Noms}, sum(n)::bigint, sum(cles), sum(total), count(*), max(total)
            from (
                select {requete.Noms}, count(*) as n, {SommeDesCles(requete, "u", secret)} as cles, sum(v) / 100.0 as total
                from ({objets}) objets
                group by {requete.Noms}, qui
            ) contributeurs
            group by {requete.Noms}
            """;
        return requete.Commande;
    }

    /// <summary>
    /// The query of delays, as a histogram. After the columns of a count: a number of whole days, and whether it was closed; otherwise
    /// that is how long it was observed.
    /// </summary>
    public static NpgsqlBatchCommand CompilerDelai(Comptage cohorte, Question question, SecretDeDiffusion? secret = null)
    {
        var requete = new RequeteDeComptage(cohorte, question);
        var objets = requete.Objets("f.objet", $", {requete.Attente}", distincts: false);
        requete.Commande.CommandText = $"""
            select {requete.Noms}, count(*), {SommeDesCles(requete, "u", secret)}, jours, clos
            from ({objets}) objets
            group by {requete.Noms}, jours, clos
            """;
        return requete.Commande;
    }

    /// <summary>
    /// The query of the files behind one cell, one row for each object counted: the file, and how many rows there are in all. The question
    /// has a single cut, and the cell one key for each of its dimensions.
    /// </summary>
    internal static NpgsqlBatchCommand CompilerDossiers(Comptage comptage, Question question, string territoire, IReadOnlyList<string> cles, int apres, int max)
    {
        var requete = new RequeteDeComptage(comptage, question);
        var unites = Unites(comptage.Objet);

        // Stays, acts and delays are counted row by row; other objects once, however many files tell of them.
        var uneFois = unites is not null && comptage.Forme is not (Forme.Entrees or Forme.Sorties or Forme.Delai);
        var objets = requete.Objets(unites ?? "f.objet", RequeteDeComptage.Dossier, distincts: false);
        var cellule = string.Join(" and ", cles.Prepend(territoire).Select((cle, i) => $"c{i + 2} = {requete.Parametre(cle)}"));
        requete.Commande.CommandText = $"""
            select {(uneFois ? "(min(dossier::text))::uuid as dossier" : "dossier")}, count(*) over ()
            from ({objets}) objets
            where {cellule} {(uneFois ? "group by u" : "")}
            order by 1 offset {requete.Parametre(apres)} limit {requete.Parametre(max)}
            """;
        return requete.Commande;
    }

    /// <summary>
    /// The query of the objects that one question counts and another does not: by cell, how many, and the sum of their record keys.
    /// </summary>
    internal static NpgsqlBatchCommand CompilerEcart(Comptage comptage, Question avec, Question sans, SecretDeDiffusion secret)
    {
        var unites = Unites(comptage.Objet) ?? "f.objet";
        var requete = new RequeteDeComptage(comptage, avec);
        var objets = requete.Objets(unites, "", distincts: true);
        var autres = new RequeteDeComptage(comptage, sans, requete.Commande).Objets(unites, "", distincts: true);
        requete.Commande.CommandText = $"""
            select {requete.Noms}, count(*), sum({CleEnSql.Expression("u", requete.Parametre(secret.BlocExterieur), requete.Parametre(secret.BlocInterieur))})::numeric
            from (({objets}) except ({autres})) objets
            group by {requete.Noms}
            """;
        return requete.Commande;
    }

    /// <summary>What makes two rows the same object; null for what is counted row by row.</summary>
    internal static string? Unites(ObjetCompte objet) => Compte(objet).Unites;

    private static string SommeDesCles(RequeteDeComptage requete, string identifiant, SecretDeDiffusion? secret) => secret is null
        ? "0::numeric"
        : $"coalesce(sum({CleEnSql.Expression(identifiant, requete.Parametre(secret.BlocExterieur), requete.Parametre(secret.BlocInterieur))}), 0)::numeric";

    /// <summary>What makes two rows the same object, and how objects become a number. Acts and places are counted row by row.</summary>
    private static (string? Unites, string Somme) Compte(ObjetCompte objet) => objet switch
    {
        ObjetCompte.Personne or ObjetCompte.Mineur => ("f.flux", "count(*)"),
        ObjetCompte.Foyer => ("coalesce(f.foyer, f.flux)", "count(*)"),
        ObjetCompte.Mesure => ("f.objet", "count(*)"),
        ObjetCompte.Place => (null, "coalesce(sum(u), 0)::bigint"),
        _ => (null, "count(*)"),
    };
}
