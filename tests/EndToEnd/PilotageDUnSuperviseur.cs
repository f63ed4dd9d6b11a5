namespace Accompagnement.EndToEnd;

/// <summary>What a supervisor looks for twice a week.</summary>
public sealed class PilotageDUnSuperviseur(Departement departement)
{
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
        await page.GetByRole(AriaRole.Link, new() { Name = "En attente" }).ClickAsync();
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
}
