using System.Text.Json.Serialization;
using Accompagnement.Projections.Faits;
using Npgsql;

namespace Accompagnement.Projections.Pilotage;

/// <summary>Somebody under rights and duties for whom a step is missing.</summary>
public sealed record BrsaSansSuite(Guid Personne, string Territoire, DateOnly Depuis, int Jours, bool SansOrientation, bool SansReferent)
{
    public const string Entete = "personne;territoire;depuis;jours;sans_orientation;sans_referent";

    [JsonIgnore]

    public IReadOnlyList<object?> Champs => [Personne, Territoire, Depuis, Jours, SansOrientation, SansReferent];
}

/// <summary>How many are under rights and duties in one cell, and for how many a step is missing; what it is not broken down by is empty.</summary>
/// <param name="SansLesDeux">How many have neither.</param>
/// <param name="PlusAncienDepuis">Since when the oldest of those for whom something is missing is under rights and duties.</param>
public sealed record NombreSansSuite(string Territoire, long Soumis, long SansOrientation, long SansReferent, long SansLesDeux, DateOnly? PlusAncienDepuis)
{
    /// <summary>How many lack something.</summary>
    [JsonIgnore]
    public long SansUnDesDeux => SansOrientation + SansReferent - SansLesDeux;

    public const string Entete = "territoire;soumis;sans_orientation;sans_referent;sans_les_deux;plus_ancien_depuis";

    [JsonIgnore]

    public IReadOnlyList<object?> Champs => [Territoire, Soumis, SansOrientation, SansReferent, SansLesDeux, PlusAncienDepuis];
}

/// <summary>L2: BRSA under rights and duties without orientation, or without a referent for their insertion; oldest first. A site has those
/// whom its agents follow, and those of its territory whom nobody follows (docs/decisions/0063).</summary>
public sealed class DroitsEtDevoirs(NpgsqlDataSource source)
{
    public async Task<IReadOnlyList<BrsaSansSuite>> LireAsync(Vue vue, Filtre filtre, int apres, int max, CancellationToken ct = default) =>
        (await PageAsync(vue, filtre, apres, max, ct)).Lignes;

    /// <summary>The same, with how many there are in all; none beyond the last.</summary>
    public async Task<(long Total, IReadOnlyList<BrsaSansSuite> Lignes)> PageAsync(Vue vue, Filtre filtre, int apres, int max, CancellationToken ct = default)
    {
        await using var commande = Requete.Creer(source, $"""
            {Manques(filtre)}
            select flux, territoire, depuis, sans_orientation, sans_referent, count(*) over () from manques where sans_orientation or sans_referent
            order by depuis, flux offset $8 limit $9
            """);
        Sql.Ajouter(commande.Parameters, vue, filtre);
        commande.Parameters.Add(new NpgsqlParameter<int> { TypedValue = apres });
        commande.Parameters.Add(new NpgsqlParameter<int> { TypedValue = max });
        var (total, personnes) = (0L, new List<BrsaSansSuite>());
        await using var l = await commande.ExecuteReaderAsync(ct);
        while (await l.ReadAsync(ct))
        {
            var depuis = l.GetFieldValue<DateOnly>(2);
            personnes.Add(new(l.GetGuid(0), l.GetString(1), depuis, vue.Au.DayNumber - depuis.DayNumber, l.GetBoolean(3), l.GetBoolean(4)));
            total = l.GetInt64(5);
        }

        return (total, personnes);
    }

    /// <summary>How many they are, among all who are under rights and duties.</summary>
    /// <param name="vue">The day and the knowledge.</param>
    /// <param name="axes">By territory, or all together.</param>
    /// <param name="filtre">What is looked at.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<IReadOnlyList<NombreSansSuite>> CompterAsync(Vue vue, Axes axes, Filtre filtre, CancellationToken ct = default)
    {
        await using var commande = Requete.Creer(source, $"""
            {Manques(filtre)}
            select {(axes.HasFlag(Axes.Territoire) ? "territoire" : "''")} as axe, count(distinct flux),
                   count(distinct flux) filter (where sans_orientation), count(distinct flux) filter (where sans_referent),
                   count(distinct flux) filter (where sans_orientation and sans_referent), min(depuis) filter (where sans_orientation or sans_referent)
            from manques {(axes.HasFlag(Axes.Territoire) ? "group by 1" : "having count(*) > 0")}
            """);
        Sql.Ajouter(commande.Parameters, vue, filtre);
        var nombres = new List<NombreSansSuite>();
        await using var l = await commande.ExecuteReaderAsync(ct);
        while (await l.ReadAsync(ct))
        {
            nombres.Add(new(l.GetString(0), l.GetInt64(1), l.GetInt64(2), l.GetInt64(3), l.GetInt64(4), l.IsDBNull(5) ? null : l.GetFieldValue<DateOnly>(5)));
        }

        return [.. nombres.OrderBy(n => n.Territoire, StringComparer.Ordinal)];
    }

    /// <summary>Everybody under rights and duties, and what is missing.</summary>
    private static string Manques(Filtre filtre) => $"""
        with manques as materialized (
            select e.flux, t.territoire, date '0001-01-01' + e.valeur as depuis,
                   not e.flux in (
                       select o.flux from faits.episodes o
                       where o.nature = 10 and {EnCours.Le("o", "$1")} and o.connu_de <= $2 and o.connu_a > $2) as sans_orientation,
                   not e.flux in (
                       select r.flux from faits.episodes r
                       where r.nature = 7 and r.type in (0, 2, 4) and {EnCours.Le("r", "$1")} and r.connu_de <= $2 and r.connu_a > $2) as sans_referent
            from faits.episodes e {Sql.Territoire}
            where e.nature = 9 and {EnCours.Le("e", "$1")} and {Sql.ConditionsOuSansReferent(filtre)}
        )
        """;
}
