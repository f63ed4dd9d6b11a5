using System.Net;
using Accompagnement.Api.Hote;
using Accompagnement.Api.Import;
using Accompagnement.Api.Securite;
using Accompagnement.Domain.Faits;
using Accompagnement.Projections.Moteur;
using Accompagnement.Simulation;
using Accompagnement.Tests.Commun;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Accompagnement.EndToEnd;

/// <summary>A small invented département served on a free port, and a browser to walk through it; one for the whole run.</summary>
public sealed class Departement : IAsyncLifetime
{
    public const string Referente = "referente";
    public const string Superviseur = "superviseur";
    public const string Statisticienne = "statisticienne";
    public const string Administrateur = "administrateur";

    private const string Chromium = "/usr/bin/chromium";
    private const string MotDePasse = "essai-de-bout-en-bout";
    private const int Personnes = 700;

    private BaseDeTest bd = null!;
    private Instance instance = null!;
    private WebApplication app = null!;
    private Serilog.Core.Logger journal = null!;
    private string dossier = null!;
    private IPlaywright playwright = null!;

    public IBrowser Navigateur { get; private set; } = null!;

    public string Adresse { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        File.Exists(Chromium).ShouldBeTrue($"{Chromium} is missing: apt-get install chromium");
        bd = await BaseDeTest.CreerAsync(typeof(ProjectionFaits).Assembly, typeof(Instance).Assembly);
        dossier = Directory.CreateTempSubdirectory("accompagnement-ecrans-").FullName;
        instance = await Instance.OuvrirAsync(new OptionsInstance(dossier, bd.Chaine), proprietaire: true);
        journal = Journal.Creer(Path.Combine(dossier, "journaux"), Serilog.Events.LogEventLevel.Error);
        app = Application.Construire(instance, journal, b =>
        {
            b.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
            b.WebHost.UseStaticWebAssets();
        });
        await PeuplerAsync();
        await app.StartAsync();
        Adresse = app.Urls.First();
        await app.Services.GetRequiredService<ProjectionEnContinu>().AttendreAsync(await PositionAsync(), TimeSpan.FromMinutes(1), CancellationToken.None);
        playwright = await Playwright.CreateAsync();
        Navigateur = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Chromium,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    public async ValueTask DisposeAsync()
    {
        await Navigateur.DisposeAsync();
        playwright.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
        await instance.DisposeAsync();
        await journal.DisposeAsync();
        await bd.DisposeAsync();
        Directory.Delete(dossier, recursive: true);

        // Here and not in a fixture of its own: the server must outlive the department.
        await ServeurDeTest.ArreterAsync();
    }

    /// <summary>A page signed in under an account, in a session of its own; it fails the test when a script does.</summary>
    public async Task<IPage> ConnecterAsync(string compte, int largeur = 1280, int hauteur = 800, bool script = true)
    {
        var page = await OuvrirAsync(largeur, hauteur, script);
        await page.GotoAsync("/connexion");
        await page.FillAsync("#identifiant", compte);
        await page.FillAsync("#motdepasse", MotDePasse);
        await page.ClickAsync("main button[type=submit]");
        await Assertions.Expect(page.GetByText("Se déconnecter")).ToBeVisibleAsync();
        return page;
    }

    /// <summary>A page of somebody who has not signed in.</summary>
    public async Task<IPage> OuvrirAsync(int largeur = 1280, int hauteur = 800, bool script = true)
    {
        var contexte = await Navigateur.NewContextAsync(new()
        {
            BaseURL = Adresse,
            Locale = "fr-FR",
            TimezoneId = "Europe/Paris",
            ViewportSize = new() { Width = largeur, Height = hauteur },
            JavaScriptEnabled = script,
            ReducedMotion = ReducedMotion.Reduce,
        });
        contexte.SetDefaultTimeout(15_000);
        return await contexte.NewPageAsync();
    }

    /// <summary>Keeps what a page shows for the guides when asked to (GUIDES=1); the guides' images are made by these tests alone.</summary>
    public static async Task PhotographierAsync(IPage page, string nom)
    {
        if (Environment.GetEnvironmentVariable("GUIDES") is "1")
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(Depot(), "docs", "guides", "images", $"{nom}.png"), Animations = ScreenshotAnimations.Disabled });
        }
    }

    private async Task PeuplerAsync()
    {
        var aujourdhui = Calendrier.Jour(TimeProvider.System.GetUtcNow());
        using var faits = new MemoryStream();
        new Simulateur(Parametres.DeDemonstration(aujourdhui) with { Personnes = Personnes }).Ecrire(faits, null, CancellationToken.None);
        faits.Position = 0;
        var bilan = await app.Services.GetRequiredService<ServiceImport>().ImporterAsync(faits, FormeImport.Ndjson, "essai", CancellationToken.None);
        bilan.Rejetes.ShouldBe(0);
        var comptes = app.Services.GetRequiredService<Comptes>();
        foreach (var compte in (CompteLocal[])
        [
            new(Referente, "Claire Delattre", Roles.Referent, "AGT-0001", ["ARTOIS-BETHUNE"], ["social"]),
            new(Superviseur, "Karim Benali", Roles.Superviseur, null, [], []),
            new(Statisticienne, "Hélène Wattez", Roles.Statisticien, null, [], []),
            new(Administrateur, "Luc Fournier", Roles.Administrateur, null, [], []),
        ])
        {
            await comptes.EnregistrerAsync(compte, MotDePasse, CancellationToken.None);
        }
    }

    private async Task<long> PositionAsync()
    {
        await using var commande = instance.Source.CreateCommand("select coalesce(max(seq_id), 0) from public.mt_events");
        return (long)(await commande.ExecuteScalarAsync())!;
    }

    private static string Depot()
    {
        var ici = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(ici, "Accompagnement.sln")))
        {
            ici = Path.GetDirectoryName(ici.TrimEnd(Path.DirectorySeparatorChar)) ?? throw new DirectoryNotFoundException("The repository was not found.");
        }

        return ici;
    }
}
