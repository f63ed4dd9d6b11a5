using System.Diagnostics;
using Accompagnement.EventStore.Marten;
using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten;
using Marten.Events.Projections;
using Npgsql;

namespace Accompagnement.Bench;

/// <summary>Marten's own rebuild, over the same events in the same database: the plainest projection there is, a row for each event.</summary>
internal static class MartenReconstruit
{
    /// <summary>Events a second.</summary>
    public static async Task<double> MesurerAsync(NpgsqlDataSource source)
    {
        await ExecuterAsync(source, "create table if not exists public.mesure_lignes (position bigint primary key, flux uuid not null, type text not null, instant timestamptz not null)");
        await using var marten = Configuration.Ouvrir(source, options => options.Projections.Add(new UneLigneParFait(), ProjectionLifecycle.Async, "UneLigneParFait"));
        var rythmes = new List<double>();
        for (var tour = 0; tour <= Chrono.Tours; tour++)
        {
            await ExecuterAsync(source, "truncate public.mesure_lignes");
            using var daemon = await marten.BuildProjectionDaemonAsync();
            var chrono = Stopwatch.StartNew();
            await daemon.RebuildProjectionAsync("UneLigneParFait", TimeSpan.FromMinutes(10), CancellationToken.None);
            var duree = chrono.Elapsed;
            await daemon.StopAllAsync();
            await using var compter = source.CreateCommand("select count(*) from public.mesure_lignes");
            rythmes.Add((long)(await compter.ExecuteScalarAsync())! / duree.TotalSeconds);
        }

        return rythmes.Skip(1).Order().ElementAt(Chrono.Tours / 2);
    }

    private static async Task ExecuterAsync(NpgsqlDataSource source, string sql)
    {
        await using var commande = source.CreateCommand(sql);
        await commande.ExecuteNonQueryAsync();
    }

    private sealed class UneLigneParFait : IProjection
    {
        public Task ApplyAsync(IDocumentOperations operations, IReadOnlyList<IEvent> events, CancellationToken cancellation)
        {
            foreach (var fait in events)
            {
                operations.QueueSqlCommand("insert into public.mesure_lignes (position, flux, type, instant) values (?, ?, ?, ?)", fait.Sequence, fait.StreamId, fait.EventTypeName, fait.Timestamp);
            }

            return Task.CompletedTask;
        }
    }
}
