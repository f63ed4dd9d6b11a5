using System.Reflection;
using Npgsql;

namespace Accompagnement.EventStore.Schema;

/// <summary>Creates what is missing in the database, from the SQL files beside it. Safe to run at every start, by many at once.</summary>
public static class SchemaInstaller
{
    private const long Verrou = 0x4143434F4D50;

    /// <summary>Runs the SQL files of the given assemblies, in the order of their names, under one advisory lock.</summary>
    public static async Task InstallAsync(NpgsqlDataSource source, CancellationToken ct, params Assembly[] assemblies)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using (var verrou = new NpgsqlCommand("select pg_advisory_xact_lock($1)", connection, transaction) { Parameters = { new() { Value = Verrou } } })
        {
            await verrou.ExecuteNonQueryAsync(ct);
        }

        foreach (var (_, sql) in assemblies.Prepend(typeof(SchemaInstaller).Assembly).Distinct().SelectMany(Scripts).OrderBy(s => s.Nom, StringComparer.Ordinal))
        {
            // A new index or column over a big base takes minutes, once.
            await using var commande = new NpgsqlCommand(sql, connection, transaction) { CommandTimeout = 0 };
            await commande.ExecuteNonQueryAsync(ct);
        }

        await transaction.CommitAsync(ct);
        await connection.ReloadTypesAsync(ct);
    }

    private static IEnumerable<(string Nom, string Sql)> Scripts(Assembly assembly) =>
        from nom in assembly.GetManifestResourceNames()
        let i = nom.IndexOf("Schema.", StringComparison.Ordinal)
        where i >= 0 && nom.EndsWith(".sql", StringComparison.Ordinal)
        select (nom[(i + 7)..], Lire(assembly, nom));

    private static string Lire(Assembly assembly, string nom)
    {
        using var lecteur = new StreamReader(assembly.GetManifestResourceStream(nom)!);
        return lecteur.ReadToEnd();
    }
}
