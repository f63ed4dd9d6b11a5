using Accompagnement.Domain.Referentiels;
using Npgsql;

namespace Accompagnement.Projections.Catalogue;

/// <summary>What is asked of a count: over which period, in which cuts, told apart by what, as known when.</summary>
/// <param name="Periode">The period.</param>
/// <param name="Decoupages">The cuts; each gives cells of its own, so that nothing is added up from parts.</param>
/// <param name="Dimensions">What else the cells are told apart by.</param>
/// <param name="VuAu">The day by whose end the facts must have been recorded; null for all that is recorded.</param>
public sealed record Question(Periode Periode, IReadOnlyList<Decoupage> Decoupages, IReadOnlyList<Dimension> Dimensions, DateOnly? VuAu);

/// <summary>
/// Turns a declaration of the catalogue into SQL over the facts: the only place where figures become queries. Every text in the
/// SQL is one of the constants here; what is asked travels in parameters.
/// </summary>
public static class Compilateur
{
    /// <summary>Months of birth are stored from January 1850.</summary>
    private const int OrigineMois = 1850 * 12;

    /// <summary>
    /// The query of a count. Its columns: the cut, the territory, each dimension asked for, the number.
    /// </summary>
    public static NpgsqlBatchCommand Compiler(Comptage comptage, Question question)
    {
        var commande = new NpgsqlBatchCommand();
        var periode = comptage.AnneeScolaire ? question.Periode.EnAnneeScolaire : question.Periode;
        var episodes = EstUnEpisode(comptage.Forme);
        var decoupages = Ajouter(question.Decoupages.Select(Territoires.NomDe).ToArray());
        var fin = Ajouter(periode.Fin);
        var jour = episodes ? fin : "f.jour";

        string[] cles = ["t.decoupage", "t.territoire", .. question.Dimensions.Select(d => Expression(d, jour))];
        var noms = string.Join(", ", cles.Select((_, i) => $"c{i + 1}"));
        var choisies = string.Join(", ", cles.Select((c, i) => $"{c} as c{i + 1}"));
        var (unites, somme) = Compte(comptage.Objet);
        var conditions = string.Join(" and ", Conditions());

        // An episode cut by a move or a change counts where its last day of the period falls.
        var faits = comptage.Forme == Forme.Actifs
            ? $"(select distinct on (f.objet) f.* from faits.episodes f where {conditions} order by f.objet, f.du desc) f"
            : $"faits.{(episodes ? "episodes" : "actes")} f";
        commande.CommandText = $"""
            select {noms}, {somme}
            from (
                select {(unites is null ? "" : "distinct ")}{choisies}, {unites ?? "f.valeur"} as u
                from {faits}
                join faits.territoires t on t.commune = f.commune and t.decoupage = any({decoupages})
                {(comptage.Forme == Forme.Actifs ? "" : $"where {conditions}")}
            ) objets
            group by {noms}
            """;
        return commande;

        IEnumerable<string> Conditions()
        {
            yield return $"f.nature = {Ajouter((short)comptage.Nature)}";
            if (comptage.Types.Length > 0)
            {
                yield return $"f.type = any({Ajouter(comptage.Types)})";
            }

            yield return comptage.Forme switch
            {
                Forme.Stock or Forme.Fenetre3 => $"f.du <= {fin} and f.au > {fin}",
                Forme.Actifs => $"f.du <= {fin} and f.au > {Ajouter(periode.Debut)}",
                Forme.Flux => $"f.jour between {Ajouter(periode.Debut)} and {fin}",
                Forme.Cumul => $"f.jour <= {fin}",
                _ => throw new ArgumentOutOfRangeException(nameof(comptage), comptage.Forme, "Not a count."),
            };
            if (question.VuAu is { } vuAu)
            {
                var k = Ajouter(vuAu);
                yield return $"f.connu_de <= {k} and f.connu_a > {k}";
            }
            else
            {
                yield return "f.connu_a = 'infinity'";
            }

            if (comptage.MoinsDe is { } age)
            {
                yield return $"{AgeEnMois(jour)} < {Ajouter(age * 12)}";
            }

            if (comptage.Valeurs.Count > 0)
            {
                yield return $"f.valeur = any({Ajouter(comptage.Valeurs.ToArray())})";
            }
        }

        string Ajouter<T>(T valeur)
        {
            commande.Parameters.Add(new NpgsqlParameter<T> { TypedValue = valeur });
            return $"${commande.Parameters.Count}";
        }
    }

    private static bool EstUnEpisode(Forme forme) => forme is Forme.Stock or Forme.Actifs or Forme.Fenetre3;

    /// <summary>What makes two rows the same object, and how objects become a number. Acts and places are counted row by row.</summary>
    private static (string? Unites, string Somme) Compte(ObjetCompte objet) => objet switch
    {
        ObjetCompte.Personne or ObjetCompte.Mineur => ("f.flux", "count(*)"),
        ObjetCompte.Foyer => ("coalesce(f.foyer, f.flux)", "count(*)"),
        ObjetCompte.Mesure => ("f.objet", "count(*)"),
        ObjetCompte.Place => (null, "coalesce(sum(u), 0)::bigint"),
        _ => (null, "count(*)"),
    };

    private static string Expression(Dimension dimension, string jour) => dimension switch
    {
        Dimension.Sexe => "case f.sexe when 1 then 'F' when 2 then 'M' when 3 then 'X' else 'NON_RENSEIGNE' end",
        Dimension.Type => "f.type::text",
        Dimension.Service => "coalesce(f.structure, 'NON_RENSEIGNE')",
        _ => $"case when f.naissance is null then 'NON_RENSEIGNE'{string.Concat(TranchesAge.Toutes.Reverse().Select(t => $" when {AgeEnMois(jour)} >= {t.Des * 12} then '{t.Libelle}'"))} end",
    };

    private static string AgeEnMois(string jour) =>
        $"(extract(year from {jour})::int * 12 + extract(month from {jour})::int - 1 - {OrigineMois} - f.naissance)";
}
