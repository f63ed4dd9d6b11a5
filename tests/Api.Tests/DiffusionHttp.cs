using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Accompagnement.Api.Reponses;
using Accompagnement.Api.Securite;
using Accompagnement.Api.Tests.Infrastructure;

namespace Accompagnement.Api.Tests;

/// <summary>What leaves the application in mode <c>diffusion</c>.</summary>
public sealed partial class DiffusionHttp(HotePartage partage) : IClassFixture<HotePartage>
{
    private const string Portrait = "/api/rapports/portrait-territorial?annee=2015&decoupage=2016";

    [Fact]
    public async Task Aucune_sortie_du_statisticien_ne_porte_une_valeur_exacte()
    {
        await using var hote = await HoteDeDiffusion.DemarrerAsync();
        var faits = new Faits();
        (string Commune, int Nombre)[] foyers = [("62041", 131), ("62498", 257), ("62160", 143), ("62765", 166), ("62193", 389), ("62119", 211)];
        await hote.ImporterAsync(foyers.SelectMany(f => faits.FoyersRsa(f.Commune, f.Nombre)));
        var exact = await hote.PortraitAsync("annee=2015&decoupage=2016&mode=interne");
        var i1 = exact.Where(c => c.Key.Code == "I1").ToDictionary(c => c.Key.Territoire, c => int.Parse(c.Value.Valeur, CultureInfo.InvariantCulture));
        i1.Values.Sum().ShouldBe(2 * 1297);

        using var client = hote.Client(Roles.Statisticien);
        var csv = await client.TexteAsync(Portrait, "text/csv");
        var publies = csv.Split('\n').Select(l => l.Split(';')).Where(c => c[0] == "I1").ToDictionary(c => c[2], c => int.Parse(c[4], CultureInfo.InvariantCulture));
        var changes = i1.Where(t => t.Value > 0 && publies[t.Key] != t.Value).Select(t => t.Value).Where(v => !publies.ContainsValue(v)).ToArray();
        changes.Length.ShouldBeGreaterThan(3);
        publies.ShouldAllBe(p => Math.Abs(p.Value - i1.GetValueOrDefault(p.Key)) <= 7);

        using var classeur = new ZipArchive(new MemoryStream(await client.OctetsAsync(Portrait, Xlsx.Type)));
        string[] sorties =
        [
            csv,
            await client.TexteAsync(Portrait),
            await client.TexteAsync("/chiffres/portrait?annee=2015&decoupage=2016", "text/html"),
            await client.TexteAsync("/api/indicateurs/I1/valeurs?periode=2015"),
            await client.TexteAsync("/api/indicateurs/I1/valeurs?periode=2015", "text/csv"),
            await client.TexteAsync("/api/indicateurs/I2/valeurs?periode=2015-12&par=territoire,type"),
            await client.TexteAsync("/api/indicateurs/I1.cumul/valeurs?periode=2015"),
            Texte(classeur, "xl/worksheets/sheet1.xml"),
        ];
        foreach (var sortie in sorties)
        {
            var nombres = Nombre().Matches(Espaces().Replace(WebUtility.HtmlDecode(sortie), "$1")).Select(n => n.Value).ToHashSet();
            foreach (var valeur in changes)
            {
                nombres.ShouldNotContain(valeur.ToString(CultureInfo.InvariantCulture));
            }

            nombres.ShouldContain(publies["Arrageois"].ToString(CultureInfo.InvariantCulture));
        }

        sorties[1].ShouldContain("Chiffres protégés");
        sorties[2].ShouldContain("Chiffres protégés");
        Texte(classeur, "xl/worksheets/sheet3.xml").ShouldContain("Chiffres protégés");

        // The same attack on the exact answers finds them all: the test can see what it looks for.
        using var superviseur = hote.Client(Roles.Superviseur);
        var interne = Nombre().Matches(Espaces().Replace(WebUtility.HtmlDecode(await superviseur.TexteAsync("/chiffres/portrait?annee=2015&decoupage=2016", "text/html")), "$1")).Select(n => n.Value).ToHashSet();
        changes.ShouldAllBe(v => interne.Contains(v.ToString(CultureInfo.InvariantCulture)));
    }

