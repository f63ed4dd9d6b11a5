using System.Text.Json;
using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.AspNetCore.Components;

namespace Accompagnement.EndToEnd;

/// <summary>Every page, for everybody: what axe finds, the keyboard, a narrow screen.</summary>
public sealed class Accessibilite(Departement departement)
{
    public static TheoryData<string, string[]> Pages { get; } = new()
    {
        { Departement.Referente, ["/", "/personnes?q=martin", "/personnes/nouvelle", "/carnet", "{dossier}", "{dossier}?acte=h", "{dossier}?au=2026-01-15", "{dossier}/actes", "{dossier}/actes?acte=contrats", "{dossier}/diagnostic", "{dossier}/faits/{fait}", "/acces-refuse"] },
        { Departement.Superviseur, ["/", "/pilotage/listes-attente", "/pilotage/listes-attente?par=service", "/pilotage/listes-attente/detail?type=AED_IED", "/pilotage/listes-attente/detail", "/pilotage/charge", "/pilotage/charge/reattribuer?agent=AGT-0001", "/pilotage/delais", "/pilotage/delais?code=D3", "/pilotage/ruptures", "/pilotage/echeances", "/pilotage/echeances?quand=AVenir", "/pilotage/dossiers?chiffre=D1", "/pilotage/dossiers?chiffre=rendez-vous", "/chiffres/dossiers?code=I1&periode=2025&decoupage=departement&lieu=Pas-de-Calais", "/pilotage/restitution?au=2025-06-30&vuAu=2025-07-05", "/pilotage/restitution/dossiers?code=L1&part=Alors&au=2025-06-30&vuAu=2025-07-05", "/pilotage/dossiers?chiffre=sorties-liste", "/pilotage/definitions", "/retours/olinpe", "/encadrement/acces-exceptionnels"] },
        { Departement.Statisticienne, ["/", "/chiffres", "/chiffres?code=I4&par=sexe", "/chiffres?code=I4&ligne=Artois&ligne=Calaisis", "/chiffres?code=I4&decoupage=epci", "/chiffres/portrait", "/publications", "/publications/{publication}", "/protection"] },
        { Departement.Administrateur, ["/", "/administration", "/administration/moyens?nature=agent", "/administration/moyens?nature=structure&acte=capacites", "/administration/reglages", "/administration/populations", "/administration/conservation", "/administration/conservation/{liste}", "/administration/conservation/gels", "/administration/doublons", "/administration/traces", "/administration/comptes", "/administration/comptes?compte=referente", "/connexion/mot-de-passe", "/connexion", "/introuvable"] },
    };

