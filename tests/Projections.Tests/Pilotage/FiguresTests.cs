using Accompagnement.Domain.Echeances;
using Accompagnement.Domain.Mesures;
using Accompagnement.Domain.Referentiels;
using Accompagnement.Projections.Faits;
using Accompagnement.Projections.Pilotage;
using Delais = Accompagnement.Projections.Pilotage.Delais;
using Accompagnement.Projections.Tests.Moteur;

namespace Accompagnement.Projections.Tests.Pilotage;

/// <summary>Every figure against the slow computation, on départements drawn at random, on random days known on random days.</summary>
public class FiguresTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Les_figures_sont_celles_du_calcul_lent_a_toute_date_connue_a_toute_date(int graine)
    {
        var faits = Departement.Tirer(graine, personnes: 40);
        await using var atelier = await Atelier.AvecAsync(faits);
        var hasard = new Random(graine);
        for (var essai = 0; essai < 8; essai++)
        {
            var vuAu = new DateOnly(2014, 6, 1).AddDays(hasard.Next(1100));
            var vue = new Vue(vuAu.AddDays(-hasard.Next(400)), vuAu);
            var lent = new CalculLent(faits, vue);
            await ListesAttenteAsync(atelier, vue, lent);
            foreach (var code in new[] { "D1", "D2", "D3", "D4", "D5", "D6", "D7", "D8" })
            {
                await DelaisAsync(atelier, code, vue, lent);
            }

            await ChargesAsync(atelier, vue, lent);
            await EcheancesAsync(atelier, vue, lent);
            await BureauxAsync(atelier, vue, lent);
            (await new PlacesLibres(atelier.Source).LireAsync(vue, Axes.Type | Axes.Service, Filtre.Aucun)).ToDictionary(p => (p.Key.Service, (TypeMesure)p.Key.Type!.Value), p => p.Value)
                .ShouldBe(lent.PlacesLibres(), ignoreOrder: true);
            (await new Ruptures(atelier.Source).LireAsync(vue)).Select(r => (r.Personne, r.Agent, r.DernierEvenementLe))
                .ShouldBe(lent.Ruptures(90), ignoreOrder: true);
            (await new DroitsEtDevoirs(atelier.Source).LireAsync(vue, Filtre.Aucun, 0, 1000)).Where(b => b.SansOrientation).Select(b => b.Personne)
                .ShouldBe(lent.SoumisSansOrientation(), ignoreOrder: true);
        }
    }

    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    public async Task Chaque_mois_la_liste_d_attente_balance(int graine)
    {
        var faits = Departement.Tirer(graine, personnes: 40);
        await using var atelier = await Atelier.AvecAsync(faits);
        foreach (var vuAu in new[] { new DateOnly(2015, 9, 15), new DateOnly(2017, 12, 31) })
        {
            foreach (var territoire in new[] { Territoires.LibelleNonRenseigne, Territoires.PasDeCalais.Communes.Single(c => c.CodeInsee == "62041").Territoire2016 })
            {
                var vue = new Vue(vuAu, vuAu);
                var serie = await new Series(atelier.Source).LireAsync(
                    Nature.AttenteMesure, new(2014, 1, 1), vue, new((short)TypeMesure.AEMO_J, Territoire: territoire));
                var stock = 0L;
                foreach (var mois in serie)
                {
                    stock += mois.Entrees + mois.Arrivees - mois.Sorties - mois.Departs;
                    mois.Stock.ShouldBe(stock);
                    var fin = mois.Mois.AddMonths(1).AddDays(-1);
                    mois.Stock.ShouldBe(new CalculLent(faits, vue).StockEnAttente(TypeMesure.AEMO_J, territoire, fin < vuAu ? fin : vuAu));
                }

                serie.Sum(m => m.Entrees).ShouldBePositive();
            }
        }
    }

    [Fact]
    public async Task Un_chiffre_restitue_est_celui_d_alors_plus_et_moins_ce_qui_a_change_depuis()
    {
        var faits = Departement.Tirer(7, personnes: 60);
        await using var atelier = await Atelier.AvecAsync(faits);
        var (restitutions, changes) = (new Restitutions(atelier.Source), 0L);
        foreach (var au in new[] { new DateOnly(2015, 2, 28), new DateOnly(2015, 9, 10), new DateOnly(2016, 3, 31) })
        {
            var vue = new Vue(au, au.AddDays(5));
            var attente = (await restitutions.LireAsync("L1", vue, Axes.Aucun, Filtre.Aucun)).Single();
            attente.Alors.ShouldBe(new CalculLent(faits, vue).MesuresEnAttente());
            attente.Maintenant.ShouldBe(new CalculLent(faits, Vue.Le(au)).MesuresEnAttente());
            attente.Maintenant.ShouldBe(attente.Alors + attente.SaisisDepuis + attente.Corriges - attente.Retires);
            var decisions = (await restitutions.LireAsync("D3", vue, Axes.Type, Filtre.Aucun)).Sum(l => l.Alors);
            decisions.ShouldBe(new CalculLent(faits, vue).MesuresDecidees(new(au.Year, au.Month, 1), au));
            changes += attente.SaisisDepuis + attente.Corriges + attente.Retires;
        }

        changes.ShouldBePositive();
        var connu = new DateOnly(2016, 12, 31);
        foreach (var ligne in await restitutions.CompletudeAsync("D3", connu, Filtre.Aucun))
        {
            var (alors, actuel) = (0L, 0L);
            for (var mois = new DateOnly(2016, 12, 1).AddMonths(-ligne.Mois - 23); mois <= new DateOnly(2016, 12, 1).AddMonths(-ligne.Mois); mois = mois.AddMonths(1))
            {
                var fin = mois.AddMonths(1).AddDays(-1);
                alors += new CalculLent(faits, new(fin, mois.AddMonths(ligne.Mois + 1).AddDays(-1))).MesuresDecidees(mois, fin);
                actuel += new CalculLent(faits, new(fin, connu)).MesuresDecidees(mois, fin);
            }

            (ligne.Base, ligne.Part).ShouldBe((actuel, (double)alors / actuel), $"{ligne.Mois} mois");
        }
    }

    [Fact]
    public void Ce_qui_est_du_se_retrouve_par_son_nom_et_un_nom_inconnu_ne_trouve_rien()
    {
        short[] types = [.. Enum.GetValues<NatureEcheance>().Select(n => (short)n), .. Noms.Mesures.Select(m => (short)(100 + Noms.Mesure(m)!.Value))];
        foreach (var type in types)
        {
            var nom = EcheancesDeService.Nommer(type);
            EcheancesDeService.Numero(nom).ShouldBe(type, nom);
        }

        EcheancesDeService.Numero("rien").ShouldBeNull();
    }

    [Fact]
    public async Task Une_cohorte_se_partage_entre_demarrees_en_attente_et_abandonnees()
    {
        await using var atelier = await Atelier.AvecAsync(Departement.Tirer(8, personnes: 40));
        var cohortes = await new Series(atelier.Source).CohortesAsync(new(2014, 1, 1), Vue.Le(new(2016, 3, 1)), Filtre.Aucun);
        cohortes.Sum(c => c.Decidees).ShouldBeGreaterThan(20);
        cohortes.ShouldAllBe(c => c.Decidees == c.Demarrees + c.EnAttente + c.Abandonnees);
    }

    [Fact]
    public async Task Le_bureau_d_un_referent_a_les_personnes_et_la_charge_de_la_page_des_charges()
    {
        await using var atelier = await Atelier.AvecAsync(Departement.Tirer(9, personnes: 40));
        var vue = Vue.Le(new(2016, 1, 15));
        var charges = await new Charges(atelier.Source).LireAsync(vue);
        charges.ShouldNotBeEmpty();
        foreach (var agent in charges.Select(c => c.Agent).Distinct())
        {
            var bureau = await new FilesActives(atelier.Source).LireAsync(agent, vue);
            foreach (var ligne in charges.Where(c => c.Agent == agent && c.Role != Noms.RoleMesure))
            {
                bureau.Count(p => p.Role == ligne.Role).ShouldBe((int)ligne.Personnes);
                bureau.Where(p => p.Role == ligne.Role).Sum(p => p.Charge).ShouldBe(ligne.Charge, 0.001m);
            }
        }
    }

    private static async Task ListesAttenteAsync(Atelier atelier, Vue vue, CalculLent lent)
    {
        var lignes = await new ListesAttente(atelier.Source).LireAsync(vue, Axes.Type | Axes.Service | Axes.Territoire, Filtre.Aucun);
        lignes.Where(l => l.EnAttente + l.EntreesMois + l.SortiesMois > 0)
            .Select(l => (new Cle(Noms.Mesure(l.Type), l.Service, l.Territoire), l.EnAttente, l.PlusAncienneDepuis, l.AvecSubstitution, l.EntreesMois, l.SortiesMois))
            .ShouldBe(lent.ListesAttente(), ignoreOrder: true);
        var ensemble = (await new ListesAttente(atelier.Source).LireAsync(vue, Axes.Aucun, Filtre.Aucun)).SingleOrDefault();
        var attendus = lent.Delais("D3", vue.Au.AddMonths(-12).AddDays(1), vue.Au);
        ensemble?.MedianeJours.ShouldBe(CalculLent.Quantile(attendus, 0.5));
        ensemble?.P90Jours.ShouldBe(CalculLent.Quantile(attendus, 0.9));
        if (attendus.Count > 0)
        {
            ensemble!.PartHorsLimite!.Value.ShouldBe(1 - CalculLent.PartDansLimite(attendus, Parametres.Le(vue.Au).Limite("D3")), 1e-9);
        }
    }

    private static async Task DelaisAsync(Atelier atelier, string code, Vue vue, CalculLent lent)
    {
        var (du, fin) = (vue.Au.AddDays(-300), vue.Au.AddDays(-30));
        var ligne = (await new Delais(atelier.Source).LireAsync(code, du, fin, vue, Axes.Aucun, Filtre.Aucun)).SingleOrDefault();
        var attendus = lent.Delais(code, du, fin);
        (ligne?.Ouverts ?? 0).ShouldBe(attendus.Count, code);
        if (ligne is not null)
        {
            ligne.Clos.ShouldBe(attendus.Count(d => d.Clos), code);
            ligne.Abandonnes.ShouldBe(attendus.Count(d => d.Abandonne), code);
            ligne.EnCours.ShouldBe(attendus.Count(d => !d.Clos && !d.Abandonne), code);
            ligne.MedianeJours.ShouldBe(CalculLent.Quantile(attendus, 0.5), code);
            ligne.P75Jours.ShouldBe(CalculLent.Quantile(attendus, 0.75), code);
            ligne.P90Jours.ShouldBe(CalculLent.Quantile(attendus, 0.9), code);
            ligne.PartDansLimite!.Value.ShouldBe(CalculLent.PartDansLimite(attendus, Parametres.Le(vue.Au).Limite(code)), 1e-9, code);
            if (ligne.Clos > 0)
            {
                ligne.MoyenneClosJours!.Value.ShouldBe(attendus.Where(d => d.Clos).Average(d => d.Jours), 1e-9);
            }
        }
    }

    private static async Task EcheancesAsync(Atelier atelier, Vue vue, CalculLent lent)
    {
        var attendues = lent.Echeances();
        var service = new EcheancesDeService(atelier.Source);
        var ouvertes = await service.PersonnesAsync(vue, Filtre.Aucun, enRetard: false, 0, 100_000);
        ouvertes.Select(e => (e.Personne, e.Nature, e.DueLe, e.Etat == EtatEcheance.EnRetard))
            .ShouldBe(attendues.Select(a => (a.Personne, LigneEcheance.Code(a.Nature.ToString()), a.Due, a.Due < vue.Au)), ignoreOrder: true);
        var lignes = await service.LireAsync(vue, Axes.Type, Filtre.Aucun);
        lignes.Sum(l => l.AVenir).ShouldBe(attendues.Count(a => a.Due >= vue.Au));
        lignes.Sum(l => l.SousTrenteJours).ShouldBe(attendues.Count(a => a.Due >= vue.Au && a.Due <= vue.Au.AddDays(30)));
        lignes.Sum(l => l.EnRetard).ShouldBe(attendues.Count(a => a.Due < vue.Au));
    }

    private static async Task BureauxAsync(Atelier atelier, Vue vue, CalculLent lent)
    {
        var echeances = lent.Echeances().ToLookup(e => e.Personne);
        foreach (var agent in new[] { "A1", "A2" })
        {
            var bureau = (await new FilesActives(atelier.Source).LireAsync(agent, vue)).DistinctBy(p => p.Personne).ToList();
            bureau.ToDictionary(p => p.Personne, p => (p.EnAttente, p.EnAttenteDepuis)).ShouldBe(lent.Bureau(agent), ignoreOrder: true);
            foreach (var personne in bureau)
            {
                var siennes = echeances[personne.Personne].Select(e => e.Due).ToList();
                personne.EcheancesEnRetard.ShouldBe(siennes.Count(d => d < vue.Au));
                personne.ProchaineEcheance.ShouldBe(siennes.Where(d => d >= vue.Au).Select(d => (DateOnly?)d).Min());
            }
        }
    }

    private static async Task ChargesAsync(Atelier atelier, Vue vue, CalculLent lent)
    {
        var charges = await new Charges(atelier.Source).LireAsync(vue);
        charges.Select(c => (c.Agent, c.Role, c.Personnes, Math.Round(c.Charge, 4))).ShouldBe(lent.Charges(), ignoreOrder: true);
        foreach (var ligne in charges)
        {
            ligne.Site.ShouldBe(lent.Site(ligne.Agent));
        }
    }
}