    [Theory]
    [InlineData("/api/indicateurs/I1/valeurs?periode=2015&vuAu=2016-01-01", 400, "diffusion-jour")]
    [InlineData("/api/indicateurs/I1/valeurs?periode=2015&au=2015-06-01", 400, "diffusion-jour")]
    [InlineData("/api/indicateurs/I1/valeurs?periode=2199", 400, "periode-en-cours")]
    [InlineData("/api/indicateurs/I1/valeurs?periode=2015&mode=interne", 403, "mode-interdit")]
    [InlineData("/api/indicateurs/I1/valeurs?periode=2015&mode=INTERNE", 400, "parametre-invalide")]
    [InlineData("/api/indicateurs/I1/valeurs?periode=2015&par=territoire,sexe,age,type", 400, "diffusion-dimensions")]
    [InlineData("/api/indicateurs/I1/valeurs?periode=2015&par=agent", 400, "parametre-invalide")]
    [InlineData("/api/indicateurs/I1/valeurs?periode=2015&par=sexe,SEXE", 400, "parametre-invalide")]
    [InlineData("/api/indicateurs/I1/valeurs?periode=2015&par=territoire,sexe,age&decoupage=commune", 403, "diffusion-croisement-fin")]
    [InlineData("/api/rapports/portrait-territorial?annee=2015&vuAu=2016-01-01", 400, "diffusion-jour")]
    [InlineData("/api/indicateurs/I1/valeurs?periode=2015-13", 400, "parametre-invalide")]
    public async Task Ce_qui_ne_se_diffuse_pas_est_refuse_avec_sa_raison(string chemin, int statut, string code)
    {
        var hote = partage.Hote;
        using var client = hote.Client(Roles.Statisticien);
        var probleme = JsonDocument.Parse(await client.TexteAsync(chemin, statut: statut)).RootElement;
        probleme.GetProperty("code").GetString().ShouldBe(code);
        probleme.GetProperty("detail").GetString().ShouldNotBeNullOrWhiteSpace();
    }

    [Fact]
    public async Task Chaque_demande_protegee_est_ecrite_avec_ses_parametres_et_son_issue()
    {
        await using var hote = await HoteDeDiffusion.DemarrerAsync();
        using var statisticien = hote.Client(Roles.Statisticien, agent: "AGT-0042");
        using var superviseur = hote.Client(Roles.Superviseur);
        await statisticien.TexteAsync("/api/indicateurs/E7/valeurs?periode=2015-T2&par=territoire,sexe&decoupage=epci");
        await statisticien.TexteAsync("/api/indicateurs/E7/valeurs?periode=2015&vuAu=2016-01-01", statut: 400);
        await statisticien.TexteAsync("/api/indicateurs/E7/valeurs?periode=2016&mode=interne&par=sexe,<script>&decoupage=epci", statut: 403);
        await statisticien.TexteAsync("/api/indicateurs/E7/valeurs?periode=Zoé Testard&mode=exact", statut: 400);
        await statisticien.TexteAsync("/chiffres/portrait?annee=2014", "text/html");
        await superviseur.TexteAsync(Portrait);
        (await hote.Bd.ValeurAsync<string>("select string_agg(concat_ws(' ', compte, role, objet, parametres ->> 'periode', parametres ->> 'decoupage', parametres ->> 'par', parametres ->> 'vuAu', issue), '|' order by id) from publications.requetes"))
            .ShouldBe("AGT-0042 statisticien E7 2015-T2 epci sexe repondu|AGT-0042 statisticien E7 2015 2016-01-01 diffusion-jour|AGT-0042 statisticien E7 2016 epci sexe mode-interdit|AGT-0042 statisticien E7 illisible:mode|AGT-0042 statisticien page:portrait-territorial 2014 2016 repondu");
    }

