using Accompagnement.Domain.Accueil;
using Accompagnement.Domain.Agents;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Logement;
using Accompagnement.Domain.Mesures;
using Accompagnement.Domain.Orientation;
using Accompagnement.Domain.Rsa;
using Accompagnement.Projections.Pilotage;
using Accompagnement.Projections.Tests.Moteur;
using Delais = Accompagnement.Projections.Pilotage.Delais;
using Vue = Accompagnement.Projections.Pilotage.Vue;

namespace Accompagnement.Projections.Tests.Pilotage;

/// <summary>Every figure within a site, a territory, a service, a type, a period, against the slow computation.</summary>
public class FiguresParFiltreTests
{
    private static readonly string[] Sites = ["S0", "S1", "S2"];

    [Theory]
    [InlineData(21)]
    [InlineData(22)]
    public async Task Dans_un_site_les_figures_sont_celles_du_calcul_lent(int graine)
    {
        List<Fait> faits = [.. Departement.Tirer(graine, personnes: 40), Mds("S0", "62498"), Mds("S1", "62041")];
        await using var atelier = await Atelier.AvecAsync(faits);
        var (hasard, comptes) = (new Random(graine), 0L);
        for (var essai = 0; essai < 2; essai++)
        {
            var vue = Tirer(hasard);
            var lent = new CalculLent(faits, vue);
            foreach (var site in Sites)
            {
                var filtre = new Filtre(Site: site);
                await Comparaison.ListesAttenteAsync(atelier, vue, lent, filtre);
                foreach (var code in Comparaison.Delais)
                {
                    await Comparaison.DelaisAsync(atelier, code, vue, lent, filtre);
                }

                await Comparaison.ChargesAsync(atelier, vue, lent, filtre);
                await Comparaison.EcheancesAsync(atelier, vue, lent, filtre);
                await Comparaison.RupturesAsync(atelier, vue, lent, filtre);
                await Comparaison.SansSuiteAsync(atelier, vue, lent, filtre);
                await Comparaison.NombresSansSuiteAsync(atelier, vue, lent, filtre);
                await Comparaison.CohortesAsync(atelier, vue, lent, filtre);
                await PartsAsync(atelier, vue, lent, filtre);
                comptes += await StocksAsync(atelier, faits, vue, lent, filtre);
            }
        }

        comptes.ShouldBePositive();
    }

    [Theory]
    [InlineData(25)]
    [InlineData(26)]
    public async Task Le_stock_de_chaque_fin_de_mois_est_celui_de_la_liste_de_ce_jour(int graine)
    {
        var faits = Departement.Tirer(graine, personnes: 40);
        await using var atelier = await Atelier.AvecAsync(faits);
        var (hasard, listes, comptes) = (new Random(graine), new ListesAttente(atelier.Source), 0L);
        var vue = Tirer(hasard);
        var une = (await listes.LireAsync(vue, Axes.Type | Axes.Service | Axes.Territoire, Filtre.Aucun)).OrderByDescending(l => l.EnAttente).First();
        foreach (var filtre in new Filtre[] { Filtre.Aucun, new(Type: Noms.Mesure(une.Type)), new(Service: une.Service), new(Territoire: une.Territoire), Filtre.Aucun with { SansEnfance = true } })
        {
            foreach (var axes in new[] { Axes.Aucun, Axes.Type, Axes.Type | Axes.Service, Axes.Type | Axes.Service | Axes.Territoire })
            {
                const int Mois = 7;
                var series = await listes.StocksMensuelsAsync(vue, Mois, axes, filtre);
                for (var i = 0; i < Mois; i++)
                {
                    var fin = i == Mois - 1 ? vue.Au : new DateOnly(vue.Au.Year, vue.Au.Month, 1).AddMonths(i - Mois + 2).AddDays(-1);
                    var attendus = (await listes.LireAsync(vue with { Au = fin }, axes, filtre)).Where(l => l.EnAttente > 0)
                        .ToDictionary(l => new Cle(l.Type.Length == 0 ? null : Noms.Mesure(l.Type), l.Service, l.Territoire), l => l.EnAttente);
                    series.Where(s => s.Value[i] != 0).ToDictionary(s => s.Key, s => s.Value[i]).ShouldBe(attendus, ignoreOrder: true, $"{filtre} {axes} {fin}");
                    comptes += attendus.Values.Sum();
                }
            }
        }

        comptes.ShouldBePositive();
    }

