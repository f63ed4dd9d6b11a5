namespace Accompagnement.EndToEnd;

/// <summary>Several accounts, several sessions, one tablet.</summary>
public sealed class CarnetPartage(Departement departement)
{
    [Fact]
    public async Task La_seconde_personne_ne_voit_rien_de_la_premiere_et_n_envoie_rien_a_sa_place()
    {
        var page = await departement.ConnecterAsync(Departement.Referente, retour: "/carnet");
        await page.ExigerLesScriptsAsync();
        var personne = await departement.InscrireAsync(page, "Ghestem");
        await page.EmporterAsync("Ghestem");
        await page.PretHorsReseauAsync();
        await page.Context.SetOfflineAsync(true);
        await page.NoterAsync("À moi.");

        // Another signs in in another tab while the first one's notebook is open.
        await page.RouteAsync("**/api/trajectoires/**", r => r.AbortAsync());
        await page.Context.SetOfflineAsync(false);
        var autre = await page.Context.NewPageAsync();
        await Departement.ConnecterAsync(autre, Departement.Collegue);
        await page.UnrouteAllAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Envoyer maintenant" }).ClickAsync();
        await Assertions.Expect(page.Locator("#annonce")).ToContainTextAsync("celle d'un autre compte");
        await Assertions.Expect(page.Locator("#a-envoyer > li")).ToHaveCountAsync(2);
        (await autre.ChronologieAsync(personne)).ShouldNotContain("VisiteTentee");
        await page.CloseAsync();

        // The second makes her own notebook: the first one's is not there.
        await autre.GotoAsync("/carnet");
        await Assertions.Expect(autre.GetByText("Choisissez un code")).ToBeVisibleAsync();
        await autre.OuvrirLeCarnetAsync("161803");
        await autre.Locator("form.fiche.large").WaitForAsync();
        await autre.GetByRole(AriaRole.Button, new() { Name = "Fermer" }).ClickAsync();
        await Assertions.Expect(autre.Locator("#a-envoyer")).ToHaveCountAsync(0);

        // Without a network each opens her own, by name and code.
        await autre.Context.SetOfflineAsync(true);
        await autre.ReloadAsync();
        await autre.FillAsync("#compte", Departement.Collegue);
        await autre.OuvrirLeCarnetAsync();
        await Assertions.Expect(autre.GetByRole(AriaRole.Alert)).ToContainTextAsync("Ce n'est pas ce code");
        await autre.FillAsync("#compte", Departement.Referente);
        await autre.OuvrirLeCarnetAsync();
        await Assertions.Expect(autre.Locator("#a-envoyer > li")).ToHaveCountAsync(2);
        await autre.Context.SetOfflineAsync(false);

        // The second leaves: her notebook goes, the first one's waits for its owner and leaves under her name.
        await autre.GotoAsync("/");
        await autre.GetByText("Se déconnecter").ClickAsync();
        await autre.WaitForURLAsync("**/connexion");
        (await autre.CompterAsync("carnets")).ShouldBe(1);
        (await autre.CompterAsync("actes")).ShouldBe(2);
        await Departement.ConnecterAsync(autre, Departement.Referente, "/carnet");
        await autre.OuvrirLeCarnetAsync();
        await Assertions.Expect(autre.Locator("#annonce")).ToContainTextAsync("2 envoyés");
        var dossier = (await (await autre.APIRequest.GetAsync($"/api/trajectoires/{personne}")).JsonAsync())!.Value;
        dossier.GetProperty("chronologie").EnumerateArray().Where(l => l.GetProperty("type").GetString() == "VisiteTentee")
            .ShouldHaveSingleItem().GetProperty("auteur").GetString().ShouldBe("AGT-0001");
    }

    [Fact]
    public async Task Se_deconnecter_efface_les_visites_ferme_les_onglets_et_ne_jette_pas_ce_qui_attend()
    {
        var page = await departement.ConnecterAsync(Departement.Referente, retour: "/carnet");
        await page.ExigerLesScriptsAsync();
        await departement.InscrireAsync(page, "Tiberghien");
        await page.EmporterAsync("Tiberghien");
        var accueil = await page.Context.NewPageAsync();
        await accueil.GotoAsync("/");
        await page.RouteAsync("**/api/trajectoires/**", r => r.AbortAsync());
        await page.NoterAsync("Pas encore parti.");

        var reponses = new Queue<bool>([false, true]);
        var questions = new List<string>();
        accueil.Dialog += (_, d) =>
        {
            questions.Add(d.Message);
            _ = reponses.Dequeue() ? d.AcceptAsync() : d.DismissAsync();
        };
        await accueil.GetByText("Se déconnecter").ClickAsync();
        await Gestes.AttendreAsync(() => Task.FromResult(questions.Count == 1));
        questions[0].ShouldStartWith("2 actes du carnet ne sont pas envoyés");
        (await page.CompterAsync("visites")).ShouldBe(1);
        await accueil.GetByText("Se déconnecter").ClickAsync();
        await accueil.WaitForURLAsync("**/connexion");
        (await accueil.CompterAsync("visites")).ShouldBe(0);
        (await accueil.CompterAsync("actes")).ShouldBe(2);
        await Assertions.Expect(page.GetByText("TIBERGHIEN")).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator("#code")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Une_session_qui_finit_au_milieu_de_l_envoi_laisse_la_suite_pour_la_prochaine()
    {
        var page = await departement.ConnecterAsync(Departement.EnVisite, retour: "/carnet");
        await page.ExigerLesScriptsAsync();
        var personne = await departement.InscrireAsync(page, "Vandaele", "AGT-0003");
        await page.EmporterAsync("Vandaele");
        await page.Context.SetOfflineAsync(true);
        await page.NoterAsync("Vu.", "realisee");
        await page.NoterAsync("Revu.", "entretien");
        var envois = 0;
        await page.RouteAsync("**/api/trajectoires/**", async r =>
        {
            if (++envois == 2)
            {
                await departement.FermerLesSessionsAsync(Departement.EnVisite);
            }

            await r.ContinueAsync();
        });
        await page.Context.SetOfflineAsync(false);
        await Assertions.Expect(page.Locator("#annonce")).ToContainTextAsync("1 envoyé");
        await Assertions.Expect(page.Locator("#annonce")).ToContainTextAsync("Votre session est finie");
        await Assertions.Expect(page.Locator("#a-envoyer > li")).ToHaveCountAsync(2);

        await page.Locator("#annonce").GetByRole(AriaRole.Link, new() { Name = "Se connecter" }).ClickAsync();
        await Departement.ConnecterAsync(page, Departement.EnVisite, "/carnet");
        await page.OuvrirLeCarnetAsync();
        await Assertions.Expect(page.Locator("#annonce")).ToContainTextAsync("2 envoyés");
        (await page.ChronologieAsync(personne)).Count(t => t is "VisiteTentee" or "EntretienRealise").ShouldBe(3);
    }
}
