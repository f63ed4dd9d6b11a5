using Accompagnement.Domain.Echeances;
using Accompagnement.Projections.Pilotage;
using Accompagnement.Projections.Tests.Moteur;

namespace Accompagnement.Projections.Tests.Pilotage;

/// <summary>Each figure beside the slow computation of the same.</summary>
internal static class Comparaison
{
    public static IReadOnlyList<string> Delais { get; } = ["D1", "D2", "D3", "D4", "D5", "D6", "D7", "D8"];

    public static async Task ListesAttenteAsync(Atelier atelier, Vue vue, CalculLent lent, Filtre filtre)
    {
        var lignes = await new ListesAttente(atelier.Source).LireAsync(vue, Axes.Type | Axes.Service | Axes.Territoire, filtre);
        lignes.Where(l => l.EnAttente + l.EntreesMois + l.SortiesMois > 0)
            .Select(l => (new Cle(Noms.Mesure(l.Type), l.Service, l.Territoire), l.EnAttente, l.PlusAncienneDepuis, l.AvecSubstitution, l.EntreesMois, l.SortiesMois))
            .ShouldBe(lent.ListesAttente(filtre), ignoreOrder: true);
        var ensemble = (await new ListesAttente(atelier.Source).LireAsync(vue, Axes.Aucun, filtre)).SingleOrDefault();
        var attendus = lent.Delais("D3", vue.Au.AddMonths(-12).AddDays(1), vue.Au, filtre);
        ensemble?.MedianeJours.ShouldBe(CalculLent.Quantile(attendus, 0.5));
        ensemble?.P90Jours.ShouldBe(CalculLent.Quantile(attendus, 0.9));
        if (attendus.Count > 0)
        {
            ensemble!.PartHorsLimite!.Value.ShouldBe(1 - CalculLent.PartDansLimite(attendus, Parametres.Le(vue.Au).Limite("D3")), 1e-9);
        }
    }

