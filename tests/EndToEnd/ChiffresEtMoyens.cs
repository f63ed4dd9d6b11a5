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
    public async Task Des_territoires_se_comparent_sur_une_courbe_et_une_ligne_a_zero_n_en_a_pas()
    {
        var page = await departement.ConnecterAsync(Departement.Statisticienne);
        await page.GotoAsync("/chiffres?code=I2&ligne=Artois");
        var courbe = page.Locator("figure.courbe");
        await Assertions.Expect(courbe.Locator(".cle-courbe li")).ToHaveCountAsync(0);
        foreach (var territoire in (string[])["Calaisis", "Lens-Hénin"])
        {
            await page.Locator("table").GetByRole(AriaRole.Link, new() { Name = territoire, Exact = true }).ClickAsync();
        }

        await Assertions.Expect(courbe.Locator(".cle-courbe li")).ToHaveTextAsync(["Artois", "Calaisis", "Lens-Hénin"]);
        await courbe.ScrollIntoViewIfNeededAsync();
        await Departement.PhotographierAsync(page, "serie");
        await page.Locator("table").GetByRole(AriaRole.Link, new() { Name = "Calaisis", Exact = true }).ClickAsync();
        await Assertions.Expect(courbe.Locator(".cle-courbe li")).ToHaveTextAsync(["Artois", "Lens-Hénin"]);

        // Before there was an RSA: a flat line at the bottom would look like a figure.
        await page.GotoAsync("/chiffres?code=I2&periodes=1992,1991,1990");
        await Assertions.Expect(page.GetByText("Pas de courbe")).ToBeVisibleAsync();
        await Assertions.Expect(courbe).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Un_compte_s_ouvre_avec_un_mot_de_passe_que_la_personne_remplace()
    {
        var page = await departement.ConnecterAsync(Departement.Administrateur);
        await page.GotoAsync("/administration");
        await page.GetByRole(AriaRole.Link, new() { Name = "Comptes" }).ClickAsync();
        await page.FillAsync("#identifiant", "nadia.petit");
        await page.FillAsync("#nom", "Nadia Petit");
        await page.SelectOptionAsync("#role", "statisticien");
        await page.GetByRole(AriaRole.Button, new() { Name = "Ouvrir le compte" }).ClickAsync();
        var provisoire = await page.Locator(".secret").InnerTextAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Row, new() { NameRegex = new("Nadia Petit") })).ToContainTextAsync("à activer");
        await Departement.PhotographierAsync(page, "comptes");

        var sienne = await departement.OuvrirAsync();
        await sienne.GotoAsync("/connexion");
        await sienne.FillAsync("#identifiant", "nadia.petit");
        await sienne.FillAsync("#motdepasse", provisoire);
        await sienne.Keyboard.PressAsync("Enter");
        await Assertions.Expect(sienne.Locator("h1")).ToHaveTextAsync("Choisir un mot de passe");
        await sienne.FillAsync("#ancien", provisoire);
        await sienne.FillAsync("#nouveau", "quatre mots sans lien");
        await sienne.FillAsync("#encore", "quatre mots sans lien");
        await sienne.Keyboard.PressAsync("Enter");
        await Assertions.Expect(sienne.GetByText("Se déconnecter")).ToBeVisibleAsync();
        await sienne.GotoAsync("/chiffres");
        await Assertions.Expect(sienne.Locator(".qui")).ToContainTextAsync("Nadia Petit");
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
