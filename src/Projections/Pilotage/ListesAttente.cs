using System.Runtime.InteropServices;
using System.Text.Json.Serialization;
using Accompagnement.Projections.Faits;
using Npgsql;

namespace Accompagnement.Projections.Pilotage;

/// <summary>A row of <c>/api/pilotage/listes-attente</c>; what has no meaning is null.</summary>
public sealed record LigneAttente(
    string Type, string Service, string Territoire, DateOnly Au, long EnAttente, DateOnly? PlusAncienneDepuis, int? MedianeJours, int? P90Jours,
    double? PartHorsLimite, long AvecSubstitution, long EntreesMois, long SortiesMois, long? PlacesLibres)
{
    public const string Entete =
        "type;service;territoire;au;en_attente;plus_ancienne_depuis;mediane_jours;p90_jours;part_hors_limite;avec_substitution;entrees_mois;sorties_mois;places_libres";

    public int? P75Jours { get; init; }

    /// <summary>The plain mean of the waits that are over, which forgets those that last.</summary>
    public double? MoyenneClosJours { get; init; }

    /// <summary>The 95 % intervals of the median, P75 and P90.</summary>
    public Bornes IntervalleMediane { get; init; }

    public Bornes IntervalleP75 { get; init; }

    public Bornes IntervalleP90 { get; init; }

    [JsonIgnore]

    public IReadOnlyList<object?> Champs =>
        [Type, Service, Territoire, Au, EnAttente, PlusAncienneDepuis, MedianeJours, P90Jours, PartHorsLimite, AvecSubstitution, EntreesMois, SortiesMois, PlacesLibres];
}

/// <summary>Somebody who waits for a measure.</summary>
public sealed record EnAttente(Guid Personne, Guid Mesure, string Type, string Service, string Territoire, DateOnly Depuis, int Jours, bool AvecSubstitution)
{
    public const string Entete = "personne;mesure;type;service;territoire;depuis;jours;avec_substitution";

    [JsonIgnore]

    public IReadOnlyList<object?> Champs => [Personne, Mesure, Type, Service, Territoire, Depuis, Jours, AvecSubstitution];
}

/// <summary>
/// L1: who waits for a measure, per type and service. A measure waits from its decision, that day included, to its start, that
/// day excluded; the waits are estimated on the decisions of the twelve months that end on the day.
/// </summary>
public sealed class ListesAttente(NpgsqlDataSource source)
{
    public Task<IReadOnlyList<LigneAttente>> LireAsync(Vue vue, Axes axes, Filtre filtre, CancellationToken ct = default) =>
        LireAsync(vue, axes, filtre, new PlacesLibres(source).LireAsync(vue, axes, filtre, ct), ct);

    /// <summary>The same, for who reads the free places of the same cells for something else too.</summary>
    public async Task<IReadOnlyList<LigneAttente>> LireAsync(Vue vue, Axes axes, Filtre filtre, Task<IReadOnlyDictionary<Cle, long>> lirePlaces, CancellationToken ct = default)
    {
        var limite = (await Parametres.LireAsync(source, vue, ct)).Limite("D3");
        var (lireStocks, lireMouvements) = (StocksAsync(vue, axes, filtre, ct), MouvementsAsync(vue, axes, filtre, ct));
        var lireDurees = Durees.LireAsync(source, Nature.DelaiDemarrage, vue.Au.AddMonths(-12).AddDays(1), vue, vue.Au, axes, filtre, ct);
        await Task.WhenAll(lireStocks, lireMouvements, lirePlaces, lireDurees);
        var (stocks, mouvements, places, durees) = (await lireStocks, await lireMouvements, await lirePlaces, await lireDurees);
        return [.. stocks.Keys.Union(mouvements.Keys).Union(durees.Keys)
            .Select(cle =>
            {
                var (enAttente, depuis, substitution) = stocks.GetValueOrDefault(cle);
                var (entrees, sorties) = mouvements.GetValueOrDefault(cle);
                var km = durees.GetValueOrDefault(cle)?.Estimation;
                return new LigneAttente(
                    cle.Type is { } type ? Noms.Mesure(type) : "", cle.Service, cle.Territoire, vue.Au, enAttente, depuis,
                    km?.Quantile(0.5), km?.Quantile(0.9), 1 - km?.PartDansLimite(limite), substitution, entrees, sorties,
                    places.TryGetValue(cle, out var libres) ? libres : null)
                {
                    P75Jours = km?.Quantile(0.75),
                    MoyenneClosJours = km?.MoyenneDesClos,
                    IntervalleMediane = km?.Intervalle(0.5) ?? default,
                    IntervalleP75 = km?.Intervalle(0.75) ?? default,
                    IntervalleP90 = km?.Intervalle(0.9) ?? default,
                };
            })
            .OrderBy(l => l.Type, StringComparer.Ordinal).ThenBy(l => l.Service, StringComparer.Ordinal).ThenBy(l => l.Territoire, StringComparer.Ordinal)];
    }