    /// <summary>
    /// Every day one person's file is recorded late, and every day somebody asks for the figure and publishes it: nothing of what comes back
    /// may move before the month is over. With exact figures, each day shows its entry.
    /// </summary>
    [Fact]
    public async Task Demander_tous_les_jours_ne_montre_pas_le_jour_ou_un_dossier_est_saisi()
    {
        var horloge = new HorlogeReglable(new(2017, 4, 3, 20, 0, 0, TimeSpan.Zero));
        await using var hote = await HoteDeDiffusion.DemarrerAsync(horloge);
        var faits = new Faits();
        await hote.ImporterAsync(faits.FoyersRsa(HoteDeDiffusion.Arras, 120));
        using var curieux = hote.Client(Roles.Statisticien);
        using var superviseur = hote.Client(Roles.Superviseur);
        var (reponses, publications, exactes) = (new List<string>(), new List<string>(), new List<decimal>());
        for (var jour = 3; jour <= 7; jour++)
        {
            horloge.Instant = new(2017, 4, jour, 20, 0, 0, TimeSpan.Zero);
            await hote.ImporterAsync(SaisisLe($"2017-04-0{jour}", faits.FoyersRsa(HoteDeDiffusion.Arras, 1, jour: $"2012-05-0{jour}")));
            reponses.Add(await curieux.TexteAsync("/api/indicateurs/I1/valeurs?periode=2015"));
            reponses.Add(await curieux.TexteAsync("/api/indicateurs/I1/valeurs?periode=2015"));
            publications.Add(await PublierAsync());
            exactes.Add(JsonDocument.Parse(await superviseur.TexteAsync("/api/indicateurs/I1/valeurs?periode=2015")).RootElement.GetProperty("cellules").EnumerateArray()
                .Single(c => c.GetProperty("territoire").GetString() == "Arrageois").GetProperty("valeur").GetDecimal());
        }

        exactes.ShouldBe([121, 122, 123, 124, 125]);
        reponses.Distinct().ShouldHaveSingleItem().ShouldContain("\"vuAu\":\"2017-03-31\"");
        publications.Distinct().ShouldHaveSingleItem();
        (await curieux.TexteAsync("/chiffres/portrait?annee=2015", "text/html")).ShouldContain("31 mars 2017");

        horloge.Instant = new(2017, 5, 1, 8, 0, 0, TimeSpan.Zero);
        var apres = await curieux.TexteAsync("/api/indicateurs/I1/valeurs?periode=2015");
        apres.ShouldContain("\"vuAu\":\"2017-04-30\"");
        apres.ShouldNotBe(reponses[0]);

        async Task<string> PublierAsync()
        {
            using var corps = new StringContent("{\"titre\":\"Tous les jours\",\"series\":[{\"code\":\"I1\",\"periode\":\"2015\"}]}", Encoding.UTF8, "application/json");
            using var reponse = await curieux.PostAsync(new Uri("/api/publications", UriKind.Relative), corps);
            var contenu = JsonDocument.Parse(await curieux.TexteAsync(reponse.Headers.Location!.ToString())).RootElement.GetProperty("contenu");
            return contenu.GetProperty("vuAu").GetString() + contenu.GetProperty("cellules").GetRawText();
        }
    }

    [Fact]
    public async Task Une_instance_qui_n_a_pas_encore_eu_de_cloture_diffuse_ce_qu_elle_sait()
    {
        await using var hote = await HoteDeDiffusion.DemarrerAsync();
        var bilan = await hote.ImporterAsync(SaisisLe(null, new Faits().FoyersRsa(HoteDeDiffusion.Arras, 60)));
        bilan.ShouldContain("\"acceptes\":180");
        using var client = hote.Client(Roles.Statisticien);
        JsonDocument.Parse(await client.TexteAsync("/api/indicateurs/I1/valeurs?periode=2015")).RootElement.GetProperty("cellules").EnumerateArray()
            .Single(c => c.GetProperty("territoire").GetString() == "Arrageois").GetProperty("valeur").GetDecimal().ShouldBeInRange(53, 67);
    }

