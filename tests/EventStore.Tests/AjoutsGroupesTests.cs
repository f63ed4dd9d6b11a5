using Accompagnement.EventStore.Postgres;
using Npgsql;

namespace Accompagnement.EventStore.Tests;

/// <summary>Appends that travel together: fewer transactions, and nobody suffers from another's refusal or wait.</summary>
public sealed class AjoutsGroupesTests : SurUnStore
{
    [Fact]
    public async Task Des_ajouts_simultanes_partagent_leurs_transactions()
    {
        var personnes = Enumerable.Range(0, 100).Select(_ => Guid.NewGuid()).ToArray();

        var positions = await Task.WhenAll(personnes.Select(p => Store.AppendAsync(Exemples.Ajout(p, 0, 2))));

        positions.Distinct().Count().ShouldBe(100);
        (await NombreAsync("select count(distinct xmin::text) from public.mt_events")).ShouldBeLessThan(20);
        foreach (var (personne, position) in personnes.Zip(positions))
        {
            (await Store.ReadStreamAsync(personne))[^1].Position.ShouldBe(position, "each is given its own position");
        }
    }

    [Fact]
    public async Task Un_conflit_ne_touche_que_son_auteur()
    {
        var prise = Guid.NewGuid();
        await Store.AppendAsync(Exemples.Ajout(prise, 0));
        var personnes = Enumerable.Range(0, 30).Select(i => i % 10 == 3 ? prise : Guid.NewGuid()).ToArray();

        var essais = await Task.WhenAll(personnes.Select(async p =>
        {
            try
            {
                return await Store.AppendAsync(Exemples.Ajout(p, 0), [Connaitre()]);
            }
            catch (VersionConflictException e) when (e.Flux.Single() == prise)
            {
                return -1;
            }
        }));

        essais.Zip(personnes).ShouldAllBe(e => e.First > 0 == (e.Second != prise));
        (await NombreAsync("select count(*) from public.mt_events where type <> 'tombstone'")).ShouldBe(28);
        (await NombreAsync("select count(*) from accompagnement.faits_connus")).ShouldBe(27, "what goes with a refused append is not written");
    }

    [Fact]
    public async Task Un_flux_verrouille_n_arrete_pas_les_autres()
    {
        var verrouille = Guid.NewGuid();
        await Store.AppendAsync(Exemples.Ajout(verrouille, 0));
        await using var autre = await Base.Source.OpenConnectionAsync();
        await using var transaction = await autre.BeginTransactionAsync();
        await using (var verrou = new NpgsqlCommand("select from public.mt_streams where id = $1 for update", autre, transaction) { Parameters = { new() { Value = verrouille } } })
        {
            await verrou.ExecuteNonQueryAsync();
        }

        var bloque = Store.AppendAsync(Exemples.Ajout(verrouille, 1));
        await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => Store.AppendAsync(Exemples.Ajout(Guid.NewGuid(), 0))));

        bloque.IsCompleted.ShouldBeFalse("somebody holds its stream");
        await transaction.RollbackAsync();
        (await bloque).ShouldBeGreaterThan(1);
    }

    [Fact]
    public async Task Ce_qui_est_annule_avant_de_partir_n_est_pas_ecrit()
    {
        using var renonce = new CancellationTokenSource();
        await renonce.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => Store.AppendAsync(Exemples.Ajout(Guid.NewGuid(), 0), ct: renonce.Token));

        var (suivant, annule) = (Guid.NewGuid(), Guid.NewGuid());
        var premier = Store.AppendAsync(Exemples.Ajout(Guid.NewGuid(), 0));
        var perdu = Store.AppendAsync(Exemples.Ajout(annule, 0), ct: renonce.Token);
        await Store.AppendAsync(Exemples.Ajout(suivant, 0));
        await premier;

        await Should.ThrowAsync<OperationCanceledException>(() => perdu);
        (await Store.ReadStreamAsync(annule)).ShouldBeEmpty();
        (await Store.ReadStreamAsync(suivant)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Une_base_injoignable_est_dite_a_chacun_et_la_suite_reussit()
    {
        await using var fermee = NpgsqlDataSource.Create("Host=127.0.0.1;Port=1;Username=x;Timeout=2");
        using var sans = new PostgresEventStore(fermee);

        var essais = Enumerable.Range(0, 5).Select(_ => sans.AppendAsync(Exemples.Ajout(Guid.NewGuid(), 0))).ToArray();

        foreach (var essai in essais)
        {
            await Should.ThrowAsync<NpgsqlException>(() => essai);
        }

        await Should.ThrowAsync<NpgsqlException>(() => sans.AppendAsync(Exemples.Ajout(Guid.NewGuid(), 0)));
        (await Store.AppendAsync(Exemples.Ajout(Guid.NewGuid(), 0))).ShouldBe(1);
    }

    private static NpgsqlBatchCommand Connaitre() => new("insert into accompagnement.faits_connus (id) values (gen_random_uuid())");

    private async Task<long> NombreAsync(string sql)
    {
        await using var commande = Base.Source.CreateCommand(sql);
        return (long)(await commande.ExecuteScalarAsync())!;
    }
}
