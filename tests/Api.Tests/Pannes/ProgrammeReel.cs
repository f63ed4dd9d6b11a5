using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Accompagnement.Api.Hote;
using Accompagnement.Api.Securite;

namespace Accompagnement.Api.Tests.Pannes;

/// <summary>The program itself, in a process that can be killed.</summary>
internal sealed class ProgrammeReel : IDisposable
{
    private readonly Process processus;

    private ProgrammeReel(Process processus, HttpClient agent, HttpClient import) => (this.processus, Agent, Import) = (processus, agent, import);

    /// <summary>A client of a supervisor.</summary>
    public HttpClient Agent { get; }

    /// <summary>A client that may send files.</summary>
    public HttpClient Import { get; }

    public static async Task<ProgrammeReel> DemarrerAsync(OptionsInstance instance)
    {
        var port = PortLibre();
        var processus = Process.Start(new ProcessStartInfo(
            "dotnet", [Path.Combine(AppContext.BaseDirectory, "Accompagnement.Api.dll"), "servir", "--port", $"{port}", "--donnees", instance.Donnees])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["ConnectionStrings__Accompagnement"] = instance.ChaineDeConnexion },
        })!;
        var ouvert = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        processus.EnableRaisingEvents = true;
        processus.Exited += (_, _) => ouvert.TrySetException(new InvalidOperationException("The program ended before it was open."));
        processus.OutputDataReceived += (_, e) =>
        {
            if (e.Data?.Contains("est ouvert", StringComparison.Ordinal) == true)
            {
                ouvert.TrySetResult();
            }
        };
        processus.BeginOutputReadLine();
        processus.BeginErrorReadLine();
        await ouvert.Task.WaitAsync(TimeSpan.FromMinutes(1));
        var jetons = new Jetons(Instance.LireOuCreerSecret(instance, "jetons"), TimeProvider.System);
        return new(processus, Client(Roles.Superviseur), Client(Roles.Import));

        HttpClient Client(string role)
        {
            var client = new HttpClient { BaseAddress = new($"http://127.0.0.1:{port}"), Timeout = TimeSpan.FromMinutes(1) };
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", jetons.Signer(role, "AGT-0042", [], []));
            return client;
        }
    }

    /// <summary>Without a word: as kill -9.</summary>
    public async Task TuerAsync()
    {
        processus.Kill();
        await processus.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!processus.HasExited)
        {
            processus.Kill();
        }

        processus.Dispose();
        Agent.Dispose();
        Import.Dispose();
    }

    private static int PortLibre()
    {
        using var ecoute = new TcpListener(IPAddress.Loopback, 0);
        ecoute.Start();
        return ((IPEndPoint)ecoute.LocalEndpoint).Port;
    }
}
