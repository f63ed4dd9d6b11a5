using System.IO.Compression;
using System.Net;
using System.Text;

namespace Accompagnement.Simulation.Tests;

/// <summary>Sending to an instance, as the command does it, to a small server that takes notes.</summary>
public sealed class EnvoiTests
{
    [Fact]
    public async Task Tout_est_envoye_en_une_requete_compressee_avec_le_jeton()
    {
        var (issue, recu) = await EnvoyerAsync(HttpStatusCode.OK, """{"acceptes":1,"dejaConnus":0,"rejetes":0}""");
        issue.ShouldBe(0);
        recu.Jeton.ShouldBe("Bearer essai");
        recu.Chemin.ShouldBe("/api/evenements");
        var attendu = Departement.Simuler(new Parametres { Personnes = 40, Graine = 6, Jusqua = new(2016, 1, 1) }).Octets;
        recu.Corps.ShouldBe(attendu);
    }

    [Fact]
    public async Task Un_refus_et_des_rejets_inattendus_se_voient_au_code_de_sortie()
    {
        (await EnvoyerAsync(HttpStatusCode.Unauthorized, "")).Issue.ShouldBe(1);
        (await EnvoyerAsync(HttpStatusCode.OK, """{"acceptes":1,"dejaConnus":0,"rejetes":7}""")).Issue.ShouldBe(3);
    }

    private static async Task<(int Issue, (string? Jeton, string? Chemin, byte[] Corps) Recu)> EnvoyerAsync(HttpStatusCode statut, string reponse)
    {
        var (serveur, adresse) = Ouvrir();
        using (serveur)
        {
            var reception = RecevoirAsync(serveur, statut, reponse);
            var commande = Commande.Lire(["--personnes", "40", "--graine", "6", "--jusqua", "2016", "--vers", adresse, "--jeton", "essai"]);
            var issue = await commande.ExecuterAsync(TestContext.Current.CancellationToken);
            return (issue, await reception);
        }
    }

    private static async Task<(string? Jeton, string? Chemin, byte[] Corps)> RecevoirAsync(HttpListener serveur, HttpStatusCode statut, string reponse)
    {
        var contexte = await serveur.GetContextAsync();
        using var corps = new MemoryStream();
        await using (var clair = new GZipStream(contexte.Request.InputStream, CompressionMode.Decompress))
        {
            await clair.CopyToAsync(corps);
        }

        contexte.Response.StatusCode = (int)statut;
        contexte.Response.Close(Encoding.UTF8.GetBytes(reponse), willBlock: false);
        return (contexte.Request.Headers["Authorization"], contexte.Request.Url?.AbsolutePath, corps.ToArray());
    }

    private static (HttpListener Serveur, string Adresse) Ouvrir()
    {
        for (var essai = 0; ; essai++)
        {
            var adresse = $"http://127.0.0.1:{Random.Shared.Next(20_000, 60_000)}";
            var serveur = new HttpListener();
            serveur.Prefixes.Add($"{adresse}/");
            try
            {
                serveur.Start();
                return (serveur, adresse);
            }
            catch (HttpListenerException) when (essai < 20)
            {
                // Somebody else's port.
                serveur.Close();
            }
        }
    }
}
