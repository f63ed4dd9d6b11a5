namespace Accompagnement.EndToEnd;

/// <summary>What somebody new, tired or in a hurry does: names for codes, nonsense in the address, the same thing twice.</summary>
public sealed class Embuches(Departement departement)
{
    [Fact]
    public async Task On_choisit_par_le_nom_et_nul_dossier_ne_va_a_qui_n_existe_pas()
    {
        var page = await departement.ConnecterAsync(Departement.Referente);
        var personne = await departement.InscrireAsync(page, "Lecocq\u202Emal");
        var dossier = $"/dossiers/{personne}";
        await page.GotoAsync($"{dossier}/actes?acte=referents/remplacement");
        await Assertions.Expect(page.Locator("[name='c.ancien']")).ToHaveValueAsync("AGT-0001");
        var collegue = await page.EvaluateAsync<string>("""
            () => {
              const noms = [...document.querySelectorAll('#choix-agents option')].filter(o => o.value !== 'AGT-0001').map(o => o.textContent);
              return noms.find(n => noms.filter(m => m === n).length === 1 && n !== 'Claire Delattre');
            }
            """);
        await page.FillAsync("[name='c.nouveau']", "N'importe qui");
        await EnregistrerAsync(page);
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Nouveau référent");
        await page.FillAsync("[name='c.nouveau']", collegue.ToUpperInvariant());
        await EnregistrerAsync(page);
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync($"{collegue} remplace");

        // A name that was typed backwards keeps its direction to itself.
        (await page.Locator("h1").InnerTextAsync()).ShouldStartWith("LECOCQMAL Aline, 42 ans", Case.Sensitive);

        await page.GotoAsync($"{dossier}/actes?acte=domicile");
        await page.FillAsync("[name='c.codeInsee']", "bethune");
        await EnregistrerAsync(page);
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("à Béthune");
    }

    [Fact]
    public async Task Tout_lien_de_ma_journee_s_ouvre_et_une_adresse_insensee_repond_une_page()
    {
        var page = await departement.ConnecterAsync(Departement.Referente);
        var liens = await page.Locator("main a").EvaluateAllAsync<string[]>("liens => [...new Set(liens.map(l => l.getAttribute('href').split('#')[0]))]");
        liens.Length.ShouldBeGreaterThan(10);
        foreach (var lien in liens)
        {
            (await page.APIRequest.GetAsync(lien)).Status.ShouldBe(200, lien);
        }

        var superviseur = await departement.ConnecterAsync(Departement.Superviseur);
        foreach (var adresse in new[]
        {
            "/pilotage/dossiers?chiffre=D1&service=%00&apres=-4", "/pilotage/dossiers?chiffre=D3&genre=32767&du=0001-01-01", "/pilotage/dossiers?chiffre=sorties&classe=99&service=",
            "/pilotage/listes-attente/detail?apres=abc&service=", "/pilotage/echeances?agent=%00&quand=7&apres=99999999999", "/chiffres/dossiers?code=I1&periode=2025&decoupage=2016&lieu=%00",
            "/pilotage/restitution/dossiers?code=rien", "/pilotage/restitution/dossiers?code=W1&part=99&genre=-32768&apres=x", "/chiffres/dossiers?code=E11&periode=2025&decoupage=2016&lieu=Artois&par=type&cle=9999",
            "/chiffres/dossiers?code=E11&periode=2025&decoupage=2016&lieu=Artois&par=7&cle=", "/pilotage/dossiers?chiffre=sorties-liste&service=&type=AEMO&apres=1000000",
        })
        {
            (await superviseur.APIRequest.GetAsync(adresse)).Status.ShouldBe(adresse.Contains("%00", StringComparison.Ordinal) ? 400 : 200, adresse);
        }
    }

    [Fact]
    public async Task Une_reattribution_se_recharge_sans_se_refaire()
    {
        var page = await departement.ConnecterAsync(Departement.Superviseur);
        await page.GotoAsync("/pilotage/charge");
        await page.Locator("tbody tr:has-text('parti') a:has-text('Réattribuer')").Last.ClickAsync();
        await page.SelectOptionAsync("select[name=a]", new SelectOptionValue { Index = 1 });
        await page.GetByRole(AriaRole.Button, new() { Name = "Confier les dossiers cochés" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("confié");
        (await page.ReloadAsync())!.Status.ShouldBe(200);
        await Assertions.Expect(page.GetByText("n'est plus référent d'aucun dossier")).ToBeVisibleAsync();
    }

    private static Task EnregistrerAsync(IPage page) => page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer", Exact = true }).ClickAsync();
}
