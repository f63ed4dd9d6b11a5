using System.Text.RegularExpressions;

namespace Accompagnement.EndToEnd;

/// <summary>The notebook, with the network cut.</summary>
public sealed class CarnetDeVisites(Departement departement)
{
    [Fact]
    public async Task Ce_qui_est_note_hors_reseau_survit_au_rechargement_et_part_au_retour()
    {
        var page = await departement.ConnecterAsync(Departement.Referente, 800, 1000, retour: "/carnet");
        await page.ExigerLesScriptsAsync();
        await departement.InscrireAsync(page, "Wavrechin");
        await page.GotoAsync("/carnet");
        await page.OuvrirLeCarnetAsync();
        await page.Locator("input[name=v]").First.WaitForAsync();
        await Departement.PhotographierAsync(page, "carnet-choisir");
        await page.ChoisirAsync("Wavrechin");
        await page.PretHorsReseauAsync();

        await page.Context.SetOfflineAsync(true);
        await page.ReloadAsync();
        await page.OuvrirLeCarnetAsync("000000");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Ce n'est pas ce code");
        await page.OuvrirLeCarnetAsync();
        await page.NoterAsync("Volets fermés.");
        await Assertions.Expect(page.Locator("#a-envoyer > li")).ToHaveCountAsync(2);
        await Departement.PhotographierAsync(page, "carnet-a-envoyer");

        // Neither who is visited nor what was seen there is in the clear in the tablet.
        var garde = await page.CeQueGardeLeNavigateurAsync();
        garde.ShouldContain("carnets/actes");
        foreach (var clair in (string[])["Volets", "Wavrechin", "WAVRECHIN", "Aline", "referente", "Delattre", Gestes.Code])
        {
            garde.ShouldNotContain(clair);
        }

        await page.ReloadAsync();
        await page.OuvrirLeCarnetAsync();
        await Assertions.Expect(page.Locator("#a-envoyer > li")).ToHaveCountAsync(2);
        await page.Context.SetOfflineAsync(false);
        await Assertions.Expect(page.Locator("#annonce")).ToContainTextAsync("2 envoyés");
        await Assertions.Expect(page.Locator("#a-envoyer")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Le_reseau_coupe_au_milieu_de_chaque_etape_ne_fait_rien_perdre_ni_enregistrer_deux_fois()
    {
        var page = await departement.ConnecterAsync(Departement.Referente, 800, 1000, retour: "/carnet");
        await page.ExigerLesScriptsAsync();
        var personne = await departement.InscrireAsync(page, "Quenehen");
        await page.GotoAsync("/carnet");
        await page.PretHorsReseauAsync();

        // While the visits are asked for.
        await page.RouteAsync("**/carnet/visites", r => r.AbortAsync());
        await page.OuvrirLeCarnetAsync();
        await Assertions.Expect(page.Locator("#annonce")).ToContainTextAsync("Pas de réseau");
        await page.UnrouteAllAsync();

        // Between their arrival and the choice.
        await page.GetByRole(AriaRole.Button, new() { Name = "Choisir les visites" }).ClickAsync();
        await page.Locator("input[name=v]").First.WaitForAsync();
        await page.Context.SetOfflineAsync(true);
        await page.ChoisirAsync("Quenehen");

        // While it is written, and the page closed.
        await page.GetByRole(AriaRole.Button, new() { Name = "Noter" }).ClickAsync();
        await page.FillAsync("#note", "Commencé sous le porche.");
        await Gestes.AttendreAsync(async () => await page.CompterAsync("actes") == 1);
        await page.ReloadAsync();
        await page.OuvrirLeCarnetAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Reprendre" }).ClickAsync();
        await Assertions.Expect(page.Locator("#note")).ToHaveValueAsync("Commencé sous le porche.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Garder" }).ClickAsync();
        await Assertions.Expect(page.Locator("#a-envoyer > li")).ToHaveCountAsync(2);

        // Before the server has it, then after: the answer alone is lost.
        var coupures = 0;
        await page.RouteAsync("**/api/trajectoires/**", async r =>
        {
            if (++coupures > 1)
            {
                await r.FetchAsync();
            }

            await r.AbortAsync();
        });
        await page.Context.SetOfflineAsync(false);
        await Gestes.AttendreAsync(() => Task.FromResult(coupures == 1));
        (await page.ChronologieAsync(personne)).ShouldAllBe(t => t != "VisiteTentee" && t != "EntretienRealise");
        await page.GetByRole(AriaRole.Button, new() { Name = "Envoyer maintenant" }).ClickAsync();
        await Assertions.Expect(page.Locator("#annonce")).ToContainTextAsync("Pas de réseau");
        (await page.ChronologieAsync(personne)).Count(t => t is "VisiteTentee" or "EntretienRealise").ShouldBe(1);
        await Assertions.Expect(page.Locator("#a-envoyer > li")).ToHaveCountAsync(2);
        await page.UnrouteAllAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Envoyer maintenant" }).ClickAsync();
        await Assertions.Expect(page.Locator("#a-envoyer")).ToHaveCountAsync(0);
        (await page.ChronologieAsync(personne)).Count(t => t is "VisiteTentee" or "EntretienRealise").ShouldBe(2);
    }

    [Fact]
    public async Task Le_carnet_s_installe_et_s_ouvre_quand_le_serveur_est_en_panne()
    {
        var page = await departement.ConnecterAsync(Departement.Referente, 800, 1000, retour: "/carnet");
        await page.ExigerLesScriptsAsync();
        await page.GotoAsync("/carnet");
        await page.PretHorsReseauAsync();
        var cdp = await page.Context.NewCDPSessionAsync(page);
        var fautes = (await cdp.SendAsync("Page.getInstallabilityErrors"))!.Value.GetProperty("installabilityErrors").EnumerateArray().Select(e => e.GetProperty("errorId").GetString());
        fautes.Where(f => f != "in-incognito").ShouldBeEmpty();

        // Answers that come from a machine before the server, and not from it.
        await page.Context.RouteAsync(new Regex("/carnet$"), r => r.FulfillAsync(new() { Status = 503, Body = "Service indisponible" }));
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Carnet de visites");
    }

    [Fact]
    public async Task Qui_ne_suit_personne_apprend_pour_qui_est_le_carnet()
    {
        var page = await departement.ConnecterAsync(Departement.Superviseur, 800, 1000, retour: "/carnet");
        await page.ExigerLesScriptsAsync();
        await Assertions.Expect(page.Locator("#carnet")).ToContainTextAsync("fait pour les référents");
        await Assertions.Expect(page.Locator("#code")).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Link, new() { Name = "Revenir à l'accueil" }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToBeVisibleAsync();
    }
}
