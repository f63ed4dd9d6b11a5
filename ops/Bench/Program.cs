using System.Runtime.InteropServices;
using Accompagnement.Bench;

OptionsDeMesure options;
string[] demandes;
try
{
    (options, demandes) = OptionsDeMesure.Lire(args);
}
catch (FormatException erreur)
{
    Console.Error.WriteLine(erreur.Message);
    return 2;
}

// One subject per file; without a name, all of them.
Dictionary<string, Func<ServeurDeMesure, Tableau, Task>> sujets = new()
{
    ["chaud"] = (_, tableau) => MesuresAChaud.MesurerAsync(tableau),
    ["store"] = MesuresDuStore.MesurerAsync,
    ["import"] = MesuresDuFichier.ImporterAsync,
    ["rebuild"] = MesuresDuFichier.ReconstruireAsync,
    ["portrait"] = MesuresDuFichier.PortraitAsync,
    ["diffusion"] = (_, tableau) => MesuresDeDiffusion.MesurerAsync(options, tableau),
    ["pilotage"] = (_, tableau) => MesuresDePilotage.MesurerAsync(options, tableau),
    ["service"] = (_, tableau) => MesuresDuServiceRendu.MesurerAsync(options, tableau),
    ["croissance"] = (_, tableau) => MesuresDeCroissance.MesurerAsync(options, tableau),
    ["retard"] = (_, tableau) => MesuresDuRetard.MesurerAsync(options, tableau),
};

if (demandes.FirstOrDefault(a => !sujets.ContainsKey(a)) is { } inconnu)
{
    Console.Error.WriteLine($"Sujet inconnu : {inconnu}. Sujets : {string.Join(", ", sujets.Keys)}.");
    return 2;
}

// The servers that are measured take a request to stop for themselves: it is that of the whole, which ends and leaves none of them behind.
using var arret = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Arreter);
using var interruption = PosixSignalRegistration.Create(PosixSignal.SIGINT, Arreter);
await using var serveur = await ServeurDeMesure.OuvrirAsync();
var etalon = await Etalon.MesurerAsync(serveur);
try
{
    foreach (var sujet in demandes.Length == 0 ? [.. sujets.Keys] : demandes)
    {
        var tableau = new Tableau(sujet, etalon);
        await sujets[sujet](serveur, tableau);
        tableau.Ecrire(Console.Out);
    }
}
catch (Exception) when (Interrompu)
{
    // What was being measured was stopped under it.
    await Task.Delay(Timeout.Infinite);
}

return 0;

static void Arreter(PosixSignalContext signal)
{
    (signal.Cancel, Interrompu) = (true, true);
    ThreadPool.QueueUserWorkItem(_ => Environment.Exit(143));
}

internal partial class Program
{
    /// <summary>Whether the bench was asked to stop.</summary>
    private static volatile bool Interrompu;
}
