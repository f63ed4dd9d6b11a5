using Accompagnement.EventStore.Postgres;
using Npgsql;

namespace Accompagnement.EventStore.Tests;

/// <summary>Many writers, some of whom give up or die, and readers who follow.</summary>
public sealed class LecteursEtEcrivainsTests : SurUnStore
{
    [Fact]
    public async Task Cent_ecrivains_a_la_fois_et_trois_lecteurs_qui_ne_perdent_rien()
    {
        var chaine = new NpgsqlConnectionStringBuilder(Base.Chaine) { MaxPoolSize = 100 };
        await using var source = NpgsqlDataSource.Create(chaine);
        using var fin = new CancellationTokenSource();
        using var autre = new PostgresEventStore(Base.Source);
        var lecteurs = new[] { (Store, 7), (Store, 1000), (autre, 50) }.Select(l => Task.Run(() => SuivreAsync(l.Item1, l.Item2, fin.Token))).ToArray();

        var refuses = 0;
        await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Task.Run(async () =>
        {
            for (var tour = 0; tour < 6; tour++)
            {
                await using var ecrivain = await Ecrivain.OuvrirAsync(source, Store);
                try
                {
                    await EcrireAuHasardAsync(ecrivain, (Main)(i % 3), tour);
                }
                catch (PostgresException e) when (e.ConstraintName == "pkey_mt_events_seq_id")
                {
                    // A number drawn apart and closed in the meantime: refused, therefore not lost.
                    Interlocked.Increment(ref refuses);
                }
            }
        })));

        await ValiderAsync(Main.Notre);
        await fin.CancelAsync();
        var ecrits = await EcritsAsync();
        ecrits.Count.ShouldBeGreaterThan(300);
        foreach (var lecteur in lecteurs)
        {
            (await lecteur).ShouldBe(ecrits);
        }

        async Task EcrireAuHasardAsync(Ecrivain ecrivain, Main main, int tour)
        {
            switch (Random.Shared.Next(10))
            {
                case 0:
                    await ecrivain.InsererAsync(await TirerAPartAsync());
                    await ecrivain.ValiderAsync();
                    return;
                case 1:
                    await ecrivain.InsererAsync(await ecrivain.TirerAsync());
                    break;
                default:
                    await ecrivain.EcrireAsync(main, 1 + tour % 3);
                    break;
            }

            await Task.Delay(Random.Shared.Next(8));
            switch (Random.Shared.Next(10))
            {
                case < 3:
                    await ecrivain.AnnulerAsync();
                    break;
                case 3:
                    await ecrivain.MourirAsync(Base.Source);
                    break;
                default:
                    await ecrivain.ValiderAsync();
                    break;
            }
        }
    }
}
