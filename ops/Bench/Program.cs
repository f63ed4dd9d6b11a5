using Accompagnement.Bench;

// One subject per file; without a name, all of them.
Dictionary<string, Func<ServeurDeMesure, Tableau, Task>> sujets = new()
{
    ["store"] = MesuresDuStore.MesurerAsync,
    ["import"] = MesuresDuFichier.ImporterAsync,
    ["rebuild"] = MesuresDuFichier.ReconstruireAsync,
    ["portrait"] = MesuresDuFichier.PortraitAsync,
};

if (args.FirstOrDefault(a => !sujets.ContainsKey(a)) is { } inconnu)
{
    Console.Error.WriteLine($"Sujet inconnu : {inconnu}. Sujets : {string.Join(", ", sujets.Keys)}.");
    return 2;
}

await using var serveur = await ServeurDeMesure.OuvrirAsync();
foreach (var sujet in args.Length == 0 ? [.. sujets.Keys] : args)
{
    var tableau = new Tableau(sujet);
    await sujets[sujet](serveur, tableau);
    tableau.Ecrire(Console.Out);
}

return 0;
