using System.Security.Cryptography;
using Accompagnement.Api.Hote;
using Accompagnement.Api.Securite;
using Accompagnement.Projections.Catalogue;

namespace Accompagnement.Api.Commandes;

/// <summary>Serves pages and API until it is stopped; what it started stops with it.</summary>
public static class Servir
{
    private const int PortParDefaut = 5080;

    private static readonly CompteLocal[] Demonstration =
    [
        new("referente", "Claire Delattre", Roles.Referent, "AGT-0001", ["ARTOIS-BETHUNE"], ["social"]),
        new("superviseur", "Karim Benali", Roles.Superviseur, null, [], []),
        new("statisticienne", "Hélène Wattez", Roles.Statisticien, null, [], []),
        new("administrateur", "Luc Fournier", Roles.Administrateur, null, [], []),
    ];

    public static async Task<int> ExecuterAsync(Arguments arguments)
    {
        arguments.Admettre("donnees", "port", "demonstration", "denominateurs");
        var port = arguments.Entier("port", PortParDefaut);
        var options = arguments.Instance();
        using var journal = Journal.Creer(Path.Combine(options.Donnees, "journaux"));
        await using var instance = await Instance.OuvrirAsync(options, proprietaire: true);
        await PreparerAsync(instance, arguments, CancellationToken.None);
        await using var app = Application.Construire(instance, journal, b => b.WebHost.ConfigureKestrel(k => k.ListenLocalhost(port)));
        var motDePasse = await OuvrirLesComptesAsync(app, options);
        await app.StartAsync();
        Annoncer(port, motDePasse);
        await app.WaitForShutdownAsync();
        return 0;
    }

    /// <summary>In production nothing of the demonstration remains, and the start is refused rather than left open.</summary>
    /// <returns>The password of the demonstration; null in production.</returns>
    private static async Task<string?> OuvrirLesComptesAsync(WebApplication app, OptionsInstance options)
    {
        var comptes = app.Services.GetRequiredService<Comptes>();
        if (!ModeDeProduction.Est(app.Configuration))
        {
            return await ComptesAsync(comptes, options);
        }

        var demonstration = File.Exists(Path.Combine(options.Cles, "demonstration")) || await comptes.ExistentAsync(Demonstration.Select(c => c.Identifiant), CancellationToken.None);
        return ModeDeProduction.Empechements(app.Configuration, demonstration).ToArray() is { Length: > 0 } raisons
            ? throw new InvalidOperationException($"démarrage refusé en production. {string.Join(" ; ", raisons)}")
            : null;
    }

    /// <summary>Loads reference populations; with the demonstration, both into an empty store only: what was changed since stays.</summary>
    private static async Task PreparerAsync(Instance instance, Arguments arguments, CancellationToken ct)
    {
        var demonstration = arguments.Option("demonstration");
        if (demonstration is not null)
        {
            await using var commande = instance.Source.CreateCommand("select exists (select from public.mt_events)");
            if ((bool)(await commande.ExecuteScalarAsync(ct))!)
            {
                return;
            }
        }

        if (arguments.Option("denominateurs") is { } populations)
        {
            using var lecteur = new StreamReader(populations);
            await Denominateurs.EnregistrerAsync(instance.Source, await Denominateurs.LireCsvAsync(lecteur, ct), ct);
        }

        if (demonstration is null)
        {
            return;
        }

        await File.WriteAllTextAsync(instance.Options.MarqueDeSimulation, "Département simulé.\n", ct);
        var bilan = await Importer.ImporterAsync(instance, demonstration, ct);
        await Reconstruire.ReconstruireAsync(instance, ct);
        Console.WriteLine($"Département de démonstration chargé : {bilan.Acceptes} faits.");
    }

    /// <summary>The demonstration's accounts: one password for this instance, drawn at its first start.</summary>
    private static async Task<string> ComptesAsync(Comptes comptes, OptionsInstance options)
    {
        var fichier = Path.Combine(options.Cles, "demonstration");
        if (!File.Exists(fichier))
        {
            await File.WriteAllTextAsync(fichier, RandomNumberGenerator.GetString(Comptes.Alphabet, 12));
            File.SetUnixFileMode(fichier, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        var motDePasse = (await File.ReadAllTextAsync(fichier)).Trim();
        if (!await comptes.ExistentAsync(CancellationToken.None))
        {
            foreach (var compte in Demonstration)
            {
                await comptes.EnregistrerAsync(compte, motDePasse, CancellationToken.None);
            }
        }

        return motDePasse;
    }

    private static void Annoncer(int port, string? motDePasse)
    {
        if (motDePasse is null)
        {
            Console.WriteLine($"Accompagnement est ouvert, en production : http://127.0.0.1:{port}");
            Console.Out.Flush();
            return;
        }

        Console.WriteLine($"""

            Accompagnement est ouvert : http://127.0.0.1:{port}
            Comptes de démonstration, mot de passe {motDePasse} :
            {string.Join('\n', Demonstration.Select(c => $"  {c.Identifiant,-16} {c.Nom} ({c.Role})"))}
            Ctrl-C arrête tout.

            """);
        Console.Out.Flush();
    }
}
