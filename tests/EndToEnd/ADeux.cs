namespace Accompagnement.EndToEnd;

/// <summary>Two people, two accounts, two browsers, one file.</summary>
public sealed class ADeux(Departement departement)
{
    [Fact]
    public async Task Chacun_voit_ce_que_l_autre_a_enregistre_a_cote_de_ce_qu_il_allait_dire()
    {
        var referente = await departement.ConnecterAsync(Departement.Referente);
        var personne = await departement.InscrireAsync(referente, "Decroix");
        var collegue = await departement.ConnecterAsync(Departement.Collegue);
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
        var referente = await departement.ConnecterAsync(Departement.Referente);
        var personne = await departement.InscrireAsync(referente, "Bultez");
        var collegue = await departement.ConnecterAsync(Departement.Collegue);
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

    [Theory]
    [InlineData("v", "Enter")]
    [InlineData("v", "p", "Enter")]
    [InlineData("m", "Enter")]
    [InlineData("h", "Enter")]
    public async Task Un_acte_de_tous_les_jours_s_enregistre_en_trois_touches_au_plus(params string[] touches)
    {
        touches.Length.ShouldBeLessThanOrEqualTo(3);
        var page = await departement.ConnecterAsync(Departement.Referente);
        var personne = await departement.InscrireAsync(page, "Bourgeois-Dhaene");
        await page.GotoAsync($"/dossiers/{personne}");
        var avant = (await page.ChronologieAsync(personne)).Length;
        foreach (var touche in touches)
        {
            await page.Keyboard.PressAsync(touche);
        }

        await Assertions.Expect(page.Locator(".fait-enregistre")).ToBeVisibleAsync();
        (await page.ChronologieAsync(personne)).Length.ShouldBeGreaterThan(avant);
    }
}