    /// <summary>How many waited at the end of each of the last months, the day of the view being the end of the last one.</summary>
    /// <param name="vue">The day and the knowledge.</param>
    /// <param name="mois">How many months, 62 at most.</param>
    /// <param name="axes">What the rows are broken down by.</param>
    /// <param name="filtre">What is looked at.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<IReadOnlyDictionary<Cle, IReadOnlyList<long>>> StocksMensuelsAsync(Vue vue, int mois, Axes axes, Filtre filtre, CancellationToken ct = default)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(mois, MoisAuPlus);
        await using var commande = Requete.Creer(source, filtre.Site is null ? Attentes(axes, filtre) : MoisParMois(axes, filtre), depuis: "$8[1]");
        Sql.Ajouter(commande.Parameters, vue, filtre);
        var ceMois = new DateOnly(vue.Au.Year, vue.Au.Month, 1);
        commande.Parameters.Add(new NpgsqlParameter<DateOnly[]> { TypedValue = [.. Enumerable.Range(0, mois - 1).Select(i => ceMois.AddMonths(i + 2 - mois).AddDays(-1)), vue.Au] });
        var personnes = new Dictionary<(Cle Cle, Guid Personne), long>();
        await using var lignes = await commande.ExecuteReaderAsync(ct);
        while (await lignes.ReadAsync(ct))
        {
            // A wait that began and ended between two ends of months is at none of them.
            if (lignes.GetInt64(4) is var lesquels && lesquels != 0)
            {
                CollectionsMarshal.GetValueRefOrAddDefault(personnes, (Sql.LireCle(lignes), lignes.GetGuid(3)), out _) |= lesquels;
            }
        }

