using Accompagnement.Domain.Autonomie;
using Accompagnement.Domain.Faits;
using Accompagnement.EventStore.Postgres;
using Accompagnement.Tests.Commun;
using Npgsql;

namespace Accompagnement.EventStore.Tests;

/// <summary>What every store behind the port promises, on a real PostgreSQL; written once and run against each.</summary>
public abstract partial class ContratDuStore : IAsyncLifetime
{
    protected BaseDeTest Base { get; private set; } = null!;

    protected IEventStore Store { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Base = await BaseDeTest.CreerAsync();
        Store = Ouvrir(Base.Source);
    }

    public async ValueTask DisposeAsync()
    {
        (Store as IDisposable)?.Dispose();
        await Base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected abstract IEventStore Ouvrir(NpgsqlDataSource source);

    [Fact]
    public async Task Un_flux_nouveau_puis_prolonge_se_relit_dans_l_ordre_et_tel_qu_il_a_ete_ecrit()
    {
        var personne = Guid.NewGuid();
        var debut = Exemples.Ajout(personne, 0, 3);
        var suite = Exemples.Ajout(personne, 3, 2);

        (await Store.AppendAsync(debut)).ShouldBe(3);
        (await Store.AppendAsync(suite)).ShouldBe(5);

        var lus = await Store.ReadStreamAsync(personne);
        lus.Select(f => f.Version).ShouldBe([1, 2, 3, 4, 5]);
        lus.Select(f => f.Position).ShouldBe([1, 2, 3, 4, 5]);
        foreach (var (lu, ecrit) in lus.Zip(debut.Faits.Concat(suite.Faits), (l, e) => (l.Fait, e)))
        {
            lu.Id.ShouldBe(ecrit.Id);
            (lu with { Id = ecrit.Id, Signalements = ecrit.Signalements }).ShouldBe(ecrit);
        }
    }

    [Fact]
    public async Task Un_flux_absent_est_vide()
    {
        (await Store.ReadStreamAsync(Guid.NewGuid())).ShouldBeEmpty();
        (await Store.ReadStreamsAsync([]).ToListAsync()).ShouldBeEmpty();
        (await Store.ReadAllAsync(0, 10)).Position.ShouldBe(0);
        (await Store.SettleAsync()).ShouldBe(0);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Une_version_qui_n_est_pas_celle_du_flux_est_refusee_et_rien_n_est_ecrit(long attendue)
    {
        var personne = Guid.NewGuid();
        await Store.AppendAsync(Exemples.Ajout(personne, 0, 2));

        (await Should.ThrowAsync<VersionConflictException>(() => Store.AppendAsync(Exemples.Ajout(personne, attendue)))).Flux.ShouldBe([personne]);

        (await Store.ReadStreamAsync(personne)).Count.ShouldBe(2);
        await Store.AppendAsync(Exemples.Ajout(personne, 2));
    }

    [Fact]
    public async Task Un_flux_qui_n_existe_pas_ne_se_prolonge_pas() =>
        await Should.ThrowAsync<VersionConflictException>(() => Store.AppendAsync(Exemples.Ajout(Guid.NewGuid(), 4)));

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task De_plusieurs_ajouts_simultanes_un_seul_l_emporte(int version)
    {
        var personne = Guid.NewGuid();
        if (version > 0)
        {
            await Store.AppendAsync(Exemples.Ajout(personne, 0, version));
        }

        var issues = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(async () =>
        {
            try
            {
                await Store.AppendAsync(Exemples.Ajout(personne, version));
                return true;
            }
            catch (VersionConflictException)
            {
                return false;
            }
        })));

        issues.Count(gagne => gagne).ShouldBe(1);
        (await Store.ReadStreamAsync(personne)).Count.ShouldBe(version + 1);
    }

    [Fact]
    public async Task Ce_qui_accompagne_un_ajout_est_ecrit_avec_lui_ou_pas_du_tout()
    {
        var personne = Guid.NewGuid();
        await Store.AppendAsync(Exemples.Ajout(personne, 0), [Connaitre(1)]);
        await Should.ThrowAsync<VersionConflictException>(() => Store.AppendAsync(Exemples.Ajout(personne, 0), [Connaitre(2)]));
        var echec = await Should.ThrowAsync<PostgresException>(() => Store.AppendAsync(Exemples.Ajout(personne, 1), [Connaitre(1)]));

        echec.ConstraintName.ShouldBe("faits_connus_pkey");
        (await Base.ValeurAsync<long>("select count(*) from accompagnement.faits_connus")).ShouldBe(1);
        (await Store.ReadStreamAsync(personne)).Count.ShouldBe(1);

        static NpgsqlBatchCommand Connaitre(int n) => new("insert into accompagnement.faits_connus (id) values ($1)")
        {
            Parameters = { new NpgsqlParameter<Guid> { TypedValue = new Guid(n, 0, 0, new byte[8]) } },
        };
    }

