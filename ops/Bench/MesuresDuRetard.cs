using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Accompagnement.Api.Securite;

namespace Accompagnement.Bench;

/// <summary>
/// From the answer that says facts are recorded to the answer of a desk that has them: writers paced at 500 facts a second in all
/// over HTTP; after each sending, the desk is asked as it is at the position that the sending was answered with.
/// </summary>
internal static class MesuresDuRetard
{
    private const int FaitsParSeconde = 500;
    private const int FaitsParEnvoi = 25;
    private const int Ecrivains = 4;
    private static readonly TimeSpan Duree = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Echauffement = TimeSpan.FromSeconds(5);

    public static async Task MesurerAsync(OptionsDeMesure options, Tableau tableau)
    {
        await using var departement = await DepartementDeMesure.OuvrirAsync(options with { Donnees = null });
        var agent = (await departement.LireAsync<string>("select agent from faits.episodes where nature = 7 and connu_a = 'infinity' and au = 'infinity' group by 1 order by count(*) desc limit 1"))[0];
        var personnes = await departement.LireAsync<Guid>($"select flux from faits.episodes where nature = 7 and connu_a = 'infinity' and au = 'infinity' limit 2000");
        using var ecrivain = departement.Client(Roles.Import);
        using var lecteur = departement.Client(Roles.Referent, agent);
        var bureau = $"/api/agents/{agent}/file-active";
        var debut = Stopwatch.GetTimestamp();
        var ecriture = Task.WhenAll(Enumerable.Range(0, Ecrivains).Select(i => Task.Run(() => EcrireAsync(i, ecrivain, lecteur, bureau, personnes.Where((_, rang) => rang % Ecrivains == i).ToArray()))));
        var retards = (await ecriture).SelectMany(r => r).ToArray();
        var duree = Stopwatch.GetElapsedTime(debut);
        var mesures = retards.Where(r => Stopwatch.GetElapsedTime(debut, r.Ecrit) > Echauffement).Select(r => Stopwatch.GetElapsedTime(r.Ecrit, r.Vu).TotalMilliseconds).Order().ToArray();
        var (lecture, _, _) = await Chrono.LireAsync(lecteur, 0, 100, () => bureau);
        tableau.Ajouter("rythme tenu par les écrivains", retards.Length * FaitsParEnvoi / duree.TotalSeconds, "faits/s", $"{FaitsParSeconde}");
        tableau.Ajouter("du commit au bureau, p50", mesures[mesures.Length / 2], "ms", "≤ 30", mesures[mesures.Length / 2] <= 30);
        tableau.Ajouter("du commit au bureau, p99", mesures[mesures.Length * 99 / 100], "ms", "≤ 250", mesures[mesures.Length * 99 / 100] <= 250);
        tableau.Ajouter("une lecture du bureau ensuite, p50", lecture, "ms", "≤ 10", lecture <= 10);
    }

    /// <summary>Sends at its pace, between the others, whatever the desk takes to follow; when each sending was recorded, and seen.</summary>
    private static async Task<(long Ecrit, long Vu)[]> EcrireAsync(int rang, HttpClient ecrivain, HttpClient lecteur, string bureau, Guid[] personnes)
    {
        var (debut, source, vues) = (Stopwatch.GetTimestamp(), $"/mesure/{Guid.NewGuid():N}", new List<Task<(long, long)>>());
        while (Stopwatch.GetElapsedTime(debut) < Echauffement + Duree)
        {
            await Chrono.AttendreAsync(debut, (double)(vues.Count * Ecrivains + rang) * FaitsParEnvoi / FaitsParSeconde);
            using var corps = new StringContent(Lignes(personnes, source, vues.Count), Encoding.UTF8, "application/x-ndjson");
            using var reponse = await ecrivain.PostAsync(new Uri("/api/evenements", UriKind.Relative), corps);
            reponse.EnsureSuccessStatusCode();
            vues.Add(VoirAsync(long.Parse(reponse.Headers.GetValues("X-Position").Single(), CultureInfo.InvariantCulture), Stopwatch.GetTimestamp()));
        }

        return await Task.WhenAll(vues);

        async Task<(long, long)> VoirAsync(long position, long ecrit)
        {
            await Chrono.LireAsync(lecteur, 0, 1, () => $"{bureau}?position={position}");
            return (ecrit, Stopwatch.GetTimestamp());
        }
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
