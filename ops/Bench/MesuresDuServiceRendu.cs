using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Accompagnement.Api.Securite;

namespace Accompagnement.Bench;

/// <summary>What an agent waits for, over HTTP: an act on a file of fifty events at 200 acts a second, a file of two hundred events, the memory of a process that serves.</summary>
internal static class MesuresDuServiceRendu
{
    private const int ActesParSeconde = 200;
    private const int Agents = 8;
    private const int Lectures = 200;
    private static readonly TimeSpan Duree = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Echauffement = TimeSpan.FromSeconds(5);

    public static async Task MesurerAsync(OptionsDeMesure options, Tableau tableau)
    {
        await using (var departement = await DepartementDeMesure.OuvrirAsync(options with { Donnees = null }))
        {
            await ActesAsync(departement, tableau);
            await DossiersAsync(departement, tableau);
        }

        await ReposAsync(tableau);
    }

    /// <summary>Loads, decides, appends, answers; each agent at its pace, whatever the answers take.</summary>
    private static async Task ActesAsync(DepartementDeMesure departement, Tableau tableau)
    {
        using var client = departement.Client(Roles.Superviseur);
        var dossiers = await DossiersDeAsync(departement, 40, 60, 400);
        var debut = Stopwatch.GetTimestamp();
        var actes = (await Task.WhenAll(Enumerable.Range(0, Agents).Select(i => Task.Run(() => AgentAsync(client, dossiers, i))))).SelectMany(a => a).ToArray();
        var duree = Stopwatch.GetElapsedTime(debut);
        var mesures = actes.Where(a => Stopwatch.GetElapsedTime(debut, a.Depart) > Echauffement).Select(a => a.Millisecondes).Order().ToArray();
        var (p50, p99) = (mesures[mesures.Length / 2], mesures[mesures.Length * 99 / 100]);
        tableau.Ajouter("rythme tenu par les agents", actes.Length / duree.TotalSeconds, "actes/s", $"{ActesParSeconde}");
        tableau.Ajouter("un acte sur un dossier de 50 faits, p50", p50, "ms", "≤ 4", p50 <= 4);
        tableau.Ajouter("un acte sur un dossier de 50 faits, p99", p99, "ms", "≤ 15", p99 <= 15);
    }

    private static async Task<List<(long Depart, double Millisecondes)>> AgentAsync(HttpClient client, Guid[] dossiers, int rang)
    {
        var (debut, envois, attentes) = (Stopwatch.GetTimestamp(), 0, new List<Task<(long, double)>>());
        while (Stopwatch.GetElapsedTime(debut) < Echauffement + Duree)
        {
            await Chrono.AttendreAsync(debut, (double)(envois * Agents + rang) / ActesParSeconde);
            attentes.Add(ActeAsync(client, dossiers[(envois++ * Agents + rang) % dossiers.Length]));
        }

        return [.. await Task.WhenAll(attentes)];
    }

    private static async Task<(long, double)> ActeAsync(HttpClient client, Guid dossier)
    {
        var depart = Stopwatch.GetTimestamp();
        using var corps = new StringContent("""{"note":"A repris contact avec son bailleur."}""", Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        using var reponse = await client.PostAsync(new Uri($"/api/trajectoires/{dossier}/entretiens", UriKind.Relative), corps);
        if (!reponse.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"{(int)reponse.StatusCode} {await reponse.Content.ReadAsStringAsync()}");
        }

        return (depart, Stopwatch.GetElapsedTime(depart).TotalMilliseconds);
    }

    private static async Task DossiersAsync(DepartementDeMesure departement, Tableau tableau)
    {
        using var client = departement.Client(Roles.Superviseur);
        var dossiers = await DossiersDeAsync(departement, 150, 300, 100);
        foreach (var (nom, adresse, cible) in new[] { ("le dossier par l'API", "/api/trajectoires/{0}", 10), ("le dossier en page", "/dossiers/{0}", 10) })
        {
            var rang = 0;
            var (p50, p99, _) = await Chrono.LireAsync(client, 20, Lectures, () => string.Format(CultureInfo.InvariantCulture, adresse, dossiers[rang++ % dossiers.Length]));
            tableau.Ajouter($"{nom}, 200 faits, p50", p50, "ms", $"≤ {cible}", p50 <= cible);
            tableau.Ajouter($"{nom}, 200 faits, p99", p99, "ms");
        }
    }

    /// <summary>Files with a référent whose streams have so many events, those nearest to the middle first.</summary>
    private static async Task<Guid[]> DossiersDeAsync(DepartementDeMesure departement, int auMoins, int auPlus, int nombre)
    {
        var dossiers = await departement.LireAsync<Guid>($"""
            select s.id from public.mt_streams s
            where s.version between {auMoins} and {auPlus} and s.type = 'trajectoire' and exists (select from faits.episodes e where e.flux = s.id and e.nature = 7 and e.connu_a = 'infinity' and e.au = 'infinity')
                and (select max(version) filter (where type = 'dossier_clos') from public.mt_events where stream_id = s.id) is null
            order by abs(s.version - {(auMoins + auPlus) / 2}), s.id limit {nombre}
            """);

        // With too few of them, agents meet on the same file, and it is their waiting for each other that would be timed.
        return dossiers.Length >= nombre / 4
            ? dossiers
            : throw new InvalidOperationException($"{dossiers.Length} dossiers suivis de {auMoins} à {auPlus} faits, il en faut {nombre / 4} : augmentez --faits.");
    }

    /// <summary>A process of its own, that serves an empty instance and has nothing to do.</summary>
    private static async Task ReposAsync(Tableau tableau)
    {
        var dossier = Path.Combine(Path.GetTempPath(), $"accompagnement-mesure-{Guid.NewGuid():N}");
        Directory.CreateDirectory(dossier);
        using var port = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        port.Start();
        var numero = ((System.Net.IPEndPoint)port.LocalEndpoint).Port;
        port.Stop();
        using var processus = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Accompagnement.Api.dll"), "servir", "--donnees", dossier, "--port", $"{numero}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        try
        {
            using var client = new HttpClient { BaseAddress = new($"http://127.0.0.1:{numero}") };
            for (var essai = 0; ; essai++)
            {
                try
                {
                    (await client.GetAsync(new Uri("/sante/pret", UriKind.Relative))).EnsureSuccessStatusCode();
                    break;
                }
                catch (HttpRequestException) when (essai < 600 && !processus.HasExited)
                {
                    await Task.Delay(100);
                }
            }

            for (var i = 0; i < 200; i++)
            {
                (await client.GetAsync(new Uri("/sante/pret", UriKind.Relative))).EnsureSuccessStatusCode();
            }

            await Task.Delay(TimeSpan.FromSeconds(5));
            processus.Refresh();
            var memoire = processus.WorkingSet64 / 1e6;
            tableau.Ajouter("mémoire du processus au repos", memoire, "Mo", "≤ 150", memoire <= 150);
        }
        finally
        {
            using (var arret = Process.Start("kill", ["-TERM", $"{processus.Id}"]))
            {
                await arret!.WaitForExitAsync();
            }

            await processus.WaitForExitAsync();
            Directory.Delete(dossier, recursive: true);
        }
    }
}
