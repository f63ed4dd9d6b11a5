using Accompagnement.EventStore.Embarque;
using Accompagnement.EventStore.Schema;
using Npgsql;

namespace Accompagnement.Bench;

/// <summary>
/// The PostgreSQL server measured: the one named by <see cref="Variable"/>, or a cluster of its own that forces every commit to
/// disk as in service, removed at the end.
/// </summary>
internal sealed class ServeurDeMesure : IAsyncDisposable
{
    /// <summary>The environment variable that names a server to use: a connection string of somebody who may create databases.</summary>
    public const string Variable = "ACCOMPAGNEMENT_SERVEUR_DE_MESURE";

    private readonly string chaine;
    private readonly ClusterEmbarque? cluster;
    private readonly string? dossier;

    private readonly Lazy<Task> fermeture;

    private ServeurDeMesure(string chaine, ClusterEmbarque? cluster, string? dossier)
    {
        (this.chaine, this.cluster, this.dossier) = (chaine, cluster, dossier);
        fermeture = new(FermerAsync);
        // Interrupted, it still leaves no server behind.
        AppDomain.CurrentDomain.ProcessExit += (_, _) => DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    public static async Task<ServeurDeMesure> OuvrirAsync()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } chaine)
        {
            return new(chaine, null, null);
        }

        var dossier = Path.Combine(Path.GetTempPath(), $"accompagnement-mesure-{Guid.NewGuid():N}");
        Directory.CreateDirectory(dossier, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        var cluster = await ClusterEmbarque.OuvrirAsync(new(dossier));
        return new(cluster.ChaineDeConnexion, cluster, dossier);
    }

    public string Chaine => chaine;

    /// <summary>A new database with the store's schema; its connection string.</summary>
    public async Task<string> BaseNeuveAsync()
    {
        var nom = $"mesure_{Guid.NewGuid():N}";
        await using (var source = NpgsqlDataSource.Create(chaine))
        await using (var commande = source.CreateCommand($"create database {nom}"))
        {
            await commande.ExecuteNonQueryAsync();
        }

        var neuve = new NpgsqlConnectionStringBuilder(chaine) { Database = nom }.ConnectionString;
        await using var schema = NpgsqlDataSource.Create(neuve);
        await SchemaInstaller.InstallAsync(schema, CancellationToken.None);
        return neuve;
    }

    /// <summary>Removes a database that <see cref="BaseNeuveAsync"/> made.</summary>
    public async Task RetirerAsync(string neuve)
    {
        await using var source = NpgsqlDataSource.Create(chaine);
        await using var commande = source.CreateCommand($"drop database {new NpgsqlConnectionStringBuilder(neuve).Database} with (force)");
        await commande.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync() => await fermeture.Value;

    private async Task FermerAsync()
    {
        if (cluster is not null)
        {
            NpgsqlConnection.ClearAllPools();
            await cluster.DisposeAsync();
            Directory.Delete(dossier!, recursive: true);
        }
    }
}
