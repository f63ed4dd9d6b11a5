using Accompagnement.Projections.Pilotage;

namespace Accompagnement.Projections.Tests.Pilotage;

/// <summary>Against the remissions published by Freireich et al. (Blood, 1963) and their analyses in textbooks.</summary>
public class KaplanMeierTests
{
    private static readonly KaplanMeier Mercaptopurine = new([
        new(6, true, 3), new(6, false), new(7, true), new(9, false), new(10, true), new(10, false), new(11, false), new(13, true), new(16, true),
        new(17, false), new(19, false), new(20, false), new(22, true), new(23, true), new(25, false), new(32, false, 2), new(34, false), new(35, false)]);

    private static readonly KaplanMeier Placebo = new(
        new[] { 1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23 }.Select(j => new Duree(j, true)));

    [Theory]
    [InlineData(5, 1.0, 0.0)]
    [InlineData(6, 0.8571, 0.0764)]
    [InlineData(7, 0.8067, 0.0869)]
    [InlineData(10, 0.7529, 0.0963)]
    [InlineData(13, 0.6902, 0.1068)]
    [InlineData(16, 0.6275, 0.1141)]
    [InlineData(22, 0.5378, 0.1282)]
    [InlineData(23, 0.4482, 0.1346)]
    [InlineData(35, 0.4482, 0.1346)]
    public void La_survie_et_son_erreur_sont_celles_qui_sont_publiees(int jours, double survie, double erreur)
    {
        Mercaptopurine.Survie(jours).ShouldBe(survie, 0.00005);
        Mercaptopurine.ErreurType(jours).ShouldBe(erreur, 0.00005);
    }

    [Fact]
    public void Les_medianes_et_leurs_intervalles_sont_ceux_qui_sont_publies()
    {
        Mercaptopurine.Quantile(0.5).ShouldBe(23);
        Mercaptopurine.Intervalle(0.5).ShouldBe(new(13, null));
        Placebo.Quantile(0.5).ShouldBe(8);
        Placebo.Intervalle(0.5).ShouldBe(new(4, 11));
    }

    [Theory]
    [InlineData(0.25, 4)]
    [InlineData(0.5, 8)]
    [InlineData(0.75, 12)]
    public void L_intervalle_d_un_quantile_va_du_premier_jour_que_l_epreuve_admet_au_premier_qu_elle_n_admet_plus(double p, int quantile)
    {
        Placebo.Quantile(p).ShouldBe(quantile);
        var admis = new[] { 1, 2, 3, 4, 5, 8, 11, 12, 15, 17, 22 }.Where(t =>
        {
            var (survie, erreur) = (Placebo.Survie(t), Placebo.ErreurType(t));
            var ecart = Math.Log(-Math.Log(survie)) - Math.Log(-Math.Log(1 - p));
            return Math.Abs(ecart) <= 1.96 * erreur / (survie * Math.Abs(Math.Log(survie)));
        }).ToArray();
        var (bas, haut) = Placebo.Intervalle(p);
        bas.ShouldBe(admis[0]);
        haut!.Value.ShouldBeGreaterThan(admis[^1]);
        new[] { 1, 2, 3, 4, 5, 8, 11, 12, 15, 17, 22, 23 }.Where(t => t > admis[^1]).Min().ShouldBe(haut.Value);
    }

    [Fact]
    public void Un_quantile_qui_n_est_pas_atteint_est_vide() => Mercaptopurine.Quantile(0.75).ShouldBeNull();

    [Fact]
    public void La_moyenne_des_clos_ignore_ce_qui_attend()
    {
        Mercaptopurine.Clos.ShouldBe(9);
        Mercaptopurine.MoyenneDesClos!.Value.ShouldBe(109 / 9.0, 1e-9);
    }

    [Fact]
    public void Une_survie_egale_a_un_demi_atteint_la_mediane_malgre_les_arrondis() =>
        new KaplanMeier(Enumerable.Range(1, 10).Select(j => new Duree(j, true))).Quantile(0.5).ShouldBe(5);

    [Fact]
    public void Sans_rien_d_ouvert_rien_n_a_de_sens()
    {
        var vide = new KaplanMeier([]);
        vide.Quantile(0.5).ShouldBeNull();
        vide.Intervalle(0.5).ShouldBe(new(null, null));
        vide.PartDansLimite(30).ShouldBeNull();
        vide.MoyenneDesClos.ShouldBeNull();
    }

    [Fact]
    public void Tout_clos_le_jour_meme_est_dans_la_limite_de_zero_jour()
    {
        var km = new KaplanMeier([new(0, true, 5)]);
        km.Quantile(0.9).ShouldBe(0);
        km.PartDansLimite(0).ShouldBe(1);
    }
}
