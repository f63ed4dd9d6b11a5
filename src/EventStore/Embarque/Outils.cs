using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Accompagnement.EventStore.Embarque;

/// <summary>PostgreSQL's own tools, as installed: backup and restore are theirs, never ours.</summary>
public static class Outils
{
    /// <summary>The directory of the newest installed PostgreSQL.</summary>
    /// <exception cref="InvalidOperationException">PostgreSQL is not installed.</exception>
    public static string Binaires()
    {
        const string Debian = "/usr/lib/postgresql";
        var dossiers = Directory.Exists(Debian)
            ? Directory.GetDirectories(Debian).OrderByDescending(d => double.TryParse(Path.GetFileName(d), CultureInfo.InvariantCulture, out var v) ? v : 0).Select(d => Path.Combine(d, "bin"))
            : [];
        var chemin = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return dossiers.Concat(chemin).FirstOrDefault(d => File.Exists(Path.Combine(d, "initdb")))
            ?? throw new InvalidOperationException("PostgreSQL n'est pas installé sur cette machine (paquet « postgresql »).");
    }

    /// <summary>Runs one of the client tools against a database.</summary>
    /// <param name="programme"><c>pg_dump</c>, <c>pg_restore</c>.</param>
    /// <param name="chaine">The database.</param>
    /// <param name="arguments">The rest of its arguments.</param>
    /// <param name="ct">Kills the tool.</param>
    /// <exception cref="InvalidOperationException">It failed; the message is what it said.</exception>
    public static async Task ExecuterAsync(string programme, string chaine, IEnumerable<string> arguments, CancellationToken ct)
    {
        var c = new NpgsqlConnectionStringBuilder(chaine);
        var info = new ProcessStartInfo(Path.Combine(Binaires(), programme), ["-h", c.Host!, "-p", c.Port.ToString(CultureInfo.InvariantCulture), "-U", c.Username!, "-d", c.Database!, "-w", .. arguments])
        {
            RedirectStandardError = true,
            Environment = { ["PGPASSWORD"] = c.Password, ["LC_ALL"] = "C.UTF-8" },
        };
        using var processus = Process.Start(info) ?? throw new InvalidOperationException($"{programme} ne démarre pas.");
        var erreurs = processus.StandardError.ReadToEndAsync(ct);
        try
        {
            await processus.WaitForExitAsync(ct);
        }
        catch (OperationCanceledException)
        {
            processus.Kill();
            throw;
        }

        if (processus.ExitCode != 0)
        {
            throw new InvalidOperationException($"{programme} a échoué :\n{await erreurs}");
        }
    }
}
