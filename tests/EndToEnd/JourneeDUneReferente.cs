namespace Accompagnement.EndToEnd;

/// <summary>What a référente does between two interviews.</summary>
public sealed class JourneeDUneReferente(Departement departement)
{
    [Fact]
    public async Task Une_note_s_enregistre_au_clavier_se_voit_aussitot_et_se_retire()
    {
        var page = await departement.ConnecterAsync(Departement.Referente);
        await page.ExigerLesScriptsAsync();
        await Departement.PhotographierAsync(page, "ma-journee");
        await page.OuvrirUnDossierAsync();
        await page.Keyboard.PressAsync("n");
        await page.Keyboard.TypeAsync("Reprend les paiements ce mois-ci.");
        await Departement.PhotographierAsync(page, "note");
        await page.Keyboard.PressAsync("Enter");

        var premiere = page.Locator("#chronologie > li").First;
        await Assertions.Expect(premiere).ToContainTextAsync("Reprend les paiements ce mois-ci.");
        await Departement.PhotographierAsync(page, "dossier");

        await page.GetByRole(AriaRole.Button, new() { Name = "Annuler" }).ClickAsync();
        await Assertions.Expect(page.Locator("#chronologie > li").First).ToContainTextAsync("retiré le");
    }

    [Fact]
    public async Task Un_diagnostic_se_remplit_en_plusieurs_fois()
    {
        var page = await departement.ConnecterAsync(Departement.Referente);
        await page.ExigerLesScriptsAsync();
        var dossier = await page.OuvrirUnDossierAsync(rang: 2);
        await page.Keyboard.PressAsync("d");
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("Commencer un") }).ClickAsync();
        await page.Locator("input[name='c.niveau']").Nth(3).CheckAsync();
        await page.FillAsync("[name='c.freins']", "impayes");
        await page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer ce thème" }).ClickAsync();
        await Assertions.Expect(page.GetByText("1 thèmes sur 6").Or(page.GetByText("1 thème sur 6"))).ToBeVisibleAsync();

        // Another sitting: it goes on where it was.
        await page.GotoAsync($"{dossier}/diagnostic");
        await Assertions.Expect(page.GetByRole(AriaRole.Row, new() { NameRegex = new("Famille") })).ToContainTextAsync("grandes difficultés");
        await page.Locator("input[name='c.niveau']").Nth(1).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer ce thème" }).ClickAsync();
        await Assertions.Expect(page.GetByText("2 thèmes sur 6")).ToBeVisibleAsync();
        await Departement.PhotographierAsync(page, "diagnostic");
    }

    [Fact]
    public async Task Une_correction_garde_ce_qui_etait_ecrit_et_dit_pourquoi()
    {
        var page = await departement.ConnecterAsync(Departement.Referente);
        await page.ExigerLesScriptsAsync();
        await page.OuvrirUnDossierAsync(rang: 3);
        await page.Keyboard.PressAsync("v");
        await page.Locator("#acte-v button[type=submit]").ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { NameRegex = new("^Corriger : Visite") }).First.ClickAsync();
        await page.Locator("[name='c.resultat']").SelectOptionAsync("porteClose");
        await page.FillAsync("#motif-r", "Je m'étais trompée de ligne");
        await page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer la correction" }).ClickAsync();

        var ligne = page.Locator("#chronologie > li.corrige").First;
        await Assertions.Expect(ligne.Locator("del")).ToBeVisibleAsync();
        await Assertions.Expect(ligne.Locator("ins")).ToContainTextAsync("porte close");
        await Assertions.Expect(ligne).ToContainTextAsync("Je m'étais trompée de ligne");
        await Departement.PhotographierAsync(page, "correction");
    }

    [Fact]
    public async Task Sans_script_un_acte_s_enregistre_par_un_formulaire()
    {
        var page = await departement.ConnecterAsync(Departement.Referente, script: false);
        await page.OuvrirUnDossierAsync(rang: 5);
        await page.Locator("a[data-touche='n']").ClickAsync();
        await page.FillAsync("#acte-n textarea[name='c.note']", "Noté sans script.");
        await page.ClickAsync("#acte-n button[type=submit]");
        await Assertions.Expect(page.Locator("#chronologie > li").First).ToContainTextAsync("Noté sans script.");
    }

    [Fact]
    public async Task On_cherche_une_personne_et_le_dossier_d_un_autre_reste_ferme()
    {
        var page = await departement.ConnecterAsync(Departement.Referente);
        await page.ExigerLesScriptsAsync();
        var nom = await page.Locator("#mes-personnes ~ .defilement tbody a:not(:has-text('Dossier '))").First.InnerTextAsync();
        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync(nom.Split(' ')[0]);
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".resultats")).ToContainTextAsync(nom);

        var reponse = await page.GotoAsync($"/dossiers/{Guid.NewGuid()}");
        reponse!.Status.ShouldBe(404);
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Dossier introuvable");
    }
}
