namespace Accompagnement.EndToEnd;

/// <summary>Two people, two accounts, two browsers, one file.</summary>
public sealed class ADeux(Departement departement)
{
    [Fact]
    public async Task Chacun_voit_ce_que_l_autre_a_enregistre_a_cote_de_ce_qu_il_allait_dire()
    {
        var referente = await departement.ConnecterAsync(Departement.Referente, retour: "/carnet");
        await referente.ExigerLesScriptsAsync();
        var personne = await departement.InscrireAsync(referente, "Decroix");
        var collegue = await departement.ConnecterAsync(Departement.Collegue, retour: "/carnet");
        await referente.GotoAsync($"/dossiers/{personne}");
        await collegue.GotoAsync($"/dossiers/{personne}");

        await referente.Keyboard.PressAsync("v");
        await referente.Keyboard.PressAsync("p");
        await referente.Keyboard.PressAsync("Enter");
        await Assertions.Expect(referente.Locator(".fait-enregistre")).ToContainTextAsync("porte close");

        await collegue.Keyboard.PressAsync("n");
        await collegue.Keyboard.TypeAsync("Elle ouvre, elle va mieux.");
        await collegue.Keyboard.PressAsync("Enter");
        var conflit = collegue.Locator(".conflit");
        await Assertions.Expect(conflit.Locator(".deux-colonnes > div").Nth(0)).ToContainTextAsync("porte close");
        await Assertions.Expect(conflit.Locator(".deux-colonnes > div").Nth(1)).ToContainTextAsync("Elle ouvre, elle va mieux.");
        var (gauche, droite) = (await conflit.Locator(".deux-colonnes > div").Nth(0).BoundingBoxAsync(), await conflit.Locator(".deux-colonnes > div").Nth(1).BoundingBoxAsync());
        gauche!.Y.ShouldBe(droite!.Y);
        await Departement.PhotographierAsync(collegue, "conflit");
        (await referente.ChronologieAsync(personne)).ShouldNotContain("EntretienRealise");

        await collegue.Locator("#acte-n button[type=submit]").ClickAsync();
        await Assertions.Expect(collegue.Locator("#chronologie > li").First).ToContainTextAsync("Elle ouvre, elle va mieux.");
        (await referente.ChronologieAsync(personne)).Count(t => t is "EntretienRealise" or "VisiteTentee").ShouldBe(2);
    }

