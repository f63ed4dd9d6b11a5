using System.Diagnostics;

namespace Accompagnement.Bench;

/// <summary>Durations of one act repeated, and how many were done in all.</summary>
/// <param name="ParSeconde">Units a second, all writers together.</param>
/// <param name="P50">Median, in milliseconds.</param>
/// <param name="P99">99th centile, in milliseconds.</param>
internal readonly record struct Rythme(double ParSeconde, double P50, double P99);

/// <summary>Times acts: a warm-up as long as a pass, then the median of three passes.</summary>
internal static class Chrono
{
    public const int Tours = 3;

    /// <summary>Acts repeated by several writers at once.</summary>
    public static async Task<Rythme> RepeterAsync(int ecrivains, int actes, int unitesParActe, Func<int, Task> acte)
    {
        await PasserAsync(ecrivains, actes, unitesParActe, acte);
        var rythmes = new List<Rythme>();
        for (var tour = 0; tour < Tours; tour++)
        {
            rythmes.Add(await PasserAsync(ecrivains, actes, unitesParActe, acte));
        }

        return new(Mediane(rythmes.Select(r => r.ParSeconde)), Mediane(rythmes.Select(r => r.P50)), Mediane(rythmes.Select(r => r.P99)));
    }

    private static double Mediane(IEnumerable<double> valeurs) => valeurs.Order().ElementAt(Tours / 2);

    private static async Task<Rythme> PasserAsync(int ecrivains, int actes, int unitesParActe, Func<int, Task> acte)
    {
        var total = Stopwatch.StartNew();
        var durees = await Task.WhenAll(Enumerable.Range(0, ecrivains).Select(e => Task.Run(async () =>
        {
            var miennes = new double[actes];
            for (var i = 0; i < actes; i++)
            {
                var debut = Stopwatch.GetTimestamp();
                await acte(e * actes + i);
                miennes[i] = Stopwatch.GetElapsedTime(debut).TotalMilliseconds;
            }

            return miennes;
        })));
        var ordonnees = durees.SelectMany(d => d).Order().ToArray();
        var parSeconde = (double)ecrivains * actes * unitesParActe / total.Elapsed.TotalSeconds;
        return new(parSeconde, ordonnees[ordonnees.Length / 2], ordonnees[ordonnees.Length * 99 / 100]);
    }

    /// <summary>Waits until so many seconds after a beginning: what keeps a pace whatever each act takes.</summary>
    public static Task AttendreAsync(long debut, double secondes) =>
        TimeSpan.FromSeconds(secondes) - Stopwatch.GetElapsedTime(debut) is { Ticks: > 0 } reste ? Task.Delay(reste) : Task.CompletedTask;

    /// <summary>Answers over HTTP, one after the other, read to their end: median and 99th centile, and the slowest before those that count, in milliseconds.</summary>
    /// <param name="client">Who asks.</param>
    /// <param name="echauffement">How many are asked before those that count.</param>
    /// <param name="lectures">How many count.</param>
    /// <param name="adresse">The next address to ask for.</param>
    /// <param name="ouIntrouvable">Whether 404 is an answer.</param>
    public static async Task<(double P50, double P99, double Debut)> LireAsync(HttpClient client, int echauffement, int lectures, Func<string> adresse, bool ouIntrouvable = false)
    {
        var durees = new List<double>(lectures);
        var premieres = 0d;
        for (var i = -echauffement; i < lectures; i++)
        {
            var demandee = adresse();
            var debut = Stopwatch.GetTimestamp();
            using var reponse = await client.GetAsync(new Uri(demandee, UriKind.Relative));
            var corps = await reponse.Content.ReadAsStringAsync();
            if (!reponse.IsSuccessStatusCode && !(ouIntrouvable && reponse.StatusCode == System.Net.HttpStatusCode.NotFound))
            {
                throw new InvalidOperationException($"{demandee} : {(int)reponse.StatusCode} {corps}");
            }

            var duree = Stopwatch.GetElapsedTime(debut).TotalMilliseconds;
            if (i >= 0)
            {
                durees.Add(duree);
            }
            else
            {
                premieres = Math.Max(premieres, duree);
            }
        }

        durees.Sort();
        return (durees[lectures / 2], durees[lectures * 99 / 100], premieres);
    }
}
