using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Accompagnement.EventStore.Embarque;

/// <summary>How an embedded PostgreSQL is set up.</summary>
/// <param name="Dossier">Where the cluster lives.</param>
/// <param name="Ephemere">For tests: nothing is forced to disk, everything may be lost.</param>
public sealed record OptionsCluster(string Dossier, bool Ephemere = false);

/// <summary>
/// A PostgreSQL cluster of our own, made from the installed binaries: loopback only, its own port, an unprivileged user when we
/// are root. It stops with whoever started it.
/// </summary>
public sealed class ClusterEmbarque : IAsyncDisposable
{
    private const string Utilisateur = "accompagnement";
    private const string UtilisateurSysteme = "postgres";
    private const string Base = "accompagnement";

    private readonly string binaires;
    private readonly string donnees;
    private readonly bool proprietaire;
    private readonly FileStream? verrou;

    private ClusterEmbarque(string binaires, string donnees, string chaine, bool proprietaire, FileStream? verrou) =>
        (this.binaires, this.donnees, ChaineDeConnexion, this.proprietaire, this.verrou) = (binaires, donnees, chaine, proprietaire, verrou);

    /// <summary>The connection string of the application's database.</summary>
    public string ChaineDeConnexion { get; }

    private static bool EstRoot => Environment.UserName == "root";

    /// <summary>Creates the cluster if needed, starts it if needed, and gives its connection string.</summary>
    /// <param name="options">Where and how.</param>
    /// <param name="proprietaire">
    /// True for the instance itself, which stops the cluster at its end even if an earlier run was killed and left it running: there is one at a
    /// time, or the end of one would stop the other's; false for a tool, which stops it only if it had to start it.
    /// </param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="InvalidOperationException">PostgreSQL is not installed, or does not start, or another instance is in service; the message says why.</exception>
    public static async Task<ClusterEmbarque> OuvrirAsync(OptionsCluster options, bool proprietaire = true, CancellationToken ct = default)
    {
        var verrou = proprietaire ? Verrouiller(options.Dossier) : null;
        try
        {
            return await OuvrirAsync(options, verrou, ct);
        }
        catch
        {
            verrou?.Dispose();
            throw;
        }
    }

