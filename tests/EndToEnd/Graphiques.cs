using System.Text.RegularExpressions;
namespace Accompagnement.EndToEnd;

/// <summary>Charts: what the script draws, what is read without it, what goes to paper.</summary>
public sealed class Graphiques(Departement departement)
{
    private const string Detail = "/pilotage/listes-attente/detail";

    /// <summary>Bytes of the script before compression: what it may weigh before somebody asks what came in.</summary>
    private const int PoidsAuPlus = 600_000;

    [Fact]
    public async Task Une_courbe_se_lit_point_par_point_au_clavier_avec_les_mots_de_son_tableau()
    {
        var page = await departement.ConnecterAsync(Departement.Superviseur);
        await page.ExigerLesScriptsAsync();
        await page.GotoAsync(Detail);
        var figure = page.Locator("figure.courbe").Filter(new() { HasText = "En attente à la fin de chaque mois" });
        await figure.GetByText("En chiffres").ClickAsync();
        var lignes = await figure.Locator("tbody tr").EvaluateAllAsync<string[]>("lignes => lignes.map(l => [...l.cells].map(c => c.textContent.trim()).join(' : '))");
        lignes.Length.ShouldBe(24);

        var curseur = figure.GetByRole(AriaRole.Slider);
        await Assertions.Expect(curseur).ToHaveAttributeAsync("aria-label", "En attente à la fin de chaque mois, point par point");
        await Assertions.Expect(figure.Locator(":scope > svg")).ToBeHiddenAsync();
        await curseur.FocusAsync();
        foreach (var (touche, rang) in new[] { ("End", 0), ("ArrowLeft", 1), ("PageDown", 3), ("ArrowUp", 2), ("Home", 23), ("ArrowDown", 23) })
        {
            await page.Keyboard.PressAsync(touche);
            (await curseur.GetAttributeAsync("aria-valuetext")).ShouldBe(lignes[rang], touche);
            (await curseur.GetAttributeAsync("aria-valuenow")).ShouldBe($"{23 - rang}", touche);
        }

        // Who asked for no motion sees the whole drawing at once: no empty frame.
        (await curseur.Locator("canvas").EvaluateAsync<bool>("c => c.getContext('2d').getImageData(0, 0, c.width, c.height).data.some(v => v !== 0)")).ShouldBeTrue();
        await Departement.PhotographierAsync(page, "courbe-au-clavier");

        // On paper, the drawing of the server.
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        await Assertions.Expect(figure.Locator(":scope > svg")).ToBeVisibleAsync();
        await Assertions.Expect(curseur).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Le_script_des_graphiques_ne_se_charge_que_la_ou_il_y_en_a()
    {
        var page = await departement.ConnecterAsync(Departement.Superviseur);
        await page.ExigerLesScriptsAsync();
        var demandes = new List<IResponse>();
        page.Response += (_, r) =>
        {
            if (r.Url.Contains("/dist/graphiques", StringComparison.Ordinal))
            {
                demandes.Add(r);
            }
        };
        foreach (var chemin in (string[])["/", "/pilotage/listes-attente", "/pilotage/charge", "/chiffres"])
        {
            await page.GotoAsync(chemin);
            demandes.ShouldBeEmpty(chemin);
        }

        await page.GotoAsync(Detail);
        await page.Locator("figure.vive").First.WaitForAsync();
        (await demandes.ShouldHaveSingleItem().BodyAsync()).Length.ShouldBeLessThan(PoidsAuPlus);
    }

    [Fact]
    public async Task Sans_script_les_dessins_leurs_tableaux_et_les_formulaires_suffisent()
    {
        var page = await departement.ConnecterAsync(Departement.Superviseur, script: false);
        await page.GotoAsync(Detail);
        var figure = page.Locator("figure.courbe").First;
        await Assertions.Expect(figure.Locator(":scope > svg")).ToBeVisibleAsync();
        (await page.Locator(".toile").CountAsync()).ShouldBe(0);
        await figure.GetByText("En chiffres").ClickAsync();
        await Assertions.Expect(figure.GetByText("91 j (limite)")).ToBeVisibleAsync();
        await Assertions.Expect(figure.Locator("svg text.limite")).ToHaveTextAsync("limite : 91 j");

        await page.GotoAsync("/pilotage/delais");
        await page.Locator("select[name=periode]").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await page.GetByRole(AriaRole.Button, new() { Name = "Afficher" }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("periode="));
    }
}
