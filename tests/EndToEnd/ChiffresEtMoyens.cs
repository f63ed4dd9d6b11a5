namespace Accompagnement.EndToEnd;

/// <summary>The quarter of a statistician, the morning of an administrator.</summary>
public sealed class ChiffresEtMoyens(Departement departement)
{
    [Fact]
    public async Task Un_tableau_se_construit_se_lit_et_se_telecharge()
    {
        var page = await departement.ConnecterAsync(Departement.Statisticienne);
        await page.GotoAsync("/chiffres");
        await page.GetByRole(AriaRole.Searchbox, new() { Name = "Chercher un indicateur" }).FillAsync("contrat");
        await page.Keyboard.PressAsync("Enter");
        await page.Locator(".catalogue a[href*='code=I4']").ClickAsync();
        await Assertions.Expect(page.Locator("table tbody tr")).Not.ToHaveCountAsync(0);
        await Assertions.Expect(page.GetByText("Chiffres protégés, les seuls à citer")).ToBeVisibleAsync();
        await Departement.PhotographierAsync(page, "chiffres");

        var fichier = await page.RunAndWaitForDownloadAsync(() => page.Locator("a[href*='forme=csv']").First.ClickAsync());
        (await File.ReadAllTextAsync(await fichier.PathAsync(), TestContext.Current.CancellationToken)).ShouldContain(";");
    }

    [Fact]
    public async Task Une_statisticienne_n_ouvre_ni_dossier_ni_recherche()
    {
        var page = await departement.ConnecterAsync(Departement.Statisticienne);
        foreach (var chemin in (string[])["/personnes?q=martin", $"/dossiers/{Guid.NewGuid()}", "/pilotage/ruptures", "/administration"])
        {
            await page.GotoAsync(chemin);
            page.Url.ShouldContain("/acces-refuse");
        }
    }

    [Fact]
    public async Task Un_reglage_change_a_partir_d_aujourd_hui_et_jamais_dans_le_passe()
    {
        var page = await departement.ConnecterAsync(Departement.Administrateur);
        await page.GotoAsync("/administration");
        await Departement.PhotographierAsync(page, "administration");
        await page.GotoAsync("/administration/reglages");
        await page.SelectOptionAsync("#regle", "poids.mesure.VIAL");
        await page.FillAsync("#valeur", "1.5");
        await page.FillAsync("#source", "Note de service");
        await page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Row, new() { NameRegex = new("mesure VIAL") })).ToContainTextAsync("1,5");

        await page.SelectOptionAsync("#regle", "poids.mesure.VIAL");
        await page.FillAsync("#valeur", "3");
        await page.FillAsync("#source", "Note de service");
        await page.Locator("#du").EvaluateAsync("e => { e.removeAttribute('min'); e.value = '2020-01-01'; }");
        await page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("le passé reste ce qu'il était");
    }

    [Fact]
    public async Task Les_chiffres_se_reconstruisent_pendant_que_la_page_le_dit()
    {
        var page = await departement.ConnecterAsync(Departement.Administrateur);
        await page.GotoAsync("/administration");
        await page.GetByRole(AriaRole.Button, new() { Name = "Reconstruire" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("econstruction");
        for (var essai = 0; essai < 100 && await page.GetByText("Projections refaites").CountAsync() == 0; essai++)
        {
            await Task.Delay(300, TestContext.Current.CancellationToken);
            await page.GotoAsync("/administration");
        }

        await Assertions.Expect(page.GetByText("Projections refaites jusqu'à la position")).ToBeVisibleAsync();
    }
}
