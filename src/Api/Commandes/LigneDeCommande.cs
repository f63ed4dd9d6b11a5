using Accompagnement.EventStore.Coffre;
using Npgsql;

namespace Accompagnement.Api.Commandes;

/// <summary>What the program can be asked from a shell; the scripts in <c>ops/</c> call it.</summary>
public static class LigneDeCommande
{
    private const string Usage = """
        Usage :
          servir        [--port 5080] [--donnees DIR] [--demonstration FICHIER] [--denominateurs FICHIER]
          importer      FICHIER [--donnees DIR]        NDJSON, compressé (.gz) ou non ; « - » pour l'entrée standard
          reconstruire  [--donnees DIR]                refait toutes les projections à partir des faits
          sauvegarder   FICHIER [--donnees DIR]        toute la base, sans la clé du coffre
          restaurer     FICHIER [--donnees DIR]        dans une instance neuve, la clé du coffre remise en place
          cles          ajouter|appliquer|retirer [--donnees DIR]   rotation de la clé du coffre
          conservation  simuler [--au JOUR] | executer LISTE | purger-traces --avant JOUR   [--donnees DIR]
          verifier      [--donnees DIR] [--ancre-traces N:E] [--ancre-evenements N:E]
          compte IDENTIFIANT [--nom NOM] [--role ROLE] [--donnees DIR]   ouvre un compte local, ou lui donne un mot de passe provisoire
          jeton ROLE    [--agent CODE] [--site S]... [--service S]... [--croisements-fins oui] [--donnees DIR]
        """;

    public static async Task<int> ExecuterAsync(string[] args)
    {
        using var arret = new CancellationTokenSource();
        try
        {
            var options = Arguments.Lire(args.Skip(1));
            switch (args.FirstOrDefault())
            {
                case "servir":
                    return await Servir.ExecuterAsync(options);
                case "importer":
                    Interrompre(arret);
                    return await Importer.ExecuterAsync(options, arret.Token);
                case "reconstruire":
                    Interrompre(arret);
                    return await Reconstruire.ExecuterAsync(options, arret.Token);
                case "sauvegarder":
                    Interrompre(arret);
                    return await Sauvegarde.SauvegarderAsync(options, arret.Token);
                case "restaurer":
                    Interrompre(arret);
                    return await Sauvegarde.RestaurerAsync(options, arret.Token);
                case "cles":
                    Interrompre(arret);
                    return await Cles.ExecuterAsync(options, arret.Token);
                case "conservation":
                    Interrompre(arret);
                    return await Conserver.ExecuterAsync(options, arret.Token);
                case "verifier":
                    Interrompre(arret);
                    return await Verifier.ExecuterAsync(options, arret.Token);
                case "compte":
                    Interrompre(arret);
                    return await OuvrirCompte.ExecuterAsync(options, arret.Token);
                case "jeton":
                    return Jeton.Executer(options);
                default:
                    Console.Error.WriteLine(Usage);
                    return 2;
            }
        }
        catch (UsageException e)
        {
            Console.Error.WriteLine(e.Message);
            Console.Error.WriteLine(Usage);
            return 2;
        }
        catch (CoffreFermeException e)
        {
            Console.Error.WriteLine($"Démarrage refusé : la clé d'enveloppe n'ouvre pas le coffre de cette base. ({e.Message})");
            return 1;
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("Interrompu : ce qui est enregistré le reste ; relancez la même commande pour finir.");
            return 130;
        }
        catch (Exception e) when (e is NpgsqlException or InvalidOperationException or IOException or UnauthorizedAccessException or InvalidDataException)
        {
            Console.Error.WriteLine($"Échec : {e.Message}");
            return 1;
        }
    }

    /// <summary>Ctrl-C stops the work between two transactions, instead of the process at once.</summary>
    private static void Interrompre(CancellationTokenSource arret) => Console.CancelKeyPress += (_, e) =>
    {
        e.Cancel = true;
        arret.Cancel();
    };
}

/// <summary>The command was not typed as it should be.</summary>
public sealed class UsageException : Exception
{
    public UsageException()
    {
    }

    public UsageException(string message)
        : base(message)
    {
    }

    public UsageException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
