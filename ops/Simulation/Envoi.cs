using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Accompagnement.Simulation;

/// <summary>Sends the events to an instance while they are written, compressed.</summary>
internal static class Envoi
{
    public static async Task<int> EnvoyerAsync(Simulateur simulateur, Progres progres, Uri vers, string? jeton, CancellationToken ct)
    {
        using var client = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
        using var contenu = new Contenu(simulateur, ct);
        using var requete = new HttpRequestMessage(HttpMethod.Post, new Uri($"{vers.AbsoluteUri.TrimEnd('/')}/api/evenements")) { Content = contenu };
        if (jeton is not null)
        {
            requete.Headers.Authorization = new AuthenticationHeaderValue("Bearer", jeton);
        }

        using var reponse = await client.SendAsync(requete, ct);
        var texte = await reponse.Content.ReadAsStringAsync(ct);
        if (!reponse.IsSuccessStatusCode)
        {
            await Console.Error.WriteLineAsync($"\nRefusé par {vers} : {(int)reponse.StatusCode} {texte}");
            return 1;
        }

        progres.Finir(contenu.Bilan!);
        using var json = JsonDocument.Parse(texte);
        var rejetes = json.RootElement.TryGetProperty("rejetes", out var r) ? r.GetInt64() : 0;
        Console.WriteLine(texte);
        return rejetes == contenu.Bilan!.Refus ? 0 : 3;
    }

    private sealed class Contenu : HttpContent
    {
        private readonly Simulateur simulateur;
        private readonly CancellationToken arret;

        public Contenu(Simulateur simulateur, CancellationToken arret)
        {
            (this.simulateur, this.arret) = (simulateur, arret);
            Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
            Headers.ContentEncoding.Add("gzip");
        }

        public Bilan? Bilan { get; private set; }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await using var compresse = new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true);
            await using var tampon = new BufferedStream(compresse, 1 << 16);
            Bilan = await Task.Run(() => simulateur.Ecrire(tampon, null, arret), arret);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
