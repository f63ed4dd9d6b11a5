using System.Globalization;
using Accompagnement.Domain.Acces;
using Accompagnement.Domain.Orientation;
using Accompagnement.Domain.Referentiels;
using Accompagnement.Projections.Faits;
using Npgsql;
using NpgsqlTypes;

namespace Accompagnement.Projections.Pilotage;

/// <summary>The day a figure is about, and the day whose knowledge it is given with.</summary>
public readonly record struct Vue(DateOnly Au, DateOnly VuAu)
{
    /// <summary>The last day of all: what is known by then is all that is recorded.</summary>
    public static readonly DateOnly ToutConnu = DateOnly.MaxValue.AddDays(-1);

    /// <summary>A day, with all that is recorded.</summary>
    public static Vue Le(DateOnly au) => new(au, ToutConnu);
}

/// <summary>What the rows of an answer are broken down by.</summary>
[Flags]
public enum Axes
{
    Aucun = 0,
    Type = 1,
    Service = 2,
    Territoire = 4,

    /// <summary>The site of the agents who follow the person: for deadlines and ruptures only.</summary>
    Site = 8,

    /// <summary>The agents who follow the person: for deadlines and ruptures only.</summary>
    Agent = 16,
}

/// <summary>What a figure is restricted to; null for no restriction.</summary>
/// <param name="Type">A type of measure, fund, stage…: its number in the rows.</param>
/// <param name="Service">The code of the structure that carries out; empty for what no structure was designated for.</param>
/// <param name="Territoire">A territory of the cut.</param>
/// <param name="Site">The site of the agent concerned: the row's own, else a referent's, on the day of the fact.</param>
/// <param name="Decoupage">The cut that territories belong to.</param>
public sealed record Filtre(
    short? Type = null, string? Service = null, string? Territoire = null, string? Site = null, Decoupage Decoupage = Decoupage.Depuis2016)
{
    public static Filtre Aucun { get; } = new();

    /// <summary>Without what belongs to the compartment of child protection: for those who are not in it, it does not exist.</summary>
    public bool SansEnfance { get; init; }

    /// <summary>Only agents of these services; null for all.</summary>
    public IReadOnlyList<string>? Services { get; init; }
}

/// <summary>One cell: empty where the answer is not broken down by that, or the value is not known.</summary>
public readonly record struct Cle(short? Type, string Service, string Territoire);

/// <summary>The pieces of SQL that the queries over facts share. They are constants: no text of a user becomes SQL.</summary>
internal static class Sql
{
    /// <summary>Rows as known on $2.</summary>
    public const string Connu = "e.connu_de <= $2 and e.connu_a > $2";

    /// <summary>
    /// Whatever the type of an act: said, so that the index, in which the type comes before the day, is read for the days asked for and no
    /// others. No nature that is looked at by its days alone has more types.
    /// </summary>
    public static string TousTypes(string lignes = "e") => $"{lignes}.type = any(array(select generate_series(-1, 127)::smallint))";

    /// <summary>Rows as known by all that is recorded.</summary>
    public const string ConnuMaintenant = "e.connu_a = 'infinity'";

    /// <summary>Restricts rows <c>e</c> joined to <c>t</c>: parameters $3 to $7 are those of <see cref="Ajouter"/>.</summary>
    private const string Restreint = """
        ($3::smallint is null or e.type = $3)
          and ($4::text is null or e.structure = $4 or ($4 = '' and e.structure is null))
          and ($5::text is null or t.territoire = $5)
        """;

    /// <summary>Joins the territory of the residence; every commune has one, so that the server leaves the join out where nobody asks for it.</summary>
    public const string Territoire = "left join faits.territoires t on t.commune = e.commune and t.decoupage = $6";

    /// <summary>The measures of the compartment, by their numbers.</summary>
    public static readonly string MesuresDeLAse = string.Join(',', Compartiments.MesuresDeLAse.Select(m => ((int)m).ToString(CultureInfo.InvariantCulture)));

    /// <summary>Rows <c>e</c> outside the compartment of child protection, whatever their nature.</summary>
    public static readonly string HorsEnfance = $"""
        not (e.nature in (4, 5, 103, 112, 205, 210)
            or e.nature in (2, 3, 203, 204) and e.type in ({MesuresDeLAse})
            or e.nature in (7, 111) and e.type = {(int)RoleReferent.Ase}
            or e.nature = 19 and (e.type in ({Regles.ReglesEcheances.TypesDeLEnfance}) or e.type - {Regles.ReglesEcheances.PremiereMesure} in ({MesuresDeLAse})))
        """;

