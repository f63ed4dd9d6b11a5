using Accompagnement.Domain.Referentiels;
using Accompagnement.Projections.Catalogue;
using Accompagnement.Projections.Tests.Moteur;

namespace Accompagnement.Projections.Tests.Catalogue;

/// <summary>Stocks balance: what is there at the end is what was there at the start, plus who came, minus who left.</summary>
public sealed class EquilibreTests
{
    private static readonly Dimension[][] Croisements = [[], [Dimension.Sexe], [Dimension.Age], [Dimension.Type], [Dimension.Service], [Dimension.Sexe, Dimension.Age]];

    [Theory]
    [InlineData(3)]
    [InlineData(19)]
    public async Task Le_stock_final_est_le_stock_initial_plus_les_entrees_moins_les_sorties_dans_chaque_case(int graine)
    {
        await using var atelier = await Atelier.AvecAsync(Departement.Tirer(graine, personnes: 150));
        var calculateur = new Calculateur(atelier.Source);
        var (entrees, sorties, ages) = (0m, 0m, 0m);
        foreach (var stock in CatalogueIndicateurs.Tous.Where(i => i.Calcul is Comptage { Forme: Forme.Stock, Objet: not ObjetCompte.Place }))
        {
            foreach (var dimensions in Croisements)
            {
                foreach (var decoupage in new[] { Decoupage.Depuis2016, Decoupage.Departement })
                {
                    var avant = await CellulesAsync(stock, Periode.Annee(2014));
                    var apres = await CellulesAsync(stock, Periode.Annee(2015));
                    var entres = await CellulesAsync(CatalogueIndicateurs.DuCode($"{stock.Code}.entrees")!, Periode.Annee(2015));
                    var sortis = await CellulesAsync(CatalogueIndicateurs.DuCode($"{stock.Code}.sorties")!, Periode.Annee(2015));
                    foreach (var cle in avant.Keys.Union(apres.Keys).Union(entres.Keys).Union(sortis.Keys))
                    {
                        apres.GetValueOrDefault(cle).ShouldBe(
                            avant.GetValueOrDefault(cle) + entres.GetValueOrDefault(cle) - sortis.GetValueOrDefault(cle),
                            $"{stock.Code} {decoupage} {cle}");
                    }

                    (entrees, sorties) = (entrees + entres.Values.Sum(), sorties + sortis.Values.Sum());
                    ages += dimensions.Contains(Dimension.Age) ? sortis.Values.Sum() : 0;

                    async Task<Dictionary<string, decimal>> CellulesAsync(Indicateur indicateur, Periode periode) =>
                        (await calculateur.ValeursAsync(indicateur, periode, decoupage, dimensions, null, CancellationToken.None))
                            .Cellules.ToDictionary(c => string.Join('/', [c.Territoire, .. c.Cles]), c => c.Valeur!.Value);
                }
            }
        }

        entrees.ShouldBeGreaterThan(500);
        sorties.ShouldBeGreaterThan(100);
        ages.ShouldBeGreaterThan(10);
    }

    [Fact]
    public async Task Les_nouveaux_et_le_cumul_se_suivent_d_annee_en_annee()
    {
        await using var atelier = await Atelier.AvecAsync(Departement.Tirer(5, personnes: 100));
        var calculateur = new Calculateur(atelier.Source);
        foreach (var code in new[] { "I1", "E10", "E11", "O1", "O2" })
        {
            var cumuls = new List<decimal>();
            var nouveaux = new List<decimal>();
            foreach (var annee in new[] { 2013, 2014, 2015, 2016 })
            {
                cumuls.Add(await TotalAsync($"{code}.cumul", annee));
                nouveaux.Add(await TotalAsync($"{code}.nouveaux", annee));
                nouveaux[^1].ShouldBeLessThanOrEqualTo(await TotalAsync($"{code}.entrees", annee));
            }

            // Nobody is new twice: those since the start are the new ones of all years.
            cumuls[0].ShouldBe(0);
            cumuls[3].ShouldBe(nouveaux.Sum(), code);
            cumuls[3].ShouldBeGreaterThan(5);
        }

        // In any commune, outside or unknown: all of them.
        async Task<decimal> TotalAsync(string code, int annee) =>
            (await calculateur.ValeursAsync(CatalogueIndicateurs.DuCode(code)!, Periode.Annee(annee), Decoupage.Departement, [], null, CancellationToken.None))
                .Cellules.Sum(c => c.Valeur!.Value);
    }
}
