using Npgsql;

namespace Accompagnement.EventStore.Postgres;

/// <summary>
/// Questions about many files at once: what they ask for is on a page of the disk each. Found first and fetched together, the pages that are not in
/// memory come side by side; followed one by one, each waits for the one before.
/// </summary>
internal static class LectureEparse
{
    /// <summary>How many pages are asked for before the first has come.</summary>
    private const int PagesAvance = 128;

    /// <summary>A batch of such questions; the setting before them travels with them, and ends with them.</summary>
    public static NpgsqlBatch Creer(NpgsqlDataSource source, params IEnumerable<NpgsqlBatchCommand> questions)
    {
        var lot = source.CreateBatch();
        lot.BatchCommands.Add(new($"select set_config('enable_indexscan', 'off', true), set_config('effective_io_concurrency', '{PagesAvance}', true)"));
        foreach (var question in questions)
        {
            lot.BatchCommands.Add(question);
        }

        return lot;
    }
}