    /// <summary>The compartment as a condition to add, when the filter leaves it out.</summary>
    public static string Compartiment(Filtre filtre) => filtre.SansEnfance ? $"and {HorsEnfance}" : "";

    /// <summary>The conditions on a row <c>e</c>; the site is looked for on the given day (an SQL expression of ours).</summary>
    public static string Conditions(string jour, Filtre filtre) => Conditions(filtre, DuSite(jour));

    /// <summary>The same on the day of the view, where who is followed by nobody is of the sites of their territory.</summary>
    public static string ConditionsOuSansReferent(Filtre filtre) => Conditions(filtre, $"({DuSite("$1")} or {SansReferentDuTerritoire})");

    /// <summary>The same where the query has looked for the site by itself.</summary>
    public static string ConditionsHorsSite(Filtre filtre) => Conditions(filtre, "true");

    private static string Conditions(Filtre filtre, string duSite) => $"""
        {Connu} and {Restreint} {Compartiment(filtre)}
          and {(filtre.Site is null ? "$7::text is null" : duSite)}
        """;

    /// <summary>Without any référent on the day, and living in the territory where the site ($7) is, by the cut of that day.</summary>
    private static readonly string SansReferentDuTerritoire = $"""
        e.commune in (
                select ici.commune
                from faits.episodes s
                join faits.territoires la on la.commune = s.commune and la.decoupage = case when $1 < date '2016-01-01' then 'avant2016' else '2016' end
                join faits.territoires ici on ici.decoupage = la.decoupage and ici.territoire = la.territoire
                where s.nature = 23 and s.structure = $7 and s.commune > 0 and s.du <= $1 and s.au > $1 and s.connu_de <= $2 and s.connu_a > $2)
            and not exists (
                select from faits.episodes r
                where r.flux = e.flux and r.nature = 7 and {EnCours.Le("r", "$1")} and r.connu_de <= $2 and r.connu_a > $2)
        """;

    /// <summary>Of the site on a day: there is a key of the row in <see cref="Perimetre"/> on that day.</summary>
    private static string DuSite(string jour) => $"""
        exists (
            select from {(jour == "$1" ? "perimetre_du_jour" : "perimetre")} p
            where p.cle = coalesce(case when e.nature = 205 then '@' || e.structure end, e.agent, e.flux::text) and p.du <= {jour} and p.au > {jour})
        """;

    /// <summary>
    /// What is of a site ($7), with its days, made once for a query: its agents; the persons whose référent worked there, for rows
    /// without agent; and the site itself, for an evaluation that was entrusted to it. No figure looks at a site after the day of its view.
    /// The persons are found by their agents, named beforehand: few of all those who are followed.
    /// </summary>
    /// <param name="depuis">Without what was over before a day, as SQL; null for all.</param>
    public static string Perimetre(string? depuis) => depuis is null ? DeToujours
        : DeToujours.Replace("a.nature = 11 and", $"a.nature = 11 and a.au >= {depuis} and", StringComparison.Ordinal)
            .Replace("r.nature = 7 and", $"r.nature = 7 and r.au >= {depuis} and", StringComparison.Ordinal);

    private const string DeToujours = """
        perimetre as materialized (
            select a.agent as cle, a.du, a.au from faits.episodes a
            where a.nature = 11 and a.structure = $7 and a.du <= $1 and a.connu_de <= $2 and a.connu_a > $2
            union all
            select r.flux::text, greatest(r.du, a.du), least(r.au, a.au)
            from faits.episodes a join faits.episodes r on r.agent = a.agent and r.nature = 7 and r.du < a.au and r.au > a.du
            where a.nature = 11 and a.structure = $7 and a.connu_de <= $2 and a.connu_a > $2 and r.du <= $1 and r.connu_de <= $2 and r.connu_a > $2
              and r.agent = any(array(select a.agent from faits.episodes a where a.nature = 11 and a.structure = $7 and a.connu_de <= $2 and a.connu_a > $2))
            union all
            select '@' || $7, date '-infinity', date 'infinity'
        )
        """;

