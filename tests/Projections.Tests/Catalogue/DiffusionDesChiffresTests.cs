using Accompagnement.Domain.Referentiels;
using Accompagnement.Projections.Catalogue;
using Accompagnement.Projections.Diffusion;
using Accompagnement.Projections.Tests.Moteur;

namespace Accompagnement.Projections.Tests.Catalogue;

/// <summary>The figures in mode <c>diffusion</c>, from the facts of a département drawn at random.</summary>
public sealed class DiffusionDesChiffresTests
{
    private static readonly SecretDeDiffusion Secret = SecretDeDiffusion.De([.. Enumerable.Range(1, 32).Select(i => (byte)i)]);
    private static readonly Protecteur Protecteur = new(TableDePerturbation.Calculer(ParametresDePerturbation.ParDefaut));

    [Fact]
    public async Task La_base_et_le_programme_donnent_la_meme_cle_a_un_identifiant()
    {
        await using var atelier = await Atelier.OuvrirAsync();
        using var cles = new CleDEnregistrement(Secret);
        foreach (var id in new[] { Guid.Empty, Guid.NewGuid(), Guid.Parse("ffffffff-ffff-ffff-ffff-ffffffffffff"), Guid.CreateVersion7() })
        {
            await using var commande = atelier.Source.CreateCommand($"select {CleEnSql.Expression("$1", "$2", "$3")}");
            commande.Parameters.AddWithValue(id);
            commande.Parameters.AddWithValue(Secret.BlocExterieur);
            commande.Parameters.AddWithValue(Secret.BlocInterieur);
            (await commande.ExecuteScalarAsync()).ShouldBe((long)cles.De(id));
        }
    }

    [Fact]
    public async Task Chaque_compte_protege_est_le_compte_exact_et_le_bruit_de_ses_objets()
    {
        await using var atelier = await Atelier.AvecAsync(Departement.Tirer(42, personnes: 300));
        var (exact, protege) = (new Calculateur(atelier.Source), Proteger(atelier));
        var (differents, comptes) = (0, 0);
        foreach (var annee in new[] { 2014, 2015, 2016 })
        {
            var vrai = await exact.PortraitAsync(Periode.Annee(annee), Decoupage.Depuis2016, null, CancellationToken.None);
            var publie = await protege.PortraitAsync(Periode.Annee(annee), Decoupage.Depuis2016, CancellationToken.None);
            foreach (var (ligne, protegee) in vrai.Lignes.Zip(publie.Lignes).Where(l => l.First.Indicateur.EstUnCompte))
            {
                foreach (var cellule in protegee.Cellules)
                {
                    var valeur = ligne.Cellules.FirstOrDefault(c => c.Territoire == cellule.Territoire)?.Valeur ?? 0;
                    cellule.Valeur.ShouldNotBeNull();
                    Math.Abs(cellule.Valeur.Value - valeur).ShouldBeLessThanOrEqualTo(7);
                    cellule.Valeur.Value.ShouldNotBeInRange(1, 4);
                    if (valeur == 0)
                    {
                        cellule.Valeur.ShouldBe(0);
                    }

                    (comptes, differents) = (comptes + (valeur > 0 ? 1 : 0), differents + (valeur > 0 && valeur != cellule.Valeur ? 1 : 0));
                }
            }
        }

        // Off, none would differ; on, only one count in four or five keeps its value.
        comptes.ShouldBeGreaterThan(100);
        (differents / (double)comptes).ShouldBeGreaterThan(0.6);
    }

    [Fact]
    public async Task La_meme_population_a_le_meme_chiffre_par_tous_les_chemins()
    {
        await using var atelier = await Atelier.AvecAsync(Departement.Tirer(8, personnes: 200));
        var protege = Proteger(atelier);
        var i1 = CatalogueIndicateurs.DuCode("I1")!;
        var portrait = await protege.PortraitAsync(Periode.Annee(2015), Decoupage.Epci, CancellationToken.None);
        var seul = await protege.ValeursAsync(i1, Periode.Annee(2015), Decoupage.Departement, [], CancellationToken.None);
        var decembre = await protege.ValeursAsync(i1, Periode.Mois(2015, 12), Decoupage.Departement, [], CancellationToken.None);
        var valeur = seul.Cellules.Single(c => c.Territoire == "Pas-de-Calais").Valeur;
        valeur.ShouldNotBeNull();
        portrait.Lignes.Single(l => l.Indicateur.Code == "I1").Cellules.Single(c => c.Territoire == "Pas-de-Calais").Valeur.ShouldBe(valeur);
        decembre.Cellules.Single(c => c.Territoire == "Pas-de-Calais").Valeur.ShouldBe(valeur);
    }

