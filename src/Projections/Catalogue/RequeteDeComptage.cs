using System.Text.RegularExpressions;
using Accompagnement.Domain.Referentiels;
using Accompagnement.Projections.Faits;
using Accompagnement.Projections.Pilotage;
using Npgsql;

namespace Accompagnement.Projections.Catalogue;

/// <summary>The query of one count being written: its parameters, its cells, and which rows of the facts it takes.</summary>
internal sealed partial class RequeteDeComptage
{
    /// <summary>A further column: the file of the object.</summary>
    public const string Dossier = ", f.flux as dossier";

    private readonly Comptage comptage;
    private readonly Question question;
    private readonly Periode periode;
    private readonly string fin;

    /// <param name="comptage">What is counted.</param>
    /// <param name="question">Over which period, in which cells, as known when.</param>
    /// <param name="commande">The command that takes the parameters, when another query is part of it.</param>
    public RequeteDeComptage(Comptage comptage, Question question, NpgsqlBatchCommand? commande = null)
    {
        Commande = commande ?? new();
        (this.comptage, this.question) = (comptage, question);
        periode = comptage.AnneeScolaire ? question.Periode.EnAnneeScolaire : question.Periode;
        fin = Parametre(periode.Fin);
        Noms = string.Join(", ", Enumerable.Range(1, question.Dimensions.Count + 2).Select(i => $"c{i}"));
    }

    public NpgsqlBatchCommand Commande { get; }

    /// <summary>The columns that name a cell: the cut, the territory, each dimension.</summary>
    public string Noms { get; }

    public string Parametre<T>(T valeur)
    {
        Commande.Parameters.Add(new NpgsqlParameter<T> { TypedValue = valeur });
        return $"${Commande.Parameters.Count}";
    }

    /// <summary>One row per counted object and cell.</summary>
    /// <param name="unite">What makes two rows the same object.</param>
    /// <param name="suite">A further column, with its comma.</param>
    /// <param name="distincts">Whether an object counts once in a cell.</param>
    public string Objets(string unite, string suite, bool distincts) => comptage.Forme switch
    {
        Forme.Entrees or Forme.Sorties => Mouvements(unite, suite == Dossier),
        Forme.Nouveaux => Choisir(unite, suite, distincts, Premiers(unite, "f.du, f.au desc", unite, suite), $"f.du between {Parametre(periode.Debut)} and {fin}"),

        // An episode cut by a move or a change counts where its last day of the period falls.
        Forme.Actifs => Choisir(unite, suite, distincts, Premiers("f.objet", "f.du desc", unite, suite), null),
        Forme.Cumul when EstUnEpisode => Choisir(unite, suite, distincts, Premiers(unite, "f.du desc", unite, suite), null),
        _ => Choisir(unite, suite, distincts, $"{Table} f", Conditions),
    };

    /// <summary>How long a delay lasted, or was seen to last until the end of the period, and whether it was closed by then.</summary>
    public string Attente =>
        $"case when f.valeur > 0 and f.au <= {fin} then f.au - f.du else {fin} - f.du end as jours, (f.valeur = {(int)Issue.Clos} and f.au <= {fin}) as clos";

    /// <summary>The kinds that count; null for all.</summary>
    public string? Types => comptage.Types.Length > 0 ? $"f.type = any({Parametre(comptage.Types)})" : null;

    /// <summary>
    /// Whatever the kind of an act: said, so that the index, in which the kind comes before the day, is read for the days asked for and no others.
    /// Episodes need not say it.
    /// </summary>
    public string? ToutType => EstUnEpisode ? null : Sql.TousTypes("f");

    /// <summary>When a row counts.</summary>
    private string Quand => (comptage.Forme, EstUnEpisode) switch
    {
        (Forme.Stock or Forme.Fenetre3, true) => $"f.du <= {fin} and f.au > {fin}",
        (Forme.Actifs, true) => $"f.du <= {fin} and f.au > {Parametre(periode.Debut)}",
        (Forme.Entrees or Forme.Sorties, true) => $"f.du <= {fin} and f.au >= {Parametre(periode.Debut)}",
        (Forme.Delai, true) => $"f.du between {Parametre(periode.Debut)} and {fin}",
        (Forme.Cumul or Forme.Nouveaux, true) => $"f.du <= {fin}",
        (Forme.Flux, false) => $"f.jour between {Parametre(periode.Debut)} and {fin}",
        (Forme.Cumul, false) => $"f.jour <= {fin}",
        _ => throw new InvalidOperationException($"{comptage.Forme} does not count {comptage.Nature}."),
    };

    /// <summary>Of what is known now alone: the versions of rights are found by their kind and their days.</summary>
    private bool ParNoeud => question.VuAu is null && EnCours.ParNoeud(comptage.Nature);

    /// <summary>What tells the cells apart beside the territory.</summary>
    public IEnumerable<string> Cles => question.Dimensions.Select(d => Expression(d, Jour));