    private static async Task<ClusterEmbarque> OuvrirAsync(OptionsCluster options, FileStream? verrou, CancellationToken ct)
    {
        var binaires = Outils.Binaires();
        var donnees = Emplacement(options.Dossier);
        var secret = Path.Combine(options.Dossier, "cles", "postgres");
        if (!File.Exists(Path.Combine(donnees, "PG_VERSION")))
        {
            await CreerAsync(binaires, donnees, secret, options, ct);
        }

        var motDePasse = (await File.ReadAllTextAsync(secret, ct)).Trim();
        var tourne = await EtatAsync(binaires, donnees, ct);
        if (!tourne)
        {
            await DemarrerAsync(binaires, donnees, ct);
        }

        var port = int.Parse(File.ReadLines(Path.Combine(donnees, "postmaster.pid")).ElementAt(3), CultureInfo.InvariantCulture);
        var chaine = new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = port,
            Username = Utilisateur,
            Password = motDePasse,
            Database = "postgres",
        };
        await CreerBaseAsync(chaine.ConnectionString, ct);
        chaine.Database = Base;
        return new(binaires, donnees, chaine.ConnectionString, verrou is not null || !tourne, verrou);
    }

    public async ValueTask DisposeAsync()
    {
        if (proprietaire)
        {
            await ExecuterAsync(binaires, "pg_ctl", ["-D", donnees, "-m", "fast", "-w", "-t", "60", "stop"], exiger: false, CancellationToken.None);
        }

        verrou?.Dispose();
    }

    /// <summary>Held by the instance as long as it lives: the system gives it back however it ends.</summary>
    private static FileStream Verrouiller(string dossier)
    {
        Directory.CreateDirectory(dossier);
        try
        {
            return new(Path.Combine(dossier, "instance.verrou"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            throw new InvalidOperationException($"une instance sert déjà {dossier} : arrêtez-la d'abord, ou donnez un autre dossier (--donnees)", e);
        }
    }

    private static async Task CreerAsync(string binaires, string donnees, string secret, OptionsCluster options, CancellationToken ct)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(secret)!);
        Directory.CreateDirectory(donnees);
        if (!File.Exists(secret))
        {
            await File.WriteAllTextAsync(secret, Convert.ToHexString(RandomNumberGenerator.GetBytes(24)), ct);
            File.SetUnixFileMode(secret, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        // initdb runs as the unprivileged user: it must own the directory, and reads the password from a file of its own.
        var motDePasse = Path.Combine(donnees, "..", $".{Path.GetFileName(donnees)}.mdp");
        await File.WriteAllTextAsync(motDePasse, (await File.ReadAllTextAsync(secret, ct)).Trim() + "\n", ct);
        File.SetUnixFileMode(motDePasse, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        if (EstRoot)
        {
            await ChownAsync(donnees, ct);
            await ChownAsync(motDePasse, ct);
        }

        try
        {
            await ExecuterAsync(
                binaires,
                "initdb",
                ["-D", donnees, "-U", Utilisateur, "-A", "scram-sha-256", "--pwfile", motDePasse, "-E", "UTF8", "--locale=C.UTF-8", "--data-checksums", .. options.Ephemere ? ["--no-sync"] : Array.Empty<string>()],
                exiger: true,
                ct);
        }
        finally
        {
            File.Delete(motDePasse);
        }

        await File.AppendAllTextAsync(Path.Combine(donnees, "postgresql.conf"), Configuration(options), ct);
    }

    private static string Configuration(OptionsCluster options)
    {
        var memoire = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1024 * 1024);
        var tampons = Math.Clamp(memoire / 4, 128, options.Ephemere ? 256 : 1024);
        var texte = new StringBuilder($"""

            # Accompagnement
            listen_addresses = '127.0.0.1'
            unix_socket_directories = ''
            port = {PortLibre()}
            shared_buffers = {tampons}MB
            effective_cache_size = {Math.Max(256, memoire / 2)}MB
            work_mem = 32MB
            maintenance_work_mem = 256MB
            max_wal_size = 4GB
            checkpoint_timeout = 15min
            random_page_cost = 1.1
            jit = off
            timezone = 'Europe/Paris'
            log_timezone = 'Europe/Paris'
            max_connections = {(options.Ephemere ? 300 : 100)}

            """);
        if (options.Ephemere)
        {
            texte.Append("""
                fsync = off
                synchronous_commit = off
                full_page_writes = off

                """);
        }

        return texte.ToString();
    }

    private static async Task DemarrerAsync(string binaires, string donnees, CancellationToken ct)
    {
        // A port taken by somebody else since the last run is replaced.
        var configuration = Path.Combine(donnees, "postgresql.conf");
        var lignes = await File.ReadAllLinesAsync(configuration, ct);
        var ligne = Array.FindLastIndex(lignes, l => l.StartsWith("port = ", StringComparison.Ordinal));
        var port = int.Parse(lignes[ligne]["port = ".Length..], CultureInfo.InvariantCulture);
        if (!EstLibre(port))
        {
            lignes[ligne] = $"port = {PortLibre()}";
            await File.WriteAllLinesAsync(configuration, lignes, ct);
        }

        await ExecuterAsync(binaires, "pg_ctl", ["-D", donnees, "-l", Path.Combine(donnees, "serveur.log"), "-w", "-t", "120", "start"], exiger: true, ct);
    }

    private static async Task CreerBaseAsync(string chaine, CancellationToken ct)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(chaine) { Pooling = false });
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var existe = new NpgsqlCommand($"select 1 from pg_database where datname = '{Base}'", connection);
        if (await existe.ExecuteScalarAsync(ct) is null)
        {
            await using var creer = new NpgsqlCommand($"create database {Base}", connection);
            await creer.ExecuteNonQueryAsync(ct);
        }
    }

    private static async Task<bool> EtatAsync(string binaires, string donnees, CancellationToken ct) =>
        await ExecuterAsync(binaires, "pg_ctl", ["-D", donnees, "status"], exiger: false, ct) == 0;

    /// <summary>
    /// The cluster's directory: inside ours, unless the unprivileged user cannot reach it (a home closed to others): then under
    /// the system's directory for such data, by a name derived from ours.
    /// </summary>
    private static string Emplacement(string dossier)
    {
        var absolu = Path.GetFullPath(dossier);
        var interne = Path.Combine(absolu, "postgresql");
        if (!EstRoot || EstTraversable(absolu))
        {
            return interne;
        }

        var nom = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(absolu)).AsSpan(0, 8));
        return Path.Combine("/var/lib/accompagnement", nom);
    }

    private static bool EstTraversable(string dossier)
    {
        for (var parent = new DirectoryInfo(dossier); parent is not null; parent = parent.Parent)
        {
            if (parent.Exists && (parent.UnixFileMode & UnixFileMode.OtherExecute) == 0)
            {
                return false;
            }
        }

        return true;
    }

    private static async Task ChownAsync(string chemin, CancellationToken ct) =>
        await LancerAsync("chown", [UtilisateurSysteme, chemin], exiger: true, ct);

    private static Task<int> ExecuterAsync(string binaires, string programme, string[] arguments, bool exiger, CancellationToken ct)
    {
        var complet = Path.Combine(binaires, programme);
        return EstRoot
            ? LancerAsync("setpriv", ["--reuid", UtilisateurSysteme, "--regid", UtilisateurSysteme, "--init-groups", "--", complet, .. arguments], exiger, ct)
            : LancerAsync(complet, arguments, exiger, ct);
    }

    private static async Task<int> LancerAsync(string programme, string[] arguments, bool exiger, CancellationToken ct)
    {
        // The output goes to a file: a server started by pg_ctl would keep a pipe of ours open for ever.
        var sortie = Path.Combine(Path.GetTempPath(), $"accompagnement-{Guid.NewGuid():N}.log");
        var info = new ProcessStartInfo("/bin/sh", ["-c", "exec \"$@\" >\"$SORTIE\" 2>&1 </dev/null", "sh", programme, .. arguments])
        {
            WorkingDirectory = "/",
            Environment = { ["SORTIE"] = sortie, ["LC_ALL"] = "C.UTF-8" },
        };
        try
        {
            using var processus = Process.Start(info) ?? throw new InvalidOperationException($"{programme} ne démarre pas.");
            await processus.WaitForExitAsync(ct);
            return processus.ExitCode == 0 || !exiger
                ? processus.ExitCode
                : throw new InvalidOperationException($"{Path.GetFileName(programme)} a échoué :\n{(File.Exists(sortie) ? await File.ReadAllTextAsync(sortie, ct) : "")}");
        }
        finally
        {
            File.Delete(sortie);
        }
    }

    private static int PortLibre()
    {
        using var ecoute = new TcpListener(IPAddress.Loopback, 0);
        ecoute.Start();
        return ((IPEndPoint)ecoute.LocalEndpoint).Port;
    }

    private static bool EstLibre(int port)
    {
        try
        {
            using var ecoute = new TcpListener(IPAddress.Loopback, port);
            ecoute.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
