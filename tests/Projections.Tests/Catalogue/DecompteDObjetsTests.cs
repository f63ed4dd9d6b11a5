using Accompagnement.Domain.Referentiels;
using Accompagnement.Projections.Catalogue;
using Accompagnement.Projections.Tests.Moteur;

namespace Accompagnement.Projections.Tests.Catalogue;

/// <summary>Objects read once for several counts are as many as when each count is made by itself.</summary>
public sealed class DecompteDObjetsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Un_objet_compte_une_fois_par_territoire_ou_qu_il_soit(int graine)
    {
        var hasard = new Random(graine);
        var communes = Enumerable.Range(1, 12)
            .SelectMany(c => new[] { (Commune: (short)c, Territoire: ("epci", $"E{c % 5}")), (Commune: (short)c, Territoire: ("departement", "D")) })
            .ToLookup(c => c.Commune, c => c.Territoire);
        var objets = Enumerable.Range(0, 60).Select(i => new Guid(i, 0, 0, new byte[8])).ToArray();

        // Commune 13 is in no territory; a third of the rows of an object are elsewhere than where it mostly is.
        var lignes = Enumerable.Range(0, 400).Select(_ => hasard.Next(objets.Length))
            .Select(o => (Objet: objets[o], Commune: (short)(hasard.Next(3) > 0 ? 1 + (o % 13) : hasard.Next(1, 14)), Marques: hasard.Next(8) | (hasard.Next(9) == 0 ? 1 << (DecompteDObjets.Marques - 1) : 0)))
            .ToArray();
        var decompte = new DecompteDObjets();
        foreach (var (objet, commune, marques) in lignes)
        {
            decompte.Ajouter(commune, marques, objet);
        }

        decompte.Compter(communes).ShouldBe(
            from ligne in lignes
            from marque in Enumerable.Range(0, DecompteDObjets.Marques)
            where (ligne.Marques >> marque & 1) == 1
            from territoire in communes[ligne.Commune]
            group ligne.Objet by (marque, territoire) into cellule
            select (cellule.Key.marque, cellule.Key.territoire.Item1, cellule.Key.territoire.Item2, (long)cellule.Distinct().Count()),
            ignoreOrder: true);
    }

    [Fact]
    public void Ce_qui_compte_chaque_fois_s_additionne()
    {
        var communes = new[] { (short)1, (short)2 }.ToLookup(c => c, c => ("departement", "D"));
        var decompte = new DecompteDObjets();
        decompte.Ajouter(1, 0b01, 3L);
        decompte.Ajouter(2, 0b11, 4L);
        decompte.Ajouter(1, 0b01, 5L);

        decompte.Compter(communes).ShouldBe([(0, "departement", "D", 12L), (1, "departement", "D", 4L)]);
    }

    [Theory]
    [InlineData(41)]
    [InlineData(42)]
    public async Task Le_portrait_dit_ce_que_la_base_compte_une_case_apres_l_autre(int graine)
    {
        await using var atelier = await Atelier.AvecAsync(Departement.Tirer(graine, personnes: 120));
        var (calculateur, hasard, comptes) = (new Calculateur(atelier.Source), new Random(graine), new HashSet<string>());
        foreach (var vuAu in new DateOnly?[] { null, new DateOnly(2015, hasard.Next(1, 13), 28) })
        {
            var annee = Periode.Annee(2015);
            var portrait = await calculateur.PortraitAsync(annee, Decoupage.Depuis2016, vuAu, CancellationToken.None);
            foreach (var ligne in portrait.Lignes.Where(l => l.Indicateur.Calcul is Comptage { Objet: not ObjetCompte.Place }))
            {
                foreach (var cellule in ligne.Cellules)
                {
                    var decoupage = cellule.Territoire == Territoires.LibelleDepartement ? Decoupage.Departement : Decoupage.Depuis2016;
                    var total = await TotalAsync(calculateur, ligne.Indicateur, new(annee, [decoupage], [], vuAu), cellule);
                    cellule.Valeur.ShouldBe(total, $"{ligne.Indicateur.Code} {cellule.Territoire} vu au {vuAu}");
                    cellule.Evolution.ShouldBe(LectureDesFaits.Evolution(total, await TotalAsync(calculateur, ligne.Indicateur, new(annee.DeuxAnsAvant, [decoupage], [], vuAu), cellule)));
                    if (total > 0)
                    {
                        comptes.Add(ligne.Indicateur.Code);
                    }
                }
            }
        }

        comptes.Count.ShouldBeGreaterThan(8);
    }

    [Theory]
    [InlineData(51)]
    [InlineData(52)]
    public async Task Une_case_croisee_dit_ce_que_la_base_y_compte(int graine)
    {
        await using var atelier = await Atelier.AvecAsync(Departement.Tirer(graine, personnes: 120));
        var (calculateur, hasard, comptes) = (new Calculateur(atelier.Source), new Random(graine), new HashSet<string>());
        Dimension[][] croisements = [[Dimension.Sexe], [Dimension.Age], [Dimension.Type], [Dimension.Service], [Dimension.Sexe, Dimension.Age], [Dimension.Type, Dimension.Sexe]];
        var indicateurs = CatalogueIndicateurs.Tous.Where(i => i.Calcul is Comptage { Forme: Forme.Stock or Forme.Fenetre3 or Forme.Flux or Forme.Actifs, Objet: not ObjetCompte.Place }).ToArray();
        foreach (var indicateur in indicateurs)
        {
            var (dimensions, annee) = (croisements[hasard.Next(croisements.Length)], Periode.Annee(hasard.Next(2014, 2017)));
            DateOnly? vuAu = hasard.Next(2) == 0 ? null : new DateOnly(2016, hasard.Next(1, 13), 28);
            var valeurs = await calculateur.ValeursAsync(indicateur, annee, Decoupage.Depuis2016, dimensions, vuAu, CancellationToken.None);
            foreach (var cellule in valeurs.Cellules.OrderBy(_ => hasard.Next()).Take(12))
            {
                var total = await TotalAsync(calculateur, indicateur, new(annee, [Decoupage.Depuis2016], dimensions, vuAu), cellule);
                cellule.Valeur.ShouldBe(total, $"{indicateur.Code} {cellule.Territoire} {string.Join('/', cellule.Cles)} vu au {vuAu}");
                cellule.Evolution.ShouldBe(LectureDesFaits.Evolution(total, await TotalAsync(calculateur, indicateur, new(annee.DeuxAnsAvant, [Decoupage.Depuis2016], dimensions, vuAu), cellule)));
                comptes.Add(indicateur.Code);
            }
        }

        comptes.Count.ShouldBeGreaterThan(8);
    }

    /// <summary>What the base counts in one cell, by listing it.</summary>
    private static async Task<decimal> TotalAsync(Calculateur calculateur, Indicateur indicateur, Question question, Cellule cellule) =>
        (await calculateur.DossiersAsync((Comptage)indicateur.Calcul, question, cellule.Territoire, cellule.ClesDesFaits, 0, 1, CancellationToken.None)).Total;
}
