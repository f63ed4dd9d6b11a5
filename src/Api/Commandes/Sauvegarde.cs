using Accompagnement.Api.Hote;
using Accompagnement.EventStore.Embarque;
using Npgsql;

namespace Accompagnement.Api.Commandes;

/// <summary>
/// Backup and restore, with PostgreSQL's own tools. A backup holds the sealed coffre and never its key: the key is kept apart, and
/// without it the identities of a backup cannot be read.
/// </summary>
public static class Sauvegarde
{
    /// <summary>Writes the whole database to a file, while the instance serves.</summary>
    public static async Task<int> SauvegarderAsync(Arguments arguments, CancellationToken ct)
    {
        if (arguments.Admettre("donnees").Mots is not [var fichier])
        {
            throw new UsageException("Un fichier est attendu.");
        }

        return await SauvegarderAsync(arguments.Instance(), fichier, ct);
    }

    /// <summary>Writes the whole database of an instance to a file.</summary>
    public static async Task<int> SauvegarderAsync(OptionsInstance options, string fichier, CancellationToken ct)
    {
        await using var cluster = options.ChaineDeConnexion is null ? await ClusterEmbarque.OuvrirAsync(new(options.Donnees), proprietaire: false, ct) : null;
        var provisoire = fichier + ".encours";
        await Outils.ExecuterAsync("pg_dump", options.ChaineDeConnexion ?? cluster!.ChaineDeConnexion, ["-Fc", "-f", provisoire], ct);
        File.SetUnixFileMode(provisoire, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.Move(provisoire, fichier, overwrite: true);
        Console.WriteLine($"Sauvegarde écrite : {fichier}. Gardez à part le dossier {options.Cles} : sans la clé du coffre, les identités ne se lisent plus.");
        return 0;
    }

    /// <summary>Reads a backup into an instance that has no fact yet.</summary>
    public static async Task<int> RestaurerAsync(Arguments arguments, CancellationToken ct)
    {
        if (arguments.Admettre("donnees").Mots is not [var fichier] || !File.Exists(fichier))
        {
            throw new UsageException("Un fichier de sauvegarde est attendu.");
        }

        return await RestaurerAsync(arguments.Instance(), fichier, ct);
    }

    /// <summary>Reads a backup into a new instance, whose coffre's key is already in its place.</summary>
    /// <exception cref="UsageException">The key is not there, or the database holds something.</exception>
    public static async Task<int> RestaurerAsync(OptionsInstance options, string fichier, CancellationToken ct)
    {
        if (!File.Exists(Path.Combine(options.Cles, "coffre")))
        {
            throw new UsageException($"Remettez d'abord la clé du coffre de cette sauvegarde dans {options.Cles} : sans elle, la base restaurée ne s'ouvrirait pas.");
        }

        await using var cluster = options.ChaineDeConnexion is null ? await ClusterEmbarque.OuvrirAsync(new(options.Donnees), proprietaire: false, ct) : null;
        var chaine = options.ChaineDeConnexion ?? cluster!.ChaineDeConnexion;
        await using (var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(chaine) { Pooling = false }))
        {
            await using var commande = source.CreateCommand("select to_regclass('public.mt_events') is not null");
            if ((bool)(await commande.ExecuteScalarAsync(ct))!)
            {
                throw new UsageException("La base n'est pas vide : une sauvegarde se restaure dans une instance neuve, rien n'est remplacé.");
            }
        }

        await Outils.ExecuterAsync("pg_restore", chaine, ["--no-owner", "--exit-on-error", "--single-transaction", fichier], ct);
        await using var instance = await Instance.OuvrirAsync(options, proprietaire: false, ct);
        await using var compte = instance.Source.CreateCommand("select count(*), coalesce(max(seq_id), 0) from public.mt_events where type <> 'tombstone'");
        await using var ligne = await compte.ExecuteReaderAsync(ct);
        await ligne.ReadAsync(ct);
        Console.WriteLine($"Sauvegarde restaurée : {ligne.GetInt64(0)} faits, le dernier à la position {ligne.GetInt64(1)}. Vérifiez-la : ops/verifier.");
        return 0;
    }
}