    [Fact]
    public async Task Le_meme_theme_d_un_diagnostic_ne_s_ecrase_pas_sans_le_dire()
    {
        var referente = await departement.ConnecterAsync(Departement.Referente, retour: "/carnet");
        await referente.ExigerLesScriptsAsync();
        var personne = await departement.InscrireAsync(referente, "Bultez");
        var collegue = await departement.ConnecterAsync(Departement.Collegue, retour: "/carnet");
        await referente.GotoAsync($"/dossiers/{personne}/diagnostic");
        await referente.GetByRole(AriaRole.Button, new() { NameRegex = new("Commencer un") }).ClickAsync();
        await Assertions.Expect(referente.Locator("#theme")).ToBeVisibleAsync();
        await collegue.GotoAsync($"/dossiers/{personne}/diagnostic");

        await referente.Locator("input[name='c.niveau']").Nth(3).CheckAsync();
        await referente.GetByRole(AriaRole.Button, new() { Name = "Enregistrer ce thème" }).ClickAsync();
        await Assertions.Expect(referente.GetByText("1 thèmes sur 6").Or(referente.GetByText("1 thème sur 6"))).ToBeVisibleAsync();
        await collegue.Locator("input[name='c.niveau']").Nth(1).CheckAsync();
        await collegue.FillAsync("#theme [name='c.note']", "Elle dit que sa sœur l'aide.");
        await collegue.GetByRole(AriaRole.Button, new() { Name = "Enregistrer ce thème" }).ClickAsync();
        await Assertions.Expect(collegue.Locator(".conflit")).ToContainTextAsync("sa sœur l'aide");
        (await collegue.IsCheckedAsync("input[name='c.niveau'] >> nth=1")).ShouldBeTrue();
        (await referente.ChronologieAsync(personne)).Count(t => t == "ThemeRenseigne").ShouldBe(1);
        await collegue.GetByRole(AriaRole.Button, new() { Name = "Enregistrer ce thème" }).ClickAsync();
        await Assertions.Expect(collegue.GetByText("Elle dit que sa sœur l'aide.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Une_correction_ou_un_contrat_commence_avant_ne_passe_pas_sans_etre_relu()
    {
        var referente = await departement.ConnecterAsync(Departement.Referente, retour: "/carnet");
        await referente.ExigerLesScriptsAsync();
        var personne = await departement.InscrireAsync(referente, "Delannoy-Gruson");
        var visite = await referente.EnregistrerAsync($"{personne}/visites", new { resultat = "realisee" });
        var collegue = await departement.ConnecterAsync(Departement.Collegue, retour: "/carnet");

        await collegue.GotoAsync($"/dossiers/{personne}/faits/{visite.GetProperty("faits")[0].GetProperty("id").GetGuid()}");
        await referente.EnregistrerAsync($"{personne}/entretiens", new { note = "Elle était là." });
        await collegue.Locator("[name='c.resultat']").SelectOptionAsync("porteClose");
        await collegue.FillAsync("#motif-r", "Erreur de ligne");
        await RelireAsync("Enregistrer la correction", "porte close", "EvenementRectifie");

        await collegue.GotoAsync($"/dossiers/{personne}/actes?acte=contrats");
        await referente.EnregistrerAsync($"{personne}/visites", new { resultat = "refusee" });
        await collegue.SelectOptionAsync("[name='c.type']", "contratEngagement");
        await collegue.FillAsync("[name='c.debut']", "2026-01-05");
        await collegue.FillAsync("[name='c.fin']", "2026-06-30");
        await RelireAsync("Enregistrer", "30 juin 2026", "ContratSigne");

        async Task RelireAsync(string bouton, string dit, string fait)
        {
            await collegue.GetByRole(AriaRole.Button, new() { Name = bouton, Exact = true }).ClickAsync();
            await Assertions.Expect(collegue.Locator(".conflit .deux-colonnes > div").Nth(1)).ToContainTextAsync(dit);
            var avant = await VersionAsync();
            await collegue.GetByRole(AriaRole.Button, new() { Name = bouton, Exact = true }).ClickAsync();
            await Assertions.Expect(collegue.Locator("#chronologie")).ToBeVisibleAsync();
            (await VersionAsync()).ShouldBeGreaterThan(avant, fait);
        }

        async Task<int> VersionAsync() => int.Parse((await referente.APIRequest.GetAsync($"/api/trajectoires/{personne}")).Headers["etag"].Trim('"'), System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task Les_actes_de_tous_les_jours_s_enregistrent_en_trois_touches_au_plus()
    {
        var page = await departement.ConnecterAsync(Departement.Referente, retour: "/carnet");
        await page.ExigerLesScriptsAsync();
        var (venue, absente) = (await departement.InscrireAsync(page, "Bourgeois-Dhaene"), await departement.InscrireAsync(page, "Bourgeois-Dhaene"));
        foreach (var (personne, touches) in ((Guid, string[])[])[(venue, ["h", "Enter"]), (venue, ["v", "Enter"]), (venue, ["v", "p", "Enter"]), (absente, ["m", "Enter"])])
        {
            touches.Length.ShouldBeLessThanOrEqualTo(3);
            await page.GotoAsync($"/dossiers/{personne}");
            var avant = (await page.ChronologieAsync(personne)).Length;
            foreach (var touche in touches)
            {
                await page.Keyboard.PressAsync(touche);
            }

            await Assertions.Expect(page.Locator(".fait-enregistre")).ToBeVisibleAsync();
            (await page.ChronologieAsync(personne)).Length.ShouldBeGreaterThan(avant, touches[0]);
        }
    }
}