        return personnes.GroupBy(p => p.Key.Cle, p => p.Value).ToDictionary(
            g => g.Key,
            g => (IReadOnlyList<long>)[.. Enumerable.Range(0, mois).Select(i => g.Sum(m => (m >> i) & 1))]);
    }

    /// <summary>The months where a person waits are bits of a number, so that a wait is one row however long it lasts; who waits twice at once is there once.</summary>
    private const int MoisAuPlus = 62;

    /// <summary>Each wait with the months, whose ends are $8, where it lasts.</summary>
    private static string Attentes(Axes axes, Filtre filtre) => $"""
        select {Sql.Cellule(axes)}, e.flux, (1::bigint << {Rang("e.au")}) - (1::bigint << {Rang("e.du")})
        from faits.episodes e {Sql.Territoire}
        where e.nature = 3 and {EnCours.Entre("e", "$8[1]", "$1")} and {Sql.Conditions("$1", filtre)}
        """;

    /// <summary>Each is read once, and looked at at the ends of the months where it waits: an agent moves from site to site.</summary>
    private static string MoisParMois(Axes axes, Filtre filtre) => $"""
        with attentes as materialized (
            select e.nature, e.type, e.du, e.au, e.connu_de, e.connu_a, e.flux, e.commune, e.agent, e.structure from faits.episodes e
            where e.nature = 3 and {EnCours.Entre("e", "$8[1]", "$1")} and {Sql.Connu}
        )
        select {Sql.Cellule(axes)}, e.flux, 1::bigint << m.rang
        from attentes e
        cross join lateral (select r as rang, $8[r + 1] as jour from generate_series({Rang("e.du")}, {Rang("e.au")} - 1) as r) m {Sql.Territoire}
        where {Sql.Conditions("m.jour", filtre)}
        """;

    /// <summary>The rank of the first end of a month on or after a day: how many are before it.</summary>
    private static string Rang(string jour) => $"width_bucket({jour} - 1, $8)";

    /// <summary>Who waits, those who wait longest first.</summary>
    /// <param name="vue">The day and the knowledge.</param>
    /// <param name="filtre">What is looked at.</param>
    /// <param name="apres">Passes over those of the pages before: so many.</param>
    /// <param name="max">How many to give.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<IReadOnlyList<EnAttente>> PersonnesAsync(Vue vue, Filtre filtre, int apres, int max, CancellationToken ct = default)
    {
        await using var commande = Requete.Creer(source, $"""
            select e.flux, e.objet, e.type, coalesce(e.structure, ''), t.territoire, d.du, e.valeur
            from faits.episodes e {Sql.Territoire} {Decision}
            where e.nature = 3 and {EnCours.Le("e", "$1")} and {Sql.Conditions("$1", filtre)}
            order by d.du, e.objet offset $8 limit $9
            """);
        Sql.Ajouter(commande.Parameters, vue, filtre);
        commande.Parameters.Add(new NpgsqlParameter<int> { TypedValue = apres });
        commande.Parameters.Add(new NpgsqlParameter<int> { TypedValue = max });
        var personnes = new List<EnAttente>();
        await using var lignes = await commande.ExecuteReaderAsync(ct);
        while (await lignes.ReadAsync(ct))
        {
            var depuis = lignes.GetFieldValue<DateOnly>(5);
            personnes.Add(new(
                lignes.GetGuid(0), lignes.GetGuid(1), Noms.Mesure(lignes.GetInt16(2)), lignes.GetString(3), lignes.GetString(4), depuis,
                vue.Au.DayNumber - depuis.DayNumber, lignes.GetInt32(6) == 1));
        }

        return personnes;
    }

    /// <summary>A wait is cut by moves and changes of service: the day it began is that of its delay.</summary>
    private const string Decision = """
        join faits.episodes d on d.nature = 203 and d.type = e.type and d.objet = e.objet and d.flux = e.flux
            and d.du <= $1 and d.au > $1 and d.connu_de <= $2 and d.connu_a > $2
        """;

    private async Task<Dictionary<Cle, (long EnAttente, DateOnly? Depuis, long Substitution)>> StocksAsync(
        Vue vue, Axes axes, Filtre filtre, CancellationToken ct)
    {
        await using var commande = Requete.Creer(source, $"""
            select {Sql.Cellule(axes)}, count(distinct e.flux), min(d.du), count(distinct e.flux) filter (where e.valeur = 1)
            from faits.episodes e {Sql.Territoire} {Decision}
            where e.nature = 3 and {EnCours.Le("e", "$1")} and {Sql.Conditions("$1", filtre)}
            {Sql.ParCellule(axes)}
            """);
        Sql.Ajouter(commande.Parameters, vue, filtre);
        var stocks = new Dictionary<Cle, (long, DateOnly?, long)>();
        await using var lignes = await commande.ExecuteReaderAsync(ct);
        while (await lignes.ReadAsync(ct))
        {
            stocks[Sql.LireCle(lignes)] = (lignes.GetInt64(3), lignes.GetFieldValue<DateOnly>(4), lignes.GetInt64(5));
        }

        return stocks;
    }

    /// <summary>Waits that began, and that ended, from the first of the month to the day; an exit is of the site where it last waited.</summary>
    private async Task<Dictionary<Cle, (long Entrees, long Sorties)>> MouvementsAsync(Vue vue, Axes axes, Filtre filtre, CancellationToken ct)
    {
        await using var commande = Requete.Creer(source, $"""
            select axe_type, axe_service, axe_territoire, sum(entree)::bigint, sum(sortie)::bigint
            from (
                select {Sql.Cellule(axes)}, 1 as entree, 0 as sortie from faits.episodes e {Sql.Territoire}
                where e.nature = 3 and e.debut and e.du between $8 and $1 and {Sql.Conditions("e.du", filtre)}
                union all
                select {Sql.Cellule(axes)}, 0, 1 from faits.episodes e {Sql.Territoire}
                where e.nature = 3 and e.fin and e.du <= $1 and e.au between $8 and $1 and {Sql.Conditions("e.au - 1", filtre)}
            ) m
            group by 1, 2, 3
            """, depuis: "$8");
        Sql.Ajouter(commande.Parameters, vue, filtre);
        commande.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = new(vue.Au.Year, vue.Au.Month, 1) });
        var mouvements = new Dictionary<Cle, (long, long)>();
        await using var lignes = await commande.ExecuteReaderAsync(ct);
        while (await lignes.ReadAsync(ct))
        {
            mouvements[Sql.LireCle(lignes)] = (lignes.GetInt64(3), lignes.GetInt64(4));
        }

        return mouvements;
    }
}
