using System.Globalization;
using Accompagnement.Simulation;

CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("fr-FR");
if (args.Length == 0 || args[0] is "-h" or "--help" or "--aide")
{
    Console.WriteLine(Commande.Aide);
    return 0;
}

Commande commande;
try
{
    commande = Commande.Lire(args);
}
catch (FormatException erreur)
{
    Console.Error.WriteLine(erreur.Message);
    Console.Error.WriteLine("Voir : ops/simuler --aide");
    return 2;
}

using var arret = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    arret.Cancel();
};
try
{
    return await commande.ExecuterAsync(arret.Token);
}
catch (OperationCanceledException)
{
    Console.Error.WriteLine("\nInterrompu : rien n'est gardé du fichier commencé.");
    return 130;
}
catch (Exception erreur) when (erreur is IOException or HttpRequestException or UnauthorizedAccessException)
{
    Console.Error.WriteLine($"\n{erreur.Message}");
    return 1;
}
