using Accompagnement.Domain.Referentiels;
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
}

/// <summary>What a figure is restricted to; null for no restriction.</summary>
/// <param name="Type">A type of measure, fund, stage…: its number in the rows.</param>
/// <param name="Service">The code of the structure that carries out.</param>
/// <param name="Territoire">A territory of the cut.</param>
/// <param name="Site">The site of the agent concerned: the row's own, else a referent's, on the day of the fact.</param>
/// <param name="Decoupage">The cut that territories belong to.</param>
public sealed record Filtre(
    short? Type = null, string? Service = null, string? Territoire = null, string? Site = null, Decoupage Decoupage = Decoupage.Depuis2016)
{
    public static Filtre Aucun { get; } = new();
}

/// <summary>One cell: empty where the answer is not broken down by that, or the value is not known.</summary>
public readonly record struct Cle(short? Type, string Service, string Territoire);

/// <summary>The pieces of SQL that the queries over facts share. They are constants: no text of a user becomes SQL.</summary>
internal static class Sql
{
    /// <summary>Rows as known on $2.</summary>
    public const string Connu = "e.connu_de <= $2 and e.connu_a > $2";

    /// <summary>Restricts rows <c>e</c> joined to <c>t</c>: parameters $3 to $7 are those of <see cref="Ajouter"/>.</summary>
    private const string Restreint = """
        ($3::smallint is null or e.type = $3)
          and ($4::text is null or e.structure = $4)
          and ($5::text is null or t.territoire = $5)
        """;

    /// <summary>Joins the territory of the residence.</summary>
    public const string Territoire = "join faits.territoires t on t.commune = e.commune and t.decoupage = $6";

    /// <summary>The conditions on a row <c>e</c>; the site is looked for on the given day (an SQL expression of ours).</summary>
    public static string Conditions(string jour) => $"""
        {Connu} and {Restreint}
          and ($7::text is null or exists (
              select from faits.episodes a
              where a.nature = 11 and a.structure = $7 and a.connu_de <= $2 and a.connu_a > $2 and a.du <= {jour} and a.au > {jour}
                and (a.agent = e.agent or e.agent is null and exists (
                    select from faits.episodes r
                    where r.flux = e.flux and r.nature = 7 and r.agent = a.agent and r.connu_de <= $2 and r.connu_a > $2
                      and r.du <= {jour} and r.au > {jour})))
              or e.nature = 205 and e.structure = $7)
        """;

    /// <summary>The columns of the cell of a row, in the order of <see cref="Cle"/>.</summary>
    public static string Cellule(Axes axes) =>
        $"{(axes.HasFlag(Axes.Type) ? "e.type" : "null::smallint")} as axe_type, "
        + $"{(axes.HasFlag(Axes.Service) ? "coalesce(e.structure, '')" : "''")} as axe_service, "
        + $"{(axes.HasFlag(Axes.Territoire) ? "t.territoire" : "''")} as axe_territoire";

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

    public static NpgsqlParameter Texte(string? texte) => new() { Value = (object?)texte ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };
}
