using Accompagnement.Api.Pages.Pilotage;
using Accompagnement.Domain.Faits;

namespace Accompagnement.EndToEnd;

/// <summary>What a supervisor looks for twice a week.</summary>
public sealed class PilotageDUnSuperviseur(Departement departement)
{
    /// <summary>As known yesterday: what the other tests record meanwhile changes no page between a figure and its files.</summary>
    private static string ConnuHier => $"vuAu={Regard.Iso(Calendrier.Jour(TimeProvider.System.GetUtcNow()).AddDays(-1))}";

    [Fact]
    public async Task De_la_liste_d_attente_aux_personnes_et_a_la_definition()
    {
        var page = await departement.ConnecterAsync(Departement.Superviseur);
        await page.GotoAsync("/pilotage/listes-attente");
        await Departement.PhotographierAsync(page, "listes-attente");
        await page.Locator("table.listes tbody a").First.ClickAsync();
        await Assertions.Expect(page.Locator("#personnes")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("figure text.limite")).ToHaveTextAsync("limite : 91 j");
        await Departement.PhotographierAsync(page, "liste-attente-detail");

        await page.GotoAsync("/pilotage/listes-attente");
        await page.GetByRole(AriaRole.Link, new() { Name = "En attente", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("dt#L1")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task D_un_retard_on_va_aux_dossiers_et_d_un_delai_a_sa_limite()
    {
        var page = await departement.ConnecterAsync(Departement.Superviseur);
        await Departement.PhotographierAsync(page, "accueil-superviseur");
        var enRetard = await page.Locator(".brule a[href^='/pilotage/echeances'] .grand").InnerTextAsync();
        await page.Locator(".brule a[href^='/pilotage/echeances']").ClickAsync();
        await Assertions.Expect(page.Locator(".chiffres-cles .tard strong")).ToHaveTextAsync(enRetard.TrimEnd('!', ' '));
        var retard = page.Locator("td.tard a").First;
        var nombre = int.Parse((await retard.InnerTextAsync()).TrimEnd('!', ' '), System.Globalization.CultureInfo.InvariantCulture);
        await retard.ClickAsync();
        await Assertions.Expect(page.Locator("#dossiers")).ToContainTextAsync("—");
        await Assertions.Expect(page.Locator("#dossiers ~ .defilement tbody tr")).ToHaveCountAsync(Math.Min(50, nombre));

        // Where nothing is narrowed, nothing invites to widen.
        await page.GotoAsync("/pilotage/echeances?au=1980-01-01");
        await Assertions.Expect(page.GetByText("Rien n'est dû à cette date.")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("filtres")).ToHaveCountAsync(0);

        await page.GotoAsync("/pilotage/delais");
        await Assertions.Expect(page.Locator("section.carte figure text.limite").First).ToContainTextAsync("limite : ");
        await Departement.PhotographierAsync(page, "delais");
        await page.GetByRole(AriaRole.Link, new() { Name = "Accès exceptionnels" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Navigation, new() { Name = "Pilotage" }).Locator("[aria-current]")).ToHaveTextAsync("Accès exceptionnels");

        // The bar of a supervisor holds on one line.
        (await page.Locator("header.bandeau").EvaluateAsync<double>("e => e.getBoundingClientRect().height")).ShouldBeLessThan(72);
    }

    [Fact]
    public async Task Une_date_passee_se_dit_dans_un_bandeau_jusqu_au_retour()
    {
        var page = await departement.ConnecterAsync(Departement.Superviseur);
        await page.GotoAsync("/pilotage/listes-attente?au=2025-06-30&vuAu=2025-07-05");
        await Assertions.Expect(page.Locator(".bande")).ToContainTextAsync("30 juin 2025");
        await page.GetByRole(AriaRole.Link, new() { Name = "Revenir à aujourd'hui" }).ClickAsync();
        await Assertions.Expect(page.Locator(".bande")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Les_dossiers_d_un_agent_se_reattribuent_en_une_fois()
    {
        var page = await departement.ConnecterAsync(Departement.Superviseur);
        await page.GotoAsync("/pilotage/charge");
        await Departement.PhotographierAsync(page, "charge");
        await page.Locator("tbody tr:has-text('parti') a:has-text('Réattribuer')").First.ClickAsync();
        var nombre = await page.Locator("input[name=dossier]").CountAsync();
        nombre.ShouldBeGreaterThan(0);
        await page.SelectOptionAsync("select[name=a]", new SelectOptionValue { Index = 1 });
        await Departement.PhotographierAsync(page, "reattribuer");
        await page.GetByRole(AriaRole.Button, new() { Name = "Confier les dossiers cochés" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync($"{nombre} dossier");
    }

    [Fact]
    public async Task Ce_qu_une_page_montre_s_emporte_en_fichier()
    {
        var page = await departement.ConnecterAsync(Departement.Superviseur);
        foreach (var (chemin, attendus, colonne) in ((string, int, string?)[])
        [
            ($"/pilotage/listes-attente?{ConnuHier}", 4, "en_attente"), ($"/pilotage/listes-attente?par=service&{ConnuHier}", 4, "en_attente"), ($"/pilotage/listes-attente/detail?{ConnuHier}", 4, "en_attente"),
            ($"/pilotage/charge?{ConnuHier}", 3, null), ($"/pilotage/delais?{ConnuHier}", 1, null), ($"/pilotage/delais?code=D3&periode=2025&{ConnuHier}", 1, null), ($"/pilotage/ruptures?{ConnuHier}", 6, null),
            ($"/pilotage/echeances?{ConnuHier}", 4, "en_retard"), ("/pilotage/restitution?code=W1&au=2025-06-30&vuAu=2025-07-05", 2, "alors"), ($"/pilotage/dossiers?chiffre=L2&{ConnuHier}", 2, null),
        ])
        {
            await page.GotoAsync(chemin);
            var liens = await page.Locator(".fichiers a").EvaluateAllAsync<string[]>("liens => liens.map(a => a.getAttribute('href'))");
            liens.Length.ShouldBe(2 * attendus, chemin);
            // One workbook of each page: that they say what the other files do is held without a browser.
            foreach (var lien in liens.Where((l, i) => i < 2 || l.Contains("forme=csv", StringComparison.Ordinal)))
            {
                var fichier = await page.APIRequest.GetAsync(lien);
                fichier.Status.ShouldBe(200, lien);
                (await fichier.BodyAsync()).AsSpan(0, 2).SequenceEqual("PK"u8).ShouldBe(lien.Contains("forme=xlsx", StringComparison.Ordinal), lien);
            }

            // The first file of a page adds up to the first number that it shows.
            if (colonne is not null)
            {
                var lignes = (await (await page.APIRequest.GetAsync(liens[0])).TextAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split(';')).ToList();
                var rang = Array.IndexOf(lignes[0], colonne);
                var montre = string.Concat((await page.Locator(".chiffres-cles strong").First.InnerTextAsync()).Where(char.IsDigit));
                lignes.Skip(1).Sum(l => int.Parse(l[rang], System.Globalization.CultureInfo.InvariantCulture)).ToString(System.Globalization.CultureInfo.InvariantCulture).ShouldBe(montre, chemin);
            }
        }

        await page.GotoAsync($"/pilotage/charge?{ConnuHier}");
        var emporte = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "À voir de près, CSV" }).ClickAsync());
        emporte.SuggestedFilename.ShouldBe($"charge-alertes-{Regard.Iso(Calendrier.Jour(TimeProvider.System.GetUtcNow()))}.csv");
    }

    [Fact]
    public async Task Chaque_nombre_mene_a_autant_de_dossiers_et_personne_d_autre_ne_les_voit()
    {
        var page = await departement.ConnecterAsync(Departement.Superviseur);
        var tous = new List<string>();

        foreach (var (chemin, attendus) in ((string, int)[])
        [
            ($"/pilotage/delais?{ConnuHier}", 9), ($"/pilotage/delais?code=D6&{ConnuHier}", 4), ($"/pilotage/listes-attente/detail?{ConnuHier}", 9), ($"/pilotage/ruptures?{ConnuHier}", 6),
            ($"/pilotage/echeances?{ConnuHier}", 9), ($"/chiffres/portrait?{ConnuHier}", 9), ("/chiffres?code=I1", 9), ("/chiffres?code=I1&par=sexe", 9), ("/chiffres?code=E11.entrees&par=type", 2),
            ($"/pilotage/listes-attente?{ConnuHier}", 1), ($"/pilotage/restitution?code=W1&{ConnuHier}", 4), ($"/pilotage/restitution?code=L1&au=2025-06-30&vuAu=2025-07-05", 6),
        ])
        {
            await page.GotoAsync(chemin);
            var liens = await page.EvaluateAsync<string[][]>("""
                () => [...document.querySelectorAll('main a')]
                  .filter(a => /dossiers\?|echeances.*#dossiers/.test(a.getAttribute('href')) && !a.closest('.derive'))
                  .map(a => [a.getAttribute('href'), a.textContent.replace(/\D/g, '')]).filter(l => l[1] !== '')
                """);
            liens.Length.ShouldBeGreaterThanOrEqualTo(attendus, chemin);
            foreach (var lien in liens.Where((_, i) => i % (1 + (liens.Length / 9)) == 0))
            {
                tous.Add(lien[0]);
                var html = await (await page.APIRequest.GetAsync(lien[0])).TextAsync();
                var dit = System.Text.RegularExpressions.Regex.Match(html, """<p class="pages">\s*<span class="discret">(?:[^<]* sur )?([\d\p{Zs}]+)[^\d]*</span>""");
                dit.Success.ShouldBeTrue(lien[0]);
                string.Concat(dit.Groups[1].Value.Where(char.IsDigit)).ShouldBe(lien[1], lien[0]);
            }
        }

        // Nobody else has these pages; figures that do not exist have no files.
        var statisticienne = await departement.ConnecterAsync(Departement.Statisticienne);
        var referente = await departement.ConnecterAsync(Departement.Referente);
        foreach (var lien in tous.DistinctBy(l => l.Split('?', '#')[0]))
        {
            foreach (var autre in new[] { statisticienne, referente })
            {
                (await (await autre.APIRequest.GetAsync(lien)).TextAsync()).ShouldContain("avez pas accès à cette page");
            }
        }

        foreach (var faux in new[] { "/pilotage/dossiers?chiffre=rien", "/pilotage/dossiers?chiffre=D1&genre=9999&part=99&du=hier", "/chiffres/dossiers?code=rien", "/chiffres/dossiers?code=E12&periode=2025&decoupage=2016&lieu=Artois" })
        {
            (await page.GotoAsync(faux))!.Status.ShouldBe(200, faux);
            await Assertions.Expect(page.Locator("tbody tr, .liste li")).ToHaveCountAsync(0);
        }
    }
}
