using System.Net;
using System.Net.Sockets;
using Accompagnement.EventStore.Postgres;
using Accompagnement.Tests.Commun;
using Npgsql;

namespace Accompagnement.EventStore.Tests;

/// <summary>How often the store and the server wait for each other, counted on the wire.</summary>
public sealed class AllersRetoursTests : IAsyncLifetime
{
    private BaseDeTest @base = null!;
    private Compteur compteur = null!;
    private NpgsqlDataSource source = null!;
    private PostgresEventStore store = null!;

    public async ValueTask InitializeAsync()
    {
        @base = await BaseDeTest.CreerAsync();
        var chaine = new NpgsqlConnectionStringBuilder(@base.Chaine);
        compteur = new(chaine.Host!, chaine.Port);
        source = SourceDeDonnees.Ouvrir(new NpgsqlConnectionStringBuilder(@base.Chaine) { Port = compteur.Port, MaxAutoPrepare = 0, MaxPoolSize = 2 }.ConnectionString);
        store = new(source);
    }

    public async ValueTask DisposeAsync()
    {
        store.Dispose();
        await source.DisposeAsync();
        compteur.Dispose();
        await @base.DisposeAsync();
    }

    [Fact]
    public async Task Un_ajout_en_coute_un_avec_tout_ce_qui_l_accompagne()
    {
        (await CompterAsync(() => store.AppendAsync(Exemples.Ajout(Guid.NewGuid(), 0, 5)))).ShouldBe(1);
        (await CompterAsync(() => store.AppendAsync(Exemples.Ajout(Guid.NewGuid(), 0, 2), [Connaitre(), Connaitre()]))).ShouldBe(1);

        var personne = Guid.NewGuid();
        var version = 0;
        (await CompterAsync(() => store.AppendAsync(Exemples.Ajout(personne, version++)))).ShouldBe(1);

        static NpgsqlBatchCommand Connaitre() => new("insert into accompagnement.faits_connus (id) values (gen_random_uuid())");
    }

    [Fact]
    public async Task Lire_un_flux_en_coute_un_et_lire_la_suite_aussi()
    {
        var personne = Guid.NewGuid();
        await store.AppendAsync(Exemples.Ajout(personne, 0, 50));
        (await CompterAsync(() => store.ReadStreamAsync(personne))).ShouldBe(1);
        (await CompterAsync(() => store.ReadAllAsync(0, 100))).ShouldBe(1);
    }

    [Fact]
    public async Task Un_ajout_en_bloc_en_coute_trois_quelle_que_soit_sa_taille()
    {
        (await CompterAsync(async () =>
        {
            var (a, b) = (Guid.NewGuid(), Guid.NewGuid());
            await using var connection = await source.OpenConnectionAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            await store.AppendManyAsync([Exemples.Gir(a), Exemples.Gir(b), Exemples.Gir(a)], new Dictionary<Guid, long> { [a] = 0, [b] = 0 }, transaction);
            await transaction.CommitAsync();
        })).ShouldBe(3 + 1, "reserve, begin the copy, end it; and the caller's commit");
    }

    [Fact]
    public async Task Les_instructions_repetees_sont_preparees()
    {
        for (var i = 0; i < 4; i++)
        {
            await store.AppendAsync(Exemples.Ajout(Guid.NewGuid(), 0));
        }

        // The connection that appends is kept for that; let go, it is the one at hand.
        store.Dispose();
        await using var commande = source.CreateCommand("select count(*) from pg_prepared_statements where statement like '%mt_events%'");
        ((long)(await commande.ExecuteScalarAsync())!).ShouldBe(1);
    }

    /// <summary>Once warm: the statements are prepared and the connection is open.</summary>
    private async Task<long> CompterAsync(Func<Task> acte)
    {
        for (var i = 0; i < 3; i++)
        {
            await acte();
        }

        var avant = compteur.AllersRetours;
        await acte();
        return compteur.AllersRetours - avant;
    }

    /// <summary>Stands between client and server, and counts each time the client speaks after the server did.</summary>
    private sealed class Compteur : IDisposable
    {
        private readonly TcpListener ecoute = new(IPAddress.Loopback, 0);
        private readonly CancellationTokenSource fin = new();
        private long allersRetours;
        private int serveurAParle = 1;

        public Compteur(string hote, int port)
        {
            ecoute.Start();
            Port = ((IPEndPoint)ecoute.LocalEndpoint).Port;
            _ = AccepterAsync(hote, port);
        }

        public int Port { get; }

        public long AllersRetours => Interlocked.Read(ref allersRetours);

        public void Dispose()
        {
            fin.Cancel();
            ecoute.Dispose();
            fin.Dispose();
        }

        private async Task AccepterAsync(string hote, int port)
        {
            try
            {
                while (true)
                {
                    var client = await ecoute.AcceptTcpClientAsync(fin.Token);
                    var serveur = new TcpClient { NoDelay = true };
                    client.NoDelay = true;
                    await serveur.ConnectAsync(hote, port, fin.Token);
                    _ = PasserAsync(client, serveur, clientParle: true);
                    _ = PasserAsync(serveur, client, clientParle: false);
                }
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
            {
                // The test is over.
            }
        }

        private async Task PasserAsync(TcpClient de, TcpClient vers, bool clientParle)
        {
            try
            {
                var octets = new byte[64 * 1024];
                while (await de.GetStream().ReadAsync(octets, fin.Token) is var n and > 0)
                {
                    if (!clientParle)
                    {
                        Interlocked.Exchange(ref serveurAParle, 1);
                    }
                    else if (Interlocked.Exchange(ref serveurAParle, 0) == 1)
                    {
                        Interlocked.Increment(ref allersRetours);
                    }

                    await vers.GetStream().WriteAsync(octets.AsMemory(0, n), fin.Token);
                }
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
            {
                // One side is gone: so is the other.
            }
            finally
            {
                de.Dispose();
                vers.Dispose();
            }
        }
    }
}
