namespace Accompagnement.EndToEnd;

/// <summary>The notebook, as its worst enemy would treat it.</summary>
public sealed class CarnetMalmene(Departement departement)
{
    [Fact]
    public async Task Dix_codes_faux_effacent_les_visites_et_le_compte_retrouve_ce_qui_attendait()
    {
        var page = await departement.ConnecterAsync(Departement.Referente, retour: "/carnet");
        await page.ExigerLesScriptsAsync();
        var personne = await departement.InscrireAsync(page, "Delbecque");
        await page.EmporterAsync("Delbecque");
        await page.PretHorsReseauAsync();
        await page.Context.SetOfflineAsync(true);
        await page.NoterAsync("Personne.");
        await page.ReloadAsync();
        for (var essai = 0; essai < 10; essai++)
        {
            await page.OuvrirLeCarnetAsync($"00000{essai}");
            await Assertions.Expect(page.Locator("#carnet button[type=submit]")).ToBeEnabledAsync();
        }

        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Trop de codes faux");
        (await page.CompterAsync("visites")).ShouldBe(0);
        (await page.CompterAsync("actes")).ShouldBe(2);
        await page.OuvrirLeCarnetAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Trop de codes faux");

        await page.Context.SetOfflineAsync(false);
        await page.ReloadAsync();
        await Assertions.Expect(page.GetByText("Choisissez un nouveau code")).ToBeVisibleAsync();
        await page.OuvrirLeCarnetAsync("314159");
        await Assertions.Expect(page.Locator("#annonce")).ToContainTextAsync("2 envoyés");
        (await page.ChronologieAsync(personne)).ShouldContain("VisiteTentee");
    }

    [Fact]
    public async Task Deux_onglets_qui_envoient_ensemble_n_enregistrent_qu_une_fois()
    {
        var un = await departement.ConnecterAsync(Departement.Referente, retour: "/carnet");
        await un.ExigerLesScriptsAsync();
        var personne = await departement.InscrireAsync(un, "Vanhoutte");
        await un.EmporterAsync("Vanhoutte");
        var deux = await un.Context.NewPageAsync();
        await deux.GotoAsync("/carnet");
        await deux.OuvrirLeCarnetAsync();
        await Assertions.Expect(deux.GetByRole(AriaRole.Button, new() { Name = "Noter" })).ToHaveCountAsync(1);

        await un.Context.SetOfflineAsync(true);
        await un.NoterAsync("Vu de deux onglets.");
        await Assertions.Expect(deux.Locator("#a-envoyer > li")).ToHaveCountAsync(2);
        await un.Context.SetOfflineAsync(false);
        await Task.WhenAll(EnvoyerAsync(un), EnvoyerAsync(deux), EnvoyerAsync(un));
        await Assertions.Expect(un.Locator("#a-envoyer")).ToHaveCountAsync(0);
        await Assertions.Expect(deux.Locator("#a-envoyer")).ToHaveCountAsync(0);
        (await un.ChronologieAsync(personne)).Count(t => t is "VisiteTentee" or "EntretienRealise").ShouldBe(2);

        static Task EnvoyerAsync(IPage page) => page.EvaluateAsync("() => { for (const b of document.querySelectorAll('button')) { if (b.textContent === 'Envoyer maintenant') { b.click(); b.click(); } } }");
    }