    [Fact]
    public async Task Un_chiffre_repris_d_avant_le_systeme_porte_toujours_sa_marque()
    {
        await using var hote = await HoteDeDiffusion.DemarrerAsync();
        await hote.ImporterAsync(new Faits().FoyersRsa(HoteDeDiffusion.Arras, 60));
        using var administrateur = hote.Client(Roles.Administrateur);
        await administrateur.EnvoyerAsync("/api/referentiels/agregats", "code;decoupage;territoire;periode;valeur;source\nI1;2016;Arrageois;2013;50;Schéma 2013, p. 12\nI1;2016;Arrageois;2011;7;Schéma 2011\n", 200, "text/csv");
        await administrateur.EnvoyerAsync("/api/referentiels/agregats", "code;decoupage;territoire;periode;valeur;source\nI1;2016;Atlantide;2013;50;X\n", 400, "text/csv");
        await administrateur.EnvoyerAsync("/api/referentiels/agregats", "code;decoupage;territoire;periode;valeur;source\nI1;2016;Arrageois;2013;-5;X\n", 400, "text/csv");
        await administrateur.EnvoyerAsync("/api/referentiels/agregats", "code;decoupage;territoire;periode;valeur;source\nI1;2016;Arrageois;2013;5;\n", 400, "text/csv");
        using var statisticien = hote.Client(Roles.Statisticien);
        await statisticien.EnvoyerAsync("/api/referentiels/agregats", "code;decoupage;territoire;periode;valeur;source\n", 403, "text/csv");

        var (avant, apres) = (await CelluleAsync(administrateur, "2013"), await CelluleAsync(administrateur, "2015"));
        (avant.GetProperty("valeur").GetDecimal(), avant.GetProperty("reprise").GetString()).ShouldBe((50, "Schéma 2013, p. 12"));
        (avant.GetProperty("evolution").GetDecimal(), avant.GetProperty("evolutionReprise").GetString()).ShouldBe((614.3m, "Schéma 2011"));
        (apres.GetProperty("valeur").GetDecimal(), apres.GetProperty("reprise").GetString()).ShouldBe((60, null));
        (apres.GetProperty("evolution").GetDecimal(), apres.GetProperty("evolutionReprise").GetString()).ShouldBe((20m, "Schéma 2013, p. 12"));
        var csv = await administrateur.TexteAsync("/api/rapports/portrait-territorial?annee=2013", "text/csv");
        csv.Split('\n')[0].ShouldEndWith(";conf_status;reprise");
        csv.ShouldContain("I1;Foyers allocataires du RSA;Arrageois;2013;50;;+614,3;1;F;Schéma 2013, p. 12");
        WebUtility.HtmlDecode(await administrateur.TexteAsync("/chiffres/portrait?annee=2013", "text/html")).ShouldContain("Chiffre repris : Schéma 2013, p. 12");

        // Under 11, a published base withholds the evolution as a computed one does.
        var publie = await CelluleAsync(statisticien, "2013");
        publie.GetProperty("reprise").GetString().ShouldBe("Schéma 2013, p. 12");
        publie.GetProperty("evolution").ValueKind.ShouldBe(JsonValueKind.Null);
        publie.GetProperty("evolutionConfStatus").GetString().ShouldBe("C");

        static async Task<JsonElement> CelluleAsync(HttpClient client, string periode) =>
            JsonDocument.Parse(await client.TexteAsync($"/api/indicateurs/I1/valeurs?periode={periode}")).RootElement.GetProperty("cellules").EnumerateArray()
                .Single(c => c.GetProperty("territoire").GetString() == "Arrageois");
    }

    [Fact]
    public async Task La_page_de_la_protection_se_lit_et_les_roles_sans_chiffres_n_y_gagnent_rien()
    {
        await using var hote = await HoteDeDiffusion.DemarrerAsync();
        using var client = hote.Client(Roles.Statisticien);
        (await client.TexteAsync("/protection", "text/html")).ShouldContain("Jamais plus de 7 unités");
        using var referent = hote.Client(Roles.Referent);
        using var refus = await referent.GetAsync(new Uri(Portrait, UriKind.Relative));
        refus.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        var definitions = await client.TexteAsync("/api/indicateurs/definitions?codes=E7,i1", "text/csv");
        definitions.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(4);
    }

    /// <summary>Lines recorded on a day, whatever day they tell of; now, when none is given.</summary>
    private static IEnumerable<string> SaisisLe(string? jour, IEnumerable<string> lignes) =>
        lignes.Select(l => SaisiLe().Replace(l, jour is null ? "" : $"\"saisile\":\"{jour}T18:00:00+01:00\","));

    private static string Texte(ZipArchive zip, string partie)
    {
        using var lecteur = new StreamReader(zip.GetEntry(partie)!.Open(), Encoding.UTF8);
        return lecteur.ReadToEnd();
    }

    [GeneratedRegex("\"saisile\":\"[^\"]*\",")]
    private static partial Regex SaisiLe();

    [GeneratedRegex(@"(?<![\d#x])\d+(?:[.,]\d+)?")]
    private static partial Regex Nombre();

    /// <summary>French groups of three digits.</summary>
    [GeneratedRegex(@"(\d)[\u00a0\u202f](?=\d{3}\b)")]
    private static partial Regex Espaces();
}
