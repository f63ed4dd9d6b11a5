using System.Diagnostics;

namespace Accompagnement.EndToEnd;

/// <summary>The browser dies without a word, and comes back on the same disk.</summary>
public sealed class NavigateurTue(Departement departement)
{
    [Fact]
    public async Task Ni_le_carnet_ni_un_contrat_a_moitie_ecrit_ne_se_perdent()
    {
        var profil = Directory.CreateTempSubdirectory("accompagnement-profil-").FullName;
        try
        {
            var personne = await CommencerAsync(profil);
            Tuer(profil);
            await ReprendreAsync(profil, personne);
        }
        finally
        {
            Tuer(profil);
            Directory.Delete(profil, recursive: true);
        }
    }

    private async Task<Guid> CommencerAsync(string profil)
    {
        var navigateur = await departement.OuvrirUnNavigateurAsync(profil);
        var page = navigateur.Pages[0];
        await Departement.ConnecterAsync(page, Departement.Referente);
        await page.ExigerLesScriptsAsync();
        var personne = await departement.InscrireAsync(page, "Plouvier");
        await page.GotoAsync($"/dossiers/{personne}");
        await page.Keyboard.PressAsync("c");
        await page.FillAsync("#acte-c [name='c.heuresHebdo']", "15");
        await page.Locator("#acte-c details summary").ClickAsync();
        await page.FillAsync("#acte-c [name='c.fin']", "2031-03-05");
        await Assertions.Expect(page.Locator("#acte-c .brouillon")).ToContainTextAsync("Gardé comme brouillon");

        var carnet = await navigateur.NewPageAsync();
        await carnet.EmporterAsync("Plouvier");
        await carnet.PretHorsReseauAsync();
        await navigateur.SetOfflineAsync(true);
        await carnet.NoterAsync("Gardé avant la panne.");
        await carnet.GetByRole(AriaRole.Button, new() { Name = "Noter" }).ClickAsync();
        await carnet.FillAsync("#note", "La batterie va lâ");
        await Gestes.AttendreAsync(async () => await carnet.CompterAsync("actes") == 3);
        return personne;
    }

    private async Task ReprendreAsync(string profil, Guid personne)
    {
        await using var navigateur = await departement.OuvrirUnNavigateurAsync(profil);
        var page = navigateur.Pages[0];

        // The session was that of the dead browser: what it kept opens with the code alone.
        await page.GotoAsync("/carnet");
        await page.OuvrirLeCarnetAsync();
        await Assertions.Expect(page.Locator("#a-envoyer > li")).ToHaveCountAsync(3);
        await Departement.ConnecterAsync(page, Departement.Referente, "/carnet");
        await page.ExigerLesScriptsAsync();
        await page.OuvrirLeCarnetAsync();
        await Assertions.Expect(page.Locator("#annonce")).ToContainTextAsync("2 envoyés");
        await page.GetByRole(AriaRole.Button, new() { Name = "Reprendre" }).ClickAsync();
        await Assertions.Expect(page.Locator("#note")).ToHaveValueAsync("La batterie va lâ");
        (await page.ChronologieAsync(personne)).Count(t => t is "VisiteTentee" or "EntretienRealise").ShouldBe(2);

        await page.GotoAsync($"/dossiers/{personne}");
        await Assertions.Expect(page.Locator("[data-touche=c]")).ToContainTextAsync("commencé");
        await page.Keyboard.PressAsync("c");
        await Assertions.Expect(page.Locator("#acte-c [name='c.heuresHebdo']")).ToHaveValueAsync("15");
        await Assertions.Expect(page.Locator("#acte-c [name='c.fin']")).ToHaveValueAsync("2031-03-05");
        await Assertions.Expect(page.Locator("#acte-c .brouillon")).ToContainTextAsync("Repris de ce que vous aviez commencé");
        (await page.CeQueGardeLeNavigateurAsync()).ShouldNotContain("2031-03-05");
    }

    /// <summary>Kills the processes of this profile, and no other, without letting them end their work.</summary>
    private static void Tuer(string profil)
    {
        foreach (var processus in Process.GetProcessesByName("chromium"))
        {
            using (processus)
            {
                if (Arguments(processus.Id).Contains($"--user-data-dir={profil}", StringComparison.Ordinal))
                {
                    processus.Kill();
                    processus.WaitForExit(TimeSpan.FromSeconds(10));
                }
            }
        }
    }

    private static string Arguments(int processus)
    {
        try
        {
            return File.ReadAllText($"/proc/{processus}/cmdline");
        }
        catch (IOException)
        {
            // It has ended meanwhile.
            return "";
        }
    }
}
