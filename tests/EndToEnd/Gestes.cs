namespace Accompagnement.EndToEnd;

/// <summary>What several scenarios do.</summary>
internal static class Gestes
{
    /// <summary>Opens the file of one of the référente's people, each scenario its own; gives its path.</summary>
    public static async Task<string> OuvrirUnDossierAsync(this IPage page, int rang = 0)
    {
        var liens = await page.Locator("#mes-personnes ~ .defilement tbody a").EvaluateAllAsync<string[]>("liens => [...new Set(liens.map(l => l.getAttribute('href')))]");
        await page.GotoAsync(liens[rang]);
        await Assertions.Expect(page.Locator("#titre-chronologie")).ToBeVisibleAsync();
        return liens[rang];
    }

    /// <summary>Skips the test, and says why, where the pages were built without their scripts.</summary>
    public static async Task ExigerLesScriptsAsync(this IPage page) => Assert.SkipUnless(
        await page.Locator("head script[src]").CountAsync() > 0,
        "The scripts of the pages were not built: npm was missing. Install it, build again.");

    /// <summary>Opens the notebook with its code.</summary>
    public static async Task OuvrirLeCarnetAsync(this IPage page, string code)
    {
        await page.FillAsync("#code", code);
        await page.Locator("#carnet button[type=submit]").ClickAsync();
    }
}
