using System.Collections.Concurrent;
using System.Reflection;
using Accompagnement.EventStore.Schema;
using Npgsql;

namespace Accompagnement.Tests.Commun;

/// <summary>A database of its own for one test, with the schema installed; dropped at the end.</summary>
public sealed class BaseDeTest : IAsyncDisposable
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<string>>> Modeles = new();

    private readonly ServeurDeTest serveur;
    private readonly string nom;

    private BaseDeTest(ServeurDeTest serveur, string nom)
    {
        (this.serveur, this.nom) = (serveur, nom);
        Chaine = new NpgsqlConnectionStringBuilder(serveur.Chaine) { Database = nom, MaxAutoPrepare = 100, MaxPoolSize = 30 }.ConnectionString;
        Source = NpgsqlDataSource.Create(Chaine);
    }

    public string Chaine { get; }

    public NpgsqlDataSource Source { get; }

    /// <summary>Creates a database whose schema is that of the event store and of the given assemblies.</summary>
    public static async Task<BaseDeTest> CreerAsync(params Assembly[] schemas)
    {
        var serveur = await ServeurDeTest.CourantAsync();
        var cle = string.Join('+', schemas.Select(s => s.GetName().Name));
        var modele = await Modeles.GetOrAdd(cle, _ => new(() => CreerModeleAsync(serveur, schemas))).Value;
        return await CopierAsync(serveur, modele);
    }

    /// <summary>Creates an empty database, without any schema.</summary>
    public static async Task<BaseDeTest> CreerVideAsync()
    {
        var serveur = await ServeurDeTest.CourantAsync();
        return await CopierAsync(serveur, "template1");
    }

    /// <summary>Runs one statement and gives its first value.</summary>
    public async Task<T?> ValeurAsync<T>(string sql)
    {
        await using var commande = Source.CreateCommand(sql);
        return await commande.ExecuteScalarAsync() is T valeur ? valeur : default;
    }

    public async Task<int> ExecuterAsync(string sql)
    {
        await using var commande = Source.CreateCommand(sql);
        return await commande.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        await ExecuterAsync(serveur, $"drop database if exists {nom} with (force)");
    }

    private static async Task<string> CreerModeleAsync(ServeurDeTest serveur, Assembly[] schemas)
    {
        var modele = $"modele_{Guid.NewGuid():N}";
        await ExecuterAsync(serveur, $"create database {modele}");
        var chaine = new NpgsqlConnectionStringBuilder(serveur.Chaine) { Database = modele, Pooling = false };
        await using var source = NpgsqlDataSource.Create(chaine);
        await SchemaInstaller.InstallAsync(source, CancellationToken.None, schemas);
        return modele;
    }

    private static async Task<BaseDeTest> CopierAsync(ServeurDeTest serveur, string modele)
    {
        var nom = $"test_{Guid.NewGuid():N}";
        for (var essai = 1; ; essai++)
        {
            try
            {
                await ExecuterAsync(serveur, $"create database {nom} template {modele}");
                return new(serveur, nom);
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.ObjectInUse && essai < 20)
            {
                // Somebody else copies the same template at this moment.
                await Task.Delay(50 * essai);
            }
        }
    }

    private static async Task ExecuterAsync(ServeurDeTest serveur, string sql)
    {
        var chaine = new NpgsqlConnectionStringBuilder(serveur.Chaine) { Database = "postgres", Pooling = false };
        await using var source = NpgsqlDataSource.Create(chaine);
        await using var commande = source.CreateCommand(sql);
        await commande.ExecuteNonQueryAsync();
    }
}