    [Theory]
    [InlineData(23)]
    [InlineData(24)]
    public async Task Par_type_service_et_territoire_les_figures_sont_celles_du_calcul_lent_et_un_filtre_donne_sa_cellule(int graine)
    {
        var faits = Departement.Tirer(graine, personnes: 40);
        await using var atelier = await Atelier.AvecAsync(faits);
        var hasard = new Random(graine);
        for (var essai = 0; essai < 2; essai++)
        {
            var vue = Tirer(hasard);
            var lent = new CalculLent(faits, vue);
            foreach (var code in Comparaison.Delais)
            {
                await CellulesAsync(atelier, code, vue, lent, hasard);
            }

            foreach (var attente in lent.ListesAttente().OrderBy(_ => hasard.Next()).Take(3))
            {
                foreach (var filtre in new Filtre[]
                {
                    new(attente.Cle.Type), new(Service: attente.Cle.Service.Length == 0 ? null : attente.Cle.Service), new(Territoire: attente.Cle.Territoire),
                    new(attente.Cle.Type, Territoire: attente.Cle.Territoire, Site: Sites[hasard.Next(3)]),
                })
                {
                    await Comparaison.ListesAttenteAsync(atelier, vue, lent, filtre);
                    await Comparaison.CohortesAsync(atelier, vue, lent, filtre);
                    await Comparaison.ChargesAsync(atelier, vue, lent, filtre);
                    await Comparaison.RupturesAsync(atelier, vue, lent, filtre);
                }

                await Comparaison.SansSuiteAsync(atelier, vue, lent, new(Territoire: attente.Cle.Territoire));
                await PartsAsync(atelier, vue, lent, new(Territoire: attente.Cle.Territoire));
                await EcheancesAsync(atelier, vue, attente.Cle.Territoire);
            }
        }
    }

    [Theory]
    [InlineData(27)]
    [InlineData(28)]
    public async Task Dans_des_services_il_n_y_a_que_leurs_agents(int graine)
    {
        var hasard = new Random(graine);
        string[] services = ["social", "ase", "logement"];
        List<Fait> faits = [.. Departement.Tirer(graine, personnes: 40).Select(f => f.Evenement switch
        {
            AgentEnregistre e => f with { Evenement = e with { Service = services[hasard.Next(3)] } },
            AffectationModifiee e => f with { Evenement = e with { Service = services[hasard.Next(3)] } },
            _ => f,
        })];
        await using var atelier = await Atelier.AvecAsync(faits);
        var (ecartes, montres) = (0, 0);
        for (var essai = 0; essai < 3; essai++)
        {
            var vue = Tirer(hasard);
            var lent = new CalculLent(faits, vue);
            foreach (var filtre in new Filtre[] { new() { Services = ["social"] }, new() { Services = ["ase", "logement"] }, new(Site: "S1") { Services = ["ase", "social"] } })
            {
                await Comparaison.ChargesAsync(atelier, vue, lent, filtre);
                await Comparaison.RupturesAsync(atelier, vue, lent, filtre);
                var agents = lent.AgentsQuiSuivent(filtre);
                var echeances = (await new EcheancesDeService(atelier.Source).LireAsync(vue, Axes.Agent, filtre)).Select(e => e.Agent).Where(a => a.Length > 0).Distinct().ToList();
                echeances.ShouldAllBe(a => agents.Contains(a));
                foreach (var agent in lent.AgentsQuiSuivent(Filtre.Aucun).Except(agents))
                {
                    (await new EcheancesDeService(atelier.Source).PersonnesAsync(vue, filtre, EcheancesVoulues.Toutes, agent, 0, 10)).ShouldBeEmpty();
                    ecartes++;
                }

                montres += echeances.Count;
            }
        }

        (ecartes > 0 && montres > 0).ShouldBeTrue($"{ecartes} {montres}");
    }

