using System.Diagnostics;
using System.IO.Pipelines;
using System.Net.Http.Headers;
using Accompagnement.Api.Hote;
using Accompagnement.Api.Import;
using Accompagnement.Api.Securite;
using Accompagnement.EventStore.Etats;
using Accompagnement.EventStore.Postgres;
using Accompagnement.Projections.Moteur;
using Accompagnement.Simulation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Accompagnement.Bench;

/// <summary>
/// A whole instance with a simulated département of so many events, served on the loopback: imported as a file would be, then
/// rebuilt. With a directory it is kept, and the next run uses it as it is.
/// </summary>
internal sealed class DepartementDeMesure : IAsyncDisposable
{
    private const int Echantillon = 2_000;

    private readonly Instance instance;
    private readonly WebApplication app;
    private readonly Serilog.Core.Logger journal;
    private readonly string? provisoire;
    private readonly Lazy<Task> fermeture;

    private DepartementDeMesure(Instance instance, WebApplication app, Serilog.Core.Logger journal, string? provisoire)
    {
        (this.instance, this.app, this.journal, this.provisoire) = (instance, app, journal, provisoire);
        fermeture = new(FermerAsync);
        // Interrupted, it still leaves no server behind.
        AppDomain.CurrentDomain.ProcessExit += (_, _) => DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    public Instance Instance => instance;

    /// <summary>What filling it took; null when it was there.</summary>
    public Remplissage? Rempli { get; private init; }

    /// <summary>How an instance was filled.</summary>
    /// <param name="Faits">The events recorded.</param>
    /// <param name="Import">How long the simulation and the import of what it makes took.</param>
    /// <param name="Reconstruction">How long the rebuild of every projection took.</param>
    public sealed record Remplissage(long Faits, TimeSpan Import, TimeSpan Reconstruction);

    public static async Task<DepartementDeMesure> OuvrirAsync(OptionsDeMesure options)
    {
        var provisoire = options.Donnees is null ? Path.Combine(Path.GetTempPath(), $"accompagnement-mesure-{Guid.NewGuid():N}") : null;
        var dossier = options.Donnees ?? provisoire!;
        Directory.CreateDirectory(dossier);
        var instance = await Instance.OuvrirAsync(new(dossier, null), proprietaire: true);
        var rempli = await RemplirAsync(instance, options.Faits);
        var journal = Journal.Creer(Path.Combine(dossier, "journaux"), Serilog.Events.LogEventLevel.Error);
        var app = Application.Construire(instance, journal, b => b.WebHost.UseUrls("http://127.0.0.1:0"));
        await app.StartAsync();
        return new(instance, app, journal, provisoire) { Rempli = rempli };
    }

    /// <summary>A client with a token; it follows no redirection, so that a page that was not shown cannot pass for a fast one.</summary>
    public HttpClient Client(string role, string? agent = null)
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new(app.Urls.First()) };
        var jetons = new Jetons(Instance.LireOuCreerSecret(instance.Options, "jetons"), TimeProvider.System);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", jetons.Signer(role, agent, [], []));
        return client;
    }

    /// <summary>The values of one column.</summary>
    public async Task<T[]> LireAsync<T>(string sql)
    {
        await using var commande = instance.Proprietaire.CreateCommand(sql);
        commande.CommandTimeout = 0;
        var valeurs = new List<T>();
        await using var lignes = await commande.ExecuteReaderAsync();
        while (await lignes.ReadAsync())
        {
            valeurs.Add(lignes.GetFieldValue<T>(0));
        }

        return [.. valeurs];
    }

    /// <summary>Référents with a full caseload: the busiest of a simulation have five times what anybody could follow.</summary>
    public Task<string[]> ReferentsAsync(int nombre) => LireAsync<string>(
        $"select agent from faits.episodes where nature = 7 and connu_a = 'infinity' and au = 'infinity' group by 1 order by abs(count(*) - 80), 1 limit {nombre}");

    public async ValueTask DisposeAsync() => await fermeture.Value;

    private async Task FermerAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        await instance.DisposeAsync();
        await journal.DisposeAsync();
        if (provisoire is not null)
        {
            Directory.Delete(provisoire, recursive: true);
        }
    }

    private static async Task<Remplissage?> RemplirAsync(Instance instance, long faits)
    {
        await using (var commande = instance.Proprietaire.CreateCommand("select last_seq_id from public.mt_event_progression where name = 'Faits:All'"))
        {
            if (await commande.ExecuteScalarAsync() is long deja && deja > 0)
            {
                Console.Error.WriteLine($"Le département est déjà là : {deja} faits.");
                return null;
            }
        }

        var (store, tuyau) = (new PostgresEventStore(instance.Proprietaire), new Pipe(new PipeOptions(pauseWriterThreshold: 8 << 20, resumeWriterThreshold: 4 << 20)));
        using (store)
        {
            var chrono = Stopwatch.StartNew();
            var ecriture = Task.Run(() => Simuler(faits, tuyau.Writer));
            var import = new ServiceImport(
                instance.Proprietaire, store, instance.Coffre, new LecteurEtats(instance.Proprietaire, store), TimeProvider.System, NullLogger<ServiceImport>.Instance);
            var bilan = await import.ImporterAsync(tuyau.Reader.AsStream(), FormeImport.Ndjson, "mesure", CancellationToken.None);
            await ecriture;
            var dureeDImport = chrono.Elapsed;
            Console.Error.WriteLine($"Importés : {bilan.Acceptes} faits, {bilan.Rejetes} refusés, en {chrono.Elapsed.TotalSeconds:0} s.");
            chrono.Restart();
            await new Reconstruction(instance.Proprietaire, store).ExecuterAsync();
            Console.Error.WriteLine($"Reconstruits en {chrono.Elapsed.TotalSeconds:0} s.");
            return new(bilan.Acceptes, dureeDImport, chrono.Elapsed);
        }
    }

    /// <summary>How many persons make so many events is seen on a small département first.</summary>
    private static void Simuler(long faits, PipeWriter sortie)
    {
        var parametres = new Parametres { Personnes = Echantillon };
        var petit = new Simulateur(parametres).Ecrire(Stream.Null, null, CancellationToken.None);
        var personnes = (int)Math.Clamp(faits * Echantillon / petit.Evenements, 100, 20_000_000);
        using var flux = sortie.AsStream();
        new Simulateur(parametres with { Personnes = personnes }).Ecrire(flux, null, CancellationToken.None);
    }
}
