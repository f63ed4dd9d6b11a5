using System.IO.Compression;
using System.IO.Pipelines;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Accompagnement.Simulation;

/// <summary>Sends the events to an instance while they are written, compressed.</summary>
internal static class Envoi
{
    public static async Task<int> EnvoyerAsync(Simulateur simulateur, Progres progres, Uri vers, string? jeton, CancellationToken ct)
    {
        using var arret = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var tuyau = new Pipe();
        var simulation = Task.Run(() => EcrireAsync(simulateur, tuyau.Writer, arret.Token), CancellationToken.None);
        try
        {
            // Nothing comes out before all is simulated: a request opened now would be cut off as too slow.
            var debut = await tuyau.Reader.ReadAsync(ct);
            tuyau.Reader.AdvanceTo(debut.Buffer.Start, debut.Buffer.Start);
            var (reussi, texte) = await PosterAsync(vers, jeton, tuyau.Reader.AsStream(), ct);
            if (!reussi)
            {
                await Console.Error.WriteLineAsync($"\nRefusé par {vers} : {texte}{(jeton is null ? "\nUn jeton est sans doute attendu : --jeton \"$(ops/jeton import)\"" : "")}");
                return 1;
            }

            var bilan = await simulation;
            progres.Finir(bilan);
            Console.WriteLine(texte);
            return await JugerAsync(texte, bilan);
        }
        finally
        {
            await arret.CancelAsync();
            await tuyau.Reader.CompleteAsync();
            await ((Task)simulation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task<(bool Reussi, string Texte)> PosterAsync(Uri vers, string? jeton, Stream lignes, CancellationToken ct)
    {
        using var client = new HttpClient(new SocketsHttpHandler { Expect100ContinueTimeout = TimeSpan.FromSeconds(30) }) { Timeout = Timeout.InfiniteTimeSpan };
        using var contenu = new StreamContent(lignes);
        contenu.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
        contenu.Headers.ContentEncoding.Add("gzip");
        using var requete = new HttpRequestMessage(HttpMethod.Post, new Uri($"{vers.AbsoluteUri.TrimEnd('/')}/api/evenements")) { Content = contenu };

        // Who may not send is told before sending.
        requete.Headers.ExpectContinue = true;
        if (jeton is not null)
        {
            requete.Headers.Authorization = new AuthenticationHeaderValue("Bearer", jeton);
        }

        using var reponse = await client.SendAsync(requete, ct);
        var texte = await reponse.Content.ReadAsStringAsync(ct);
        return (reponse.IsSuccessStatusCode, reponse.IsSuccessStatusCode ? texte : $"{(int)reponse.StatusCode} {texte}");
    }

    /// <summary>The lines made to be refused are, and no other: an instance that has a simulated département already knows its agents.</summary>
    private static async Task<int> JugerAsync(string texte, Bilan bilan)
    {
        using var json = JsonDocument.Parse(texte);
        var rejetes = json.RootElement.TryGetProperty("rejetes", out var r) ? r.GetInt64() : 0;
        if (rejetes == bilan.Refus)
        {
            return 0;
        }

        await Console.Error.WriteLineAsync($"{rejetes:N0} lignes refusées, {bilan.Refus:N0} attendues : une instance qui a déjà un département simulé en connaît les agents et les structures.");
        return 3;
    }

    private static async Task<Bilan> EcrireAsync(Simulateur simulateur, PipeWriter sortie, CancellationToken ct)
    {
        try
        {
            Bilan bilan;
            await using (var compresse = new GZipStream(sortie.AsStream(leaveOpen: true), CompressionLevel.Fastest))
            await using (var tampon = new BufferedStream(compresse, 1 << 16))
            {
                bilan = simulateur.Ecrire(tampon, null, ct);
            }

            await sortie.CompleteAsync();
            return bilan;
        }
        catch (Exception erreur)
        {
            await sortie.CompleteAsync(erreur);
            throw;
        }
    }
}