    private static Fait Mds(string site, string commune)
    {
        var jour = Calendrier.Minuit(new(2013, 12, 1)).AddHours(9);
        return new(Sujet.Structure(site), new StructureEnregistree(CodeOuTexte.DuCode("mds"), CodeInsee: commune), jour, jour, new("/sites", site));
    }

    private static Vue Tirer(Random hasard)
    {
        var vuAu = new DateOnly(2014, 6, 1).AddDays(hasard.Next(1100));
        return new(vuAu.AddDays(-hasard.Next(400)), vuAu);
    }

    /// <summary>The delays by cell are those of the slow computation, and a filter that names a cell gives the same.</summary>
    private static async Task CellulesAsync(Atelier atelier, string code, Vue vue, CalculLent lent, Random hasard)
    {
        var (du, fin) = (vue.Au.AddDays(-400), vue.Au.AddDays(-hasard.Next(60)));
        var (delais, attendus) = (new Delais(atelier.Source), lent.DelaisParCellule(code, du, fin));
        var lignes = await delais.LireAsync(code, du, fin, vue, Axes.Type | Axes.Service | Axes.Territoire, Filtre.Aucun);
        lignes.Select(l => ((l.Type, l.Service, l.Territoire), l.Ouverts, l.Clos, l.Abandonnes, l.MedianeJours, l.P90Jours)).ShouldBe(
            attendus.Select(a => (a.Key, (long)a.Value.Count, (long)a.Value.Count(d => d.Clos), (long)a.Value.Count(d => d.Abandonne), CalculLent.Quantile(a.Value, 0.5), CalculLent.Quantile(a.Value, 0.9))),
            ignoreOrder: true, code);
        if (lignes.Count > 0)
        {
            var cellule = lignes[hasard.Next(lignes.Count)];
            var type = Enumerable.Range(-1, 300).Select(n => (short)n).First(n => Noms.Type(Delais.Codes[code], n) == cellule.Type);
            var filtre = new Filtre(type < 0 ? null : type, cellule.Service.Length == 0 ? null : cellule.Service, cellule.Territoire);
            var seule = (await delais.LireAsync(code, du, fin, vue, Axes.Aucun, filtre)).Single();
            var memes = lent.Delais(code, du, fin, filtre);
            (seule.Ouverts, seule.Clos, seule.EnCours, seule.MedianeJours).ShouldBe(
                (memes.Count, memes.Count(d => d.Clos), memes.Count(d => !d.Clos && !d.Abandonne), CalculLent.Quantile(memes, 0.5)), code);
        }
    }

    /// <summary>The deadlines within a territory are those that say so, and so for what and by whom they are due.</summary>
    private static async Task EcheancesAsync(Atelier atelier, Vue vue, string territoire)
    {
        var service = new EcheancesDeService(atelier.Source);
        var toutes = await service.PersonnesAsync(vue, Filtre.Aucun, EcheancesVoulues.Toutes, null, 0, 100_000);
        (await service.PersonnesAsync(vue, new(Territoire: territoire), EcheancesVoulues.Toutes, null, 0, 100_000)).ShouldBe(toutes.Where(e => e.Territoire == territoire));
        (await service.PersonnesAsync(vue, new(Service: "ADAE"), EcheancesVoulues.EnRetard, null, 0, 100_000)).ShouldBe(toutes.Where(e => e.Service == "ADAE" && e.DueLe < vue.Au));
        (await service.PersonnesAsync(vue, new(EcheancesDeService.Numero(nameof(TypeMesure.TISF))), EcheancesVoulues.Toutes, null, 0, 100_000))
            .ShouldBe(toutes.Where(e => e.Mesure == nameof(TypeMesure.TISF)));
    }

