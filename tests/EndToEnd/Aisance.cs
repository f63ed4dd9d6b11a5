namespace Accompagnement.EndToEnd;

/// <summary>How it feels: a slow network, a slow hand, a small screen, paper.</summary>
public sealed class Aisance(Departement departement)
{
    /// <summary>A throttled 3G as Lighthouse has it ("slow 4G, fast 3G"): 150 ms there and back, 1.6 Mbit/s down, 750 kbit/s up.</summary>
    private static readonly Dictionary<string, object> Reseau3G = new() { ["offline"] = false, ["latency"] = 150, ["downloadThroughput"] = 1_600_000 / 8, ["uploadThroughput"] = 750_000 / 8 };

    [Fact]
    public async Task En_3G_la_premiere_page_vient_en_trois_secondes_et_les_suivantes_en_une()
    {
        var page = await departement.ConnecterAsync(Departement.Referente);
        await page.ExigerLesScriptsAsync();
        var dossier = await page.OuvrirUnDossierAsync(rang: 6);
        var cdp = await page.Context.NewCDPSessionAsync(page);
        await cdp.SendAsync("Network.enable");
        await cdp.SendAsync("Network.clearBrowserCache");
        await cdp.SendAsync("Network.emulateNetworkConditions", Reseau3G);
        var premiere = await ChargerAsync("/");
        TestContext.Current.TestOutputHelper?.WriteLine($"/ {premiere:0} ms");
        premiere.ShouldBeLessThan(3000);
        foreach (var suivante in (string[])[dossier, $"{dossier}/diagnostic", $"{dossier}/actes"])
        {
            // What the network costs, not what the machine was doing: the best of three.
            var duree = Math.Min(await ChargerAsync(suivante), Math.Min(await ChargerAsync(suivante), await ChargerAsync(suivante)));
            TestContext.Current.TestOutputHelper?.WriteLine($"{suivante} {duree:0} ms");
            duree.ShouldBeLessThan(1000, suivante);
        }

        async Task<double> ChargerAsync(string chemin)
        {
            await page.GotoAsync(chemin);
            return await page.EvaluateAsync<double>("() => performance.getEntriesByType('navigation')[0].loadEventEnd");
        }
    }

    [Fact]
    public async Task Les_touches_et_les_panneaux_du_dossier_repondent_en_moins_de_200_millisecondes()
    {
        var page = await departement.ConnecterAsync(Departement.Referente);
        await page.ExigerLesScriptsAsync();
        await page.OuvrirUnDossierAsync(rang: 7);
        await page.EvaluateAsync("""
            () => {
              window.gestes = [];
              new PerformanceObserver(l => window.gestes.push(...l.getEntries().filter(e => e.interactionId).map(e => e.duration)))
                .observe({ type: 'event', durationThreshold: 16, buffered: true });
            }
            """);
        var pires = new List<double>();
        for (var tour = 0; tour < 3; tour++)
        {
            await page.EvaluateAsync("() => { window.gestes = []; }");
            foreach (var touche in (string[])["h", "m", "v", "n", "a", "o", "c", "r", "?"])
            {
                await page.Keyboard.PressAsync(touche);
                await page.Keyboard.PressAsync("Escape");
            }

            await page.Locator("[data-touche=c]").ClickAsync();
            await page.Locator("#acte-c summary").ClickAsync();
            await page.Locator("#acte-c [data-fermer]").ClickAsync();
            await page.EvaluateAsync("() => new Promise(r => requestAnimationFrame(() => setTimeout(r, 50)))");
            pires.Add(await page.EvaluateAsync<double>("() => Math.max(...window.gestes)"));
        }

        // The worst gesture of the best round: what the page costs, whatever else the machine was doing.
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join(" ", pires));
        pires.Min().ShouldBeInRange(1, 200);
    }

    [Fact]
    public async Task A_200_pour_cent_et_a_320_pixels_rien_ne_deborde_ni_ne_se_cache()
    {
        var page = await departement.ConnecterAsync(Departement.Referente, 640, 400);
        await page.ExigerLesScriptsAsync();
        var dossier = $"/dossiers/{await departement.InscrireAsync(page, "Vandenbroucke-Delattre-Montaigne")}";
        foreach (var largeur in (int[])[640, 320])
        {
            await page.SetViewportSizeAsync(largeur, largeur == 640 ? 400 : 640);
            foreach (var chemin in (string[])["/", dossier, $"{dossier}?acte=c", $"{dossier}/diagnostic", $"{dossier}/actes?acte=contrats", "/carnet"])
            {
                await page.GotoAsync(chemin);
                (await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")).ShouldBeLessThanOrEqualTo(0, $"{chemin} à {largeur} : {string.Join(" | ", await page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('body *')].filter(e => !e.closest('.defilement') && e.getBoundingClientRect().right > document.documentElement.clientWidth + 1).map(e => e.outerHTML.slice(0, 150))"))}");
                (await HorsDEcranAsync(page)).ShouldBeEmpty($"{chemin} à {largeur}");
            }
        }
    }

    [Fact]
    public async Task Sur_papier_le_dossier_n_a_ni_menu_ni_bouton_et_dit_ses_etats_en_mots()
    {
        var page = await departement.ConnecterAsync(Departement.Referente);
        await page.ExigerLesScriptsAsync();
        var personne = await departement.InscrireAsync(page, "Werquin");
        await page.GotoAsync($"/dossiers/{personne}");
        await page.Keyboard.PressAsync("v");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".fait-enregistre")).ToBeVisibleAsync();
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        foreach (var absent in (string[])[".bandeau", ".actes", "nav", "button", "input", "dialog", ".bouton", ".evitement"])
        {
            (await page.Locator(absent).EvaluateAllAsync<int>("l => l.filter(e => e.checkVisibility()).length")).ShouldBe(0, absent);
        }

        foreach (var dit in (string[])["En cours", "En attente", "Prochaines échéances", "Chronologie"])
        {
            await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = dit })).ToBeVisibleAsync();
        }

        await Assertions.Expect(page.Locator("#chronologie > li").First).ToContainTextAsync("Visite");
        (await page.Locator("#chronologie > li").First.EvaluateAsync<string>("e => getComputedStyle(e).color")).ShouldBe("rgb(27, 36, 48)");

        // A state that is only a sign or a colour says nothing on paper.
        (await page.Locator(".etat, .tard, .attend").EvaluateAllAsync<string[]>("l => l.filter(e => e.checkVisibility()).map(e => e.textContent.trim())"))
            .ShouldAllBe(t => t.Any(char.IsLetter));
    }

    /// <summary>What one may press and cannot reach: outside the page's width, and not in something that scrolls.</summary>
    private static Task<string[]> HorsDEcranAsync(IPage page) => page.EvaluateAsync<string[]>("""
        () => [...document.querySelectorAll('a, button, input, select, textarea, summary')]
          .filter(e => e.checkVisibility() && !e.closest('.defilement, .invisible') && !e.matches('.evitement, [type=hidden]'))
          .filter(e => { const r = e.getBoundingClientRect(); return r.width > 0 && (r.left < -1 || r.right > document.documentElement.clientWidth + 1); })
          .map(e => e.outerHTML.slice(0, 120))
        """);
}
