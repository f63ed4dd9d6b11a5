using Accompagnement.Domain.Autonomie;
using Accompagnement.Domain.Faits;
using Accompagnement.EventStore.Marten;
using Accompagnement.EventStore.Postgres;
using Accompagnement.Tests.Commun;
using JasperFx;
using JasperFx.Events;
using Marten;
using Marten.Exceptions;

namespace Accompagnement.EventStore.Tests;

/// <summary>The package itself on our tables, and our store on the package's.</summary>
public sealed class MartenTests : IAsyncLifetime
{
    private BaseDeTest @base = null!;
    private PostgresEventStore notre = null!;
    private DocumentStore marten = null!;
    private MartenEventStore parMarten = null!;

    public async ValueTask InitializeAsync()
    {
        @base = await BaseDeTest.CreerAsync();
        notre = new PostgresEventStore(@base.Source);
        marten = Configuration.Ouvrir(@base.Source);
        parMarten = new MartenEventStore(marten, @base.Source);
    }

    public async ValueTask DisposeAsync()
    {
        parMarten.Dispose();
        notre.Dispose();
        await marten.DisposeAsync();
        await @base.DisposeAsync();
    }

    [Fact]
    public async Task Nos_tables_sont_celles_que_Marten_cree()
    {
        await using var vide = await BaseDeTest.CreerVideAsync();
        await using var createur = Configuration.Ouvrir(vide.Source, o => o.AutoCreateSchemaObjects = AutoCreate.All);
        await createur.Storage.ApplyAllConfiguredChangesToDatabaseAsync();

        (await Format.LireAsync(@base.Source)).ShouldBe(await Format.LireAsync(vide.Source));
    }

    [Fact]
    public async Task Marten_accepte_nos_tables_et_les_laisse_intactes()
    {
        await notre.AppendAsync(Exemples.Ajout(Guid.NewGuid(), 0, 2));
        var avant = await Format.LireAsync(@base.Source);
        await using var createur = Configuration.Ouvrir(@base.Source, o => o.AutoCreateSchemaObjects = AutoCreate.CreateOrUpdate);
        await createur.Storage.ApplyAllConfiguredChangesToDatabaseAsync();

        (await Format.LireAsync(@base.Source)).ShouldBe(avant);
        await createur.Storage.Database.AssertDatabaseMatchesConfigurationAsync(TestContext.Current.CancellationToken);
        await notre.AppendAsync(Exemples.Ajout(Guid.NewGuid(), 0, 2));
    }

    [Fact]
    public async Task L_un_relit_et_prolonge_ce_que_l_autre_a_ecrit()
    {
        var personne = Guid.NewGuid();
        var faits = Enumerable.Range(1, 4).Select(i => Exemples.Gir(personne, i)).ToArray();
        await notre.AppendAsync(new(faits[0].Sujet, 0, [faits[0]]));
        await parMarten.AppendAsync(new(faits[0].Sujet, 1, [faits[1]]));
        await notre.AppendAsync(new(faits[0].Sujet, 2, [faits[2]]));
        await parMarten.AppendAsync(new(faits[0].Sujet, 3, [faits[3]]));

        var ici = await notre.ReadStreamAsync(personne);
        var la = await parMarten.ReadStreamAsync(personne);
        ici.Select(f => f.Fait with { Signalements = [] }).ShouldBe(la.Select(f => f.Fait with { Signalements = [] }));
        ici.Select(f => f.Fait.Id).ShouldBe(faits.Select(f => f.Id));
        ici.Select(f => (f.Position, f.Version)).ShouldBe(la.Select(f => (f.Position, f.Version)));
    }

    [Fact]
    public async Task Les_deux_ecrivent_la_meme_ligne()
    {
        var (a, b) = (Guid.NewGuid(), Guid.NewGuid());
        await notre.AppendAsync(Exemples.Ajout(a, 0));
        await parMarten.AppendAsync(Exemples.Ajout(b, 0));

        const string Ligne = """
            select concat_ws('|', e.version, e.data, e.bdata, e.type, e.timestamp, e.tenant_id, e.mt_dotnet_type, e.correlation_id, e.causation_id,
                e.headers - 'id', e.is_archived, s.type, s.version, s.tenant_id, s.is_archived)
            from mt_events e join mt_streams s on s.id = e.stream_id where e.seq_id =
            """;
        (await @base.ValeurAsync<string>($"{Ligne} 2")).ShouldBe(await @base.ValeurAsync<string>($"{Ligne} 1"));
    }

