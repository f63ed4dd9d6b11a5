using Accompagnement.Projections.Diffusion;
using Accompagnement.Projections.Diffusion.Epreuves;
using FsCheck;
using FsCheck.Fluent;

namespace Accompagnement.Projections.Tests.Diffusion;

/// <summary>Random tables, protected, then attacked.</summary>
public sealed class TableauxAuHasardTests
{
    private static readonly TableDePerturbation Table = TableDePerturbation.Calculer(ParametresDePerturbation.ParDefaut);
    private static readonly Protecteur Protecteur = new(Table);

    /// <summary>Objects with a row, a column and a key.</summary>
    private static readonly Arbitrary<(int Ligne, int Colonne, uint Cle)[]> Objets =
        (from taille in Gen.Choose(0, 200)
         from objets in (from l in Gen.Choose(0, 3)
                         from c in Gen.Choose(0, 2)
                         from haut in Gen.Choose(0, 0xFFFF)
                         from bas in Gen.Choose(0, 0xFFFF)
                         select (l, c, (uint)((haut << 16) | bas))).ArrayOf(taille)
         select objets).ToArbitrary();

    [Fact]
    public void Tout_tableau_publie_suit_les_regles() => Prop.ForAll(Objets, objets =>
    {
        var cases = objets.GroupBy(o => (o.Ligne, o.Colonne)).Select(Cellule).ToList();
        var lignes = objets.GroupBy(o => o.Ligne).Select(Cellule).ToList();
        var total = CelluleDeBase.Des(objets.Select(o => o.Cle));
        var publies = cases.Concat(lignes).Append(total).Select(c => (Vrai: c.Nombre, Publie: Protecteur.Compte(c))).ToList();
        var parts = lignes.Select(l => (Part: Protecteur.Part(Protecteur.Compte(l), Protecteur.Compte(total)), Denominateur: Protecteur.Compte(total).Valeur)).ToList();
        return publies.All(p => p.Publie.Valeur is 0 or >= 5 && Math.Abs(p.Publie.Valeur.Value - p.Vrai) <= 7)
            && parts.All(p => p.Denominateur < 11 ? p.Part.Valeur is null : p.Part.Valeur is >= 0 and <= 100)
            && Protecteur.Compte(CelluleDeBase.Des(objets.Reverse().Select(o => o.Cle))) == Protecteur.Compte(total);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void La_valeur_et_l_evolution_ne_disent_rien_de_plus_que_les_comptes_publies() =>
        Prop.ForAll(ArbMap.Default.ArbFor<(uint Avant, uint Apres, uint Cle, uint Autre)>(), t =>
        {
            var avant = Protecteur.Compte(new(t.Avant % 500, t.Cle));
            var apres = Protecteur.Compte(new(t.Apres % 500, t.Autre));
            // Twice the same published counts from other true counts give the same evolution: it carries nothing else.
            var memes = Protecteur.Evolution(ComptePublie.DejaPublie(apres.Valeur!.Value), ComptePublie.DejaPublie(avant.Valeur!.Value));
            return Protecteur.Evolution(apres, avant) == memes;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void L_attaque_de_tableaux_au_hasard_ne_trouve_pas_plus_que_promis()
    {
        var hasard = new Random(21);
        var (sans, avec) = (new Releve(), new Releve());
        var (exact, protege) = (new Attaquant(null), new Attaquant(Table));
        for (var essai = 0; essai < 40_000; essai++)
        {
            var petite = new CelluleDeBase(hasard.Next(1 + hasard.Next(120)), (uint)hasard.NextInt64(1L << 32));
            var ajoutes = hasard.Next(1, 5);
            var grande = Enumerable.Range(0, ajoutes).Aggregate(petite, (c, _) => c.Avec((uint)hasard.NextInt64(1L << 32)));
            sans.Noter(ajoutes, exact.Deviner(grande.Nombre, petite.Nombre));
            avec.Noter(ajoutes, protege.Deviner(Protecteur.Compte(grande).Valeur!.Value, Protecteur.Compte(petite).Valeur!.Value));
        }

        sans.Taux.ShouldBe(1);
        avec.Taux.ShouldBeInRange(0.25, Epreuves.DifferencesTrouvees);
    }

    private static CelluleDeBase Cellule(IEnumerable<(int Ligne, int Colonne, uint Cle)> objets) => CelluleDeBase.Des(objets.Select(o => o.Cle));
}
