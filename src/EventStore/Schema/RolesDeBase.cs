using Npgsql;

namespace Accompagnement.EventStore.Schema;

/// <summary>
/// The roles of the database: <c>accompagnement_application</c> adds and reads events and cannot change one;
/// <c>accompagnement_statistiques</c> reads schema <c>statistiques</c> and nothing else.
/// </summary>
public static class RolesDeBase
{
    public const string Application = "accompagnement_application";
    public const string Statistiques = "accompagnement_statistiques";

    /// <summary>
    /// Gives the roles their rights, on whatever schemas exist: to be run by the owner of the tables after
    /// <see cref="SchemaInstaller.InstallAsync"/>, at every start. Safe to run again.
    /// </summary>
    public static async Task InstallerAsync(NpgsqlDataSource source, CancellationToken ct = default)
    {
        var assembly = typeof(RolesDeBase).Assembly;
        using var lecteur = new StreamReader(assembly.GetManifestResourceStream(assembly.GetManifestResourceNames().Single(n => n.EndsWith("RolesDeBase.sql", StringComparison.Ordinal)))!);
        var sql = await lecteur.ReadToEndAsync(ct);
        for (var essai = 1; ; essai++)
        {
            try
            {
                await using var commande = source.CreateCommand(sql);
                await commande.ExecuteNonQueryAsync(ct);
                return;
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InternalError && essai < 10)
            {
                // "tuple concurrently updated": another start grants the same rights at this moment.
                await Task.Delay(50 * essai, ct);
            }
        }
    }

    /// <summary>
    /// A connection string whose sessions act as a role: for the embedded server, where one account owns everything. It keeps the
    /// application from a mistake; against who takes over the process, an account of its own without the owner's rights is needed.
    /// </summary>
    public static string SousLeRole(string chaine, string role)
    {
        var constructeur = new NpgsqlConnectionStringBuilder(chaine);
        constructeur.Options = $"{constructeur.Options} -c role={role}".Trim();
        return constructeur.ConnectionString;
    }
}
