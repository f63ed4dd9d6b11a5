using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Accompagnement.Api.Tests.Pannes;

/// <summary>
/// Writers that record while the instance is broken: each notes what was acknowledged, and repeats as it was what got no answer. What is
/// not done must be said by a 503 or a 507.
/// </summary>
internal sealed class Charge(string[] lignes)
{
    private const int LignesParTranche = 150;
    private const int Acteurs = 2;

    private readonly ConcurrentBag<Guid> inscrits = [];
    private readonly int[] rangs = new int[Acteurs];
    private int lignesAcquises;
    private int refus;

    /// <summary>Persons whose registration was acknowledged.</summary>
    public IReadOnlyCollection<Guid> Inscrits => inscrits;

    /// <summary>Lines of the file that were acknowledged.</summary>
    public int LignesAcquises => Volatile.Read(ref lignesAcquises);

    /// <summary>Answers that said that it could not be done now.</summary>
    public int Refus => Volatile.Read(ref refus);

    private int Acquis => inscrits.Count + LignesAcquises;

    /// <summary>Records until told to stop; a request without an answer ends a writer, which the next call takes up again.</summary>
    /// <param name="agent">Who registers persons.</param>
    /// <param name="import">Who sends the file.</param>
    /// <param name="ct">Each ends what it has begun.</param>
    public Task EcrireAsync(HttpClient agent, HttpClient import, CancellationToken ct) =>
        Task.WhenAll([.. Enumerable.Range(0, Acteurs).Select(a => Task.Run(() => InscrireAsync(agent, a, ct), CancellationToken.None)), Task.Run(() => EnvoyerAsync(import, ct), CancellationToken.None)]);

    /// <summary>Waits until so much more was acknowledged.</summary>
    public async Task AttendreAsync(int deplus)
    {
        var jusqua = Acquis + deplus;
        for (var essai = 0; Acquis < jusqua; essai++)
        {
            essai.ShouldBeLessThan(6000, "Nothing is recorded any more.");
            await Task.Delay(10);
        }
    }

    /// <summary>All the acknowledged lines again: not one is new.</summary>
    public async Task RenvoyerAsync(HttpClient client)
    {
        using var reponse = await PosterAsync(client, lignes[..LignesAcquises], CancellationToken.None);
        var bilan = JsonDocument.Parse(await reponse.Content.ReadAsStringAsync()).RootElement;
        (bilan.GetProperty("acceptes").GetInt64(), bilan.GetProperty("dejaConnus").GetInt64()).ShouldBe((0, LignesAcquises));
    }

    private async Task InscrireAsync(HttpClient client, int acteur, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            using var requete = new HttpRequestMessage(HttpMethod.Post, new Uri("/api/trajectoires", UriKind.Relative))
            {
                Content = new StringContent("""{"sexe":"F","naissance":"1984-05","codeInsee":"62041"}""", Encoding.UTF8, "application/json"),
            };
            requete.Headers.Add("Idempotency-Key", $"panne-{acteur}-{rangs[acteur]}");
            if (await TenterAsync(client, requete, HttpStatusCode.Created) is not { } reponse)
            {
                return;
            }

            using (reponse)
            {
                if (reponse.StatusCode == HttpStatusCode.Created)
                {
                    inscrits.Add(JsonDocument.Parse(await reponse.Content.ReadAsStringAsync(CancellationToken.None)).RootElement.GetProperty("id").GetGuid());
                    rangs[acteur]++;
                }
            }
        }
    }

    private async Task EnvoyerAsync(HttpClient client, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested && LignesAcquises < lignes.Length)
        {
            var tranche = lignes[LignesAcquises..Math.Min(lignes.Length, LignesAcquises + LignesParTranche)];
            using var requete = Requete(tranche);
            if (await TenterAsync(client, requete, HttpStatusCode.OK) is not { } reponse)
            {
                return;
            }

            using (reponse)
            {
                if (reponse.StatusCode == HttpStatusCode.OK)
                {
                    Interlocked.Add(ref lignesAcquises, tranche.Length);
                }
            }
        }
    }

    private async Task<HttpResponseMessage?> TenterAsync(HttpClient client, HttpRequestMessage requete, HttpStatusCode succes)
    {
        try
        {
            var reponse = await client.SendAsync(requete, CancellationToken.None);
            if (reponse.StatusCode != succes)
            {
                reponse.StatusCode.ShouldBeOneOf(HttpStatusCode.ServiceUnavailable, HttpStatusCode.InsufficientStorage);
                Interlocked.Increment(ref refus);
                await Task.Delay(5);
            }

            return reponse;
        }
        catch (HttpRequestException)
        {
            // The program is gone.
            return null;
        }
    }

    private static Task<HttpResponseMessage> PosterAsync(HttpClient client, string[] tranche, CancellationToken ct) => client.SendAsync(Requete(tranche), ct);

    private static HttpRequestMessage Requete(string[] tranche)
    {
        var corps = new StringContent(string.Join('\n', tranche), Encoding.UTF8);
        corps.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
        return new(HttpMethod.Post, new Uri("/api/evenements", UriKind.Relative)) { Content = corps };
    }
}
