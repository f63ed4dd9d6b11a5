using System.Net.Http.Headers;
using System.Text;
using Accompagnement.Api.Hote;
using Accompagnement.Api.Securite;
using Accompagnement.EventStore.Traces;
using Accompagnement.Projections.Moteur;
using Accompagnement.Tests.Commun;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace Accompagnement.Api.Tests.Infrastructure;

/// <summary>The whole application in memory, on a database of its own.</summary>
public sealed class HoteDeTest : IAsyncDisposable
{
    private readonly BaseDeTest? bd;
    private readonly Instance instance;
    private readonly WebApplication app;
    private readonly string dossier;
    private readonly Serilog.Core.Logger journal;

    private HoteDeTest(BaseDeTest? bd, Instance instance, WebApplication app, string dossier, Serilog.Core.Logger journal) =>
        (this.bd, this.instance, this.app, this.dossier, this.journal) = (bd, instance, app, dossier, journal);

    public BaseDeTest Bd => bd!;

    public Instance Instance => instance;

    public IServiceProvider Services => app.Services;

    /// <summary>Where the instance keeps its keys and its log.</summary>
    public string Dossier => dossier;

    /// <summary>The service, in a process that lives at another time.</summary>
    public static Action<WebApplicationBuilder> A(DateTimeOffset instant) => b => b.Services.AddSingleton<TimeProvider>(new HeureFixe(instant));

    /// <summary>The application; on a database and a directory that are somebody else's when <paramref name="sur"/> names them.</summary>
    public static async Task<HoteDeTest> DemarrerAsync(
        Action<WebApplicationBuilder>? regler = null, Dictionary<string, string?>? reglages = null, Serilog.Events.LogEventLevel niveau = Serilog.Events.LogEventLevel.Error,
        bool enMemoire = true, OptionsInstance? sur = null)
    {
        var bd = sur is null ? await BaseDeTest.CreerAsync(typeof(ProjectionFaits).Assembly, typeof(Instance).Assembly) : null;
        var dossier = sur?.Donnees ?? Directory.CreateTempSubdirectory("accompagnement-hote-").FullName;
        var instance = await Instance.OuvrirAsync(sur ?? new OptionsInstance(dossier, bd!.Chaine), proprietaire: true);
        var journal = Journal.Creer(Path.Combine(dossier, "journaux"), niveau);
        var app = Application.Construire(instance, journal, b =>
        {
            if (enMemoire)
            {
                b.WebHost.UseTestServer();
            }

            regler?.Invoke(b);
        }, reglages);
        await app.StartAsync();
        return new(bd, instance, app, dossier, journal);
    }

    /// <summary>A client with a token for a role; without one when the role is null.</summary>
    public HttpClient Client(string? role, string? agent = null, string[]? sites = null, string[]? services = null, string? structure = null)
    {
        var client = app.GetTestClient();
        client.BaseAddress = new Uri("http://127.0.0.1/");
        client.Timeout = TimeSpan.FromMinutes(5);
        if (role is not null)
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
                "Bearer", Jeton(role, agent, sites, services, structure));
        }

        return client;
    }

    /// <summary>A token of now, whatever the time the application lives in.</summary>
    public string Jeton(string role, string? agent = null, string[]? sites = null, string[]? services = null, string? structure = null) =>
        new Jetons(Instance.LireOuCreerSecret(instance.Options, "jetons"), TimeProvider.System).Signer(role, agent, sites ?? [], services ?? [], structure);

    /// <summary>Sends facts, and waits until the figures follow them.</summary>
    public async Task<string> ImporterAsync(IEnumerable<string> lignes)
    {
        using var client = Client(Roles.Import);
        using var corps = new StringContent(string.Join('\n', lignes), Encoding.UTF8, "application/x-ndjson");
        using var reponse = await client.PostAsync(new Uri("/api/evenements", UriKind.Relative), corps);
        var texte = await reponse.Content.ReadAsStringAsync();
        reponse.IsSuccessStatusCode.ShouldBeTrue(texte);
        var projection = Services.GetRequiredService<ProjectionEnContinu>();
        var position = long.Parse(reponse.Headers.GetValues("X-Position").Single(), System.Globalization.CultureInfo.InvariantCulture);
        (await projection.AttendreAsync(position, TimeSpan.FromMinutes(2), CancellationToken.None)).ShouldBeTrue();
        return texte;
    }

    /// <summary>Traces are written in the background, in order: once this one is on disk, so are those before it.</summary>
    public Task TracesEcritesAsync() =>
        Services.GetRequiredService<JournalDesTraces>().NoterDurablementAsync(new(NatureTrace.Recherche, DateTimeOffset.UtcNow, "fin", null, "", [], "fin"));

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        await instance.DisposeAsync();
        await journal.DisposeAsync();
        if (bd is not null)
        {
            await bd.DisposeAsync();
            Directory.Delete(dossier, recursive: true);
        }
    }
}
