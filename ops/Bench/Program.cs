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

await using var serveur = await ServeurDeMesure.OuvrirAsync();
foreach (var sujet in demandes.Length == 0 ? [.. sujets.Keys] : demandes)
{
    var tableau = new Tableau(sujet);
    await sujets[sujet](serveur, tableau);
    tableau.Ecrire(Console.Out);
}

return 0;
