using Accompagnement.Projections.Diffusion;
using FsCheck;
using FsCheck.Fluent;

namespace Accompagnement.Projections.Tests.Diffusion;

public sealed class ProtecteurTests
{
    private static readonly Protecteur Protecteur = new(TableDePerturbation.Calculer(ParametresDePerturbation.ParDefaut));

    [Fact]
    public void Aucun_compte_publie_n_est_de_un_a_quatre_et_aucun_ne_s_ecarte_de_plus_de_sept() =>
        Prop.ForAll(ArbMap.Default.ArbFor<(uint Nombre, uint Cle)>(), t =>
        {
            var nombre = t.Nombre % 60;
            var publie = Protecteur.Compte(new(nombre, t.Cle)).Valeur!.Value;
            return (publie == 0 || publie >= 5) && Math.Abs(publie - nombre) <= 7 && (nombre > 0 || publie == 0);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Une_part_se_retient_sous_un_denominateur_protege_de_onze()
    {
        Protecteur.Part(Deja(4), Deja(10)).ShouldBe(ValeurPubliee.Confidentielle);
        Protecteur.Part(Deja(4), Deja(11)).ShouldBe(ValeurPubliee.Libre(36.4m));
        Protecteur.Part(Deja(4), Deja(0)).ShouldBe(ValeurPubliee.Confidentielle);
        // Each count has its own noise: a part may look larger than its whole.
        Protecteur.Part(Deja(14), Deja(12)).ShouldBe(ValeurPubliee.Libre(100));
    }

    [Fact]
    public void Une_evolution_un_indice_et_un_taux_suivent_le_meme_seuil()
    {
        Protecteur.Evolution(Deja(23), Deja(17)).ShouldBe(ValeurPubliee.Libre(35.3m));
        Protecteur.Evolution(Deja(23), Deja(10)).ShouldBe(ValeurPubliee.Confidentielle);
        Protecteur.Evolution(Deja(0), Deja(20)).ShouldBe(ValeurPubliee.Libre(-100));
        Protecteur.Indice(Deja(23), Deja(17)).ShouldBe(ValeurPubliee.Libre(135.3m));
        Protecteur.Indice(Deja(23), Deja(9)).ShouldBe(ValeurPubliee.Confidentielle);
        Protecteur.Taux(Deja(23), 1000, 100).ShouldBe(ValeurPubliee.Libre(2.3m));
        Protecteur.Taux(Deja(5), 10, 100).ShouldBe(ValeurPubliee.Confidentielle);
        Protecteur.Evolution(ValeurPubliee.Libre(2), ValeurPubliee.Libre(0)).ShouldBe(ValeurPubliee.Confidentielle);
    }

    [Fact]
    public void Ce_qui_depend_d_une_valeur_retenue_est_retenu_au_second_titre()
    {
        var retenu = Protecteur.CompteSensible(new(30, 5), new(30, 5));
        retenu.EnValeur().ShouldBe(ValeurPubliee.Confidentielle);
        Protecteur.Part(retenu, Deja(30)).ShouldBe(ValeurPubliee.RetenueParUneAutre);
        Protecteur.Part(Deja(30), retenu).ShouldBe(ValeurPubliee.RetenueParUneAutre);
        Protecteur.Evolution(retenu, Deja(30)).ShouldBe(ValeurPubliee.RetenueParUneAutre);
        Protecteur.Indice(Deja(30), retenu).ShouldBe(ValeurPubliee.RetenueParUneAutre);
        Protecteur.Taux(retenu, 5000, 1000).ShouldBe(ValeurPubliee.RetenueParUneAutre);
        Protecteur.Evolution(ValeurPubliee.Confidentielle, ValeurPubliee.Libre(3)).ShouldBe(ValeurPubliee.RetenueParUneAutre);
    }

    [Fact]
    public void Les_rangs_vont_du_plus_grand_au_plus_petit_et_les_egaux_partagent() =>
        Protecteur.Rangs([ValeurPubliee.Libre(5), ValeurPubliee.Confidentielle, ValeurPubliee.Libre(9), ValeurPubliee.Libre(5), ValeurPubliee.Libre(0)])
            .Select(r => r.Valeur).ShouldBe([2, null, 1, 2, 4]);

    [Fact]
    public void Personne_ou_tout_le_monde_est_toujours_retenu_et_la_retenue_ne_dit_pas_lequel()
    {
        // The proof that withholding says no more than publishing: it is a function of the published counts alone.
        var decisions = new Dictionary<(long?, long?), bool>();
        var hasard = new Random(4);
        var vraisDesRetenus = new HashSet<long>();
        for (var essai = 0; essai < 20_000; essai++)
        {
            var tous = new CelluleDeBase(hasard.Next(60), (uint)hasard.NextInt64(1L << 32));
            var partie = hasard.Next(4) switch
            {
                0 => tous,
                1 => default,
                _ => new CelluleDeBase(hasard.Next((int)tous.Nombre + 1), (uint)hasard.NextInt64(1L << 32)),
            };
            if (partie.Nombre == tous.Nombre)
            {
                partie = tous;
            }

            var retenu = Protecteur.CompteSensible(partie, tous).Valeur is null;
            if (partie.Nombre == 0 || partie.Nombre == tous.Nombre)
            {
                retenu.ShouldBeTrue();
            }

            if (retenu && tous.Nombre == 40)
            {
                vraisDesRetenus.Add(partie.Nombre);
            }

            var publies = (Protecteur.Compte(partie).Valeur, Protecteur.Compte(tous).Valeur);
            decisions.TryAdd(publies, retenu);
            decisions[publies].ShouldBe(retenu);
        }

        vraisDesRetenus.Count.ShouldBeGreaterThan(6);
    }

    [Theory]
    [InlineData(10, 5000, 900)]
    [InlineData(40, 5000, 4250)]
    [InlineData(40, 0, 0)]
    public void Un_montant_de_peu_de_monde_ou_d_un_seul_est_retenu(int contributeurs, int total, int plusForte)
    {
        var montant = Protecteur.Montant(new(40, 0x80000000), new(total, contributeurs, plusForte));
        montant.Total.ShouldBe(ValeurPubliee.Confidentielle);
        montant.Moyenne.ShouldBe(ValeurPubliee.Confidentielle);
    }

    [Fact]
    public void Un_montant_publie_est_juste_en_moyenne_et_s_ecarte_de_quelques_moyennes()
    {
        var hasard = new Random(9);
        var ecarts = Enumerable.Range(0, 20_000).Select(_ =>
            (double)Protecteur.Montant(new(200, (uint)hasard.NextInt64(1L << 32)), new(60_000, 200, 900)).Total.Valeur! - 60_000).ToArray();
        // The mean is 300 €: two noises of variance 4.
        Math.Abs(ecarts.Average()).ShouldBeLessThan(30);
        Math.Sqrt(ecarts.Average(e => e * e)).ShouldBe(300 * Math.Sqrt(8), 30);
    }

    [Fact]
    public void Deux_montants_voisins_ne_donnent_pas_le_montant_d_une_personne()
    {
        // 60 people at 300 €, one of them at 500 €; the attacker knows who is in one cell and not in the other.
        var hasard = new Random(11);
        var (avecUnSeulBruit, publies) = (0, 0);
        const int Essais = 2000;
        for (var i = 0; i < Essais; i++)
        {
            var petite = new CelluleDeBase(60, (uint)hasard.NextInt64(1L << 32));
            var grande = petite.Avec((uint)hasard.NextInt64(1L << 32));
            var (comptePetite, compteGrande) = (Protecteur.Compte(petite).Valeur!.Value, Protecteur.Compte(grande).Valeur!.Value);
            // With the count's noise alone, the means are exact and their difference gives the person up to the noise on 60.
            Proche(18_500m / 61 + comptePetite * (18_500m / 61 - 300m), ref avecUnSeulBruit);
            var a = Protecteur.Montant(grande, new(18_500, 61, 500));
            var b = Protecteur.Montant(petite, new(18_000, 60, 300));
            var meilleure = a.Moyenne.Valeur!.Value + comptePetite * (a.Moyenne.Valeur.Value - b.Moyenne.Valeur!.Value);
            Proche(meilleure, ref publies);
            compteGrande.ShouldBeGreaterThan(0);
        }

        (avecUnSeulBruit / (double)Essais).ShouldBeGreaterThan(0.95);
        (publies / (double)Essais).ShouldBeLessThan(0.15);

        static void Proche(decimal estimation, ref int trouves) => trouves += Math.Abs(estimation - 500) <= 50 ? 1 : 0;
    }

    [Fact]
    public void Un_montant_corrige_entre_deux_publications_ne_se_lit_pas_dans_leur_difference()
    {
        const int Essais = 2000;
        var hasard = new Random(9);
        var trouves = 0;
        for (var i = 0; i < Essais; i++)
        {
            // The same sixty people, of whom one got 700 € more than was recorded first.
            var cellule = new CelluleDeBase(60, (uint)hasard.NextInt64(1L << 32));
            var avant = Protecteur.Montant(cellule, new(18_000, 60, 300)).Total.Valeur!.Value;
            var apres = Protecteur.Montant(cellule, new(18_700, 60, 1000)).Total.Valeur!.Value;
            Protecteur.Montant(cellule, new(18_000, 60, 300)).Total.Valeur.ShouldBe(avant);
            trouves += Math.Abs(apres - avant - 700) <= 100 ? 1 : 0;
        }

        // With the same second noise for both, nearly always.
        (trouves / (double)Essais).ShouldBeLessThan(0.2);
    }

    [Fact]
    public void Une_duree_se_publie_en_jours_entiers_a_partir_de_onze()
    {
        Protecteur.Duree(new(10, 0xFFFFFFFF), 33).ShouldBe(ValeurPubliee.Confidentielle);
        Protecteur.Duree(new(40, 1), 33.5m).ShouldBe(ValeurPubliee.Libre(34));
        Protecteur.Duree(new(40, 1), null).ShouldBe(new ValeurPubliee(null, StatutDeConfidentialite.F));
        // Eleven people whose published count is under 11 are withheld too.
        Protecteur.Duree(new(11, 0), 33).ShouldBe(ValeurPubliee.Confidentielle);
    }

    private static ComptePublie Deja(long valeur) => ComptePublie.DejaPublie(valeur);
}
