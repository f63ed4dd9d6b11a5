using System.Diagnostics;
using Accompagnement.Api.Hote;
using Accompagnement.Api.Securite;
using Accompagnement.Api.Tests.Infrastructure;
using Accompagnement.EventStore.Embarque;
using Accompagnement.Tests.Commun;

namespace Accompagnement.Api.Tests.Pannes;

/// <summary>What stops without warning. The long forms are in <c>ops/eprouver</c>.</summary>
public sealed class ArretsBrutaux
{
    private const int Tues = 3;

    [Fact]
    public async Task Un_programme_tue_sous_la_charge_garde_une_fois_tout_ce_qu_il_a_confirme()
    {
        await using var bd = await BaseDeTest.CreerAsync(typeof(Projections.Moteur.ProjectionFaits).Assembly, typeof(Instance).Assembly);
        var dossier = Directory.CreateTempSubdirectory("accompagnement-tue-").FullName;
        var instance = new OptionsInstance(dossier, bd.Chaine);
        var charge = new Charge(Integrite.Lignes(3000));
        try
        {
            for (var i = 0; i < Tues; i++)
            {
                using var programme = await ProgrammeReel.DemarrerAsync(instance);
                using var fin = new CancellationTokenSource();
                var ecriture = charge.EcrireAsync(programme.Agent, programme.Import, fin.Token);
                await charge.AttendreAsync(5 + 40 * i);
                await programme.TuerAsync();
                await ecriture;
            }

            await using var hote = await HoteDeTest.DemarrerAsync(sur: instance);
            await VerifierAsync(hote, charge);
        }
        finally
        {
            Directory.Delete(dossier, recursive: true);
        }
    }

    [Fact]
    public async Task Une_seconde_instance_dans_le_meme_dossier_est_refusee_et_n_arrete_pas_la_base_de_la_premiere()
    {
        var dossier = Directory.CreateTempSubdirectory("accompagnement-seule-").FullName;
        File.SetUnixFileMode(dossier, (UnixFileMode)Convert.ToInt32("755", 8));
        try
        {
            var premiere = await ClusterEmbarque.OuvrirAsync(new(dossier, Ephemere: true));
            await using (premiere)
            {
                (await Should.ThrowAsync<InvalidOperationException>(() => ClusterEmbarque.OuvrirAsync(new(dossier, Ephemere: true)))).Message.ShouldContain("une instance sert déjà");
                await RepondreAsync(premiere);

                // A tool works beside it, and leaves it as it was.
                await (await ClusterEmbarque.OuvrirAsync(new(dossier, Ephemere: true), proprietaire: false)).DisposeAsync();
                await RepondreAsync(premiere);
            }

            await using var suivante = await ClusterEmbarque.OuvrirAsync(new(dossier, Ephemere: true));
            await RepondreAsync(suivante);
        }
        finally
        {
            Directory.Delete(dossier, recursive: true);
        }

        static async Task RepondreAsync(ClusterEmbarque cluster)
        {
            await using var source = Npgsql.NpgsqlDataSource.Create(new Npgsql.NpgsqlConnectionStringBuilder(cluster.ChaineDeConnexion) { Pooling = false });
            await using var commande = source.CreateCommand("select 1");
            (await commande.ExecuteScalarAsync()).ShouldBe(1);
        }
    }

    [Fact]
    public async Task Une_base_arretee_deux_fois_puis_un_disque_plein_sont_dits_et_ne_perdent_rien()
    {
        var dossier = Directory.CreateTempSubdirectory("accompagnement-base-").FullName;
        File.SetUnixFileMode(dossier, (UnixFileMode)Convert.ToInt32("755", 8));
        // A disk of its own that can be filled, where one may be mounted.
        var disque = Environment.UserName == "root" && await ReussitAsync("mount", "-t", "tmpfs", "-o", "size=256m,mode=755", "tmpfs", dossier);
        try
        {
            var cluster = await ClusterEmbarque.OuvrirAsync(new(dossier, Ephemere: true));
            try
            {
                var charge = new Charge(Integrite.Lignes(6000));
                await using (var hote = await HoteDeTest.DemarrerAsync(niveau: Serilog.Events.LogEventLevel.Fatal, sur: new(dossier, cluster.ChaineDeConnexion)))
                {
                    using var agent = hote.Client(Roles.Superviseur, "AGT-0042");
                    using var import = hote.Client(Roles.Import);
                    using var fin = new CancellationTokenSource();
                    var ecriture = charge.EcrireAsync(agent, import, fin.Token);
                    for (var i = 0; i < 2; i++)
                    {
                        await charge.AttendreAsync(20);
                        await cluster.DisposeAsync();
                        cluster = await ClusterEmbarque.OuvrirAsync(new(dossier, Ephemere: true));
                    }

                    await charge.AttendreAsync(20);
                    if (disque)
                    {
                        var refus = charge.Refus;
                        await RemplirAsync(dossier);
                        await EnvoyerJusquAuRefusAsync(charge, refus);
                        File.Delete(Path.Combine(dossier, "plein"));
                        // A server that could not write its journal stopped: somebody starts it again.
                        await cluster.DisposeAsync();
                        cluster = await ClusterEmbarque.OuvrirAsync(new(dossier, Ephemere: true));
                        await charge.AttendreAsync(20);
                    }

                    await fin.CancelAsync();
                    await ecriture;
                    await VerifierAsync(hote, charge);
                }
            }
            finally
            {
                await cluster.DisposeAsync();
            }
        }
        finally
        {
            if (disque)
            {
                // Some process of the server may still be leaving.
                (await ReussitAsync("umount", "-l", dossier)).ShouldBeTrue();
            }

            Directory.Delete(dossier, recursive: true);
        }
    }

    private static async Task VerifierAsync(HoteDeTest hote, Charge charge)
    {
        // Connections that were idle when the server stopped are this test's, not the service's.
        hote.Instance.Proprietaire.Clear();
        charge.Inscrits.Count.ShouldBeGreaterThan(5);
        charge.LignesAcquises.ShouldBeGreaterThan(0);
        using var client = hote.Client(Roles.Import);
        await charge.RenvoyerAsync(client);
        charge.Inscrits.Distinct().Count().ShouldBe(charge.Inscrits.Count);
        var presents = await Integrite.ValeurAsync<long>(hote.Instance.Proprietaire,
            $"select count(*) from public.mt_streams where version = 2 and id in ({string.Join(',', charge.Inscrits.Select(i => $"'{i}'"))})");
        presents.ShouldBe(charge.Inscrits.Count);
        await Integrite.VerifierAsync(hote);
    }

    private static async Task RemplirAsync(string dossier)
    {
        await using var plein = File.Create(Path.Combine(dossier, "plein"));
        var bloc = new byte[1 << 20];
        try
        {
            while (true)
            {
                await plein.WriteAsync(bloc);
            }
        }
        catch (IOException)
        {
            // Full, as wanted.
        }
    }

    private static async Task EnvoyerJusquAuRefusAsync(Charge charge, int avant)
    {
        for (var essai = 0; charge.Refus == avant; essai++)
        {
            essai.ShouldBeLessThan(6000, "A full disk is never said.");
            await Task.Delay(10);
        }
    }

    private static async Task<bool> ReussitAsync(string commande, params string[] arguments)
    {
        using var processus = Process.Start(commande, arguments);
        await processus.WaitForExitAsync();
        return processus.ExitCode == 0;
    }
}
