using Accompagnement.Projections.Faits;

namespace Accompagnement.Projections.Tests.Moteur;

/// <summary>The episodes in progress on a day are found by their nodes: every one of them, and none by chance.</summary>
public sealed class NoeudsTests
{
    /// <summary>Where a tree of days is most likely to be wrong: at its root, at its two ends, beyond them, and anywhere.</summary>
    [Theory]
    [InlineData("2014-11-10")]
    [InlineData("1970-01-01")]
    [InlineData("2059-09-18")]
    [InlineData("1931-05-02")]
    [InlineData("2101-02-28")]
    [InlineData("2025-12-31")]
    public async Task Tout_episode_est_a_un_noeud_de_chaque_jour_qu_il_couvre(string centre)
    {
        await using var atelier = await Atelier.AvecAsync([]);
        await using var commande = atelier.Source.CreateCommand("""
            with jours as (
                select jour, faits.noeuds(jour) as noeuds
                from (select $1 + i as jour from generate_series(-24, 24) as i union all select date '2016-02-29') j
            ), bouts as (
                select $1 + i as jour from generate_series(-25, 25) as i
                union all values (date '-infinity'), (date 'infinity'), (date '1969-12-31'), (date '2013-01-01'), (date '2059-09-19'), (date '2400-01-01')
            ), episodes as (
                select a.jour as du, b.jour as au, faits.noeud(a.jour, b.jour) as noeud from bouts a join bouts b on a.jour < b.jour
            )
            select count(*), count(*) filter (where e.noeud <> all (j.noeuds)), max(cardinality(j.noeuds)),
                   count(*) filter (where e.du > '1970-01-01' and e.au < '2059-09-19' and date '1970-01-01' + e.noeud not between e.du and e.au - 1)
            from episodes e join jours j on e.du <= j.jour and j.jour < e.au
            """);
        commande.Parameters.Add(new() { Value = DateOnly.Parse(centre, System.Globalization.CultureInfo.InvariantCulture) });
        await using var l = await commande.ExecuteReaderAsync();
        await l.ReadAsync();
        l.GetInt64(0).ShouldBeGreaterThan(10_000);
        l.GetInt64(1).ShouldBe(0, "an episode is not found on a day that it covers");
        l.GetInt32(2).ShouldBe(15);
        l.GetInt64(3).ShouldBe(0, "a node is outside its episode");
    }

    /// <summary>Of a year, as of a day: around the same days.</summary>
    [Fact]
    public async Task Tout_episode_est_a_un_noeud_de_chaque_suite_de_jours_dont_il_couvre_un()
    {
        await using var atelier = await Atelier.AvecAsync([]);
        await using var commande = atelier.Source.CreateCommand("""
            with centres as (
                select unnest(array['2014-11-10', '1970-01-01', '2059-09-18', '1931-05-02', '2101-02-28', '2025-12-31']::date[]) as jour
            ), bouts as (
                select c.jour as centre, c.jour + i as jour from centres c, generate_series(-12, 12) as i
                union all select c.jour, b from centres c, unnest(array['-infinity', 'infinity', '1969-12-31', '2013-01-01', '2059-09-19', '2400-01-01']::date[]) as b
            ), suites as (
                select centre, premier, dernier, faits.noeuds(premier, dernier) as noeuds
                from (select c.jour as centre, c.jour + i as premier, c.jour + i + l as dernier from centres c, generate_series(-9, 9, 3) as i, unnest(array[0, 1, 5, 366]) as l) s
            ), episodes as (
                select a.centre, a.jour as du, b.jour as au, faits.noeud(a.jour, b.jour) as noeud from bouts a join bouts b on a.jour < b.jour and a.centre = b.centre
            )
            select s.centre, count(*), count(*) filter (where e.noeud <> all (s.noeuds)), count(*) filter (where e.du > s.premier and e.au <= s.dernier)
            from episodes e join suites s on e.centre = s.centre and e.du <= s.dernier and s.premier < e.au
            group by 1
            """);
        var centres = 0;
        await using var l = await commande.ExecuteReaderAsync();
        while (await l.ReadAsync())
        {
            var centre = l.GetFieldValue<DateOnly>(0);
            l.GetInt64(1).ShouldBeGreaterThan(5_000);
            l.GetInt64(2).ShouldBe(0, $"an episode is not found among days of which it covers one, around {centre}");
            l.GetInt64(3).ShouldBeGreaterThan(100, $"some lie between the first day and the last, around {centre}");
            centres++;
        }

        centres.ShouldBe(6);
    }

    [Fact]
    public async Task Les_noeuds_d_un_jour_donnent_ce_que_donnent_ses_deux_bouts()
    {
        await using var atelier = await Atelier.AvecAsync(Departement.Tirer(85, personnes: 90));
        var natures = Enum.GetValues<Nature>().Where(EnCours.ParNoeud).Select(n => (short)n).ToArray();
        await using var commande = atelier.Source.CreateCommand($"""
            select j.jour::date, count(*) filter (where {EnCours.Le("e", "j.jour::date")}), count(*) filter (where e.du <= j.jour and e.au > j.jour), count(distinct e.nature)
            from faits.episodes e, generate_series(date '2013-01-15', '2026-06-15', '29 days') as j(jour)
            where e.nature = any($1)
            group by j.jour
            """);
        commande.Parameters.Add(new() { Value = natures });
        var (jours, trouves) = (0, 0L);
        await using var l = await commande.ExecuteReaderAsync();
        while (await l.ReadAsync())
        {
            l.GetInt64(1).ShouldBe(l.GetInt64(2), $"{l.GetFieldValue<DateOnly>(0)}");
            l.GetInt64(3).ShouldBeGreaterThan(8);
            (jours, trouves) = (jours + 1, trouves + l.GetInt64(1));
        }

        jours.ShouldBeGreaterThan(100);
        trouves.ShouldBeGreaterThan(1_000);
    }

    [Fact]
    public async Task Les_noeuds_d_une_annee_donnent_ce_que_donnent_ses_deux_bouts()
    {
        await using var atelier = await Atelier.AvecAsync(Departement.Tirer(86, personnes: 90));
        var natures = Enum.GetValues<Nature>().Where(EnCours.ParNoeud).Select(n => (short)n).ToArray();
        var trouves = 0L;
        foreach (var dernier in Enumerable.Range(0, 18).Select(i => new DateOnly(2013, 6, 15).AddDays(i * 271)))
        {
            await using var commande = atelier.Source.CreateCommand($"""
                select count(*) filter (where {EnCours.Entre("e", "$2", "$3")}), count(*) filter (where e.du <= $3 and e.au > $2)
                from faits.episodes e where e.nature = any($1)
                """);
            commande.Parameters.Add(new() { Value = natures });
            commande.Parameters.Add(new() { Value = dernier.AddYears(-1).AddDays(1) });
            commande.Parameters.Add(new() { Value = dernier });
            await using var l = await commande.ExecuteReaderAsync();
            await l.ReadAsync();
            l.GetInt64(0).ShouldBe(l.GetInt64(1), $"the year to {dernier}");
            trouves += l.GetInt64(0);
        }

        trouves.ShouldBeGreaterThan(1_000);
    }
}