    /// <summary>The episodes in progress on one of several days, the first of them first; and what tells for which of them.</summary>
    public (string Moments, string[] Jours) EnCoursAux(IReadOnlyList<DateOnly> jours)
    {
        string[] dits = [.. jours.Select(Parametre)];
        var moments = $"f.du <= {dits[^1]} and f.au > {dits[0]}";
        if (ParNoeud)
        {
            moments = $"{EnCours.AuxNoeuds("f", question.Schema, dits)} and {moments}";
        }

        // What began by the last day and ended after the first is in progress on the last unless it has ended by then, on the first unless it begins later.
        string[] chacun =
        [
            .. dits.Select((jour, rang) => (string[])[rang < dits.Length - 1 ? $"f.du <= {jour}" : "", rang > 0 ? $"f.au > {jour}" : ""])
                .Select(conditions => string.Join(" and ", conditions.Where(c => c.Length > 0))),
        ];
        return (dits.Length == 1 ? moments : $"{moments} and ({string.Join(" or ", chacun)})", chacun);
    }

    /// <summary>When a row counts, and how those rows are found.</summary>
    public string Moments => !ParNoeud ? Quand : comptage.Forme switch
    {
        Forme.Stock or Forme.Fenetre3 => $"{EnCours.AuxNoeuds("f", question.Schema, fin)} and {Quand}",
        Forme.Actifs => $"{EnCours.EntreNoeuds("f", question.Schema, Parametre(periode.Debut), fin)} and {Quand}",
        _ => Quand,
    };

    /// <summary>What a row must be by itself.</summary>
    public IEnumerable<string> Propres
    {
        get
        {
            // Coming of age ends a stay; elsewhere the age is that of the counting date.
            if (comptage.MoinsDe is { } age)
            {
                yield return comptage.Forme is Forme.Entrees or Forme.Sorties ? "f.naissance is not null" : PlusJeuneQue(age);
            }

            if (comptage.Valeurs.Count > 0)
            {
                yield return $"f.valeur = any({Parametre(comptage.Valeurs.ToArray())})";
            }
        }
    }

    /// <summary>
    /// Whether a person was younger than this on the counting date. Nearly all are so on the last day of a period, or were not on the first, which
    /// their month of birth alone tells.
    /// </summary>
    private string PlusJeuneQue(int ans)
    {
        if (Jour == fin)
        {
            return $"f.naissance > {Parametre(AgeEnSql.PasNeApres(periode.Fin, ans))}";
        }

        var exactement = $"{AgeEnSql.EnMois(Jour)} < {Parametre(ans * 12)}";
        return comptage.Forme is Forme.Flux or Forme.Delai
            ? $"(f.naissance > {Parametre(AgeEnSql.PasNeApres(periode.Fin, ans))} or f.naissance > {Parametre(AgeEnSql.PasNeApres(periode.Debut, ans))} and {exactement})"
            : exactement;
    }

    /// <summary>Acts have a table of their own; delays are episodes too.</summary>
    private bool EstUnEpisode => comptage.Nature is < Nature.ConsultationInfantile or >= Nature.DelaiOrientation;

    public string Table => $"{question.Schema}.{(EstUnEpisode ? "episodes" : "actes")}";

    private string Jour => !EstUnEpisode ? "f.jour" : comptage.Forme is Forme.Nouveaux or Forme.Delai ? "f.du" : fin;

    private string SesTerritoires =>
        $"join {question.Schema}.territoires t on t.commune = f.commune and t.decoupage = any({Parametre(question.Decoupages.Select(Territoires.NomDe).ToArray())})";

    private string Conditions => string.Join(" and ", ListerConditions());

    /// <summary>
    /// The first row of each object, in some order. Of its columns, those alone that are looked at afterwards: all of them are on a page each, and
    /// these in an index.
    /// </summary>
    private string Premiers(string objet, string ordre, string unite, string suite)
    {
        var colonnes = Colonne().Matches(string.Join(' ', ["f.commune", "f.du", unite, suite, .. Cles])).Select(m => m.Value).Distinct();
        return $"(select distinct on ({objet}) {string.Join(", ", colonnes)} from {Table} f where {Conditions} order by {objet}, {ordre}) f";
    }

    [GeneratedRegex(@"\bf\.\w+")]
    private static partial Regex Colonne();

    private string Choisir(string unite, string suite, bool distincts, string faits, string? conditions)
    {
        string[] cles = ["t.decoupage", "t.territoire", .. question.Dimensions.Select((d, i) => i == question.Sauf ? $"'{Question.Toutes}'" : Expression(d, Jour))];
        return $"""
            select {(distincts ? "distinct " : "")}{string.Join(", ", cles.Select((c, i) => $"{c} as c{i + 1}"))}, {unite} as u{suite}
            from {faits}
            {SesTerritoires}
            {(conditions is null ? "" : $"where {conditions}")}
            """;
    }

