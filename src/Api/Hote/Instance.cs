using System.Security.Cryptography;
using Accompagnement.EventStore.Coffre;
using Accompagnement.EventStore.Embarque;
using Accompagnement.EventStore.Postgres;
using Accompagnement.EventStore.Schema;
using Accompagnement.Projections.Moteur;
using Npgsql;

namespace Accompagnement.Api.Hote;

/// <summary>Where an instance keeps what is its own: its embedded database, its keys.</summary>
/// <param name="Donnees">The directory.</param>
/// <param name="ChaineDeConnexion">The PostgreSQL server to use instead of an embedded one.</param>
public sealed record OptionsInstance(string Donnees, string? ChaineDeConnexion)
{
    public string Cles => Path.Combine(Donnees, "cles");
}

/// <summary>A running database with its schema, and the keys that go with it: what every command of the program starts from.</summary>
public sealed class Instance : IAsyncDisposable
{
    private readonly ClusterEmbarque? cluster;

    private Instance(OptionsInstance options, ClusterEmbarque? cluster, NpgsqlDataSource source, CoffreFort coffre) =>
        (Options, this.cluster, Source, Coffre) = (options, cluster, source, coffre);

    public OptionsInstance Options { get; }

    public NpgsqlDataSource Source { get; }

    public CoffreFort Coffre { get; }

    public bool EstEmbarquee => cluster is not null;

    /// <summary>Starts or reaches the database, installs the schema, opens the coffre.</summary>
    /// <param name="options">Where.</param>
    /// <param name="proprietaire">True for the instance that serves: it stops the embedded server at its end.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="CoffreFermeException">The wrapping key is not the one the coffre was closed with.</exception>
    public static async Task<Instance> OuvrirAsync(OptionsInstance options, bool proprietaire, CancellationToken ct = default)
    {
        Directory.CreateDirectory(options.Cles);
        var cluster = options.ChaineDeConnexion is null ? await ClusterEmbarque.OuvrirAsync(new(options.Donnees), proprietaire, ct) : null;
        NpgsqlDataSource? source = null;
        try
        {
            source = SourceDeDonnees.Ouvrir(options.ChaineDeConnexion ?? cluster!.ChaineDeConnexion);
            await SchemaInstaller.InstallAsync(source, ct, typeof(ProjectionFaits).Assembly, typeof(Instance).Assembly);
            await SchemaFaits.InstallerTerritoiresAsync(source, ct);
            var coffre = new CoffreFort(source, Trousseau.LireOuCreer(Path.Combine(options.Cles, "coffre")));
            await coffre.VerifierAsync(ct);
            return new(options, cluster, source, coffre);
        }
        catch
        {
            if (source is not null)
            {
                await source.DisposeAsync();
            }

            if (cluster is not null)
            {
                await cluster.DisposeAsync();
            }

            throw;
        }
    }

    /// <summary>Reads a secret of this instance, or creates it: random bytes in a file that only its owner can read.</summary>
    public static byte[] LireOuCreerSecret(OptionsInstance options, string nom)
    {
        Directory.CreateDirectory(options.Cles);
        var fichier = Path.Combine(options.Cles, nom);
        if (!File.Exists(fichier))
        {
            var temporaire = $"{fichier}.{Guid.NewGuid():N}";
            File.WriteAllText(temporaire, Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
            File.SetUnixFileMode(temporaire, UnixFileMode.UserRead);
            try
            {
                File.Move(temporaire, fichier, overwrite: false);
            }
            catch (IOException) when (File.Exists(fichier))
            {
                // Another command of the same instance was first: its secret is the one.
                File.Delete(temporaire);
            }
        }

        return Convert.FromBase64String(File.ReadAllText(fichier));
    }

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        if (cluster is not null)
        {
            await cluster.DisposeAsync();
        }
    }
}