    [Fact]
    public async Task Ce_que_le_serveur_refuse_se_dit_se_repare_et_ne_bloque_pas_le_reste()
    {
        var page = await departement.ConnecterAsync(Departement.Referente, retour: "/carnet");
        await page.ExigerLesScriptsAsync();
        var personne = await departement.InscrireAsync(page, "Crombez");
        await page.EmporterAsync("Crombez");
        await page.Context.SetOfflineAsync(true);
        foreach (var note in (string[])["Premier.", "Deuxième.", "Troisième."])
        {
            await page.NoterAsync(note, "entretien");
        }

        var (enPanne, reponses) = (true, new Queue<int>([500, 0, 0, 422]));
        await page.RouteAsync("**/api/trajectoires/**", r => (enPanne ? 503 : reponses.TryDequeue(out var dite) ? dite : 0) is var statut && statut != 0
            ? r.FulfillAsync(new() { Status = statut, ContentType = "application/problem+json", Body = """{"detail":"Ce n'est pas possible ce jour-là."}""" })
            : r.ContinueAsync());
        await page.Context.SetOfflineAsync(false);
        await Assertions.Expect(page.Locator("#annonce")).ToContainTextAsync("Le service ne répond pas bien");
        await Assertions.Expect(page.Locator("#a-envoyer > li")).ToHaveCountAsync(3);

        // One that makes the server fail does not keep the others.
        enPanne = false;
        await page.GetByRole(AriaRole.Button, new() { Name = "Envoyer maintenant" }).ClickAsync();
        await Assertions.Expect(page.Locator("#annonce")).ToContainTextAsync("2 envoyés");
        await Assertions.Expect(page.Locator("#a-envoyer > li")).ToHaveCountAsync(1);

        await page.GetByRole(AriaRole.Button, new() { Name = "Envoyer maintenant" }).ClickAsync();
        await Assertions.Expect(page.Locator("#a-envoyer")).ToContainTextAsync("Ce n'est pas possible ce jour-là.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Modifier" }).ClickAsync();
        (await page.InputValueAsync("#note")).ShouldEndWith(".");
        await page.FillAsync("#note", "Réparé.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Garder" }).ClickAsync();
        await Assertions.Expect(page.Locator("#a-envoyer")).ToHaveCountAsync(0);
        (await page.ChronologieAsync(personne)).Count(t => t == "EntretienRealise").ShouldBe(3);
    }

    [Fact]
    public async Task Un_acte_sur_un_dossier_change_clos_puis_fusionne_se_montre_et_s_enregistre_quand_on_l_a_relu()
    {
        var page = await departement.ConnecterAsync(Departement.Referente, 800, 800, retour: "/carnet");
        await page.ExigerLesScriptsAsync();
        var personne = await departement.InscrireAsync(page, "Dewaele");
        await page.EmporterAsync("Dewaele");
        await page.Context.SetOfflineAsync(true);
        await page.NoterAsync("Le voisin dit qu'elle a déménagé.");
        await page.EnregistrerAsync($"{personne}/cloture", new { motif = "finDeSuivi" });
        await page.Context.SetOfflineAsync(false);
        await Assertions.Expect(page.Locator("#a-envoyer > li[data-etat=conflit]")).ToHaveCountAsync(2);
        await Assertions.Expect(page.Locator("#a-envoyer .conflit").First).ToContainTextAsync("clos");
        await Departement.PhotographierAsync(page, "carnet-conflit");
        (await page.ChronologieAsync(personne)).ShouldNotContain("VisiteTentee");

        // Read and sent all the same: the rule answers.
        await page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer quand même" }).First.ClickAsync();
        await Assertions.Expect(page.Locator("#a-envoyer > li[data-etat=refuse]")).ToHaveCountAsync(2);
        await Assertions.Expect(page.Locator("#a-envoyer")).ToContainTextAsync("Le dossier est clos");

        // Opened again, then absorbed by another file of the same person.
        await page.EnregistrerAsync($"{personne}/reouverture", new { });
        var autre = await departement.InscrireAsync(page, "Catrice");
        var superviseur = await departement.ConnecterAsync(Departement.Superviseur, retour: "/carnet");
        await superviseur.EnregistrerAsync($"{autre}/fusion", new { absorbe = personne });
        await page.GetByRole(AriaRole.Button, new() { Name = "Renvoyer" }).First.ClickAsync();
        await Assertions.Expect(page.Locator("#a-envoyer > li[data-etat=conflit]")).ToContainTextAsync("absorbé");
        await page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer quand même" }).ClickAsync();
        await Assertions.Expect(page.Locator("#a-envoyer > li")).ToHaveCountAsync(1);
        page.Dialog += (_, d) => _ = d.AcceptAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Retirer" }).ClickAsync();
        await Assertions.Expect(page.Locator("#a-envoyer")).ToHaveCountAsync(0);

        // What was read once is not shown again for the next act of the same visit.
        await page.NoterAsync("Vue chez sa sœur.", "entretien");
        await Assertions.Expect(page.Locator("#annonce")).ToContainTextAsync("1 envoyé");
        (await page.ChronologieAsync(autre)).Count(t => t is "VisiteTentee" or "EntretienRealise").ShouldBe(2);
    }

    [Fact]
    public async Task Une_tablette_pleine_le_dit_et_garde_le_texte_a_l_ecran()
    {
        var page = await departement.ConnecterAsync(Departement.Referente, retour: "/carnet");
        await page.ExigerLesScriptsAsync();
        await departement.InscrireAsync(page, "Lesaffre");
        await page.EmporterAsync("Lesaffre");
        await page.EvaluateAsync("""
            () => {
              const mettre = IDBObjectStore.prototype.put;
              window.rendreLaPlace = () => { IDBObjectStore.prototype.put = mettre; };
              IDBObjectStore.prototype.put = () => { throw new DOMException('The quota has been exceeded.', 'QuotaExceededError'); };
            }
            """);
        await page.GetByRole(AriaRole.Button, new() { Name = "Noter" }).ClickAsync();
        await page.FillAsync("#note", "Rien ne se perd.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Garder" }).ClickAsync();
        await Assertions.Expect(page.Locator("dialog").GetByRole(AriaRole.Alert)).ToContainTextAsync("plus de place");
        await Assertions.Expect(page.Locator("#note")).ToHaveValueAsync("Rien ne se perd.");
        await page.EvaluateAsync("() => window.rendreLaPlace()");
        await page.GetByRole(AriaRole.Button, new() { Name = "Garder" }).ClickAsync();
        await Assertions.Expect(page.Locator("#annonce")).ToContainTextAsync("2 envoyés");
    }

    [Fact]
    public async Task Une_horloge_fausse_se_voit_a_l_envoi_et_l_heure_se_corrige()
    {
        var page = await departement.ConnecterAsync(Departement.Referente, retour: "/carnet");
        await page.ExigerLesScriptsAsync();
        var personne = await departement.InscrireAsync(page, "Debruyne");
        await page.EmporterAsync("Debruyne");
        await page.PretHorsReseauAsync();
        await page.Context.SetOfflineAsync(true);
        await page.Clock.SetSystemTimeAsync(DateTime.UtcNow.AddHours(-5));
        await page.NoterAsync("", "realisee");
        await page.Context.SetOfflineAsync(false);
        await Assertions.Expect(page.Locator("#a-envoyer")).ToContainTextAsync("L'horloge de la tablette retardait de 5 heures");
        (await page.ChronologieAsync(personne)).ShouldNotContain("VisiteTentee");

        // The next time noted is that of the server, and goes.
        await page.NoterAsync("À la bonne heure.", "entretien");
        await Assertions.Expect(page.Locator("#annonce")).ToContainTextAsync("1 envoyé");
        await page.GetByRole(AriaRole.Button, new() { Name = "Modifier" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Garder" }).ClickAsync();
        await Assertions.Expect(page.Locator("#a-envoyer")).ToHaveCountAsync(0);
        (await page.ChronologieAsync(personne)).ShouldContain("VisiteTentee");
    }

    [Fact]
    public async Task Apres_un_jour_les_visites_s_effacent_meme_sous_les_yeux_et_ce_qui_attend_reste()
    {
        var page = await departement.ConnecterAsync(Departement.Referente, retour: "/carnet");
        await page.ExigerLesScriptsAsync();
        await departement.InscrireAsync(page, "Hennebelle");
        await page.Clock.InstallAsync();
        await page.EmporterAsync("Hennebelle");
        await page.Clock.SetSystemTimeAsync(DateTime.UtcNow.AddHours(25));
        await page.GotoAsync("/");
        await Gestes.AttendreAsync(async () => await page.CompterAsync("carnets") == 0);

        await page.EmporterAsync("Hennebelle");
        await page.PretHorsReseauAsync();
        await page.Context.SetOfflineAsync(true);
        await page.NoterAsync("Hier.");
        await page.Clock.FastForwardAsync("25:00:00");

        // Left alone that long, it closed too; what waits is there for who has the code.
        await Assertions.Expect(page.Locator("#code")).ToBeVisibleAsync();
        (await page.CompterAsync("visites")).ShouldBe(0);
        await page.OuvrirLeCarnetAsync();
        await Assertions.Expect(page.Locator("#a-envoyer > li")).ToHaveCountAsync(2);
        await Assertions.Expect(page.GetByText("Aucune visite dans ce carnet")).ToBeVisibleAsync();
    }
}
