using Accompagnement.Domain.Accueil;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Orientation;

namespace Accompagnement.Simulation.Tests;

public sealed class SimulateurTests(Departement departement) : IClassFixture<Departement>
{
    private static readonly DateOnly Aujourdhui = new(2026, 11, 24);
    private static readonly Lazy<(byte[] Octets, Bilan Bilan, Simulateur Simulateur)> Demonstration = new(() => Departement.Simuler(Parametres.DeDemonstration(Aujourdhui)));

    [Fact]
    public void La_meme_graine_donne_les_memes_octets_dans_toute_culture()
    {
        var parametres = new Parametres { Personnes = 400, Graine = 11, Jusqua = new(2017, 1, 1) };
        var premiere = Departement.Simuler(parametres).Octets;
        var avant = Thread.CurrentThread.CurrentCulture;
        try
        {
            Thread.CurrentThread.CurrentCulture = System.Globalization.CultureInfo.GetCultureInfo("tr-TR");
            Departement.Simuler(parametres).Octets.ShouldBe(premiere);
        }
        finally
        {
            Thread.CurrentThread.CurrentCulture = avant;
        }

        Departement.Simuler(parametres with { Graine = 12 }).Octets.ShouldNotBe(premiere);
    }

    [Fact]
    public void Aucune_ligne_n_est_refusee()
    {
        departement.Lecteur.Refuses.Take(5).Select(r => $"{r.Refus} {r.Ligne}").ShouldBeEmpty();
        departement.Lecteur.Histoires.Values.Sum(h => h.Count).ShouldBe((int)departement.Bilan.Evenements);
    }

    [Fact]
    public void Tous_les_evenements_du_contrat_se_produisent() =>
        TypeEvenement.Tous.Select(t => t.Type).Except(departement.Lecteur.Histoires.Values.SelectMany(h => h).Select(f => f.Evenement.GetType()).Distinct())
            .Select(t => t.Name).ShouldBeEmpty();

    [Fact]
    public void Les_lignes_sont_dans_l_ordre_de_saisie_et_jamais_saisies_avant_d_arriver()
    {
        var precedente = DateTimeOffset.MinValue;
        var tardifs = 0;
        var collecte = new Collecte();
        foreach (var plage in departement.Octets.AsSpan().Split((byte)'\n'))
        {
            if (departement.Octets.AsSpan(plage) is { Length: > 0 } ligne)
            {
                var fait = CloudEvents.Lire(ligne, DateTimeOffset.MaxValue, collecte).Fait!;
                fait.Saisi.ShouldBeGreaterThanOrEqualTo(precedente);
                fait.Survenu.ShouldBeLessThanOrEqualTo(fait.Saisi);
                precedente = fait.Saisi;
                tardifs += (fait.Saisi - fait.Survenu).TotalDays > 30 ? 1 : 0;
            }
        }

        tardifs.ShouldBeGreaterThan((int)departement.Bilan.Evenements / 100);
    }

    [Fact]
    public void Le_nombre_de_personnes_est_celui_demande()
    {
        departement.Bilan.Personnes.ShouldBe(3000);
        departement.Lecteur.Histoires.Values.Count(h => h[0].Sujet.Nature == Flux.Trajectoire).ShouldBe(3000);
    }

    [Fact]
    public void Trois_rendez_vous_sur_dix_sont_manques_et_des_portes_restent_closes()
    {
        var faits = departement.Lecteur.Histoires.Values.SelectMany(h => h).Select(f => f.Evenement).ToArray();
        double manques = faits.OfType<RendezVousManque>().Count(), honores = faits.OfType<RendezVousHonore>().Count();
        (manques / (manques + honores)).ShouldBe(0.3, 0.04);
        double closes = faits.OfType<VisiteTentee>().Count(v => v.Resultat == ResultatVisite.PorteClose), visites = faits.OfType<VisiteTentee>().Count();
        (closes / visites).ShouldBe(0.32, 0.06);
    }

    [Fact]
    public void Les_lignes_a_refuser_sont_refusees_et_elles_seules()
    {
        var (octets, bilan, _) = Departement.Simuler(new Parametres { Personnes = 600, Graine = 5, Refus = 0.2, Jusqua = new(2017, 1, 1) });
        bilan.Refus.ShouldBeGreaterThan(50);
        var lecteur = Departement.Lire(octets);
        lecteur.Refuses.Count.ShouldBe(bilan.Refus);
        lecteur.Refuses.Select(r => r.Refus.Regle).Distinct().Count().ShouldBeGreaterThanOrEqualTo(5);
    }

    [Fact]
    public void La_demonstration_donne_a_sa_referente_un_bureau_plein()
    {
        var (octets, bilan, _) = Demonstration.Value;
        bilan.Evenements.ShouldBeInRange(50_000, 120_000);
        var lecteur = Departement.Lire(octets);
        lecteur.Refuses.ShouldBeEmpty();
        var suivies = lecteur.Histoires.Values.Count(h => EstSuiviePar(h, Personnel.AgentDeDemonstration));
        suivies.ShouldBeInRange(40, 55);
        var rendezVous = lecteur.Histoires.Values.SelectMany(h => h).Select(f => f.Evenement).OfType<RendezVousFixe>()
            .Where(r => r.Agent == Personnel.AgentDeDemonstration && r.PrevuLe is not null).Select(r => Calendrier.Jour(r.PrevuLe!.Value)).ToArray();
        rendezVous.Count(j => j == Aujourdhui).ShouldBeGreaterThanOrEqualTo(3);
        rendezVous.Count(j => j == Aujourdhui.AddDays(1)).ShouldBeGreaterThanOrEqualTo(3);
    }

    [Fact]
    public void Les_taux_de_la_demonstration_sont_ceux_qui_sont_publies()
    {
        var simulateur = Demonstration.Value.Simulateur;
        var populations = simulateur.Populations().ToDictionary(p => (p.Population, p.Territoire), p => p.Valeur);
        populations.Count.ShouldBe(6 * 7);
        foreach (var (code, population, publie) in (ReadOnlySpan<(string, string, double)>)
            [("E1", "enfants_moins_6_ans", 0.119), ("I1", "menages_20_64_ans", 0.088), ("A1", "population_60_ans_et_plus", 0.074), ("A5", "population_0_59_ans", 0.075)])
        {
            // A year's chance is large in 3 000 persons: the mean of ten years, in the busy territory.
            var taux = Enumerable.Range(2014, 10).Average(a => simulateur.Verites.Valeur(code, a, 1)) / populations[(population, "Artois")];
            taux.ShouldBe(publie, publie * 0.3, code);
        }
    }

    private static bool EstSuiviePar(List<Fait> histoire, string agent)
    {
        var roles = new HashSet<RoleReferent>();
        foreach (var fait in Histoire.Effective(histoire))
        {
            switch (fait.Evenement)
            {
                case ReferentDesigne e when e.Agent == agent:
                    roles.Add(e.Role);
                    break;
                case ReferentRemplace e when e.Nouveau == agent:
                    roles.Add(e.Role);
                    break;
                case ReferentRemplace e when e.Ancien == agent:
                    roles.Remove(e.Role);
                    break;
                case ReferentDecharge e when e.Agent == agent:
                    roles.Remove(e.Role);
                    break;
                default:
                    break;
            }
        }

        return roles.Count > 0;
    }
}