    [Fact]
    public async Task Les_cases_montrees_ne_disent_pas_ou_il_y_a_quelqu_un()
    {
        await using var atelier = await Atelier.AvecAsync(Departement.Tirer(8, personnes: 40));
        await using var vide = await Atelier.OuvrirAsync();
        foreach (var dimensions in new Dimension[][] { [Dimension.Sexe], [Dimension.Age], [Dimension.Sexe, Dimension.Age] })
        {
            (await CasesAsync(atelier, dimensions)).ShouldBe(await CasesAsync(vide, dimensions));
        }

        static async Task<string[]> CasesAsync(Atelier atelier, Dimension[] dimensions) =>
            [.. (await Proteger(atelier).ValeursAsync(
                CatalogueIndicateurs.DuCode("I1")!, Periode.Annee(2015), Decoupage.Depuis2016, dimensions, CancellationToken.None))
                .Cellules.Select(c => string.Join('/', [c.Territoire, .. c.Cles]))];
    }

    [Fact]
    public async Task Un_indicateur_sensible_ne_montre_ni_personne_ni_tout_le_monde()
    {
        await using var atelier = await Atelier.AvecAsync(Departement.Tirer(12, personnes: 400));
        var protege = Proteger(atelier);
        var e7 = CatalogueIndicateurs.DuCode("E7")!;
        e7.Sensible.ShouldBeTrue();
        var parSexe = await protege.ValeursAsync(e7, Periode.Annee(2015), Decoupage.Depuis2016, [Dimension.Sexe], CancellationToken.None);
        var ensemble = await protege.ValeursAsync(e7, Periode.Annee(2015), Decoupage.Depuis2016, [], CancellationToken.None);
        parSexe.Cellules.ShouldContain(c => c.Valeur > 0);
        foreach (var cellule in parSexe.Cellules)
        {
            var tous = ensemble.Cellules.Single(c => c.Territoire == cellule.Territoire).Valeur;
            cellule.Statut.ShouldBe(cellule.Valeur is null ? StatutDeConfidentialite.C : StatutDeConfidentialite.F);
            if (cellule.Valeur is { } valeur)
            {
                valeur.ShouldBeGreaterThan(0);
                valeur.ShouldBeLessThan(tous!.Value - 4);
            }
        }
    }

    [Fact]
    public async Task Une_evolution_et_un_taux_viennent_des_seuls_comptes_publies()
    {
        await using var atelier = await Atelier.AvecAsync(Departement.Tirer(21, personnes: 1_000));
        await Denominateurs.EnregistrerAsync(
            atelier.Source, [new("menages_20_64_ans", "Arrageois", 2014, 5), new("menages_20_64_ans", "Artois", 2014, 1000)], CancellationToken.None);
        var protege = Proteger(atelier);
        var (avant, apres) = (await I1Async(2014), await I1Async(2016));
        var compares = 0;
        foreach (var cellule in apres)
        {
            var base_ = avant.Single(c => c.Territoire == cellule.Territoire).Valeur!.Value;
            cellule.Evolution.ShouldBe(base_ < 11 ? null : Math.Round(100m * (cellule.Valeur!.Value - base_) / base_, 1, MidpointRounding.AwayFromZero));
            cellule.StatutEvolution.ShouldBe(base_ < 11 ? StatutDeConfidentialite.C : StatutDeConfidentialite.F);
            compares += base_ < 11 ? 0 : 1;
        }

        compares.ShouldBeGreaterThan(1);
        var taux = (await protege.ValeursAsync(CatalogueIndicateurs.DuCode("I1b")!, Periode.Annee(2016), Decoupage.Depuis2016, [], CancellationToken.None)).Cellules;
        taux.Single(c => c.Territoire == "Arrageois").Statut.ShouldBe(StatutDeConfidentialite.C);
        taux.Single(c => c.Territoire == "Artois").Valeur.ShouldBe(Math.Round(apres.Single(c => c.Territoire == "Artois").Valeur!.Value / 10m, 1, MidpointRounding.AwayFromZero));

        async Task<IReadOnlyList<Cellule>> I1Async(int annee) =>
            (await protege.ValeursAsync(CatalogueIndicateurs.DuCode("I1")!, Periode.Annee(annee), Decoupage.Depuis2016, [], CancellationToken.None)).Cellules;
    }

    private static CalculateurProtege Proteger(Atelier atelier) => new(atelier.Source, Secret, Protecteur, new(atelier.Source, TimeProvider.System, parMois: true));
}
