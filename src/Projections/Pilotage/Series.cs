using System.Text.Json.Serialization;
using Accompagnement.Projections.Faits;
using Npgsql;

namespace Accompagnement.Projections.Pilotage;

/// <summary>
/// One month of a list. It balances: <c>Stock</c> = stock of the month before + entrées + arrivées − sorties − départs. Arrivals
/// and departures are episodes that go on, but came from or went to elsewhere: another territory or another service.
/// </summary>
/// <param name="Mois">Its first day.</param>
/// <param name="Stock">In progress at the end of its last day.</param>
public sealed record MoisDeSerie(DateOnly Mois, long Stock, long Entrees, long Sorties, long Arrivees, long Departs)
{
    public const string Entete = "mois;stock;entrees;sorties;arrivees;departs";

    [JsonIgnore]

    public IReadOnlyList<object?> Champs => [Mois, Stock, Entrees, Sorties, Arrivees, Departs];
}

/// <summary>What became of the measures decided in one month.</summary>
public sealed record Cohorte(DateOnly Mois, long Decidees, long Demarrees, long EnAttente, long Abandonnees)
{
    public const string Entete = "mois;decidees;demarrees;en_attente;abandonnees";

    [JsonIgnore]

    public IReadOnlyList<object?> Champs => [Mois, Decidees, Demarrees, EnAttente, Abandonnees];
}

/// <summary>Series over the whole past: waiting lists, caseloads, and what became of each month's decisions.</summary>
public sealed class Series(NpgsqlDataSource source)
{
    /// <summary>The months of one kind of episode, from that of a day to that of the view.</summary>
    /// <param name="nature">Waits, référents, measures…</param>
    /// <param name="du">In its month the series begins; stocks count all that came before.</param>
    /// <param name="vue">The last day, and the knowledge.</param>
    /// <param name="filtre">What is looked at; a series has no site.</param>
    /// <param name="agent">Only the episodes of one agent.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<IReadOnlyList<MoisDeSerie>> LireAsync(Nature nature, DateOnly du, Vue vue, Filtre filtre, string? agent = null, CancellationToken ct = default)
    {
        if (filtre.Site is not null)
        {
            throw new ArgumentException("A series has no site: agents move, and its months would not balance.", nameof(filtre));
        }

        if (SejoursEntiers(nature, filtre))
        {
            return await LireSejoursEntiersAsync(nature, du, vue, filtre, agent, ct);
        }

        // Rows of one object that touch each other inside the selection are one stay: a cut there is neither an entry nor an exit. Most stays
        // were never cut, and have no neighbour to look for.
        await using var commande = Requete.Creer(source, $"""
            with choisies as materialized (
                select e.du, e.au, e.debut, e.fin, e.flux, e.objet, e.type, e.agent
                from faits.episodes e {Sql.Territoire}
                where e.nature = {(short)nature} and e.du <= $1 and ($8::text is null or e.agent = $8) and {Sql.Conditions("e.du", filtre)}
            ), lignes as (
                select du, au, debut, fin, false as suit, false as suivi from choisies where debut and fin
                union all
                select du, au, debut, fin,
                       not debut and lag(au) over suite is not distinct from du,
                       not fin and lead(du) over suite is not distinct from au
                from choisies where not (debut and fin)
                window suite as (partition by flux, objet, type, agent order by du)
            )
            select jour, sum(entrees)::bigint, sum(arrivees)::bigint, sum(sorties)::bigint, sum(departs)::bigint
            from (
                select du as jour, count(*) filter (where debut) as entrees, count(*) filter (where not debut) as arrivees, 0 as sorties, 0 as departs
                from lignes where not suit group by du
                union all
                select au, 0, 0, count(*) filter (where fin), count(*) filter (where not fin) from lignes where not suivi and au <= $1 group by au
            ) m
            group by jour
            """);
        Sql.Ajouter(commande.Parameters, vue, filtre);
        commande.Parameters.Add(Sql.Texte(agent));
        return await EnMoisAsync(commande, du, vue, ct);
    }

    /// <summary>Whether stays are looked at whole: what cuts them, a move or another service, puts no part of them outside.</summary>
    private static bool SejoursEntiers(Nature nature, Filtre filtre) =>
        nature is Nature.AttenteMesure or Nature.Referent or Nature.Mesure && filtre is { Service: null, Territoire: null };

