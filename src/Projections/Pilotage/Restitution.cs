using System.Text.Json.Serialization;
using Accompagnement.Projections.Faits;
using Npgsql;

namespace Accompagnement.Projections.Pilotage;

/// <summary>
/// A figure as it was known on a day, beside what is known of the same day now: « 412 alors, 419 avec ce qui a été saisi depuis ».
/// </summary>
/// <param name="Alors">As known on the day of knowledge.</param>
/// <param name="Maintenant">With all that is recorded.</param>
/// <param name="SaisisDepuis">Counted now, and unknown then: entered late.</param>
/// <param name="Corriges">Counted now, and known otherwise then: corrected, or followed by an event entered late.</param>
/// <param name="Retires">Counted then, and no longer: withdrawn, corrected, or ended by an event entered late.</param>
public sealed record LigneRestitution(
    string Code, string Type, string Service, string Territoire, DateOnly Au, DateOnly VuAu, long Alors, long Maintenant, long SaisisDepuis, long Corriges, long Retires)
{
    public const string Entete = "code;type;service;territoire;au;vu_au;alors;maintenant;saisis_depuis;corriges;retires";

    /// <summary>The number of the type; null for all of them.</summary>
    [JsonIgnore]
    public short? Genre { get; init; }

    [JsonIgnore]

    public IReadOnlyList<object?> Champs => [Code, Type, Service, Territoire, Au, VuAu, Alors, Maintenant, SaisisDepuis, Corriges, Retires];
}

/// <summary>How complete a month usually is so long after its end, from the months whose figure has had the time to settle.</summary>
/// <param name="Mois">Months after the end of the month.</param>
/// <param name="Part">What was known then, over what is known now; above 1 when corrections took more away than late entries added.</param>
/// <param name="MoisObserves">How many months it is computed on.</param>
/// <param name="Base">What they count now, in all.</param>
public sealed record LigneCompletude(string Code, int Mois, double? Part, int MoisObserves, long Base)
{
    public const string Entete = "code;mois_apres;part_connue;mois_observes;base";

    [JsonIgnore]

    public IReadOnlyList<object?> Champs => [Code, Mois, Part, MoisObserves, Base];
}

/// <summary>The columns of <see cref="LigneRestitution"/>.</summary>
public enum PartRestituee
{
    Alors,
    Maintenant,
    SaisisDepuis,
    Corriges,
    Retires,
}

/// <summary>
/// What became of figures since they were given: stocks (L1: measures that wait, W1: persons with a référent, M: measures in
/// progress, X1: open deadlines) on a day, and openings of a month (D1 to D8).
/// </summary>
public sealed class Restitutions(NpgsqlDataSource source)
{
    /// <summary>The distances, in months, at which completeness is told.</summary>
    public static IReadOnlyList<int> Distances { get; } = [0, 1, 2, 3, 6, 12];

    private const int MoisObserves = 24;
    private const int Jamais = 1_000_000;

    /// <summary>The stocks that can be told as they were known, and the episodes they count.</summary>
    public static IReadOnlyDictionary<string, Nature> Stocks { get; } = new Dictionary<string, Nature>
    {
        ["L1"] = Nature.AttenteMesure,
        ["M"] = Nature.Mesure,
        ["W1"] = Nature.Referent,
        ["X1"] = Nature.Echeance,
    };

    /// <summary>What a code counts, whether it is a stock or openings.</summary>
    public static Nature? NatureDe(string code) =>
        Stocks.TryGetValue(code, out var stock) ? stock : Delais.Codes.TryGetValue(code, out var delai) ? delai : null;

    /// <summary>Names the kinds of rows of a code.</summary>
    public static Func<short, string> Nommer(string code) => NatureDe(code) is not { } nature ? throw new ArgumentOutOfRangeException(nameof(code))
        : type => Noms.Type(nature, type);

    /// <summary>A figure on a day as known on another, and as known now.</summary>
    /// <param name="code">A stock, or the openings of a delay in the month of the day, up to it.</param>
    /// <param name="vue">The day, and the day of knowledge to compare with now.</param>
    /// <param name="axes">What the rows are broken down by.</param>
    /// <param name="filtre">What they are restricted to.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<IReadOnlyList<LigneRestitution>> LireAsync(string code, Vue vue, Axes axes, Filtre filtre, CancellationToken ct = default)
    {
        await using var commande = Requete.Creer(source, $"""
            {Cas(code, axes, filtre)}
            select axe_type, axe_service, axe_territoire, {string.Join(", ", Enum.GetValues<PartRestituee>().Select(p => $"count(*) filter (where {Choisir(p)})"))}
            from juges group by 1, 2, 3
            """);
        Sql.Ajouter(commande.Parameters, vue, filtre);
        var (lues, nommer) = (new List<LigneRestitution>(), Nommer(code));
        await using var l = await commande.ExecuteReaderAsync(ct);
        while (await l.ReadAsync(ct))
        {
            var cle = Sql.LireCle(l);
            var type = cle.Type is { } t ? nommer(t) : "";
            lues.Add(new(code, type, cle.Service, cle.Territoire, vue.Au, vue.VuAu, l.GetInt64(3), l.GetInt64(4), l.GetInt64(5), l.GetInt64(6), l.GetInt64(7)) { Genre = cle.Type });
        }

        return [.. lues.OrderBy(r => r.Type, StringComparer.Ordinal).ThenBy(r => r.Service, StringComparer.Ordinal).ThenBy(r => r.Territoire, StringComparer.Ordinal)];
    }

