using Accompagnement.Domain.Mesures;
using Accompagnement.Domain.Referentiels;
using Accompagnement.Projections.Faits;
using Accompagnement.Projections.Pilotage;
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
        await SeuilDeChargeAsync(atelier, 15);
        var (hasard, alertes) = (new Random(graine), 0);
        for (var essai = 0; essai < 8; essai++)
        {
            var vuAu = new DateOnly(2014, 6, 1).AddDays(hasard.Next(1100));
            var vue = new Vue(vuAu.AddDays(-hasard.Next(400)), vuAu);
            var lent = new CalculLent(faits, vue);
            await Comparaison.ListesAttenteAsync(atelier, vue, lent, Filtre.Aucun);
            foreach (var code in Comparaison.Delais)
            {
                await Comparaison.DelaisAsync(atelier, code, vue, lent, Filtre.Aucun);
            }

            await Comparaison.ChargesAsync(atelier, vue, lent, Filtre.Aucun);
            alertes += lent.Alertes(15, Filtre.Aucun).Count(a => a.Alerte == "trop_charge");
            await Comparaison.EcheancesAsync(atelier, vue, lent, Filtre.Aucun);
            await Comparaison.BureauxAsync(atelier, vue, lent);
            await Comparaison.RupturesAsync(atelier, vue, lent, Filtre.Aucun);
            await Comparaison.SansSuiteAsync(atelier, vue, lent, Filtre.Aucun);
            await Comparaison.NombresSansSuiteAsync(atelier, vue, lent, Filtre.Aucun);
            (await new PlacesLibres(atelier.Source).LireAsync(vue, Axes.Type | Axes.Service, Filtre.Aucun)).ToDictionary(p => (p.Key.Service, (TypeMesure)p.Key.Type!.Value), p => p.Value)
                .ShouldBe(lent.PlacesLibres(), ignoreOrder: true);
        }

        alertes.ShouldBePositive();

        // As if it had been set before all that happened: nobody may set the past again.
        static async Task SeuilDeChargeAsync(Atelier atelier, decimal valeur)
        {
            await using var commande = atelier.Source.CreateCommand(
                "insert into referentiels.parametres (cle, du, valeur, source, auteur, saisi_le) values ('seuil.charge', '2013-01-01', $1, 'essai', 'ADM', '2013-01-01')");
            commande.Parameters.Add(new() { Value = valeur });
            await commande.ExecuteNonQueryAsync();
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
    public async Task Un_chiffre_qui_echoue_ou_qu_on_abandonne_rend_sa_connexion()
    {
        await using var atelier = await Atelier.OuvrirAsync();
        var parts = new Parts(atelier.Source);
        var (du, vue) = (new DateOnly(2015, 1, 1), Vue.Le(new(2015, 12, 31)));
        for (var fois = 0; fois < 120; fois++)
        {
            await Should.ThrowAsync<Npgsql.PostgresException>(() => parts.VisitesAsync(du, vue, Axes.Aucun, new(Service: "\0")));
        }

        (await parts.VisitesAsync(du, vue, Axes.Aucun, Filtre.Aucun)).Count.ShouldBe(1);
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
}
