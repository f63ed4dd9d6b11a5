using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Accompagnement.Api.Tests.Infrastructure;
using Accompagnement.Tests.Commun;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Accompagnement.Api.Tests.Attaques;

/// <summary>What only a real socket, or a real process, can show.</summary>
public sealed class ServeurReel
{
    [Fact]
    public async Task Un_corps_ou_des_entetes_trop_lents_ou_trop_gros_sont_coupes()
    {
        await using var hote = await HoteDeTest.DemarrerAsync(b => b.WebHost.UseKestrel().UseUrls("http://127.0.0.1:0"), enMemoire: false);
        var port = new Uri(hote.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Port;
        var jeton = hote.Jeton("superviseur", "AGT-0001");
        var entete = $"POST /api/trajectoires HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {jeton}\r\nContent-Type: application/json\r\n";

        // A byte a second would hold a connection for days.
        var lente = EnvoyerAsync(port, $"{entete}Content-Length: 100000\r\n\r\n", async flux =>
        {
            for (var i = 0; i < 20; i++)
            {
                await flux.WriteAsync("["u8.ToArray());
                await Task.Delay(1000);
            }
        });
        (await EnvoyerAsync(port, $"GET /sante/vivant HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Long: {new string('a', 40_000)}\r\n\r\n")).ShouldStartWith("HTTP/1.1 431");
        (await EnvoyerAsync(port, $"{entete}Content-Length: 2000000\r\n\r\n")).ShouldStartWith("HTTP/1.1 413");
        (await EnvoyerAsync(port, "GET /sante/vivant HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")).ShouldStartWith("HTTP/1.1 200");
        (await lente).ShouldSatisfyAllConditions(r => r.ShouldNotContain(" 201 "), r => (r.Length == 0 || r.StartsWith("HTTP/1.1 408", StringComparison.Ordinal) || r.StartsWith("HTTP/1.1 400", StringComparison.Ordinal)).ShouldBeTrue(r));
    }

    [Fact]
    public async Task La_production_refuse_de_demarrer_avec_les_comptes_de_demonstration()
    {
        await using var bd = await BaseDeTest.CreerAsync(typeof(Projections.Moteur.ProjectionFaits).Assembly, typeof(Hote.Instance).Assembly);
        var dossier = Directory.CreateTempSubdirectory("accompagnement-production-").FullName;
        try
        {
            Directory.CreateDirectory(Path.Combine(dossier, "cles"));
            await File.WriteAllTextAsync(Path.Combine(dossier, "cles", "demonstration"), "secretpardefaut");
            var demarrage = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Accompagnement.Api.dll"), "servir", "--port", "5", "--donnees", dossier])
            {
                RedirectStandardError = true,
                RedirectStandardOutput = true,
                Environment = { ["Mode"] = "production", ["ConnectionStrings__Accompagnement"] = bd.Chaine },
            };
            using var processus = Process.Start(demarrage)!;
            var erreurs = await processus.StandardError.ReadToEndAsync();
            var sortie = await processus.StandardOutput.ReadToEndAsync();
            await processus.WaitForExitAsync();
            processus.ExitCode.ShouldBe(1, sortie + erreurs);
            erreurs.ShouldContain("démarrage refusé en production");
            erreurs.ShouldContain("comptes de démonstration");
            erreurs.ShouldContain("personne ne pourrait se connecter");
            sortie.ShouldNotContain("ouvert");
        }
        finally
        {
            Directory.Delete(dossier, recursive: true);
        }
    }

    private static async Task<string> EnvoyerAsync(int port, string requete, Func<NetworkStream, Task>? suite = null)
    {
        using var prise = new TcpClient();
        await prise.ConnectAsync(IPAddress.Loopback, port);
        var flux = prise.GetStream();
        using var lecteur = new StreamReader(flux, Encoding.ASCII, leaveOpen: true);
        await flux.WriteAsync(Encoding.ASCII.GetBytes(requete));
        var envoi = suite is null ? Task.CompletedTask : suite(flux);
        try
        {
            return await lecteur.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(40)) ?? "";
        }
        catch (IOException)
        {
            return "";
        }
        finally
        {
            prise.Close();
            try
            {
                await envoi;
            }
            catch (Exception e) when (e is IOException or ObjectDisposedException)
            {
                // The server has hung up, as it should.
            }
        }
    }
}
