using Accompagnement.Domain.Referentiels;
using Accompagnement.Projections.Catalogue;
using Accompagnement.Projections.Pilotage;
using Accompagnement.Projections.Tests.Moteur;
using Vue = Accompagnement.Projections.Pilotage.Vue;

namespace Accompagnement.Projections.Tests.Pilotage;

/// <summary>The files behind a figure are as many as it says, whatever the cell, the day and the knowledge.</summary>
public sealed class DossiersDesChiffresTests
{
    private static readonly Dimension[][] Croisements = [[], [Dimension.Sexe], [Dimension.Age], [Dimension.Type], [Dimension.Service]];

    [Theory]
    [InlineData(31)]
    [InlineData(32)]
    public async Task Chaque_case_du_catalogue_mene_a_autant_de_dossiers(int graine)
    {
        await using var atelier = await Atelier.AvecAsync(Departement.Tirer(graine, personnes: 60));
        var (calculateur, hasard, cases, formes) = (new Calculateur(atelier.Source), new Random(graine), 0, new HashSet<Forme>());
        foreach (var indicateur in CatalogueIndicateurs.Tous.Where(i => i.Calcul is Comptage { Objet: not ObjetCompte.Place }))
        {
            var dimensions = Croisements[hasard.Next(Croisements.Length)];
            var question = new Question(Periode.Annee(hasard.Next(2014, 2017)), [Decoupage.Depuis2016], dimensions, hasard.Next(2) == 0 ? null : new DateOnly(2015, hasard.Next(1, 13), 28));
            var valeurs = await calculateur.ValeursAsync(indicateur, question.Periode, Decoupage.Depuis2016, dimensions, question.VuAu, CancellationToken.None);
            foreach (var cellule in valeurs.Cellules.Where(c => c.Valeur > 0).Take(5))
            {
                var (total, dossiers) = await calculateur.DossiersAsync(
                    Calculateur.CompteDesDossiers(indicateur)!, question, cellule.Territoire, cellule.ClesDesFaits, 0, 1000, CancellationToken.None);
                total.ShouldBe((long)cellule.Valeur!, $"{indicateur.Code} {question.Periode.Code} {cellule.Territoire} {string.Join('/', cellule.Cles)}");
                dossiers.Count.ShouldBe((int)total);
                cases++;
                formes.Add(indicateur.Forme);
            }
        }

        cases.ShouldBeGreaterThan(100);
        formes.ShouldBeSubsetOf([Forme.Stock, Forme.Flux, Forme.Actifs, Forme.Cumul, Forme.Entrees, Forme.Sorties, Forme.Nouveaux, Forme.Fenetre3]);
        formes.Count.ShouldBeGreaterThan(5);
    }

    [Theory]
    [InlineData(33)]
    [InlineData(34)]
    public async Task Les_mouvements_d_une_liste_et_ce_qui_a_change_aussi(int graine)
    {
        await using var atelier = await Atelier.AvecAsync(Departement.Tirer(graine, personnes: 120));
        var (dossiers, listes, restitutions) = (new DossiersDesChiffres(atelier.Source), new ListesAttente(atelier.Source), new Restitutions(atelier.Source));
        var (hasard, comptes, territoires) = (new Random(graine), new long[6], Territoires.PasDeCalais.Libelles(Decoupage.Depuis2016));
        for (var essai = 0; essai < 12; essai++)
        {
            var au = new DateOnly(2014, 1, 1).AddDays(hasard.Next(900));
            foreach (var filtre in new Filtre[] { Filtre.Aucun, new(Site: $"S{hasard.Next(3)}"), new(Territoire: territoires[hasard.Next(territoires.Count)]) })
            {
                var vue = essai % 2 == 0 ? Vue.Le(au) : new Vue(au, au.AddDays(hasard.Next(200)));
                foreach (var ligne in await listes.LireAsync(vue, Axes.Type, filtre, CancellationToken.None))
                {
                    var deLaLigne = filtre with { Type = Noms.Mesure(ligne.Type) };
                    foreach (var (part, nombre) in new[] { (PartDesAttentes.Entrees, ligne.EntreesMois), (PartDesAttentes.Sorties, ligne.SortiesMois), (PartDesAttentes.Substituees, ligne.AvecSubstitution) })
                    {
                        var lus = await dossiers.AttentesAsync(part, vue, deLaLigne, 0, 1000);
                        lus.Lignes.Count.ShouldBe((int)nombre, $"{part} {vue} {deLaLigne}");
                        lus.Lignes.ShouldAllBe(l => l.Le <= vue.Au && (part == PartDesAttentes.Sorties ? l.Fin >= new DateOnly(au.Year, au.Month, 1) && l.Fin <= au : l.Fin == null || l.Fin >= l.Le));
                        comptes[(int)part] += nombre;
                    }
                }

                var connue = new Vue(au, au.AddDays(hasard.Next(60)));
                foreach (var code in new[] { "L1", "M", "W1", "X1", "D3" })
                {
                    foreach (var ligne in await restitutions.LireAsync(code, connue, Axes.Type, filtre))
                    {
                        foreach (var (part, nombre) in new[] { (PartRestituee.Alors, ligne.Alors), (PartRestituee.Maintenant, ligne.Maintenant), (PartRestituee.SaisisDepuis, ligne.SaisisDepuis), (PartRestituee.Corriges, ligne.Corriges), (PartRestituee.Retires, ligne.Retires) })
                        {
                            var lus = await restitutions.DossiersAsync(code, part, connue, filtre with { Type = ligne.Genre }, 0, 1);
                            (nombre == 0 ? 0 : lus.Total).ShouldBe(nombre, $"{code} {part} {connue} {filtre} {ligne.Type}");
                            comptes[3] += nombre;
                            comptes[part is PartRestituee.SaisisDepuis or PartRestituee.Corriges ? 4 : 5] += nombre;
                        }
                    }
                }
            }
        }

        comptes.ShouldAllBe(c => c > 0);
    }
}
