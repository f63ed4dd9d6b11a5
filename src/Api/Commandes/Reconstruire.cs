using System.Diagnostics;
using Accompagnement.Api.Hote;
using Accompagnement.EventStore.Postgres;
using Accompagnement.Projections.Moteur;

namespace Accompagnement.Api.Commandes;

/// <summary>Makes every projection again from the facts, beside the tables in service, then swaps them.</summary>
public static class Reconstruire
{
    public static async Task<int> ExecuterAsync(Arguments arguments, CancellationToken ct)
    {
        arguments.Admettre("donnees");
        await using var instance = await Instance.OuvrirAsync(arguments.Instance(), proprietaire: false, ct);
        var debut = Stopwatch.GetTimestamp();
        var position = await ReconstruireAsync(instance, ct);
        var secondes = Stopwatch.GetElapsedTime(debut).TotalSeconds;
        Console.WriteLine($"Projections refaites jusqu'à la position {position} en {secondes:0.0} s ({position / secondes:0} faits/s)");
        return 0;
    }

    public static async Task<long> ReconstruireAsync(Instance instance, CancellationToken ct)
    {
        using var store = new PostgresEventStore(instance.Proprietaire);
        using var avancement = new Avancement("Reconstruction", "faits");
        return await new Reconstruction(instance.Proprietaire, store).ExecuterAsync(new Suivi(avancement), ct);
    }

    private sealed class Suivi(Avancement avancement) : IProgress<Progres>
    {
        public void Report(Progres value) => avancement.Montrer(value.Lus, value.Total);
    }
}