    /// <summary>
    /// One row per day on which an object comes into a cell, or leaves it. Its episodes in the cell that touch or overlap are one
    /// stay; who moves, or grows into another age band, leaves a cell for another: so stocks balance in every cell.
    /// </summary>
    private string Mouvements(string unite, bool avecDossier)
    {
        var parAge = question.Dimensions.Where((d, i) => d == Dimension.Age && i != question.Sauf).Any();
        string[] cles = ["t.decoupage", "t.territoire", .. question.Dimensions.Select((d, i) => i == question.Sauf ? $"'{Question.Toutes}'" : d == Dimension.Age ? "a.libelle" : Expression(d, fin))];
        var (du, au) = parAge ? ("greatest(f.du, a.des)", "least(f.au, a.jusque)") : ("f.du", "f.au");
        if (comptage.MoinsDe is { } age)
        {
            au = $"least({au}, {AgeEnSql.Anniversaire($"{age}")})";
        }

        return $"""
            select {Noms}, u{(avecDossier ? ", (min(dossier::text))::uuid as dossier" : "")}
            from (
                select bornes.*, sum(case when avant >= du then 0 else 1 end) over (partition by {Noms}, u order by du, au) as sejour
                from (
                    select episodes.*, max(au) over (partition by {Noms}, u order by du, au rows between unbounded preceding and 1 preceding) as avant
                    from (
                        select {string.Join(", ", cles.Select((c, i) => $"{c} as c{i + 1}"))}, {unite} as u{(avecDossier ? Dossier : "")}, {du} as du, {au} as au
                        from {Table} f
                        {SesTerritoires}
                        {(parAge ? AgeEnSql.Bandes : "")}
                        where {Conditions}
                    ) episodes
                    where du < au
                ) bornes
            ) sejours
            group by {Noms}, u, sejour
            having {(comptage.Forme == Forme.Entrees ? "min(du)" : "max(au)")} between {Parametre(periode.Debut)} and {fin}
            """;
    }

    private IEnumerable<string> ListerConditions()
    {
        // Said in the query and not beside it: the indexes of some natures alone are found by it.
        yield return $"f.nature = {comptage.Nature:D}";
        if ((Types ?? ToutType) is { } types)
        {
            yield return types;
        }

        yield return Moments;
        yield return Connu("f");
        foreach (var propre in Propres)
        {
            yield return propre;
        }

        if (comptage.AvecMontant)
        {
            yield return "f.valeur is not null";
        }

        if (comptage.Aussi is { } aussi)
        {
            yield return $"""
                exists (
                    select from {question.Schema}.episodes g
                    where g.flux = f.flux and g.nature = {aussi.Nature:D}{(aussi.Types.Length > 0 ? $" and g.type = any({Parametre(aussi.Types)})" : "")}
                      and g.du <= {fin} and g.au > {fin} and {Connu("g")})
                """;
        }

        foreach (var (role, present) in comptage.Membres)
        {
            yield return $"""
                {(present ? "" : "not ")}exists (
                    select from {question.Schema}.episodes g
                    where g.foyer = f.foyer and g.nature = {Nature.MembreDeFoyer:D} and g.type = {role:D} and g.du <= {fin} and g.au > {fin} and {Connu("g")})
                """;
        }

        if (comptage.Depuis is { } anciennete)
        {
            var debut = $"(select max(g.du) from {question.Schema}.episodes g where g.flux = f.flux and g.objet = f.objet and g.nature = f.nature and g.debut and g.du <= {fin} and {Connu("g")})";
            yield return $"{debut} <= {fin} - make_interval(months => {anciennete.Des})";
            if (anciennete.Avant is { } avant)
            {
                yield return $"{debut} > {fin} - make_interval(months => {avant})";
            }
        }
    }

    /// <summary>Rows as known on the day of the question, or now.</summary>
    public string Connu(string alias)
    {
        if (question.VuAu is not { } vuAu)
        {
            // As the indexes of what is known now say it.
            return $"{alias}.connu_a > '9999-12-30'";
        }

        var k = Parametre(vuAu);
        return $"{alias}.connu_de <= {k} and {alias}.connu_a > {k}";
    }

    private static string Expression(Dimension dimension, string jour) => dimension switch
    {
        Dimension.Sexe => "case f.sexe when 1 then 'F' when 2 then 'M' when 3 then 'X' else 'NON_RENSEIGNE' end",
        Dimension.Type => "f.type::text",
        Dimension.Service => "coalesce(f.structure, 'NON_RENSEIGNE')",
        _ => $"case when f.naissance is null then 'NON_RENSEIGNE'{string.Concat(TranchesAge.Toutes.Reverse().Select(t => $" when {AgeEnSql.EnMois(jour)} >= {t.Des * 12} then '{t.Libelle}'"))} end",
    };
}
