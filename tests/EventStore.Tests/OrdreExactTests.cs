using Accompagnement.EventStore.Postgres;
using Npgsql;

namespace Accompagnement.EventStore.Tests;

/// <summary>Readers never pass over a fact that commits late, whoever writes it, and never wait longer than its writer.</summary>
public sealed class OrdreExactTests : SurUnStore
{
    public static TheoryData<Main, Main> Mains
    {
        get
        {
            var couples = new TheoryData<Main, Main>();
            foreach (var premier in Enum.GetValues<Main>())
            {
                foreach (var second in Enum.GetValues<Main>())
                {
                    couples.Add(premier, second);
                }
            }

            return couples;
        }
    }

    [Theory]
    [MemberData(nameof(Mains))]
    public async Task Un_fait_valide_tard_est_attendu_puis_rendu_a_sa_place(Main tardif, Main autre)
    {
        await using var lent = await OuvrirAsync();
        await lent.EcrireAsync(tardif, 2);
        await ValiderAsync(autre);

        await LireAsync(0, []);
        await lent.ValiderAsync();
        await LireAsync(0, [1, 2, 3]);
    }

    [Theory]
    [MemberData(nameof(Mains))]
    public async Task Le_trou_d_un_ecrivain_qui_renonce_se_ferme_des_la_lecture_suivante(Main perdu, Main autre)
    {
        await using var lent = await OuvrirAsync();
        await lent.EcrireAsync(perdu);
        await ValiderAsync(autre);
        await LireAsync(0, []);

        await lent.AnnulerAsync();
        await LireAsync(0, [2]);
    }

    [Fact]
    public async Task Sans_ecrivain_ouvert_un_trou_ne_coute_aucune_lecture_de_plus()
    {
        await ValiderAsync(Main.Notre);
        await PerdreAsync(3);
        await ValiderAsync(Main.Notre);

        await LireAsync(0, [1, 5]);
        (await Base.ValeurAsync<long>("select count(*) from mt_events where type = 'tombstone'")).ShouldBe(3);
    }

    [Theory]
    [InlineData(Main.Notre)]
    [InlineData(Main.MartenRapide)]
    [InlineData(Main.Sql)]
    public async Task Le_trou_d_un_ecrivain_mort_se_ferme(Main main)
    {
        await using var mourant = await OuvrirAsync();
        await mourant.EcrireAsync(main);
        await ValiderAsync(main);
        await LireAsync(0, []);

        await mourant.MourirAsync(Base.Source);
        await LireAsync(0, [2]);
    }

    [Fact]
    public async Task Un_point_de_retour_ne_cache_pas_l_ecrivain()
    {
        await using var lent = await OuvrirAsync();
        await lent.SqlAsync("savepoint a");
        await lent.TirerAsync();
        await lent.SqlAsync("rollback to savepoint a");
        await ValiderAsync(Main.Notre);
        await LireAsync(0, []);

        await lent.InsererAsync(1);
        await LireAsync(0, []);
        await lent.ValiderAsync();
        await LireAsync(0, [1, 2]);
    }

    [Fact]
    public async Task Un_numero_tire_avant_toute_ecriture_est_attendu()
    {
        await using var lent = await OuvrirAsync();
        var numero = await lent.TirerAsync();
        await ValiderAsync(Main.Sql);
        await LireAsync(0, []);
        await LireAsync(0, []);

        await lent.InsererAsync(numero);
        await lent.ValiderAsync();
        await LireAsync(0, [1, 2]);
    }

    [Fact]
    public async Task Un_ecrivain_venu_apres_le_trou_ne_retient_personne()
    {
        await using var perdu = await OuvrirAsync();
        await perdu.EcrireAsync(Main.Notre);
        await ValiderAsync(Main.Notre);
        await LireAsync(0, []);

        await using var nouveau = await OuvrirAsync();
        await nouveau.EcrireAsync(Main.Notre);
        await perdu.AnnulerAsync();
        await LireAsync(0, [2]);
        await nouveau.ValiderAsync();
        await LireAsync(2, [3]);
    }

