using System.Reflection;
using Accompagnement.Domain.Referentiels;
using Accompagnement.EventStore.Schema;
using Npgsql;

namespace Accompagnement.Projections.Moteur;

/// <summary>The schema of the facts: created at start, and again beside it for a rebuild.</summary>
public static class SchemaFaits
{
    /// <summary>
    /// What the application's role may do in a schema of facts, where there is such a role: a rebuild puts another schema in the place
    /// of the one in service, and its rights must come with it.
    /// </summary>
    internal static string DroitsDeLApplication(string schema) => $"""
        do $droits$ begin
            if exists (select from pg_catalog.pg_roles where rolname = '{RolesDeBase.Application}') then
                grant usage, create on schema {schema} to {RolesDeBase.Application};
                grant select, insert, update, delete, truncate on all tables in schema {schema} to {RolesDeBase.Application};
                grant usage, select on all sequences in schema {schema} to {RolesDeBase.Application};
            end if;
        end $droits$;
        """;

    /// <summary>Fills the table of communes and territories from the referential, if it is not what is there.</summary>
    public static Task InstallerTerritoiresAsync(NpgsqlDataSource source, CancellationToken ct) =>
        TerritoiresAsync(source, TablesDeFaits.EnService, ct);

    internal static async Task CreerAsync(NpgsqlDataSource source, string schema, CancellationToken ct)
    {
        await using (var commande = source.CreateCommand($"drop schema if exists {schema} cascade; {Script("050-faits.sql", schema)}"))
        {
            await commande.ExecuteNonQueryAsync(ct);
        }

        await TerritoiresAsync(source, schema, ct);
    }

    /// <summary>
    /// Builds the indexes, two at a time: one process builds one index, and a rebuild has two processors by then. A vacuum before, so that
    /// an index that has all the columns asked for is enough: its rows are known to be visible to everybody. After, it would go through each index for
    /// the rows of merged files that were replaced.
    /// </summary>
    internal static async Task IndexerAsync(NpgsqlDataSource source, string schema, CancellationToken ct)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = ct };
        string[] commandes = [$"vacuum analyze {schema}.episodes", $"vacuum analyze {schema}.actes", .. Commandes(Script("051-index-faits.sql", schema))];
        await Parallel.ForEachAsync(commandes, options, ExecuterAsync);

        async ValueTask ExecuterAsync(string sql, CancellationToken ct)
        {
            await using var commande = source.CreateCommand(sql);
            commande.CommandTimeout = 0;
            await commande.ExecuteNonQueryAsync(ct);
        }
    }

    /// <summary>The commands of a script of ours, whose comments are lines of their own.</summary>
    private static string[] Commandes(string script) =>
        string.Join('\n', script.Split('\n').Where(l => !l.StartsWith("--", StringComparison.Ordinal)))
            .Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static async Task TerritoiresAsync(NpgsqlDataSource source, string schema, CancellationToken ct)
    {
        var referentiel = Territoires.PasDeCalais;
        var numeros = Enumerable.Range(Territoires.HorsDepartement, referentiel.Communes.Count + 2).Select(n => (short)n).ToArray();
        var lignes = Territoires.Decoupages.SelectMany(d => numeros.Select(n => (Decoupage: d.Key, Commune: n, Territoire: referentiel.Libelle(n, d.Value)))).ToArray();
        await using var commande = source.CreateCommand($"""
            insert into {schema}.territoires (decoupage, commune, territoire) select * from unnest($1, $2, $3)
            on conflict (decoupage, commune) do update set territoire = excluded.territoire where territoires.territoire <> excluded.territoire
            """);
        commande.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. lignes.Select(l => l.Decoupage)] });
        commande.Parameters.Add(new NpgsqlParameter<short[]> { TypedValue = [.. lignes.Select(l => l.Commune)] });
        commande.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. lignes.Select(l => l.Territoire)] });
        await commande.ExecuteNonQueryAsync(ct);
    }

    /// <summary>The script that makes the schema in service, turned to another schema.</summary>
    private static string Script(string nom, string schema)
    {
        var assembly = Assembly.GetExecutingAssembly();
        using var lecteur = new StreamReader(assembly.GetManifestResourceStream(assembly.GetManifestResourceNames().Single(n => n.EndsWith(nom, StringComparison.Ordinal)))!);
        return lecteur.ReadToEnd()
            .Replace($"{TablesDeFaits.EnService}.", $"{schema}.", StringComparison.Ordinal)
            .Replace($"exists {TablesDeFaits.EnService};", $"exists {schema};", StringComparison.Ordinal);
    }
}