    /// <summary>Then nothing comes from elsewhere, and stays are counted by their ends alone: neighbours need not be found.</summary>
    private async Task<IReadOnlyList<MoisDeSerie>> LireSejoursEntiersAsync(Nature nature, DateOnly du, Vue vue, Filtre filtre, string? agent, CancellationToken ct)
    {
        await using var commande = Requete.Creer(source, $"""
            select coalesce(e.du, e.au), case when grouping(e.du) = 0 then count(*) filter (where e.debut) else 0 end, 0::bigint,
                   case when grouping(e.du) = 0 then 0 else count(*) filter (where e.fin) end, 0::bigint
            from faits.episodes e {Sql.Territoire}
            where e.nature = {(short)nature} and e.du <= $1 and ($8::text is null or e.agent = $8) and {Sql.Conditions("e.du", filtre)}
            group by grouping sets ((e.du), (e.au)) having e.du is not null or e.au <= $1
            """);
        Sql.Ajouter(commande.Parameters, vue, filtre);
        commande.Parameters.Add(Sql.Texte(agent));
        return await EnMoisAsync(commande, du, vue, ct);
    }

    /// <summary>Adds up the movements of days to the months of a series.</summary>
    private static async Task<IReadOnlyList<MoisDeSerie>> EnMoisAsync(Requete commande, DateOnly du, Vue vue, CancellationToken ct)
    {
        var mouvements = new Dictionary<DateOnly, (long Entrees, long Arrivees, long Sorties, long Departs)>();
        await using (var lignes = await commande.ExecuteReaderAsync(ct))
        {
            while (await lignes.ReadAsync(ct))
            {
                var jour = lignes.GetFieldValue<DateOnly>(0);
                var mois = new DateOnly(jour.Year, jour.Month, 1);
                var m = mouvements.GetValueOrDefault(mois);
                mouvements[mois] = (m.Entrees + lignes.GetInt64(1), m.Arrivees + lignes.GetInt64(2), m.Sorties + lignes.GetInt64(3), m.Departs + lignes.GetInt64(4));
            }
        }

        var premier = new DateOnly(du.Year, du.Month, 1);
        var stock = mouvements.Where(m => m.Key < premier).Sum(m => Solde(m.Value));
        var serie = new List<MoisDeSerie>();
        for (var mois = premier; mois <= vue.Au; mois = mois.AddMonths(1))
        {
            var m = mouvements.GetValueOrDefault(mois);
            stock += Solde(m);
            serie.Add(new(mois, stock, m.Entrees, m.Sorties, m.Arrivees, m.Departs));
        }

        return serie;
    }

    /// <summary>What became, by the day of the view, of the measures decided in each month.</summary>
    public async Task<IReadOnlyList<Cohorte>> CohortesAsync(DateOnly du, Vue vue, Filtre filtre, CancellationToken ct = default)
    {
        await using var commande = Requete.Creer(source, $"""
            select date_trunc('month', e.du)::date, count(*),
                   count(*) filter (where e.au <= $1 and e.valeur = 1),
                   count(*) filter (where e.au > $1),
                   count(*) filter (where e.au <= $1 and e.valeur = 2)
            from faits.episodes e {Sql.Territoire}
            where e.nature = 203 and e.du between $8 and $1 and {Sql.Conditions("e.du", filtre)}
            group by 1 order by 1
            """);
        Sql.Ajouter(commande.Parameters, vue, filtre);
        commande.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = new(du.Year, du.Month, 1) });
        var cohortes = new List<Cohorte>();
        await using var lignes = await commande.ExecuteReaderAsync(ct);
        while (await lignes.ReadAsync(ct))
        {
            cohortes.Add(new(lignes.GetFieldValue<DateOnly>(0), lignes.GetInt64(1), lignes.GetInt64(2), lignes.GetInt64(3), lignes.GetInt64(4)));
        }

        return cohortes;
    }

    private static long Solde((long Entrees, long Arrivees, long Sorties, long Departs) m) => m.Entrees + m.Arrivees - m.Sorties - m.Departs;
}