    [Fact]
    public async Task Un_fait_attendu_est_rendu_des_qu_il_est_la_meme_si_d_autres_ecrivains_restent()
    {
        await using var premier = await OuvrirAsync();
        await using var second = await OuvrirAsync();
        await premier.EcrireAsync(Main.Notre);
        await second.EcrireAsync(Main.Notre);
        await ValiderAsync(Main.Notre);
        await LireAsync(0, []);

        await premier.ValiderAsync();
        await LireAsync(0, [1]);
        await LireAsync(1, []);
        await second.ValiderAsync();
        await LireAsync(1, [2, 3]);
    }

    [Fact]
    public async Task Un_trou_tout_au_bout_ne_se_voit_qu_avec_le_fait_suivant()
    {
        await ValiderAsync(Main.Notre);
        await PerdreAsync(1);
        (await Store.ReadAllAsync(0, 10)).Position.ShouldBe(1);
        (await Store.ReadAllAsync(1, 10)).Position.ShouldBe(1);

        await ValiderAsync(Main.Notre);
        await LireAsync(1, [3]);
    }

    [Fact]
    public async Task Numeros_tires_a_part_le_premier_arrive_l_emporte_et_rien_n_est_passe()
    {
        // Marten's rich mode: the numbers in a transaction of their own, the rows in the next.
        var (tropTard, aTemps) = (await TirerAPartAsync(), await TirerAPartAsync());
        await ValiderAsync(Main.Notre);
        await using var riche = await OuvrirAsync();
        await riche.InsererAsync(aTemps);
        await LireAsync(0, []);
        await riche.ValiderAsync();

        await LireAsync(0, [2, 3]);
        await using var lent = await OuvrirAsync();
        (await Should.ThrowAsync<PostgresException>(() => lent.InsererAsync(tropTard))).ConstraintName.ShouldBe("pkey_mt_events_seq_id");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(100)]
    public async Task Des_trous_en_bord_de_page_ne_perdent_rien_meme_pour_un_lecteur_qui_arrive(int max)
    {
        for (var i = 0; i < 8; i++)
        {
            await PerdreAsync(i % 4);
            await ValiderAsync(Main.Notre);
        }

        (await SuivreAsync(Store, max)).ShouldBe(await EcritsAsync());
        using var nouveau = new PostgresEventStore(Base.Source);
        (await SuivreAsync(nouveau, max)).ShouldBe(await EcritsAsync());
    }

    [Fact]
    public async Task Un_lecteur_reparti_d_une_position_ancienne_ne_regle_que_ce_qu_il_voit()
    {
        await ValiderAsync(Main.Notre);
        await using var lent = await OuvrirAsync();
        await lent.EcrireAsync(Main.Notre);
        await ValiderAsync(Main.Notre);
        await ValiderAsync(Main.Notre);

        // Whoever starts beyond the hole neither waits for it nor closes it.
        await LireAsync(3, [4]);
        await LireAsync(0, [1]);
        await LireAsync(1, []);
        await lent.ValiderAsync();
        await LireAsync(0, [1, 2, 3, 4]);
    }

    [Fact]
    public async Task Une_position_reglee_attend_les_ecrivains_ouverts_et_eux_seuls()
    {
        await PerdreAsync(2);
        await using var lent = await OuvrirAsync();
        await lent.EcrireAsync(Main.Sql);
        await ValiderAsync(Main.Notre);
        var reglage = Store.SettleAsync();
        await Task.Delay(60);
        reglage.IsCompleted.ShouldBeFalse();

        await using var nouveau = await OuvrirAsync();
        await nouveau.EcrireAsync(Main.Sql);
        await lent.ValiderAsync();
        (await reglage).ShouldBe(4);
        (await Base.ValeurAsync<long>("select count(*) from mt_events where seq_id <= 4")).ShouldBe(4);
    }

    private async Task PerdreAsync(int n)
    {
        await using var ecrivain = await OuvrirAsync();
        await ecrivain.EcrireAsync(Main.Notre, n);
        await ecrivain.AnnulerAsync();
    }

    private async Task LireAsync(long apres, long[] attendus) =>
        (await Store.ReadAllAsync(apres, 100)).Faits.Select(f => f.Position).ShouldBe(attendus);
}