    [Fact]
    public async Task Beaucoup_de_flux_s_ajoutent_dans_l_ordre_donne()
    {
        var (a, b, c) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        await Store.AppendAsync(Exemples.Ajout(a, 0, 2));
        Fait[] faits = [Exemples.Gir(b, 1), Exemples.Gir(a, 2), Exemples.Gir(a, 3), Exemples.Gir(b, 4), Exemples.Gir(c, 5), Exemples.Gir(a, 6)];

        (await AjouterTousAsync(faits, new() { [a] = 2, [b] = 0, [c] = 0 })).ShouldBe(8);

        var page = await Store.ReadAllAsync(2, 100);
        page.Position.ShouldBe(8);
        page.Faits.Select(f => ((GirEvalue)f.Fait.Evenement).Gir).ShouldBe([1, 2, 3, 4, 5, 6]);
        (await Store.ReadStreamAsync(a)).Select(f => f.Version).ShouldBe([1, 2, 3, 4, 5]);
        (await Store.ReadStreamAsync(b)).Select(f => f.Version).ShouldBe([1, 2]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Beaucoup_de_flux_s_ajoutent_tous_ou_aucun(long fausse)
    {
        var (a, b, c) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        await Store.AppendAsync(Exemples.Ajout(a, 0, 2));

        await Should.ThrowAsync<VersionConflictException>(
            () => AjouterTousAsync([Exemples.Gir(b), Exemples.Gir(a), Exemples.Gir(c)], new() { [a] = fausse, [b] = 0, [c] = 0 }));

        (await Base.ValeurAsync<long>("select count(*) from mt_events where type <> 'tombstone'")).ShouldBe(2);
        (await Store.ReadStreamAsync(b)).ShouldBeEmpty();
        await Store.AppendAsync(Exemples.Ajout(b, 0));
    }

    [Fact]
    public async Task Des_imports_qui_se_croisent_s_attendent_sans_se_bloquer()
    {
        var flux = Enumerable.Range(0, 40).Select(_ => Guid.NewGuid()).ToArray();
        await AjouterTousAsync([.. flux.Select(f => Exemples.Gir(f))], flux.ToDictionary(f => f, _ => 0L));

        var issues = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(async () =>
        {
            var faits = flux.OrderBy(_ => Random.Shared.Next()).Select(f => Exemples.Gir(f)).ToArray();
            try
            {
                await AjouterTousAsync(faits, flux.ToDictionary(f => f, _ => 1L));
                return true;
            }
            catch (VersionConflictException)
            {
                return false;
            }
        })));

        issues.Count(gagne => gagne).ShouldBe(1);
    }

    [Fact]
    public async Task Un_ajout_de_beaucoup_de_flux_appartient_a_la_transaction_de_l_appelant()
    {
        var personne = Guid.NewGuid();
        await using (var connection = await Base.Source.OpenConnectionAsync())
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            await Store.AppendManyAsync([Exemples.Gir(personne)], new Dictionary<Guid, long> { [personne] = 0 }, transaction);
            await transaction.RollbackAsync();
        }

        (await Store.ReadStreamAsync(personne)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Un_ajout_sans_fait_est_refuse_et_ne_cree_pas_de_flux()
    {
        var personne = Guid.NewGuid();
        await Should.ThrowAsync<ArgumentOutOfRangeException>(() => Store.AppendAsync(Exemples.Ajout(personne, 0, 0)));
        (await AjouterTousAsync([], [])).ShouldBe(0);
        await Store.AppendAsync(Exemples.Ajout(personne, 0));
    }

    [Fact]
    public async Task Un_ajout_de_mille_faits_passe()
    {
        var personne = Guid.NewGuid();
        (await Store.AppendAsync(Exemples.Ajout(personne, 0, 1000))).ShouldBe(1000);
        (await Store.ReadStreamAsync(personne)).Count.ShouldBe(1000);
    }

    protected async Task<long> AjouterTousAsync(Fait[] faits, Dictionary<Guid, long> versions)
    {
        await using var connection = await Base.Source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var position = await Store.AppendManyAsync(faits, versions, transaction);
        await transaction.CommitAsync();
        return position;
    }
}

public sealed class PostgresEventStoreTests : ContratDuStore
{
    protected override IEventStore Ouvrir(NpgsqlDataSource source) => new PostgresEventStore(source);
}
