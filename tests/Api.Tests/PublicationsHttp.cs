using System.IO.Compression;
using System.Text.Json;
using Accompagnement.Api.Reponses;
using Accompagnement.Api.Securite;
using Accompagnement.Api.Tests.Infrastructure;
using Accompagnement.EventStore.Schema;
using Npgsql;

namespace Accompagnement.Api.Tests;

/// <summary>Publications over HTTP: frozen, given back, verified, compared, withdrawn.</summary>
public sealed class PublicationsHttp(HotePartage partage) : IClassFixture<HotePartage>
{
    private const string Series = """
        {"titre":"Foyers RSA 2015","series":[{"code":"I1","periode":"2015","decoupage":"2016"},{"code":"I1","periode":"2015","decoupage":"departement"},
         {"code":"I1b","periode":"2015"},{"code":"I2","periode":"2015-12","par":["sexe"]}]}
        """;

    [Fact]
    public async Task Une_publication_se_refait_au_bit_pres_meme_apres_de_nouveaux_faits_et_de_nouvelles_populations()
    {
        await using var hote = await HoteDeDiffusion.DemarrerAsync();
        var faits = new Faits();
        await hote.ImporterAsync([.. faits.FoyersRsa(HoteDeDiffusion.Arras, 120), .. faits.FoyersRsa(HoteDeDiffusion.Lens, 80)]);
        using var administrateur = hote.Client(Roles.Administrateur);
        await administrateur.EnvoyerAsync("/api/referentiels/denominateurs", "population,territoire,annee,valeur\nmenages_20_64_ans,Arrageois,2015,1000\n", 200, "text/csv");
        using var client = hote.Client(Roles.Statisticien);
        var chemin = await PublierAsync(client, Series.Replace("\"par\":[\"sexe\"]}", "\"par\":[\"sexe\"]},{\"code\":\"I1\",\"periode\":\"2015-12\",\"par\":[\"type\"]}", StringComparison.Ordinal));
        (await client.TexteAsync("/api/indicateurs/I1/valeurs?periode=2015&par=territoire,type", "text/csv")).ShouldContain("Arrageois;socle;");

        var lue = JsonDocument.Parse(await client.TexteAsync(chemin)).RootElement;
        var contenu = lue.GetProperty("contenu");
        contenu.GetProperty("table").GetString().ShouldStartWith("7;4;5\n");
        contenu.GetProperty("definitions").GetArrayLength().ShouldBe(3);
        contenu.GetProperty("cellules").EnumerateArray().ShouldContain(c => c.GetProperty("dimensions").ToString().Contains("socle", StringComparison.Ordinal));
        contenu.GetProperty("position").GetInt64().ShouldBeGreaterThan(0);
        contenu.GetProperty("cellules").EnumerateArray().ShouldContain(c => c.GetProperty("code").GetString() == "I1b" && c.GetProperty("valeur").ValueKind == JsonValueKind.Number);
        (await VerifierAsync(client, chemin)).Identique.ShouldBeTrue();

        await administrateur.EnvoyerAsync("/api/referentiels/denominateurs", "population,territoire,annee,valeur\nmenages_20_64_ans,Arrageois,2015,500\n", 200, "text/csv");
        await administrateur.EnvoyerAsync("/api/referentiels/agregats", "code;decoupage;territoire;periode;valeur;source\nI1;2016;Arrageois;2015;9;X\n", 200, "text/csv");
        await hote.ImporterAsync(faits.FoyersRsa(HoteDeDiffusion.Arras, 30, jour: "2012-04-01", saisiLe: DateTime.UtcNow.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)));
        var (identique, explication) = await VerifierAsync(client, chemin);
        identique.ShouldBeTrue(explication);
        (await client.TexteAsync(chemin)).ShouldBe(lue.GetRawText());
    }

    [Fact]
    public async Task Un_import_antidate_change_le_passe_connu_et_pas_la_publication_qui_se_refait_de_sa_position()
    {
        await using var hote = await HoteDeDiffusion.DemarrerAsync();
        var faits = new Faits();
        await hote.ImporterAsync(faits.FoyersRsa(HoteDeDiffusion.Arras, 120));
        using var client = hote.Client(Roles.Statisticien);
        var chemin = await PublierAsync(client, Series);
        await hote.ImporterAsync(faits.FoyersRsa(HoteDeDiffusion.Arras, 60, jour: "2012-05-01"));
        var (identique, explication) = await VerifierAsync(client, chemin);
        identique.ShouldBeTrue(explication);
        (await hote.Bd.ValeurAsync<long>("select count(*) from pg_namespace where nspname like 'faits\\_%'")).ShouldBe(0);

        // A content that somebody has changed in the database is seen.
        await hote.Bd.ExecuterAsync("alter table publications.publications disable trigger figer; update publications.publications set contenu = replace(contenu, 'Foyers RSA 2015', 'Foyers RSA 2014')");
        (identique, explication) = await VerifierAsync(client, chemin);
        identique.ShouldBeFalse();
        explication.ShouldContain("empreinte");
    }

    [Fact]
    public async Task Deux_publications_se_comparent_et_chaque_ecart_dit_ce_qui_est_entre_et_sorti()
    {
        var horloge = new HorlogeReglable(new(2017, 1, 10, 12, 0, 0, TimeSpan.Zero));
        await using var hote = await HoteDeDiffusion.DemarrerAsync(horloge);
        var faits = new Faits();
        await hote.ImporterAsync(faits.FoyersRsa(HoteDeDiffusion.Arras, 120));
        using var client = hote.Client(Roles.Statisticien);
        var avant = await PublierAsync(client, Series);
        horloge.Instant = new(2017, 4, 10, 12, 0, 0, TimeSpan.Zero);
        await hote.ImporterAsync(faits.FoyersRsa(HoteDeDiffusion.Arras, 40, jour: "2012-06-01", saisiLe: "2017-02-01"));
        var apres = await PublierAsync(client, Series);
        var comparaison = JsonDocument.Parse(await client.TexteAsync($"{apres}/comparaison?avec={avant.Split('/')[^1]}")).RootElement;
        var ecart = comparaison.GetProperty("ecarts").EnumerateArray().Single(e => e.GetProperty("code").GetString() == "I1" && e.GetProperty("territoire").GetString() == "Arrageois");
        ecart.GetProperty("ajoutes").GetInt64().ShouldBeInRange(33, 47);
        ecart.GetProperty("retires").ValueKind.ShouldBe(JsonValueKind.Null);
        ecart.GetProperty("explication").GetString()!.ShouldContain("moins de 11 de moins");
        var page = System.Net.WebUtility.HtmlDecode(await client.TexteAsync($"/publications/{apres.Split('/')[^1]}?avec={avant.Split('/')[^1]}", "text/html"));
        page.ShouldContain("cases communes ont changé");
        page.ShouldContain("publié le 10 janvier 2017");
        ecart.GetProperty("explication").GetString()!.ShouldContain("publié le 10 janvier 2017");
        (await VerifierAsync(client, avant)).Identique.ShouldBeTrue();
        await client.TexteAsync($"{apres}/comparaison", statut: 400);
        await client.TexteAsync($"{apres}/comparaison?avec={Guid.NewGuid()}", statut: 404);
    }

    [Fact]
    public async Task Une_publication_se_lit_en_feuille_en_CSV_et_en_classeur_et_se_retire_en_laissant_sa_trace()
    {
        await using var hote = await HoteDeDiffusion.DemarrerAsync();
        await hote.ImporterAsync(new Faits().FoyersRsa(HoteDeDiffusion.Arras, 120));
        using var client = hote.Client(Roles.Statisticien);
        var chemin = await PublierAsync(client, """{"titre":"<b>Portrait</b> & co","rapports":[{"annee":"2015","decoupage":"epci"}]}""");
        var html = await client.TexteAsync(chemin, "text/html");
        html.ShouldContain("&lt;b&gt;Portrait&lt;/b&gt; &amp; co");
        html.ShouldNotContain("<b>Portrait");
        var page = await client.TexteAsync(chemin["/api".Length..], "text/html");
        page.ShouldContain("&lt;b&gt;Portrait&lt;/b&gt; &amp; co");
        page.ShouldContain("Recalculer et vérifier");
        (await client.TexteAsync("/publications", "text/html")).ShouldContain(chemin["/api".Length..]);
        await client.TexteAsync($"/publications/{Guid.NewGuid()}", "text/html", 404);
        JsonDocument.Parse(await client.TexteAsync($"{chemin}?forme=json", "text/html")).RootElement.GetProperty("contenu").GetProperty("table").GetString().ShouldStartWith("7;4;5\n");
        (await hote.Bd.ValeurAsync<long>("select count(*) from publications.requetes where objet like '%publication:lire' and parametres ->> 'publication' is not null")).ShouldBe(3);
        var csv = await client.TexteAsync(chemin, "text/csv");
        csv.ShouldContain("# protection;Chiffres protégés");
        csv.Split('\n').Count(l => l.StartsWith("I1;", StringComparison.Ordinal)).ShouldBeGreaterThan(10);
        using (var classeur = new ZipArchive(new MemoryStream(await client.OctetsAsync(chemin, Xlsx.Type))))
        {
            classeur.Entries.Count(e => e.FullName.StartsWith("xl/worksheets/", StringComparison.Ordinal)).ShouldBe(3);
        }

        (await VerifierAsync(client, chemin)).Identique.ShouldBeTrue();
        await client.EnvoyerAsync($"{chemin}/retrait", "{}", 400);
        await client.EnvoyerAsync($"{chemin}/retrait", """{"motif":"Erreur de titre"}""", 200);
        await client.EnvoyerAsync($"{chemin}/retrait", """{"motif":"encore"}""", 409);
        var liste = JsonDocument.Parse(await client.TexteAsync("/api/publications")).RootElement.GetProperty("publications");
        liste[0].GetProperty("motif").GetString().ShouldBe("Erreur de titre");
        (await client.TexteAsync(chemin, "text/html")).ShouldContain("Erreur de titre");
        foreach (var sql in new[] { "delete from publications.publications", "update publications.publications set contenu = '{}'", "update publications.publications set retiree_le = null" })
        {
            (await Should.ThrowAsync<PostgresException>(() => hote.Bd.ExecuterAsync(sql))).SqlState.ShouldBe(PostgresErrorCodes.RestrictViolation);
        }
    }

    [Theory]
    [InlineData("""{"series":[{"code":"I1","periode":"2015"}]}""", 400)]
    [InlineData("""{"titre":"t"}""", 400)]
    [InlineData("""{"titre":"t","series":[]}""", 400)]
    [InlineData("""{"titre":"t","series":[null]}""", 400)]
    [InlineData("""{"titre":"t","series":[{"code":"ZZ","periode":"2015"}]}""", 400)]
    [InlineData("""{"titre":"t","series":[{"code":"I1","periode":"2198"}]}""", 400)]
    [InlineData("""{"titre":"t","series":[{"code":"I1","periode":"2015","par":["sexe","age"],"decoupage":"commune"}]}""", 403)]
    [InlineData("""{"titre":"t","mode":"interne","series":[{"code":"I1","periode":"2015"}]}""", 400)]
    [InlineData("""{"titre":"t","mode":"suppression","series":[{"code":"I1","periode":"2015"}]}""", 403)]
    public async Task Ce_qui_ne_se_publie_pas_est_refuse(string corps, int statut)
    {
        var hote = partage.Hote;
        using var client = hote.Client(Roles.Statisticien);
        await client.EnvoyerAsync("/api/publications", corps, statut);
        (await hote.Bd.ValeurAsync<long>("select count(*) from publications.publications")).ShouldBe(0);
    }

    [Fact]
    public async Task Des_valeurs_exactes_laissent_assez_de_cases_vides_et_restent_entre_ceux_qui_y_ont_droit()
    {
        await using var hote = await HoteDeDiffusion.DemarrerAsync();
        var faits = new Faits();
        (string Commune, int Nombre)[] foyers = [("62041", 131), ("62498", 57), ("62160", 3), ("62765", 66), ("62193", 89), ("62119", 40)];
        await hote.ImporterAsync(foyers.SelectMany(f => faits.FoyersRsa(f.Commune, f.Nombre)));
        using var administrateur = hote.Client(Roles.Administrateur);
        var corps = """{"titre":"Convention","mode":"suppression","series":[{"code":"I1","periode":"2015","decoupage":"2016"},{"code":"I1","periode":"2015","decoupage":"departement"}]}""";
        var chemin = await PublierAsync(administrateur, corps);
        var cellules = JsonDocument.Parse(await administrateur.TexteAsync(chemin)).RootElement.GetProperty("contenu").GetProperty("cellules").EnumerateArray()
            .ToDictionary(c => c.GetProperty("territoire").GetString()!, c => (Valeur: c.GetProperty("valeur"), Statut: c.GetProperty("confStatus").GetString()));
        cellules["Boulonnais"].Statut.ShouldBe("C");
        cellules["Boulonnais"].Valeur.ValueKind.ShouldBe(JsonValueKind.Null);
        cellules.Values.Count(c => c.Statut == "D").ShouldBeGreaterThanOrEqualTo(1);
        cellules.Values.ShouldContain(c => c.Statut == "F" && c.Valeur.GetDecimal() > 0);
        (await VerifierAsync(administrateur, chemin)).Identique.ShouldBeTrue();

        using var statisticien = hote.Client(Roles.Statisticien);
        await statisticien.TexteAsync(chemin, statut: 404);
        JsonDocument.Parse(await statisticien.TexteAsync("/api/publications")).RootElement.GetProperty("publications").GetArrayLength().ShouldBe(0);
        await administrateur.EnvoyerAsync("/api/publications", """{"titre":"t","mode":"suppression","series":[{"code":"I1b","periode":"2015"}]}""", 422);
        await administrateur.EnvoyerAsync("/api/publications", """{"titre":"t","mode":"suppression","series":[{"code":"I1","periode":"2015","par":["sexe"]}]}""", 422);

        // What gives a withheld cell back by another figure or another period, here or in what is out already.
        foreach (var series in new[]
        {
            """{"code":"I7","periode":"2015"},{"code":"I7","periode":"2015-T1"}""", """{"code":"I2","periode":"2016"},{"code":"I1","periode":"2016"}""",
            """{"code":"E11","periode":"2015"},{"code":"E11.entrees","periode":"2015"}""", """{"code":"I1","periode":"2015-12"}""", """{"code":"I3","periode":"2015"}""",
        })
        {
            (await administrateur.EnvoyerAsync("/api/publications", $$"""{"titre":"t","mode":"suppression","series":[{{series}}]}""", 422)).ShouldContain("se retrouvent l'un par l'autre");
        }
    }

    [Fact]
    public async Task Deux_decoupages_exacts_ne_se_soustraient_pas_l_un_de_l_autre()
    {
        await using var hote = await HoteDeDiffusion.DemarrerAsync();
        var faits = new Faits();
        string Commune(string territoire) => Domain.Referentiels.Territoires.PasDeCalais.Communes.First(c => c.TerritoireAvant2016 == territoire).CodeInsee;
        await hote.ImporterAsync([.. faits.FoyersRsa(Commune("Montreuillois"), 60), .. faits.FoyersRsa(Commune("Ternois"), 3), .. faits.FoyersRsa(HoteDeDiffusion.Arras, 90), .. faits.FoyersRsa(Commune("Calaisis"), 45)]);
        using var administrateur = hote.Client(Roles.Administrateur);
        var chemin = await PublierAsync(administrateur, """
            {"titre":"Convention","mode":"suppression","series":[{"code":"I1","periode":"2015","decoupage":"2016"},{"code":"I1","periode":"2015","decoupage":"avant2016"}]}
            """);
        var cellules = JsonDocument.Parse(await administrateur.TexteAsync(chemin)).RootElement.GetProperty("contenu").GetProperty("cellules").EnumerateArray()
            .ToDictionary(c => (c.GetProperty("decoupage").GetString(), c.GetProperty("territoire").GetString()), c => c.GetProperty("confStatus").GetString());
        cellules[("avant2016", "Ternois")].ShouldBe("C");

        // Montreuillois-Ternois less Montreuillois is Ternois: one of the two is withheld as well.
        new[] { cellules[("2016", "Montreuillois-Ternois")], cellules[("avant2016", "Montreuillois")] }.ShouldContain("D");

        // What could not be protected at first is no more protected later: the cells shown stay known.
        await PublierAsync(administrateur, """{"titre":"Encore","mode":"suppression","series":[{"code":"I1","periode":"2015","decoupage":"2016"},{"code":"I1","periode":"2015","decoupage":"avant2016"}]}""");
    }

    [Fact]
    public async Task Le_role_des_statistiques_ne_lit_que_les_vues_protegees_de_ce_qui_est_publie()
    {
        await using var hote = await HoteDeDiffusion.DemarrerAsync();
        await hote.ImporterAsync(new Faits().FoyersRsa(HoteDeDiffusion.Arras, 120));
        using var client = hote.Client(Roles.Statisticien);
        using var administrateur = hote.Client(Roles.Administrateur);
        await PublierAsync(client, Series);
        var retiree = await PublierAsync(client, Series);
        await client.EnvoyerAsync($"{retiree}/retrait", """{"motif":"double"}""", 200);
        await PublierAsync(administrateur, """{"titre":"Convention","mode":"suppression","series":[{"code":"I1","periode":"2015","decoupage":"departement"}]}""");

        await RolesDeBase.InstallerAsync(hote.Bd.Source);
        await using var source = NpgsqlDataSource.Create(RolesDeBase.SousLeRole(hote.Bd.Chaine, RolesDeBase.Statistiques));
        (await LireAsync("select count(*) from statistiques.publications")).ShouldBe(2);
        (await LireAsync("select count(distinct publication) from statistiques.cellules")).ShouldBe(1);
        (await LireAsync("select count(*) from statistiques.cellules where valeur between 1 and 4")).ShouldBe(0);
        (await LireAsync("select count(*) from statistiques.cellules where code = 'I1' and territoire = 'Arrageois' and valeur > 100")).ShouldBe(1);

        // Of all tables and views of the database, those two and no other.
        await using var lisibles = source.CreateCommand("""
            select coalesce(string_agg(n.nspname || '.' || c.relname, ' ' order by c.relname), '')
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where c.relkind in ('r', 'v', 'm', 'p', 'f') and n.nspname not in ('pg_catalog', 'information_schema')
              and has_schema_privilege(n.oid, 'usage') and has_any_column_privilege(c.oid, 'select')
            """);
        (await lisibles.ExecuteScalarAsync()).ShouldBe("statistiques.cellules statistiques.publications");
        foreach (var sql in new[] { "select * from publications.publications", "select * from publications.requetes", "select * from faits.episodes", "select * from referentiels.agregats", "delete from statistiques.publications" })
        {
            (await Should.ThrowAsync<PostgresException>(() => LireAsync(sql))).SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege, sql);
        }

        // Really tried, relation by relation: what is refused is refused by the server, and nothing can be run or made to go round it.
        var lues = new List<string>();
        foreach (var relation in (await hote.Bd.ValeurAsync<string>("""
            select string_agg(format('%I.%I', n.nspname, c.relname), ' ' order by n.nspname, c.relname)
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where c.relkind in ('r', 'v', 'm', 'p', 'f', 'S') and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')
            """))!.Split(' '))
        {
            try
            {
                await LireAsync($"select count(*) from {relation}");
                lues.Add(relation);
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InsufficientPrivilege)
            {
            }
        }

        lues.ShouldBe(["statistiques.cellules", "statistiques.publications"]);
        foreach (var sql in new[]
        {
            "create table public.essai (a int)", "create table statistiques.essai (a int)", "create view statistiques.essai as select 1", "create function public.essai() returns int language sql as 'select 1'",
            "insert into statistiques.publications (titre) values ('x')", "select pg_read_file('/etc/passwd')", "copy (select 1) to program 'true'", "set session authorization postgres",
        })
        {
            // Some are refused as not permitted, a view over two tables as not writable: none is done.
            await Should.ThrowAsync<PostgresException>(() => LireAsync(sql), sql);
        }

        (await LireAsync("""
            select count(*) from pg_proc p join pg_namespace n on n.oid = p.pronamespace
            where p.prosecdef and n.nspname not in ('pg_catalog', 'information_schema') and has_schema_privilege(n.oid, 'usage') and has_function_privilege(p.oid, 'execute')
            """)).ShouldBe(0);

        async Task<long> LireAsync(string sql)
        {
            await using var commande = source.CreateCommand(sql);
            return (long)(await commande.ExecuteScalarAsync())!;
        }
    }

    private static async Task<string> PublierAsync(HttpClient client, string corps)
    {
        using var contenu = new StringContent(corps, System.Text.Encoding.UTF8, "application/json");
        using var reponse = await client.PostAsync(new Uri("/api/publications", UriKind.Relative), contenu);
        ((int)reponse.StatusCode).ShouldBe(201, await reponse.Content.ReadAsStringAsync());
        return reponse.Headers.Location!.ToString();
    }

    private static async Task<(bool Identique, string Explication)> VerifierAsync(HttpClient client, string chemin)
    {
        var verification = JsonDocument.Parse(await client.EnvoyerAsync($"{chemin}/verification", "", 200)).RootElement;
        return (verification.GetProperty("identique").GetBoolean(), verification.GetProperty("explication").GetString()!);
    }
}
