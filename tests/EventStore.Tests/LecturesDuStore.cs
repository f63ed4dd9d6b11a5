using Accompagnement.Domain.Autonomie;
using Accompagnement.Domain.Faits;
using Accompagnement.EventStore.Postgres;

namespace Accompagnement.EventStore.Tests;

/// <summary>What every store promises to those who read.</summary>
public abstract partial class ContratDuStore
{
    [Fact]
    public async Task Plusieurs_flux_se_lisent_l_un_apres_l_autre()
    {
        var (a, b, c) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        foreach (var flux in new[] { a, b, c })
        {
            await Store.AppendAsync(Exemples.Ajout(flux, 0));
        }

        foreach (var flux in new[] { c, a })
        {
            await Store.AppendAsync(Exemples.Ajout(flux, 1));
        }

        var choisis = await Store.ReadStreamsAsync([a, c, Guid.NewGuid()]).ToListAsync();
        Suites(choisis).ShouldBe([(a, "1 2"), (c, "1 2")], ignoreOrder: true);

        var tous = await Store.ReadByStreamAsync(4).ToListAsync();
        Suites(tous).ShouldBe([(a, "1"), (b, "1"), (c, "1 2")], ignoreOrder: true);

        // Stream by stream: none comes back after another began.
        static List<(Guid Flux, string Versions)> Suites(List<FaitEnregistre> faits)
        {
            var debuts = faits.Where((f, i) => i == 0 || faits[i - 1].Fait.Sujet.Flux != f.Fait.Sujet.Flux).Select(f => f.Fait.Sujet.Flux).ToList();
            debuts.ShouldBeUnique();
            return [.. faits.GroupBy(f => f.Fait.Sujet.Flux).Select(g => (g.Key, string.Join(' ', g.Select(f => f.Version))))];
        }
    }

    /// <summary>However long a fact is, and wherever it is cut on its way.</summary>
    [Fact]
    public async Task Tous_les_flux_se_lisent_comme_un_par_un()
    {
        var hasard = new Random(7);
        var personnes = Enumerable.Range(0, 40).Select(_ => Guid.NewGuid()).ToArray();
        foreach (var personne in personnes)
        {
            Fait[] faits = [.. Enumerable.Range(0, hasard.Next(1, 6)).Select(i => Exemples.Gir(personne, i + 1) with
            {
                Survenu = new DateTimeOffset(2015, 1, 2, 3, 4, 5, 678, TimeSpan.FromHours(hasard.Next(-3, 4))).AddDays(-hasard.Next(4_000)),
                Signalements = hasard.Next(3) > 0 ? [] : ["TROP_TOT", new string('é', hasard.Next(1, 1 << (8 + hasard.Next(11))))],
                Provenance = new("essai", Guid.NewGuid().ToString(), hasard.Next(2) > 0 ? null : "AG7", null, null),
            })];
            await Store.AppendAsync(new(faits[0].Sujet, 0, faits));
        }

        var ensemble = (await Store.ReadByStreamAsync(long.MaxValue).ToListAsync()).ToLookup(f => f.Fait.Sujet.Flux);
        foreach (var personne in personnes)
        {
            var seul = await Store.ReadStreamAsync(personne);
            ensemble[personne].Select(Ecrire).ShouldBe(seul.Select(Ecrire));
        }

        static string Ecrire(FaitEnregistre f) =>
            $"{f.Position} {f.Version} {f.Fait.Id} {f.Fait.Survenu:O} {f.Fait.Saisi:O} {f.Fait.Provenance} {f.Fait.Evenement} {string.Join(' ', f.Fait.Signalements)}";
    }

