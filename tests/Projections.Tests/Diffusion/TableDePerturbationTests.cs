using Accompagnement.Projections.Diffusion;
using FsCheck;
using FsCheck.Fluent;

namespace Accompagnement.Projections.Tests.Diffusion;

public sealed class TableDePerturbationTests
{
    private const double Tolerance = 1e-7;

    public static TheoryData<int, int, int> Parametres()
    {
        var donnees = new TheoryData<int, int, int>();
        foreach (var d in Enumerable.Range(5, 6))
        {
            foreach (var v in Enumerable.Range(1, 9))
            {
                foreach (var js in Enumerable.Range(1, Math.Min(6, d)))
                {
                    donnees.Add(d, v, js);
                }
            }
        }

        return donnees;
    }

    [Theory, MemberData(nameof(Parametres))]
    public void Chaque_ligne_a_la_somme_la_moyenne_la_variance_et_les_valeurs_permises(int d, int v, int js)
    {
        var table = TableDePerturbation.Calculer(new(d, v, js));
        table.Lignes.Count.ShouldBe(d + js + 1);
        foreach (var ligne in table.Lignes)
        {
            var i = ligne.Compte;
            ligne.Poids.Sum().ShouldBe(1L << 32);
            ligne.Poids.ShouldAllBe(w => w > 0);
            Math.Abs(ligne.Moyenne).ShouldBeLessThan(Tolerance);
            ligne.Bruits.ShouldAllBe(k => Math.Abs(k) <= d && i + k >= 0 && (i + k == 0 || i + k >= js));
            Math.Abs(ligne.Variance - VarianceAttendue(i, d, v, js)).ShouldBeLessThan(Tolerance * 100, $"compte {i}");
        }

        table.Lignes[0].Bruits.ShouldBe([0]);
    }

    [Theory, MemberData(nameof(Parametres))]
    public void Aucun_deplacement_permis_n_augmente_l_entropie(int d, int v, int js)
    {
        foreach (var ligne in TableDePerturbation.Calculer(new(d, v, js)).Lignes)
        {
            // A move of weights that changes neither the sum, nor the mean, nor the variance is a combination of moves on four noises.
            int[] forts = [.. ligne.Bruits.Where(k => ligne.Probabilite(k) > 1e-4)];
            for (var a = 0; a + 3 < forts.Length; a++)
            {
                var k = forts.AsSpan(a, 4);
                var direction = new double[4];
                for (var j = 0; j < 4; j++)
                {
                    double produit = 1;
                    for (var m = 0; m < 4; m++)
                    {
                        produit *= m == j ? 1 : k[j] - k[m];
                    }

                    direction[j] = 1 / produit;
                }

                double pente = 0;
                var entropies = new double[3];
                for (var j = 0; j < 4; j++)
                {
                    var p = ligne.Probabilite(k[j]);
                    pente -= direction[j] * Math.Log(p);
                    entropies[0] -= p * Math.Log(p);
                    entropies[1] -= Entropie(p + 1e-5 * direction[j]);
                    entropies[2] -= Entropie(p - 1e-5 * direction[j]);
                }

                Math.Abs(pente).ShouldBeLessThan(1e-4, $"compte {ligne.Compte}");
                entropies[1].ShouldBeLessThan(entropies[0]);
                entropies[2].ShouldBeLessThan(entropies[0]);
            }
        }

        static double Entropie(double p) => p <= 0 ? 0 : p * Math.Log(p);
    }

    [Theory, MemberData(nameof(Parametres))]
    public void Une_ligne_libre_a_la_forme_duale_sur_tous_les_bruits_permis(int d, int v, int js)
    {
        foreach (var ligne in TableDePerturbation.Calculer(new(d, v, js)).Lignes)
        {
            int[] permis = [.. Permis(ligne.Compte, d, js)];
            var (minimum, maximum) = Bornes(ligne.Compte, d, js);
            if (v <= minimum || v >= maximum)
            {
                ligne.Bruits.Count.ShouldBeLessThanOrEqualTo(2);
                continue;
            }

            // log p is a quadratic of the noise: fitted on the three likeliest, it gives all the others.
            int[] trois = [.. permis.OrderByDescending(ligne.Probabilite).Take(3)];
            foreach (var k in permis)
            {
                var attendu = 0.0;
                foreach (var x in trois)
                {
                    attendu += Math.Log(ligne.Probabilite(x)) * trois.Where(y => y != x).Aggregate(1.0, (p, y) => p * (k - y) / (x - y));
                }

                Math.Abs(ligne.Probabilite(k) - Math.Exp(attendu)).ShouldBeLessThan(1e-6, $"compte {ligne.Compte}, bruit {k}");
            }
        }
    }

    [Fact]
    public void Un_compte_de_deux_a_la_variance_six_et_se_publie_zero_ou_cinq()
    {
        var ligne = TableDePerturbation.Calculer(ParametresDePerturbation.ParDefaut).Lignes[2];
        ligne.Bruits.ShouldBe([-2, 3]);
        ligne.Probabilite(-2).ShouldBe(0.6, 1e-9);
        ligne.Variance.ShouldBe(6, 1e-6);
    }

    [Fact]
    public void Une_variance_hors_d_atteinte_prend_la_plus_grande_possible()
    {
        // A count of 1 moved by at most 5, with variance 9: 0 and 6 are as far as it goes, and the variance is 5.
        var ligne = TableDePerturbation.Calculer(new(5, 9, 1)).Lignes[1];
        ligne.Bruits.ShouldBe([-1, 5]);
        ligne.Variance.ShouldBe(5, 1e-6);
    }

