using System.Text.Json;

namespace Accompagnement.EndToEnd;

/// <summary>What several scenarios do.</summary>
internal static class Gestes
{
    /// <summary>The code of every notebook.</summary>
    public const string Code = "271828";

    /// <summary>The links to the people of the desk, but for those a scenario registered for itself: it may give them to somebody else.</summary>
    public const string MesPersonnes = "#mes-personnes ~ .defilement tbody a:not(:has-text('Aline'))";

    /// <summary>Opens the file of one of the référente's people, each scenario its own; gives its path.</summary>
    public static async Task<string> OuvrirUnDossierAsync(this IPage page, int rang = 0)
    {
        var liens = await page.Locator(MesPersonnes).EvaluateAllAsync<string[]>("liens => [...new Set(liens.map(l => l.getAttribute('href')))]");
        await page.GotoAsync(liens[rang]);
        await Assertions.Expect(page.Locator("#titre-chronologie")).ToBeVisibleAsync();
        return liens[rang];
    }

    /// <summary>Skips the test, and says why, where the pages were built without their scripts.</summary>
    public static async Task ExigerLesScriptsAsync(this IPage page) => Assert.SkipUnless(
        await page.Locator("head script[src]").CountAsync() > 0,
        "The scripts of the pages were not built: npm was missing. Install it, build again.");

    /// <summary>Records an act by the HTTP interface, in the page's session.</summary>
    public static async Task<JsonElement> EnregistrerAsync(this IPage page, string chemin, object corps)
    {
        var reponse = await page.APIRequest.PostAsync($"/api/trajectoires/{chemin}".TrimEnd('/'), new() { DataObject = corps });
        reponse.Ok.ShouldBeTrue(await reponse.TextAsync());
        return (await reponse.JsonAsync())!.Value;
    }

    /// <summary>What the file says happened, the last first.</summary>
    public static async Task<string[]> ChronologieAsync(this IPage page, Guid personne)
    {
        var reponse = await page.APIRequest.GetAsync($"/api/trajectoires/{personne}");
        reponse.Ok.ShouldBeTrue(await reponse.TextAsync());
        return [.. (await reponse.JsonAsync())!.Value.GetProperty("chronologie").EnumerateArray().Select(l => l.GetProperty("type").GetString()!)];
    }

    /// <summary>Opens the notebook with its code.</summary>
    public static async Task OuvrirLeCarnetAsync(this IPage page, string code = Code)
    {
        await page.FillAsync("#code", code);
        await page.Locator("#carnet button[type=submit]").ClickAsync();
    }

    /// <summary>Makes a notebook, and takes the visit of one person.</summary>
    public static async Task EmporterAsync(this IPage page, string nom, string code = Code)
    {
        await page.GotoAsync("/carnet");
        await page.OuvrirLeCarnetAsync(code);
        await page.ChoisirAsync(nom);
    }

    /// <summary>Takes the visit of one person, of those that may be chosen.</summary>
    public static async Task ChoisirAsync(this IPage page, string nom)
    {
        await page.Locator("input[name=v]").First.WaitForAsync();
        await page.EvaluateAsync("nom => document.querySelectorAll('input[name=v]').forEach(c => { c.checked = c.closest('label').textContent.includes(nom); })", nom.ToUpperInvariant());
        await page.GetByRole(AriaRole.Button, new() { Name = "Emporter" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Noter" })).ToHaveCountAsync(1);
    }

    /// <summary>Waits until the notebook opens without a network.</summary>
    public static Task PretHorsReseauAsync(this IPage page) => page.EvaluateAsync("""
        async () => {
          await navigator.serviceWorker.ready;
          while (!(await (await caches.open('carnet-1')).match('/carnet'))) { await new Promise(r => setTimeout(r, 20)); }
        }
        """);

    /// <summary>Writes an act in the open notebook.</summary>
    public static async Task NoterAsync(this IPage page, string note, string nature = "porteClose")
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Noter" }).ClickAsync();
        await page.SelectOptionAsync("#nature", nature);
        await page.FillAsync("#note", note);
        await page.GetByRole(AriaRole.Button, new() { Name = "Garder" }).ClickAsync();
        await Assertions.Expect(page.Locator("dialog")).ToHaveCountAsync(0);
    }

    /// <summary>Everything that the browser keeps for the site, as text: what somebody who copies the tablet reads.</summary>
    public static Task<string> CeQueGardeLeNavigateurAsync(this IPage page) => page.EvaluateAsync<string>("""
        async () => {
          const dits = [JSON.stringify(localStorage), JSON.stringify(sessionStorage), document.cookie];
          const enTexte = v => v instanceof ArrayBuffer || ArrayBuffer.isView(v) ? new TextDecoder('latin1').decode(v)
            : v && typeof v === 'object' ? Object.entries(v).map(([c, w]) => `${c}=${enTexte(w)}`).join(';') : String(v);
          const attendre = d => new Promise((oui, non) => { d.onsuccess = () => oui(d.result); d.onerror = () => non(d.error); });
          for (const { name } of await indexedDB.databases()) {
            const base = await attendre(indexedDB.open(name));
            for (const table of base.objectStoreNames) {
              dits.push(`${name}/${table}`, ...(await attendre(base.transaction(table).objectStore(table).getAll())).map(enTexte));
            }
            base.close();
          }
          for (const nom of await caches.keys()) {
            const reserve = await caches.open(nom);
            for (const demande of await reserve.keys()) { dits.push(demande.url, await (await reserve.match(demande)).text()); }
          }
          return dits.join('\n');
        }
        """);

    /// <summary>How many lines a table of the notebooks, or of the drafts, has.</summary>
    public static Task<int> CompterAsync(this IPage page, string table, string nom = "carnets") => page.EvaluateAsync<int>("""
        async ([table, nom]) => {
          if (!(await indexedDB.databases()).some(b => b.name === nom)) { return 0; }
          const attendre = d => new Promise((oui, non) => { d.onsuccess = () => oui(d.result); d.onerror = () => non(d.error); });
          const base = await attendre(indexedDB.open(nom));
          const combien = await attendre(base.transaction(table).objectStore(table).count());
          base.close();
          return combien;
        }
        """, new[] { table, nom });

    /// <summary>Does something until it holds: a browser writes in its own time.</summary>
    public static async Task AttendreAsync(Func<Task<bool>> vrai)
    {
        var fin = TimeProvider.System.GetTimestamp() + (TimeProvider.System.TimestampFrequency * 15);
        while (!await vrai())
        {
            TimeProvider.System.GetTimestamp().ShouldBeLessThan(fin, "What was waited for did not come.");
            await Task.Delay(25, TestContext.Current.CancellationToken);
        }
    }
}
