using System.Diagnostics;
using System.IO.Compression;
using Accompagnement.Api.Hote;
using Accompagnement.Api.Import;
using Accompagnement.EventStore.Etats;
using Accompagnement.EventStore.Postgres;
using Microsoft.Extensions.Logging.Abstractions;

namespace Accompagnement.Api.Commandes;

/// <summary>Records a file of facts from the shell, whether or not the instance is serving.</summary>
public static class Importer
{
    public static async Task<int> ExecuterAsync(Arguments arguments, CancellationToken ct)
    {
        if (arguments.Admettre("donnees").Mots is not [var fichier])
        {
            throw new UsageException("Un fichier est attendu.");
        }

        if (fichier != "-" && !File.Exists(fichier))
        {
            throw new UsageException($"Le fichier {fichier} n'existe pas.");
        }

        await using var instance = await Instance.OuvrirAsync(arguments.Instance(), proprietaire: false, ct);
        var debut = Stopwatch.GetTimestamp();
        var bilan = await ImporterAsync(instance, fichier, ct);
        var secondes = Stopwatch.GetElapsedTime(debut).TotalSeconds;
        foreach (var rejet in bilan.Rejets)
        {
            Console.WriteLine($"ligne {rejet.Ligne} ({rejet.Id}) : {rejet.Code} — {rejet.Detail}{(rejet.Valeur is null ? "" : $" [{rejet.Valeur}]")}");
        }

        Console.WriteLine($"{bilan.Acceptes} acceptés, {bilan.DejaConnus} déjà connus, {bilan.Rejetes} rejetés en {secondes:0.0} s ({(bilan.Acceptes + bilan.DejaConnus + bilan.Rejetes) / secondes:0} lignes/s) ; lot {bilan.Lot}, position {bilan.Position}");
        return bilan.Rejetes == 0 ? 0 : 3;
    }

    /// <summary>Records a file, with a progress bar.</summary>
    internal static async Task<BilanImport> ImporterAsync(Instance instance, string fichier, CancellationToken ct)
    {
        using var store = new PostgresEventStore(instance.Source);
        var service = new ServiceImport(
            instance.Source, store, instance.Coffre, new LecteurEtats(instance.Source, store), TimeProvider.System, NullLogger<ServiceImport>.Instance);
        await using var brut = fichier == "-" ? Console.OpenStandardInput() : new FileStream(fichier, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.Asynchronous | FileOptions.SequentialScan);
        await using var corps = fichier.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(brut, CompressionMode.Decompress) : brut;
        using var avancement = new Avancement("Import", "octets");
        using var minuterie = new Timer(_ => Montrer(), null, 200, 200);
        return await service.ImporterAsync(corps, FormeImport.Ndjson, "ligne-de-commande", ct);

        void Montrer()
        {
            if (brut is FileStream { CanRead: true } f)
            {
                avancement.Montrer(f.Position, f.Length);
            }
        }
    }
}