    /// <summary>The same on the day of the view alone: a hundredth of it, where no other day is asked for.</summary>
    public static readonly string PerimetreDuJour = DeToujours.Replace("perimetre as", "perimetre_du_jour as", StringComparison.Ordinal)
        .Replace("a.connu_de <= $2", "a.du <= $1 and a.au > $1 and a.connu_de <= $2", StringComparison.Ordinal)
        .Replace("r.du < a.au and r.au > a.du", "r.du <= $1 and r.au > $1", StringComparison.Ordinal);

    /// <summary>The same by all that is recorded, beside it.</summary>
    public static readonly string PerimetreMaintenant = DeToujours.Replace("perimetre as", "perimetre_maintenant as", StringComparison.Ordinal)
        .Replace("a.connu_de <= $2 and a.connu_a > $2", "a.connu_a = 'infinity'", StringComparison.Ordinal)
        .Replace("r.connu_de <= $2 and r.connu_a > $2", "r.connu_a = 'infinity'", StringComparison.Ordinal);

    /// <summary>Conditions by all that is recorded, rather than as known on $2.</summary>
    public static string Maintenant(string conditions) => conditions.Replace(Connu, ConnuMaintenant, StringComparison.Ordinal)
        .Replace("from perimetre p", "from perimetre_maintenant p", StringComparison.Ordinal)
        .Replace("from perimetre_du_jour p", "from perimetre_maintenant p", StringComparison.Ordinal);

    /// <summary>The columns of the cell of a row, in the order of <see cref="Cle"/>.</summary>
    public static string Cellule(Axes axes) =>
        $"{(axes.HasFlag(Axes.Type) ? "e.type" : "null::smallint")} as axe_type, "
        + $"{(axes.HasFlag(Axes.Service) ? "coalesce(e.structure, '')" : "''")} as axe_service, "
        + $"{(axes.HasFlag(Axes.Territoire) ? "t.territoire" : "''")} as axe_territoire";

    /// <summary>
    /// One row for each cell, its columns being the first (those of <see cref="Cellule"/>, then site and agent where they are axes), and for each value
    /// of the columns at some other places. What is the same in every row is left out: comparing it for each is a third of the time of a count.
    /// </summary>
    public static string ParCellule(Axes axes, params IEnumerable<int> autres)
    {
        int[] places = [.. ((Axes[])[Axes.Type, Axes.Service, Axes.Territoire, Axes.Site, Axes.Agent]).Index().Where(a => axes.HasFlag(a.Item)).Select(a => a.Index + 1), .. autres];
        return places.Length == 0 ? "having count(*) > 0" : $"group by {string.Join(", ", places)}";
    }

    /// <summary>Adds the parameters $1 to $7: the day, the knowledge, the restrictions.</summary>
    public static void Ajouter(NpgsqlParameterCollection parametres, Vue vue, Filtre filtre)
    {
        parametres.Add(new NpgsqlParameter<DateOnly> { TypedValue = vue.Au });
        parametres.Add(new NpgsqlParameter<DateOnly> { TypedValue = vue.VuAu });
        parametres.Add(new NpgsqlParameter { Value = (object?)filtre.Type ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Smallint });
        parametres.Add(Texte(filtre.Service));
        parametres.Add(Texte(filtre.Territoire));
        parametres.Add(new NpgsqlParameter<string> { TypedValue = Territoires.NomDe(filtre.Decoupage) });
        parametres.Add(Texte(filtre.Site));
    }

    public static Cle LireCle(NpgsqlDataReader ligne) =>
        new(ligne.IsDBNull(0) ? null : ligne.GetInt16(0), ligne.GetString(1), ligne.GetString(2));

    /// <summary>
    /// Agents whose service of the day is one of those asked for; <paramref name="agent"/> and the parameter are SQL of ours. They are named once for
    /// the query, without regard to what its rows are called.
    /// </summary>
    public static string DesServices(string agent, string parametre) => $"""
        ({parametre}::text[] is null or {agent} in (
            select du_service.agent from faits.episodes du_service where du_service.nature = 12 and du_service.structure = any({parametre})
              and du_service.du <= $1 and du_service.au > $1 and du_service.connu_de <= $2 and du_service.connu_a > $2))
        """;

    public static NpgsqlParameter Textes(IReadOnlyList<string>? textes) =>
        new() { Value = (object?)textes?.ToArray() ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };

    public static NpgsqlParameter Texte(string? texte) => new() { Value = (object?)texte ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };
}