    /// <summary>How many there were as known on the day of knowledge, and how many now, without telling why they differ.</summary>
    public async Task<(long Alors, long Maintenant)> CompterAsync(string code, Vue vue, Filtre filtre, CancellationToken ct = default)
    {
        await using var commande = Requete.Creer(source, $"""
            {Cas(code, Axes.Aucun, filtre)}
            select count(*) filter (where {Choisir(PartRestituee.Alors)}), count(*) filter (where {Choisir(PartRestituee.Maintenant)}) from juges
            """);
        Sql.Ajouter(commande.Parameters, vue, filtre);
        await using var l = await commande.ExecuteReaderAsync(ct);
        await l.ReadAsync(ct);
        return (l.GetInt64(0), l.GetInt64(1));
    }

    /// <summary>The files behind one column of <see cref="LireAsync"/>, those that began first before the others.</summary>
    public async Task<DossiersComptes> DossiersAsync(string code, PartRestituee part, Vue vue, Filtre filtre, int apres, int max, CancellationToken ct = default)
    {
        var nature = NatureDe(code) ?? throw new ArgumentOutOfRangeException(nameof(code));
        await using var commande = Requete.Creer(source, $"""
            {Cas(code, Axes.Aucun, filtre)}
            select flux, type, service, territoire, du, count(*) over () from juges where {Choisir(part)}
            order by du, flux, objet, type offset $8 limit $9
            """);
        Sql.Ajouter(commande.Parameters, vue, filtre);
        commande.Parameters.Add(new NpgsqlParameter<int> { TypedValue = apres });
        commande.Parameters.Add(new NpgsqlParameter<int> { TypedValue = max });
        var (total, lignes, nommer) = (0L, new List<DossierCompte>(), Nommer(code));
        await using var l = await commande.ExecuteReaderAsync(ct);
        while (await l.ReadAsync(ct))
        {
            lignes.Add(new(l.GetGuid(0), nature, nommer(l.GetInt16(1)), l.GetString(2), l.GetString(3), l.GetFieldValue<DateOnly>(4), null));
            total = l.GetInt64(5);
        }

        return new(total, lignes);
    }

    /// <summary>Which cases a column counts.</summary>
    private static string Choisir(PartRestituee part) => part switch
    {
        PartRestituee.Alors => "alors",
        PartRestituee.Maintenant => "maintenant",
        PartRestituee.SaisisDepuis => "maintenant and not alors and not connu",
        PartRestituee.Corriges => "maintenant and not alors and connu",
        _ => "alors and not maintenant",
    };

    /// <summary>Begins a query by its cases: whether each counted then, counts now, and was known then at all.</summary>
    private static string Cas(string code, Axes axes, Filtre filtre)
    {
        var nature = NatureDe(code) ?? throw new ArgumentOutOfRangeException(nameof(code));
        var (quand, jour) = Stocks.ContainsKey(code)
            ? (EnCours.Le("e", "$1"), "$1")
            : ("e.du between date_trunc('month', $1::timestamp)::date and $1", "e.du");

        // Conditions on knowledge are written for one day. Here a row counts when it held on that day or holds now; within a site, when it was
        // of the site by what was known on that day, or is by what is known now.
        var conditions = Sql.Conditions(jour, filtre);
        var (perimetre, rangees) = filtre.Site is null
            ? ("", Rangees(conditions.Replace(Sql.Connu, $"({Sql.Connu} or {Sql.ConnuMaintenant})", StringComparison.Ordinal), Sql.Connu, Sql.ConnuMaintenant))
            : ($"{Sql.PerimetreMaintenant}, ", $"{Rangees(conditions, "true", "false")} union all {Rangees(Sql.Maintenant(conditions), "false", "true")}");
        // Whether a case was known at all is looked for in its file, for those alone that did not count then: not in all that was ever known.
        return $"""
            with {perimetre}cas as (
                select axe_type, axe_service, axe_territoire, r.flux, r.objet, r.type, bool_or(r.alors) as alors, bool_or(r.maintenant) as maintenant,
                       min(r.du) as du, min(r.service) as service, min(r.territoire) as territoire
                from ({rangees}) r
                group by 1, 2, 3, r.flux, r.objet, r.type, r.agent
            ), juges as materialized (
                select c.*, case when c.alors or not c.maintenant then true else coalesce(
                           (select true from faits.episodes a where a.flux = c.flux and a.nature = {(short)nature} and a.objet = c.objet and a.connu_de <= $2 limit 1),
                           (select true from faits.liens l join faits.episodes a on a.flux = l.absorbe
                            where l.absorbant = c.flux and a.nature = {(short)nature} and a.objet = c.objet and a.connu_de <= $2 limit 1),
                           false) end as connu
                from cas c
            )
            """;

        // A référent is one more case for each agent; other rows are those of one object, whoever carries it.
        string Rangees(string retenues, string alors, string maintenant) => $"""
            select {Sql.Cellule(axes)}, e.flux, e.objet, e.type, {(nature == Nature.Referent ? "e.agent" : "null")} as agent, {alors} as alors, {maintenant} as maintenant,
                   e.du, coalesce(e.structure, '') as service, t.territoire
            from faits.episodes e {Sql.Territoire}
            where e.nature = {(short)nature} and {quand} and {retenues}
            """;
    }

