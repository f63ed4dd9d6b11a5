using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Accompagnement.Api.Securite;

namespace Accompagnement.Bench;

/// <summary>
/// From the answer that says facts are recorded to the answer of a desk that has them: writers paced at 500 facts a second in all
/// over HTTP, a reader that asks for the desk again and again.
/// </summary>
internal static class MesuresDuRetard
{
    private const int FaitsParSeconde = 500;
    private const int FaitsParEnvoi = 25;
    private const int Ecrivains = 4;
    private static readonly TimeSpan Duree = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Echauffement = TimeSpan.FromSeconds(3);

    public static async Task MesurerAsync(OptionsDeMesure options, Tableau tableau)
    {
        await using var departement = await DepartementDeMesure.OuvrirAsync(options with { Donnees = null });
        var agent = (await departement.LireAsync<string>("select agent from faits.episodes where nature = 7 and connu_a = 'infinity' and au = 'infinity' group by 1 order by count(*) desc limit 1"))[0];
        var personnes = await departement.LireAsync<Guid>($"select flux from faits.episodes where nature = 7 and connu_a = 'infinity' and au = 'infinity' limit 2000");
        using var ecrivain = departement.Client(Roles.Import);
        using var lecteur = departement.Client(Roles.Referent, agent);
        var attendus = new ConcurrentQueue<(long Position, long Ecrit)>();
        using var arret = new CancellationTokenSource(Echauffement + Duree);
        var debut = Stopwatch.GetTimestamp();
        var ecriture = Task.WhenAll(Enumerable.Range(0, Ecrivains).Select(i => Task.Run(() => EcrireAsync(ecrivain, personnes.Where((_, rang) => rang % Ecrivains == i).ToArray(), attendus, arret.Token))));
        var (retards, lectures) = (new List<double>(), new List<double>());
        while (!arret.IsCancellationRequested || !attendus.IsEmpty)
        {
            var depart = Stopwatch.GetTimestamp();
            using var reponse = await lecteur.GetAsync(new Uri($"/api/agents/{agent}/file-active", UriKind.Relative));
            var corps = await reponse.Content.ReadAsByteArrayAsync();
            if (!reponse.IsSuccessStatusCode)
            {
                throw new InvalidOperationException($"{(int)reponse.StatusCode} {Encoding.UTF8.GetString(corps)}");
            }

            var (recu, position) = (Stopwatch.GetTimestamp(), long.Parse(reponse.Headers.GetValues("X-Position").Single(), CultureInfo.InvariantCulture));
            lectures.Add(Stopwatch.GetElapsedTime(depart, recu).TotalMilliseconds);
            for (var reste = attendus.Count; reste > 0 && attendus.TryDequeue(out var attendu); reste--)
            {
                if (attendu.Position > position)
                {
                    attendus.Enqueue(attendu);
                    continue;
                }

                if (Stopwatch.GetElapsedTime(debut, attendu.Ecrit) > Echauffement)
                {
                    retards.Add(Stopwatch.GetElapsedTime(attendu.Ecrit, recu).TotalMilliseconds);
                }
            }
        }

        var envoyes = (await ecriture).Sum();
        retards.Sort();
        lectures.Sort();
        tableau.Ajouter("rythme tenu par les écrivains", envoyes * FaitsParEnvoi / (Echauffement + Duree).TotalSeconds, "faits/s", $"{FaitsParSeconde}");
        tableau.Ajouter("du commit au bureau, p50", retards[retards.Count / 2], "ms", "≤ 30", retards[retards.Count / 2] <= 30);
        tableau.Ajouter("du commit au bureau, p99", retards[retards.Count * 99 / 100], "ms", "≤ 250", retards[retards.Count * 99 / 100] <= 250);
        tableau.Ajouter("— dont une lecture du bureau, p50", lectures[lectures.Count / 2], "ms");
    }

    private static async Task<int> EcrireAsync(HttpClient client, Guid[] personnes, ConcurrentQueue<(long, long)> attendus, CancellationToken ct)
    {
        var (debut, envois, source) = (Stopwatch.GetTimestamp(), 0, $"/mesure/{Guid.NewGuid():N}");
        while (!ct.IsCancellationRequested)
        {
            var prevu = TimeSpan.FromSeconds((double)envois * FaitsParEnvoi * Ecrivains / FaitsParSeconde);
            if (prevu - Stopwatch.GetElapsedTime(debut) is { Ticks: > 0 } attente)
            {
                await Task.Delay(attente, CancellationToken.None);
            }

            using var corps = new StringContent(Lignes(personnes, source, envois), Encoding.UTF8, "application/x-ndjson");
            using var reponse = await client.PostAsync(new Uri("/api/evenements", UriKind.Relative), corps, CancellationToken.None);
            reponse.EnsureSuccessStatusCode();
            attendus.Enqueue((long.Parse(reponse.Headers.GetValues("X-Position").Single(), CultureInfo.InvariantCulture), Stopwatch.GetTimestamp()));
            envois++;
        }

        return envois;
    }

    private static string Lignes(Guid[] personnes, string source, int envoi)
    {
        var lignes = new StringBuilder();
        for (var i = 0; i < FaitsParEnvoi; i++)
        {
            var numero = envoi * FaitsParEnvoi + i;
            lignes.AppendLine(JsonSerializer.Serialize(new
            {
                specversion = "1.0",
                id = $"{numero}",
                source,
                type = "ContactRecu",
                subject = $"trajectoire/{personnes[numero % personnes.Length]}",
                time = DateTimeOffset.UtcNow.AddMinutes(-1),
                canal = "telephone",
                data = new { mode = "telephone", avecRendezVous = false, interlocuteur = "usager" },
            }));
        }

        return lignes.ToString();
    }
}
