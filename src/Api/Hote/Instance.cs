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

    /// <summary>Whether the store began with the demonstration: every page then says that its people and populations are simulated.</summary>
    public bool EstSimulee => File.Exists(MarqueDeSimulation);

    /// <summary>The file that says so.</summary>
    internal string MarqueDeSimulation => Path.Combine(Donnees, "simulation");
}

/// <summary>A running database with its schema, and the keys that go with it: what every command of the program starts from.</summary>
public sealed class Instance : IAsyncDisposable
{
    private readonly ClusterEmbarque? cluster;

    private Instance(OptionsInstance options, ClusterEmbarque? cluster, NpgsqlDataSource proprietaire, NpgsqlDataSource source, CoffreFort coffre) =>
        (Options, this.cluster, Proprietaire, Source, Coffre) = (options, cluster, proprietaire, source, coffre);

    public OptionsInstance Options { get; }

    /// <summary>Sessions under the application's role: they cannot change or remove an event, nor a trace.</summary>
    public NpgsqlDataSource Source { get; }

    /// <summary>Sessions of the account that owns the tables: the schema at start, and the swap at the end of a rebuild.</summary>
    public NpgsqlDataSource Proprietaire { get; }

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
        var chaine = options.ChaineDeConnexion ?? cluster!.ChaineDeConnexion;
        NpgsqlDataSource? installateur = null, source = null;
        try
        {
            installateur = SourceDeDonnees.Ouvrir(chaine);
            await SchemaInstaller.InstallAsync(installateur, ct, typeof(ProjectionFaits).Assembly, typeof(Instance).Assembly);
            await RolesDeBase.InstallerAsync(installateur, ct);
            await SchemaFaits.InstallerTerritoiresAsync(installateur, ct);
            source = await PeutPrendreLeRoleAsync(installateur, ct) ? SourceDeDonnees.Ouvrir(RolesDeBase.SousLeRole(chaine, RolesDeBase.Application)) : SourceDeDonnees.Ouvrir(chaine);
            var coffre = new CoffreFort(source, Trousseau.LireOuCreer(Path.Combine(options.Cles, "coffre")));
            await coffre.VerifierAsync(ct);
            return new(options, cluster, installateur, source, coffre);
        }
        catch
        {
            foreach (var ouverte in new[] { source, installateur }.OfType<NpgsqlDataSource>())
            {
                await ouverte.DisposeAsync();
            }

            if (cluster is not null)
            {
                await cluster.DisposeAsync();
            }

            throw;
        }
    }

    /// <summary>
    /// An account that an administrator made without the role works with its own rights: docs/decisions/0052 says which it needs.
    /// </summary>
    private static async Task<bool> PeutPrendreLeRoleAsync(NpgsqlDataSource source, CancellationToken ct)
    {
        await using var commande = source.CreateCommand("select exists (select from pg_catalog.pg_roles where rolname = $1 and pg_has_role(current_user, oid, 'member'))");
        commande.Parameters.Add(new NpgsqlParameter<string> { TypedValue = RolesDeBase.Application });
        return (bool)(await commande.ExecuteScalarAsync(ct))!;
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
        await Proprietaire.DisposeAsync();
        if (cluster is not null)
        {
            await cluster.DisposeAsync();
        }
    }
}