    [Theory]
    [InlineData(EventAppendMode.Quick)]
    [InlineData(EventAppendMode.QuickWithServerTimestamps)]
    [InlineData(EventAppendMode.Rich)]
    public async Task Ecrivains_meles_sous_charge_et_lecteur_qui_ne_perd_rien(EventAppendMode mode)
    {
        // The plain quick mode calls a function without timestamps, which only Marten makes.
        await using var autre = Configuration.Ouvrir(@base.Source, o =>
        {
            o.Events.AppendMode = mode;
            o.AutoCreateSchemaObjects = mode == EventAppendMode.Quick ? AutoCreate.CreateOrUpdate : AutoCreate.None;
        });
        using var fin = new CancellationTokenSource();
        var lecteur = Task.Run(async () =>
        {
            var lus = new List<long>();
            for (var position = 0L; ;)
            {
                var fini = fin.IsCancellationRequested;
                var page = await notre.ReadAllAsync(position, 100, CancellationToken.None);
                lus.AddRange(page.Faits.Select(f => f.Position));
                if (page.Position == position && fini)
                {
                    return lus;
                }

                position = page.Position;
            }
        });

        var refuses = 0;
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(async () =>
        {
            for (var n = 0; n < 40; n++)
            {
                if (i % 2 == 0)
                {
                    await notre.AppendAsync(Exemples.Ajout(Guid.NewGuid(), 0, 2));
                    continue;
                }

                await using var session = autre.LightweightSession();
                session.Events.StartStream(Guid.NewGuid(), new GirEvalue(1), new GirEvalue(2));
                try
                {
                    await session.SaveChangesAsync();
                }
                catch (MartenCommandException) when (mode == EventAppendMode.Rich)
                {
                    // Its numbers were closed before it came: refused, therefore not lost.
                    Interlocked.Increment(ref refuses);
                }
            }
        })));

        await notre.AppendAsync(Exemples.Ajout(Guid.NewGuid(), 0));
        await fin.CancelAsync();
        var lus = await lecteur;
        lus.ShouldBe(lus.Order());
        lus.Count.ShouldBe((int)await @base.ValeurAsync<long>("select count(*) from mt_events where type <> 'tombstone'"));
        lus.Count.ShouldBe(641 - 2 * refuses);
        TestContext.Current.TestOutputHelper?.WriteLine($"{mode}: {refuses} refused of 160");
    }

    [Fact]
    public async Task Le_lecteur_de_Marten_passe_nos_pierres_et_suit_nos_faits()
    {
        await notre.AppendAsync(Exemples.Ajout(Guid.NewGuid(), 0));
        await @base.ExecuterAsync("select nextval('mt_events_sequence')");
        await notre.AppendAsync(Exemples.Ajout(Guid.NewGuid(), 0));
        (await notre.ReadAllAsync(0, 10)).Position.ShouldBe(3);

        await using var session = marten.QuerySession();
        var lus = await session.Events.QueryAllRawEvents().OrderBy(e => e.Sequence).ToListAsync();
        lus.Select(e => e.Sequence).ShouldBe([1, 2, 3]);
        lus[1].Data.ShouldBeOfType<Tombstone>();
        (await marten.Advanced.FetchEventStoreStatistics()).EventSequenceNumber.ShouldBe(3);
    }

    [Fact]
    public async Task Un_flux_archive_par_Marten_l_est_pour_nous()
    {
        var personne = Guid.NewGuid();
        await notre.AppendAsync(Exemples.Ajout(personne, 0));
        await using (var session = marten.LightweightSession())
        {
            session.Events.ArchiveStream(personne);
            await session.SaveChangesAsync();
        }

        await Should.ThrowAsync<VersionConflictException>(() => notre.AppendAsync(Exemples.Ajout(personne, 1)));
        (await @base.ValeurAsync<bool>("select bool_and(is_archived) from mt_events")).ShouldBeTrue();
    }

    [Fact]
    public void Les_noms_d_evenements_sont_ceux_que_Marten_donnerait()
    {
        using var sans = DocumentStore.For(options =>
        {
            options.Connection(@base.Chaine);
            options.Events.AddEventTypes(TypeEvenement.Tous.Select(t => t.Type));
        });
        var noms = ((IReadOnlyStoreOptions)sans.Options).Events.AllKnownEventTypes().ToDictionary(t => t.EventType, t => t.EventTypeName);
        TypeEvenement.Tous.Where(t => noms[t.Type] != t.NomStocke).Select(t => $"{t.NomStocke} {noms[t.Type]}").ShouldBeEmpty();
    }
}