    [Fact]
    public void Les_lignes_ne_changent_plus_a_partir_de_D_plus_js()
    {
        foreach (var p in new[] { ParametresDePerturbation.ParDefaut, new(9, 3, 4) })
        {
            var derniere = TableDePerturbation.Calculer(p).Lignes[^1];
            derniere.Compte.ShouldBe(p.Amplitude + p.PlusPetitPublie);
            derniere.Bruits.ShouldBe(Enumerable.Range(-p.Amplitude, 2 * p.Amplitude + 1));
            foreach (var k in Enumerable.Range(1, p.Amplitude))
            {
                // Symmetric up to the few keys that make the mean exactly 0.
                Math.Abs(derniere.Probabilite(k) - derniere.Probabilite(-k)).ShouldBeLessThan(1e-7);
            }
        }
    }

    [Fact]
    public void Le_bruit_croit_avec_la_cle_et_chaque_bruit_prend_son_poids()
    {
        var table = TableDePerturbation.Calculer(ParametresDePerturbation.ParDefaut);
        foreach (var ligne in table.Lignes)
        {
            long debut = 0;
            foreach (var (bruit, poids) in ligne.Bruits.Zip(ligne.Poids))
            {
                table.Bruit(ligne.Compte, (uint)debut).ShouldBe(bruit);
                table.Bruit(ligne.Compte, (uint)(debut + poids - 1)).ShouldBe(bruit);
                debut += poids;
            }

            debut.ShouldBe(1L << 32);
        }

        table.Bruit(long.MaxValue, 0).ShouldBe(-7);
        table.Bruit(long.MaxValue, uint.MaxValue).ShouldBe(7);
        Should.Throw<ArgumentOutOfRangeException>(() => table.Bruit(-1, 0));
    }

    [Fact]
    public void Une_cle_plus_grande_ne_donne_jamais_un_bruit_plus_petit() => Prop.ForAll(
        ArbMap.Default.ArbFor<(int Compte, uint Cle, uint Autre)>(),
        t =>
        {
            var table = Defaut.Value;
            var compte = Math.Abs((long)t.Compte) % 40;
            return table.Bruit(compte, Math.Min(t.Cle, t.Autre)) <= table.Bruit(compte, Math.Max(t.Cle, t.Autre));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void La_table_par_defaut_est_la_meme_sur_toutes_les_machines()
    {
        // A published series is recomputed for ever: this digest may only change with a new version of the method.
        Defaut.Value.Empreinte.ShouldBe("e0fb9b55afdcba0b92bddeb6e1f21f9ffa67b49f7ec67d6a61f6725723851d7e");
    }

    [Fact]
    public void Une_table_ecrite_puis_relue_est_la_meme()
    {
        var table = TableDePerturbation.Calculer(ParametresDePerturbation.Renforces);
        var relue = TableDePerturbation.Lire(table.Texte);
        relue.Empreinte.ShouldBe(table.Empreinte);
        relue.Parametres.ShouldBe(table.Parametres);
        relue.Bruit(9, 3_000_000_000).ShouldBe(table.Bruit(9, 3_000_000_000));
    }

    [Theory]
    [InlineData("")]
    [InlineData("7;4\n")]
    [InlineData("7;4;5\n")]
    [InlineData("7;4;5\n0:4294967296\n-1:4294967296\n")]
    public void Une_table_abimee_est_refusee(string texte) => Should.Throw<FormatException>(() => TableDePerturbation.Lire(texte));

    [Fact]
    public void Une_table_dont_un_poids_a_change_est_refusee()
    {
        var lignes = Defaut.Value.Texte.Split('\n');
        lignes[2] = "-1:1 4:4294967294";
        Should.Throw<FormatException>(() => TableDePerturbation.Lire(string.Join('\n', lignes)));
        lignes[2] = "-1:1 3:4294967295";
        Should.Throw<FormatException>(() => TableDePerturbation.Lire(string.Join('\n', lignes)));
    }

    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(7, 0, 5)]
    [InlineData(7, double.NaN, 5)]
    [InlineData(7, 49, 5)]
    [InlineData(7, 4, 0)]
    [InlineData(7, 4, 8)]
    [InlineData(101, 4, 5)]
    public void Des_parametres_impossibles_sont_refuses(int d, double v, int js) =>
        Should.Throw<ArgumentException>(() => TableDePerturbation.Calculer(new(d, v, js)));

    private static readonly Lazy<TableDePerturbation> Defaut = new(() => TableDePerturbation.Calculer(ParametresDePerturbation.ParDefaut));

    private static IEnumerable<int> Permis(int i, int d, int js) =>
        i == 0 ? [0] : Enumerable.Range(-d, 2 * d + 1).Where(k => i + k == 0 || i + k >= js);

    private static (double Minimum, double Maximum) Bornes(int i, int d, int js)
    {
        int[] permis = [.. Permis(i, d, js)];
        return (-permis.Last(k => k <= 0) * permis.First(k => k >= 0), -permis[0] * permis[^1]);
    }

    /// <summary>Feasibility in closed form: with mean 0, the variance goes from the two nearest noises to the two farthest.</summary>
    private static double VarianceAttendue(int i, int d, double v, int js)
    {
        var (minimum, maximum) = Bornes(i, d, js);
        return Math.Clamp(v, minimum, maximum);
    }
}