    [Fact]
    public async Task Une_lecture_de_tout_s_abandonne_en_chemin_et_un_fait_illisible_l_arrete()
    {
        var personne = Guid.NewGuid();
        await Store.AppendAsync(Exemples.Ajout(personne, 0, 6));
        for (var i = 0; i < 200; i++)
        {
            (await Store.ReadByStreamAsync(6).FirstAsync()).Version.ShouldBe(1);
        }

        await Base.ExecuterAsync("""update mt_events set data = '{"gir": "trois"}' where seq_id = 4""");
        var lus = new List<long>();
        (await Should.ThrowAsync<FaitIllisibleException>(async () =>
        {
            await foreach (var fait in Store.ReadByStreamAsync(6))
            {
                lus.Add(fait.Position);
            }
        })).Position.ShouldBe(4);
        lus.ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task Tout_se_lit_page_par_page_sans_trou_ni_doublon()
    {
        for (var i = 0; i < 23; i++)
        {
            await Store.AppendAsync(Exemples.Ajout(Guid.NewGuid(), 0));
        }

        var lus = new List<long>();
        for (var page = await Store.ReadAllAsync(0, 5); page.Faits.Count > 0; page = await Store.ReadAllAsync(page.Position, 5))
        {
            page.Faits.Count.ShouldBeLessThanOrEqualTo(5);
            lus.AddRange(page.Faits.Select(f => f.Position));
        }

        lus.ShouldBe(Enumerable.Range(1, 23).Select(i => (long)i));
    }

    [Fact]
    public async Task Un_flux_archive_se_lit_encore_et_ne_se_prolonge_plus()
    {
        var personne = Guid.NewGuid();
        await Store.AppendAsync(Exemples.Ajout(personne, 0, 2));
        await Base.ExecuterAsync($"select mt_archive_stream('{personne}')");

        await Should.ThrowAsync<VersionConflictException>(() => Store.AppendAsync(Exemples.Ajout(personne, 2)));
        await Should.ThrowAsync<VersionConflictException>(() => AjouterTousAsync([Exemples.Gir(personne)], new() { [personne] = 2 }));

        (await Store.ReadStreamAsync(personne)).Count.ShouldBe(2);
        (await Store.ReadStreamsAsync([personne]).ToListAsync()).Count.ShouldBe(2);
        (await Store.ReadAllAsync(0, 10)).Faits.Count.ShouldBe(2);
        (await Store.ReadByStreamAsync(100).ToListAsync()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Une_pierre_de_Marten_est_passee_sans_etre_rendue()
    {
        var personne = Guid.NewGuid();
        await Store.AppendAsync(Exemples.Ajout(personne, 0));
        await Base.ExecuterAsync("""
            insert into mt_streams (id, version) values ('11111111-1111-1111-1111-111111111111', 0);
            insert into mt_events (seq_id, id, stream_id, version, data, type, timestamp, mt_dotnet_type)
            select nextval('mt_events_sequence'), gen_random_uuid(), '11111111-1111-1111-1111-111111111111', 2, '{}', 'tombstone', now(), 'JasperFx.Events.Tombstone, JasperFx.Events'
            """);
        await Store.AppendAsync(Exemples.Ajout(personne, 1));

        var page = await Store.ReadAllAsync(0, 10);
        page.Faits.Select(f => f.Position).ShouldBe([1, 3]);
        page.Position.ShouldBe(3);
        (await Store.ReadByStreamAsync(3).ToListAsync()).Count.ShouldBe(2);
        (await Store.ReadAllAsync(1, 1)).ShouldSatisfyAllConditions(p => p.Faits.ShouldBeEmpty(), p => p.Position.ShouldBe(2));
    }

    [Theory]
    [InlineData("update mt_events set type = 'jamais_vu', mt_dotnet_type = 'Jamais.Vu, Jamais' where seq_id = 3")]
    [InlineData("""update mt_events set data = '{"gir": "trois"}' where seq_id = 3""")]
    [InlineData("""update mt_events set data = '{}' where seq_id = 3""")]
    public async Task Un_fait_illisible_est_nomme_apres_que_tout_ce_qui_le_precede_a_ete_rendu(string abime)
    {
        var personne = Guid.NewGuid();
        await Store.AppendAsync(Exemples.Ajout(personne, 0, 4));
        await Base.ExecuterAsync(abime);

        var avant = await Store.ReadAllAsync(0, 10);
        avant.Faits.Select(f => f.Position).ShouldBe([1, 2]);
        (await Should.ThrowAsync<FaitIllisibleException>(() => Store.ReadAllAsync(avant.Position, 10))).Position.ShouldBe(3);
        (await Should.ThrowAsync<FaitIllisibleException>(() => Store.ReadStreamAsync(personne))).Position.ShouldBe(3);
    }

    [Fact]
    public async Task Un_flux_d_une_autre_nature_se_relit_sous_son_sujet()
    {
        var agent = Sujet.Agent("AG7");
        await Store.AppendAsync(new(agent, 0, [Exemples.De(agent, new GirEvalue(1)) with { Signalements = ["TROP_TOT"] }]));

        var lu = (await Store.ReadStreamAsync(agent.Flux)).ShouldHaveSingleItem().Fait;
        lu.Sujet.ShouldBe(agent);
        lu.Signalements.ShouldBe(["TROP_TOT"]);
        (await Base.ValeurAsync<string>("select type from mt_streams")).ShouldBe("agent");
    }
}