    public static async Task DelaisAsync(Atelier atelier, string code, Vue vue, CalculLent lent, Filtre filtre)
    {
        var (du, fin) = (vue.Au.AddDays(-300), vue.Au.AddDays(-30));
        var ligne = (await new Projections.Pilotage.Delais(atelier.Source).LireAsync(code, du, fin, vue, Axes.Aucun, filtre)).SingleOrDefault();
        var attendus = lent.Delais(code, du, fin, filtre);
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

    public static async Task EcheancesAsync(Atelier atelier, Vue vue, CalculLent lent, Filtre filtre)
    {
        var attendues = filtre.Site is { } site ? lent.Echeances(site) : lent.Echeances();
        var service = new EcheancesDeService(atelier.Source);
        var ouvertes = await service.PersonnesAsync(vue, filtre, EcheancesVoulues.Toutes, null, 0, 100_000);
        ouvertes.Select(e => (e.Personne, e.Nature, e.DueLe, e.Etat == EtatEcheance.EnRetard))
            .ShouldBe(attendues.Select(a => (a.Personne, LigneEcheance.Code(a.Nature.ToString()), a.Due, a.Due < vue.Au)), ignoreOrder: true);
        var lignes = await service.LireAsync(vue, Axes.Type, filtre);
        lignes.Sum(l => l.AVenir).ShouldBe(attendues.Count(a => a.Due >= vue.Au));
        lignes.Sum(l => l.SousTrenteJours).ShouldBe(attendues.Count(a => a.Due >= vue.Au && a.Due <= vue.Au.AddDays(30)));
        lignes.Sum(l => l.EnRetard).ShouldBe(attendues.Count(a => a.Due < vue.Au));
    }

    public static async Task BureauxAsync(Atelier atelier, Vue vue, CalculLent lent)
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

    public static async Task ChargesAsync(Atelier atelier, Vue vue, CalculLent lent, Filtre filtre)
    {
        var charges = await new Charges(atelier.Source).LireAsync(vue, filtre);
        charges.Select(c => (c.Agent, c.Role, c.Personnes, Math.Round(c.Charge, 4))).ShouldBe(lent.Charges(filtre), ignoreOrder: true);
        foreach (var ligne in charges)
        {
            ligne.Site.ShouldBe(lent.Site(ligne.Agent));
        }

        var alertes = await new Charges(atelier.Source).AlertesAsync(vue, filtre);
        alertes.Lignes.Select(l => (l.Alerte, l.Agent, l.Dossiers)).ShouldBe(lent.Alertes(alertes.Seuil, filtre), ignoreOrder: true);
        alertes.Lignes.Select(l => l.Agent).ShouldBe([.. alertes.AuDessusDuSeuil, .. alertes.AbsentsAvecDossiers, .. alertes.PartisAvecDossiers], ignoreOrder: true);
    }

    public static async Task RupturesAsync(Atelier atelier, Vue vue, CalculLent lent, Filtre filtre) =>
        (await new Ruptures(atelier.Source).LireAsync(vue, filtre)).Select(r => (r.Personne, r.Agent, r.DernierEvenementLe)).ShouldBe(lent.Ruptures(90, filtre), ignoreOrder: true);

    public static async Task SansSuiteAsync(Atelier atelier, Vue vue, CalculLent lent, Filtre filtre) =>
        (await new DroitsEtDevoirs(atelier.Source).LireAsync(vue, filtre, 0, 1000)).Select(b => (b.Personne, b.SansOrientation, b.SansReferent))
            .ShouldBe(lent.SansSuite(filtre), ignoreOrder: true);

    public static async Task NombresSansSuiteAsync(Atelier atelier, Vue vue, CalculLent lent, Filtre filtre)
    {
        var (enTout, parTerritoire) = (await CompterAsync(Axes.Aucun), await CompterAsync(Axes.Territoire));
        var attendus = lent.SansSuite(filtre);
        enTout.Sum(n => n.SansOrientation).ShouldBe(attendus.Count(p => p.SansOrientation));
        enTout.Sum(n => n.SansReferent).ShouldBe(attendus.Count(p => p.SansReferent));
        enTout.Sum(n => n.SansLesDeux).ShouldBe(attendus.Count(p => p.SansOrientation && p.SansReferent));
        enTout.Sum(n => n.Soumis).ShouldBe(lent.Soumis(filtre).Count);
        parTerritoire.Sum(n => n.Soumis).ShouldBe(lent.Soumis(filtre).Count);
        foreach (var ligne in parTerritoire)
        {
            var ici = lent.SansSuite(filtre with { Territoire = ligne.Territoire });
            (ligne.SansOrientation, ligne.SansReferent).ShouldBe((ici.Count(p => p.SansOrientation), ici.Count(p => p.SansReferent)));
        }

        Task<IReadOnlyList<NombreSansSuite>> CompterAsync(Axes axes) => new DroitsEtDevoirs(atelier.Source).CompterAsync(vue, axes, filtre);
    }

    public static async Task CohortesAsync(Atelier atelier, Vue vue, CalculLent lent, Filtre filtre)
    {
        var depuis = new DateOnly(vue.Au.Year, vue.Au.Month, 1).AddMonths(-6);
        var cohortes = await new Series(atelier.Source).CohortesAsync(depuis, vue, filtre);
        for (var mois = depuis; mois <= vue.Au; mois = mois.AddMonths(1))
        {
            var attendues = lent.Delais("D3", mois, mois.AddMonths(1).AddDays(-1), filtre);
            (cohortes.SingleOrDefault(c => c.Mois == mois) ?? new(mois, 0, 0, 0, 0)).ShouldBe(new(
                mois, attendues.Count, attendues.Count(d => d.Clos), attendues.Count(d => !d.Clos && !d.Abandonne), attendues.Count(d => d.Abandonne)));
        }
    }
}