    /// <summary>
    /// How complete a month of a figure is after 0, 1, 2… months: over the 24 last months that are old enough for the distance, what was known
    /// then over what is known now.
    /// </summary>
    /// <param name="code">As <see cref="LireAsync"/> takes it.</param>
    /// <param name="connu">The last day of what is known: later knowledge is not used.</param>
    /// <param name="filtre">What is looked at.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<IReadOnlyList<LigneCompletude>> CompletudeAsync(string code, DateOnly connu, Filtre filtre, CancellationToken ct = default)
    {
        var nature = NatureDe(code) ?? throw new ArgumentOutOfRangeException(nameof(code));
        var stock = Stocks.ContainsKey(code);
        var premier = new DateOnly(connu.Year, connu.Month, 1).AddMonths(-MoisObserves - Distances[^1]);
        var conditions = Sql.Conditions("e.du", filtre).Replace(Sql.Connu, "e.connu_de <= $2", StringComparison.Ordinal);
        await using var commande = Requete.Creer(source, $"""
            select * from (
                select {Rang("e.du")} as du, {Rang("e.au")} as au, {Rang("e.connu_de")} as connu_de, case when e.connu_a > $2 then {Jamais} else {Rang("e.connu_a")} end as connu_a, count(*)
                from faits.episodes e {Sql.Territoire}
                where $1::date is not null and e.nature = {(short)nature} and {(stock ? EnCours.Entre("e", "$8", "$2") : "e.du between $8 and $2")} and {conditions}
                group by 1, 2, 3, 4
            ) lus
            where {(stock ? "du < au and" : "")} connu_de < connu_a
            """);
        Sql.Ajouter(commande.Parameters, new(connu, connu), filtre);
        commande.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = premier });
        commande.Parameters.Add(new NpgsqlParameter<DateOnly[]> { TypedValue = [.. Enumerable.Range(0, MoisObserves + Distances[^1] + 2).Select(premier.AddMonths)] });
        var lus = new List<(int Du, int Au, int ConnuDe, int ConnuA, long Nombre)>();
        await using (var l = await commande.ExecuteReaderAsync(ct))
        {
            while (await l.ReadAsync(ct))
            {
                lus.Add((l.GetInt32(0), l.GetInt32(1), l.GetInt32(2), l.GetInt32(3), l.GetInt64(4)));
            }
        }

        // The last month that is over: a row is there at its end, or opens in it; it was known at the end of another when it was known by
        // then, and not yet otherwise.
        var lendemain = connu.AddDays(1);
        var dernier = ((lendemain.Year - premier.Year) * 12) + lendemain.Month - premier.Month;
        return [.. Distances.Select(distance =>
        {
            var (alors, actuel, mois) = (0L, 0L, 0);
            for (var rang = dernier - distance; rang > dernier - distance - MoisObserves; rang--)
            {
                var (alorsDuMois, actuelDuMois) = (0L, 0L);
                foreach (var l in lus)
                {
                    if (stock ? l.Du <= rang && l.Au > rang : l.Du == rang)
                    {
                        alorsDuMois += l.ConnuDe <= rang + distance && l.ConnuA > rang + distance ? l.Nombre : 0;
                        actuelDuMois += l.ConnuA == Jamais ? l.Nombre : 0;
                    }
                }

                (alors, actuel, mois) = (alors + alorsDuMois, actuel + actuelDuMois, mois + (alorsDuMois + actuelDuMois > 0 ? 1 : 0));
            }

            return new LigneCompletude(code, distance, actuel == 0 ? null : (double)alors / actuel, mois, actuel);
        })];
    }

    /// <summary>The rank of the month of a day, as SQL, among those whose first days are $9: 0 before all of them, and the last for whatever comes later.</summary>
    private static string Rang(string jour) => $"width_bucket({jour}, $9)";
}
