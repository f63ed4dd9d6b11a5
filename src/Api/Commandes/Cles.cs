using Accompagnement.Api.Hote;
using Accompagnement.EventStore.Coffre;

namespace Accompagnement.Api.Commandes;

/// <summary>The rotation of the coffre's wrapping key, in its three steps (docs/exploitation/cles.md).</summary>
public static class Cles
{
    public static async Task<int> ExecuterAsync(Arguments arguments, CancellationToken ct)
    {
        var options = arguments.Admettre("donnees").Instance();
        var fichier = Path.Combine(options.Cles, "coffre");
        switch (arguments.Mots)
        {
            case ["ajouter"]:
                Console.WriteLine($"La version {Trousseau.AjouterVersion(fichier).EnUsage} est en usage. Copiez le fichier {fichier} en lieu sûr, redémarrez chaque instance, puis : ops/cles appliquer.");
                return 0;
            case ["appliquer"]:
                return await AppliquerAsync(options, fichier, ct);
            case ["retirer"]:
                return await RetirerAsync(options, fichier, ct);
            default:
                throw new UsageException("Une étape est attendue : ajouter, appliquer ou retirer.");
        }
    }

    private static async Task<int> AppliquerAsync(OptionsInstance options, string fichier, CancellationToken ct)
    {
        await using var instance = await Instance.OuvrirAsync(options, proprietaire: false, ct);
        var rotation = new RotationDesCles(instance.Source, Trousseau.LireOuCreer(fichier));
        var total = await rotation.ResteAsync(ct);
        using var avancement = new Avancement("Rotation", "clés");
        var faites = await rotation.ExecuterAsync(new Suivi(avancement, total), ct);
        Console.WriteLine($"{faites} clés enveloppées de nouveau, sans lire aucune donnée. Reste : {await rotation.ResteAsync(ct)}.");
        return 0;
    }

    private static async Task<int> RetirerAsync(OptionsInstance options, string fichier, CancellationToken ct)
    {
        await using (var instance = await Instance.OuvrirAsync(options, proprietaire: false, ct))
        {
            if (await new RotationDesCles(instance.Source, Trousseau.LireOuCreer(fichier)).ResteAsync(ct) is > 0 and var reste)
            {
                throw new UsageException($"{reste} clés sont encore enveloppées par une ancienne version : ops/cles appliquer d'abord.");
            }
        }

        Console.WriteLine($"Seule la version {Trousseau.RetirerAnciennes(fichier).EnUsage} reste. Gardez l'ancienne en lieu sûr jusqu'à ce qu'expire la dernière sauvegarde d'avant, puis détruisez-la.");
        return 0;
    }

    private sealed class Suivi(Avancement avancement, long total) : IProgress<long>
    {
        public void Report(long value) => avancement.Montrer(value, total);
    }
}
