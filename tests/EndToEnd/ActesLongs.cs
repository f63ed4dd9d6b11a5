using Accompagnement.Api.Securite;

namespace Accompagnement.EndToEnd;

/// <summary>A diagnostic, a contract, a request for aid: begun, left, gone on with.</summary>
public sealed class ActesLongs(Departement departement)
{
    [Fact]
    public async Task Ce_qui_est_commence_se_garde_se_reprend_et_s_oublie_une_fois_enregistre()
    {
        var page = await departement.ConnecterAsync(Departement.Referente, retour: "/carnet");
        await page.ExigerLesScriptsAsync();
        var personne = await departement.InscrireAsync(page, "Masurel");
        var dossier = $"/dossiers/{personne}";

        await page.GotoAsync($"{dossier}/diagnostic");
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("Commencer un") }).ClickAsync();
        await page.Locator("input[name='c.niveau']").Nth(2).CheckAsync();
        await page.FillAsync("#theme [name='c.note']", "Dort mal depuis");
        await Assertions.Expect(page.Locator("#theme .brouillon")).ToContainTextAsync("Gardé comme brouillon");
        await page.GotoAsync($"{dossier}?acte=a");
        await page.FillAsync("#acte-a [name='c.montantDemande']", "389.5");
        await Assertions.Expect(page.Locator("#acte-a .brouillon")).ToContainTextAsync("Gardé comme brouillon");
        (await page.CeQueGardeLeNavigateurAsync()).ShouldNotContain("Dort mal");

        // Another person at the same browser finds nothing of it; its owner does, after signing in again.
        await page.Context.ClearCookiesAsync();
        await Departement.ConnecterAsync(page, Departement.Collegue, $"{dossier}/diagnostic");
        (await page.CompterAsync("formulaires", "brouillons")).ShouldBe(2);
        await Assertions.Expect(page.Locator("#theme [name='c.note']")).ToHaveValueAsync("");
        await page.Context.ClearCookiesAsync();
        await Departement.ConnecterAsync(page, Departement.Referente, $"{dossier}/diagnostic");
        await Assertions.Expect(page.Locator("#theme .brouillon")).ToContainTextAsync("Repris de ce que vous aviez commencé");
        await Assertions.Expect(page.Locator("#theme [name='c.note']")).ToHaveValueAsync("Dort mal depuis");
        (await page.IsCheckedAsync("input[name='c.niveau'] >> nth=2")).ShouldBeTrue();
        await page.Locator("#theme .boutons").ScrollIntoViewIfNeededAsync();
        await Departement.PhotographierAsync(page, "brouillon");
        await page.FillAsync("#theme [name='c.note']", "Dort mal depuis l'hiver.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer ce thème" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Dort mal depuis l'hiver.")).ToBeVisibleAsync();

        // Recorded, it is a draft no more.
        await Gestes.AttendreAsync(async () => await page.CompterAsync("formulaires", "brouillons") == 1);
        await page.GotoAsync($"{dossier}/diagnostic?theme=famille");
        await Assertions.Expect(page.Locator("#theme [name='c.note']")).ToHaveValueAsync("");

        await page.GotoAsync(dossier);
        await page.Keyboard.PressAsync("a");
        await Assertions.Expect(page.Locator("#acte-a [name='c.montantDemande']")).ToHaveValueAsync("389.5");
        await page.GetByRole(AriaRole.Button, new() { Name = "Effacer ce brouillon" }).ClickAsync();
        await Assertions.Expect(page.Locator("#acte-a [name='c.montantDemande']")).ToHaveValueAsync("");
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("[data-touche=a]")).Not.ToContainTextAsync("commencé");
    }

    [Fact]
    public async Task Un_enregistrement_sans_reseau_ou_sans_session_ne_perd_pas_le_texte()
    {
        var page = await departement.ConnecterAsync(Departement.Referente, retour: "/carnet");
        await page.ExigerLesScriptsAsync();
        var personne = await departement.InscrireAsync(page, "Malbrancq");
        await page.GotoAsync($"/dossiers/{personne}");
        await page.Keyboard.PressAsync("n");
        await page.Keyboard.TypeAsync("Écrit juste avant la coupure");
        await Assertions.Expect(page.Locator("#acte-n .brouillon")).ToContainTextAsync("Gardé comme brouillon");
        await page.Context.SetOfflineAsync(true);
        await page.Keyboard.TypeAsync(", puis après.");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#acte-n .brouillon")).ToContainTextAsync("Pas de réseau");
        await page.Context.SetOfflineAsync(false);
        await page.GotoAsync($"/dossiers/{personne}?acte=n");
        await Assertions.Expect(page.Locator("#acte-n textarea").First).ToHaveValueAsync("Écrit juste avant la coupure, puis après.");

        await page.Context.ClearCookiesAsync();
        await page.Locator("#acte-n button[type=submit]").ClickAsync();
        await page.WaitForURLAsync("**/connexion**");
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("n'est pas enregistré");
        await page.FillAsync("#identifiant", Departement.Referente);
        await page.FillAsync("#motdepasse", Departement.MotDePasse);
        await page.ClickAsync("main button[type=submit]");
        await page.WaitForURLAsync($"**/dossiers/{personne}?acte=n");
        await Assertions.Expect(page.Locator("#acte-n textarea").First).ToHaveValueAsync("Écrit juste avant la coupure, puis après.");
        await page.Locator("#acte-n button[type=submit]").ClickAsync();
        await Assertions.Expect(page.Locator("#chronologie > li").First).ToContainTextAsync("puis après.");
        (await page.ChronologieAsync(personne)).Count(t => t == "EntretienRealise").ShouldBe(1);
    }

    [Fact]
    public async Task Un_acte_ecrit_apres_la_fin_de_la_session_attend_sur_la_page()
    {
        var page = await departement.ConnecterAsync(Departement.Referente, retour: "/carnet");
        await page.ExigerLesScriptsAsync();
        var personne = await departement.InscrireAsync(page, "Carlier");
        await page.GotoAsync($"/dossiers/{personne}");
        await page.Context.ClearCookiesAsync(new() { Name = Authentification.CookieDeSession });
        await page.Keyboard.PressAsync("n");
        await page.Keyboard.TypeAsync("Écrit le soir, session finie");
        await Assertions.Expect(page.Locator("#acte-n .brouillon")).ToContainTextAsync("votre session est finie");
        await page.RunAndWaitForResponseAsync(() => page.Keyboard.PressAsync("Enter"), r => r.Url.EndsWith("/carnet/compte", StringComparison.Ordinal));
        page.Url.ShouldNotContain("/connexion");
        await Assertions.Expect(page.Locator("#acte-n textarea").First).ToHaveValueAsync("Écrit le soir, session finie");

        var autre = await page.Context.RunAndWaitForPageAsync(() => page.GetByText("Se reconnecter dans un autre onglet").ClickAsync());
        await Departement.ConnecterAsync(autre, Departement.Referente);
        await page.BringToFrontAsync();
        await page.Locator("#acte-n button[type=submit]").ClickAsync();
        await Assertions.Expect(page.Locator("#chronologie > li").First).ToContainTextAsync("session finie");
        (await page.ChronologieAsync(personne)).Count(t => t == "EntretienRealise").ShouldBe(1);
    }

    [Fact]
    public async Task Une_correction_commencee_se_reprend_et_s_oublie_une_fois_enregistree()
    {
        var page = await departement.ConnecterAsync(Departement.Referente, retour: "/carnet");
        await page.ExigerLesScriptsAsync();
        var personne = await departement.InscrireAsync(page, "Vasseur");
        var reponse = await page.APIRequest.GetAsync($"/api/trajectoires/{personne}");
        var fait = (await reponse.JsonAsync())!.Value.GetProperty("chronologie").EnumerateArray().First(l => l.GetProperty("type").GetString() == "RendezVousFixe").GetProperty("id").GetGuid();
        var correction = $"/dossiers/{personne}/faits/{fait}";
        await page.GotoAsync(correction);
        await page.SelectOptionAsync("[name='c.lieu']", "partenaire");
        await page.FillAsync("#motif-r", "Chez le partenaire");
        await Assertions.Expect(page.Locator(".brouillon")).ToContainTextAsync("Gardé comme brouillon");
        await page.GotoAsync("/");
        await page.GotoAsync(correction);
        await Assertions.Expect(page.Locator(".brouillon")).ToContainTextAsync("Repris de ce que vous aviez commencé");
        await Assertions.Expect(page.Locator("[name='c.lieu']")).ToHaveValueAsync("partenaire");
        await Assertions.Expect(page.Locator("#motif-r")).ToHaveValueAsync("Chez le partenaire");
        await page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer la correction" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("corrigé");
        await Gestes.AttendreAsync(async () => await page.CompterAsync("formulaires", "brouillons") == 0);
        (await page.ChronologieAsync(personne)).Count(t => t == "RendezVousFixe").ShouldBeGreaterThanOrEqualTo(1);
    }
}