    /// <summary>A stock as it is restored, and each month of the lists, are those of the day.</summary>
    private static async Task<long> StocksAsync(Atelier atelier, List<Fait> faits, Vue vue, CalculLent lent, Filtre filtre)
    {
        var (alors, maintenant) = (lent.Stocks(filtre), new CalculLent(faits, Vue.Le(vue.Au)).Stocks(filtre));
        foreach (var (code, avant, apres) in new[] { ("L1", alors.L1, maintenant.L1), ("M", alors.M, maintenant.M), ("W1", alors.W1, maintenant.W1) })
        {
            var ligne = (await new Restitutions(atelier.Source).LireAsync(code, vue, Axes.Aucun, filtre)).SingleOrDefault();
            (ligne?.Alors ?? 0, ligne?.Maintenant ?? 0).ShouldBe((avant, apres), $"{code} {filtre.Site} {vue}");
        }

        var (mois, listes) = (vue.Au.AddDays(-vue.Au.Day), new ListesAttente(atelier.Source));
        var serie = await listes.StocksMensuelsAsync(vue, 3, Axes.Type | Axes.Service | Axes.Territoire, filtre);
        serie.Sum(s => s.Value[^2]).ShouldBe(new CalculLent(faits, vue with { Au = mois }).ListesAttente(filtre).Sum(l => l.EnAttente));
        (await listes.PersonnesAsync(vue, filtre, 0, 1000)).Count.ShouldBe((int)alors.L1);
        return alors.L1 + alors.M + alors.W1;
    }

    private static async Task PartsAsync(Atelier atelier, Vue vue, CalculLent lent, Filtre filtre)
    {
        var (parts, du) = (new Parts(atelier.Source), vue.Au.AddDays(-120));
        var rendezVous = (await parts.RendezVousAsync(du, vue, Axes.Aucun, filtre)).Single().Parts;
        (rendezVous.Honores, rendezVous.ManquesParUsager).ShouldBe((Actes(f => f.Evenement is RendezVousHonore), Actes(f => f.Evenement is RendezVousManque)));
        var visites = (await parts.VisitesAsync(du, vue, Axes.Aucun, filtre)).Single().Parts;
        (visites.Realisees, visites.PortesCloses, visites.Refusees).ShouldBe((Visites(ResultatVisite.Realisee), Visites(ResultatVisite.PorteClose), Visites(ResultatVisite.Refusee)));
        (await parts.DiagnosticsAsync(du, vue, Axes.Aucun, filtre)).Single().Parts.Mandates
            .ShouldBe(Actes(f => f.Evenement is StadeExpulsionFranchi { Stade: StadeExpulsion.Assignation }));
        (await parts.SortiesAsync(du, vue, Axes.Aucun, filtre)).Sum(s => s.Toutes).ShouldBe(Actes(f => f.Evenement is SortieConstatee));
        var continuite = (await parts.ContinuiteAsync(du, vue, Axes.Aucun, filtre)).Single().Parts;
        var (jours, accueils) = lent.Suivis(du, filtre);
        (continuite.Orientations, continuite.Reorientations, continuite.Accueils)
            .ShouldBe((Actes(f => f.Evenement is OrientationPrononcee), Actes(f => f.Evenement is ReorientationPrononcee), accueils), filtre.ToString());
        continuite.AnneesDeSuivi.ShouldBe(jours / 365.25, 1e-9, filtre.ToString());

        long Visites(ResultatVisite resultat) => Actes(f => f.Evenement is VisiteTentee v && v.Resultat == resultat);

        long Actes(Func<Fait, bool> selon) => lent.Actes(du, filtre, selon);
    }
}
