using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Accompagnement.Bench;

/// <summary>What the hot functions cost, by BenchmarkDotNet in this process: nothing is built, and they run as the service does.</summary>
internal static class MesuresAChaud
{
    public static Task MesurerAsync(Tableau tableau)
    {
        var provisoire = Directory.CreateTempSubdirectory("accompagnement-chaud-").FullName;
        try
        {
            var reglages = ManualConfig.CreateEmpty()
                .AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithWarmupCount(5).WithIterationCount(15))
                .AddDiagnoser(MemoryDiagnoser.Default)
                .AddColumnProvider(DefaultColumnProviders.Instance)
                .AddLogger(NullLogger.Instance)
                .WithArtifactsPath(provisoire);
            var dossier = new FonctionsChaudes();
            dossier.Preparer();
            tableau.Ajouter("événements du dossier", dossier.Evenements, "");
            var mesures = BenchmarkRunner.Run<FonctionsChaudes>(reglages);
            foreach (var mesure in mesures.Reports)
            {
                Ajouter(tableau, mesure);
            }
        }
        finally
        {
            Directory.Delete(provisoire, recursive: true);
        }

        return Task.CompletedTask;
    }

    private static void Ajouter(Tableau tableau, BenchmarkReport mesure)
    {
        var nom = mesure.BenchmarkCase.Descriptor.WorkloadMethodDisplayInfo.Trim('\'');
        if (mesure.ResultStatistics is not { } temps)
        {
            throw new InvalidOperationException($"{nom} was not measured: {string.Join(' ', mesure.ExecuteResults.SelectMany(r => r.Errors))}");
        }

        tableau.Ajouter($"{nom} : médiane", temps.Median / 1000, "µs");

        // On a busy machine the shortest pass says more than the median.
        tableau.Ajouter("— le plus court passage", temps.Min / 1000, "µs");
        tableau.Ajouter("— alloué", (mesure.GcStats.GetBytesAllocatedPerOperation(mesure.BenchmarkCase) ?? 0) / 1024.0, "Kio");
    }
}