    private static AxeRunOptions Reglages { get; } = new()
    {
        RunOnly = RunOnlyOptions.Tags("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"),
        ResultTypes = [ResultType.Violations],
    };

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Aucune_page_n_a_de_faute_serieuse_ni_ne_deborde_a_320_pixels(string compte, string[] pages)
    {
        var page = await departement.ConnecterAsync(compte, 320, 640);
        var erreurs = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Type == "error" && !message.Text.Contains("404", StringComparison.Ordinal) && !message.Text.Contains("403", StringComparison.Ordinal))
            {
                erreurs.Add($"{page.Url} : {message.Text}");
            }
        };
        foreach (var chemin in await NommerAsync(page, compte, pages))
        {
            (await page.GotoAsync(chemin))!.Status.ShouldBe(chemin == "/acces-refuse" ? 403 : 200, chemin);
            (await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")).ShouldBeLessThanOrEqualTo(0, chemin);
            var fautes = (await page.RunAxe(Reglages)).Violations.Where(v => v.Impact is "serious" or "critical").ToArray();
            fautes.ShouldBeEmpty($"{chemin} : {string.Join(" ; ", fautes.Select(f => $"{f.Id} {f.Nodes[0].Html}"))}");
            (await page.TitleAsync()).ShouldEndWith("— Accompagnement", Case.Sensitive, chemin);
            (await page.Locator("h1").CountAsync()).ShouldBe(1, chemin);
        }

        // A style or a script that the policy of the site forbids is an error of the console.
        erreurs.ShouldBeEmpty();
    }

    [Fact]
    public void Toute_page_de_la_table_des_routes_est_de_la_liste()
    {
        var lues = Pages.SelectMany(p => p.Data.Item2).Select(p => Regex.Replace(p.Split('?')[0].Replace("{dossier}", "/dossiers/x", StringComparison.Ordinal), @"\{\w+\}", "x")).ToHashSet();
        var routes = typeof(Api.Pages.App).Assembly.GetTypes()
            .SelectMany(t => t.GetCustomAttributes(typeof(RouteAttribute), inherit: false).Cast<RouteAttribute>())
            .Select(r => Regex.Replace(r.Template, @"\{[^}]+\}", "x")).ToArray();
        routes.Length.ShouldBeGreaterThan(30);
        routes.Where(r => !lues.Contains(r)).ShouldBeEmpty("These pages are not looked at: add them to Pages.");
    }

    [Fact]
    public async Task Au_clavier_on_passe_au_contenu_et_le_foyer_se_voit()
    {
        var page = await departement.ConnecterAsync(Departement.Referente);
        await page.ExigerLesScriptsAsync();
        var dossier = await page.OuvrirUnDossierAsync();
        await page.EvaluateAsync("() => document.activeElement?.blur?.()");
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.Locator(".evitement")).ToBeFocusedAsync();
        (await page.Locator(".evitement").EvaluateAsync<double>("e => e.getBoundingClientRect().left")).ShouldBeGreaterThanOrEqualTo(0);
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex(Regex.Escape($"{dossier}#contenu") + "$"));

        await page.Keyboard.PressAsync("?");
        await Assertions.Expect(page.Locator("#touches")).ToContainTextAsync("visite");
        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("h");
        await Assertions.Expect(page.Locator("#acte-h button[type=submit]")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Locator("#acte-h")).ToBeHiddenAsync();
    }

    /// <summary>Puts what exists in this département in place of the names of the addresses.</summary>
    private async Task<IReadOnlyList<string>> NommerAsync(IPage page, string compte, string[] pages)
    {
        var noms = new Dictionary<string, string>();
        if (compte == Departement.Referente)
        {
            noms["dossier"] = (await page.Locator(Gestes.MesPersonnes).First.GetAttributeAsync("href"))!;
            // The oldest that stands: a later one may be withdrawn meanwhile by who tries that.
            var chronologie = (await LireAsync(await page.APIRequest.GetAsync($"/api/trajectoires/{noms["dossier"].Split('/')[^1]}"))).GetProperty("chronologie").EnumerateArray();
            noms["fait"] = chronologie.Last(f => f.GetProperty("statut").GetString() == "effectif").GetProperty("id").GetString()!;
        }
        else if (compte == Departement.Statisticienne)
        {
            var corps = new { titre = "Accessibilité", mode = "diffusion", series = new[] { new { code = "I1", periode = "2024", decoupage = "2016" } } };
            noms["publication"] = (await LireAsync(await page.APIRequest.PostAsync("/api/publications", new() { DataObject = corps }))).GetProperty("id").GetString()!;
        }
        else if (compte == Departement.Administrateur)
        {
            noms["liste"] = (await LireAsync(await page.APIRequest.PostAsync("/api/conservation/listes"))).GetProperty("liste").GetString()!;
            var autre = await departement.ConnecterAsync(Departement.Superviseur);
            var visa = new { visa = "AD62-2026-1", archivage = new { motif = "Essai", jusquau = "2040-01-01" } };
            (await autre.APIRequest.PostAsync($"/api/conservation/listes/{noms["liste"]}/confirmation", new() { DataObject = visa })).Ok.ShouldBeTrue();
        }

        return [.. pages.Select(p => noms.Aggregate(p, (chemin, nom) => chemin.Replace($"{{{nom.Key}}}", nom.Value, StringComparison.Ordinal)))];

        static async Task<JsonElement> LireAsync(IAPIResponse reponse)
        {
            reponse.Ok.ShouldBeTrue(await reponse.TextAsync());
            return (await reponse.JsonAsync())!.Value;
        }
    }
}
