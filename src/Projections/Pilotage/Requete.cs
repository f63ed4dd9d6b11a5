using Accompagnement.EventStore.Postgres;
using Npgsql;

namespace Accompagnement.Projections.Pilotage;

/// <summary>
/// A query over facts, answered by one process of the server: what holds on a day is found by two ends that the planner takes for
/// independent, so it expects sixty times the rows and would start helpers that cost more than the answer.
/// </summary>
internal sealed class Requete : IAsyncDisposable
{
    private readonly NpgsqlBatch lot;

    private Requete(NpgsqlBatch lot) => this.lot = lot;

    public NpgsqlParameterCollection Parameters => lot.BatchCommands[1].Parameters;

    /// <summary>A query of ours; the setting before it travels with it, and ends with it.</summary>
    /// <param name="source">The database.</param>
    /// <param name="sql">The query.</param>
    /// <param name="depuis">The first day on which the query asks what is of a site, as SQL of ours; null for any day.</param>
    /// <param name="ensembliste">Whether its tables are better brought together whole than gone through for each row: the planner expects few rows, and there are many.</param>
    public static Requete Creer(NpgsqlDataSource source, string sql, string? depuis = null, bool ensembliste = false)
    {
        var lot = source.CreateBatch();
        var complete = AvecPerimetre(sql, depuis);

        // A day in 2014 and today do not have the same plan: what is prepared is planned for its day each time.
        // The persons of a site, too, are far more than expected: they are to be put in a table of keys, neither gone through for each row nor sorted.
        var ligneParLigne = complete == sql && !ensembliste ? "on" : "off";
        lot.BatchCommands.Add(new(
            $"select set_config('max_parallel_workers_per_gather', '0', true), set_config('plan_cache_mode', 'force_custom_plan', true), set_config('enable_nestloop', '{ligneParLigne}', true), set_config('enable_mergejoin', '{ligneParLigne}', true)"));
        lot.BatchCommands.Add(new(complete));
        return new(lot);
    }

    /// <summary>A query that looks at the site of its rows begins by what is of the site.</summary>
    private static string AvecPerimetre(string sql, string? depuis)
    {
        List<string> perimetres = [];
        if (sql.Contains("from perimetre p", StringComparison.Ordinal))
        {
            perimetres.Add(Sql.Perimetre(depuis));
        }

        if (sql.Contains("from perimetre_du_jour p", StringComparison.Ordinal))
        {
            perimetres.Add(Sql.PerimetreDuJour);
        }

        return perimetres.Count == 0 ? sql
            : $"with {string.Join(", ", perimetres)}{(sql.StartsWith("with ", StringComparison.Ordinal) ? $", {sql[5..]}" : $" {sql}")}";
    }

    public Task<NpgsqlDataReader> ExecuteReaderAsync(CancellationToken ct) => lot.LireApresReglageAsync(ct);

    public ValueTask DisposeAsync() => lot.DisposeAsync();
}
