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
    public const string Collegue = "collegue";

    /// <summary>A référent whose sessions may be ended: no other scenario is theirs.</summary>
    public const string EnVisite = "en-visite";

    public const string Superviseur = "superviseur";
    public const string Statisticienne = "statisticienne";
    public const string Administrateur = "administrateur";

    /// <summary>The password of every account.</summary>
    public const string MotDePasse = "essai-de-bout-en-bout";

    private const string Chromium = "/usr/bin/chromium";
    private const int Personnes = 700;

    private static readonly string[] Arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

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
        }, new Dictionary<string, string?> { ["Limites:Connexion"] = "1000" });
        await PeuplerAsync();
        await app.StartAsync();
        Adresse = app.Urls.First();
        await app.Services.GetRequiredService<ProjectionEnContinu>().AttendreAsync(await PositionAsync(), TimeSpan.FromMinutes(1), CancellationToken.None);
        playwright = await Playwright.CreateAsync();
        Assertions.SetDefaultExpectTimeout(15_000);
        Navigateur = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Chromium,
            Args = Arguments,
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

    /// <summary>A page signed in under an account, in a session of its own.</summary>
    public async Task<IPage> ConnecterAsync(string compte, int largeur = 1280, int hauteur = 800, bool script = true, string retour = "/")
    {
        var page = await OuvrirAsync(largeur, hauteur, script);
        await ConnecterAsync(page, compte, retour);
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

    /// <summary>Signs in from a page, whoever was there before.</summary>
    public static async Task ConnecterAsync(IPage page, string compte, string retour = "/")
    {
        await page.GotoAsync($"/connexion?retour={Uri.EscapeDataString(retour)}");
        await page.FillAsync("#identifiant", compte);
        await page.FillAsync("#motdepasse", MotDePasse);
        await page.ClickAsync("main button[type=submit]");
        await page.WaitForURLAsync(url => !url.Contains("/connexion", StringComparison.Ordinal));
    }

    /// <summary>A browser of its own with a profile on disk, whose process may be killed; closed by who asked for it.</summary>
    public async Task<IBrowserContext> OuvrirUnNavigateurAsync(string profil)
    {
        var contexte = await playwright.Chromium.LaunchPersistentContextAsync(profil, new()
        {
            ExecutablePath = Chromium,
            Args = Arguments,
            BaseURL = Adresse,
            Locale = "fr-FR",
            TimezoneId = "Europe/Paris",
        });
        contexte.SetDefaultTimeout(15_000);
        return contexte;
    }

    /// <summary>Ends every session of an account, as a change of its rights does.</summary>
    public Task FermerLesSessionsAsync(string compte) => app.Services.GetRequiredService<Sessions>().FermerCellesDeAsync(compte, CancellationToken.None);

    /// <summary>A file that the référente follows and nobody else's scenario touches, with an appointment today; gives its identifier.</summary>
    public async Task<Guid> InscrireAsync(IPage page, string nom, string agent = "AGT-0001")
    {
        var cree = await page.EnregistrerAsync("", new { sexe = "F", naissance = "1984-05", identite = new { nomNaissance = nom, prenoms = "Aline", dateNaissance = "1984-05-17" } });
        var personne = cree.GetProperty("id").GetGuid();
        await page.EnregistrerAsync($"{personne}/referents", new { role = "rsa", agent });

        // Today and past: it may be said to have been kept.
        var ici = TimeZoneInfo.ConvertTime(TimeProvider.System.GetUtcNow(), Calendrier.Paris);
        var prevu = ici.Date.AddHours(Math.Min(10, ici.Hour));
        var fixe = await page.EnregistrerAsync($"{personne}/rendez-vous", new { prevuLe = new DateTimeOffset(prevu, Calendrier.Paris.GetUtcOffset(prevu)), objet = "pointSituation", lieu = "domicile", agent });
        (await app.Services.GetRequiredService<ProjectionEnContinu>().AttendreAsync(fixe.GetProperty("position").GetInt64(), TimeSpan.FromMinutes(1), CancellationToken.None)).ShouldBeTrue();
        return personne;
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
            new(Collegue, "Nadia Caron", Roles.Referent, "AGT-0002", ["ARTOIS-BETHUNE"], ["social"]),
            new(EnVisite, "Jean Wattez", Roles.Referent, "AGT-0003", ["ARTOIS-BETHUNE"], ["social"]),
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
