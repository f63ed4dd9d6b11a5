namespace Accompagnement.EndToEnd;

/// <summary>The notebook, with the network cut.</summary>
public sealed class CarnetDeVisites(Departement departement)
{
    private const string Code = "271828";

    [Fact]
    public async Task Ce_qui_est_note_hors_reseau_survit_au_rechargement_et_part_au_retour()
    {
        var page = await departement.ConnecterAsync(Departement.Referente, 800, 1000);
        await page.ExigerLesScriptsAsync();
        await page.GotoAsync("/carnet");
        await page.OuvrirLeCarnetAsync(Code);
        await page.Locator("input[name=v]").First.WaitForAsync();
        foreach (var choix in await page.Locator("input[name=v]").AllAsync())
        {
            await choix.SetCheckedAsync(false);
        }

        await page.Locator("input[name=v]").Nth(7).CheckAsync();
        await Departement.PhotographierAsync(page, "carnet-choisir");
        await page.GetByRole(AriaRole.Button, new() { Name = "Emporter" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Noter" }).WaitForAsync();
        await page.EvaluateAsync("() => navigator.serviceWorker.ready.then(() => caches.open('carnet-1')).then(r => r.match('/carnet')).then(p => p !== undefined)");

        await page.Context.SetOfflineAsync(true);
        await page.ReloadAsync();
        await page.OuvrirLeCarnetAsync("000000");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Ce n'est pas ce code");
        await page.OuvrirLeCarnetAsync(Code);
        await page.GetByRole(AriaRole.Button, new() { Name = "Noter" }).ClickAsync();
        await page.SelectOptionAsync("#nature", "porteClose");
        await page.FillAsync("#note", "Volets fermés.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Garder" }).ClickAsync();
        await Assertions.Expect(page.Locator("#a-envoyer > li")).ToHaveCountAsync(2);
        await Departement.PhotographierAsync(page, "carnet-a-envoyer");

        (await page.EvaluateAsync<string>("""
            () => new Promise((oui, non) => {
              const d = indexedDB.open('carnet');
              d.onerror = non;
              d.onsuccess = () => { const r = d.result.transaction('actes').objectStore('actes').getAll(); r.onsuccess = () => oui(r.result.map(a => new TextDecoder().decode(a.scelle.octets)).join()); };
            })
            """)).ShouldNotContain("Volets");

        await page.ReloadAsync();
        await page.OuvrirLeCarnetAsync(Code);
        await Assertions.Expect(page.Locator("#a-envoyer > li")).ToHaveCountAsync(2);
        await page.Context.SetOfflineAsync(false);
        await page.EvaluateAsync("() => window.dispatchEvent(new Event('online'))");
        await Assertions.Expect(page.Locator("#annonce")).ToContainTextAsync("2 envoyés");
        await Assertions.Expect(page.Locator("#a-envoyer")).ToHaveCountAsync(0);
    }
}
