using Accompagnement.Domain.Accueil;
using Accompagnement.Domain.Aides;
using Accompagnement.Domain.Autonomie;
using Accompagnement.Domain.Diagnostic;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Mesures;
using Accompagnement.Domain.Personnes;
using Accompagnement.Domain.Referentiels;
using Accompagnement.Domain.Rsa;

namespace Accompagnement.Domain.Tests.Recits;

/// <summary>The guards of the contract, on both sides of each limit.</summary>
public sealed class LimitesTests
{
    [Theory]
    [InlineData("2000-01", "2014-12-31", false)]
    [InlineData("2000-01", "2015-01-01", true)]
    [InlineData("2000-01", "2025-12-31", true)]
    [InlineData("2000-01", "2026-01-01", false)]
    public void Le_faj_va_de_15_a_25_ans(string naissance, string jour, bool admis) => Juger(naissance, jour, new AideSollicitee(Recit.Id(1), Fonds.FAJ), admis, "age-hors-limites");

    [Theory]
    [InlineData("2006-06", "2024-05-31", false)]
    [InlineData("2006-06", "2024-06-01", true)]
    [InlineData("2003-06", "2025-05-31", true)]
    [InlineData("2003-06", "2025-06-01", false)]
    public void L_apjm_va_de_18_a_21_ans(string naissance, string jour, bool admis) => Juger(naissance, jour, new MesureDecidee(Recit.Id(1), TypeMesure.APJM), admis, "age-hors-limites");

    [Theory]
    [InlineData("1949-06", "2025-05-31", true)]
    [InlineData("1949-06", "2025-06-01", false)]
    public void La_pch_s_ouvre_jusqu_a_75_ans(string naissance, string jour, bool admis) => Juger(naissance, jour, new DroitAutonomieOuvert(Droit.PCH), admis, "age-hors-limites");

    [Theory]
    [InlineData(3, true)]
    [InlineData(4, false)]
    public void Un_asap_mono_a_trois_thematiques(int nombre, bool admis) =>
        Juger("1990-01", "2025-01-06", new MesureDecidee(Recit.Id(1), TypeMesure.ASAP_MONO, Thematiques: [.. Enumerable.Repeat(CodeOuTexte.DuCode("budget"), nombre)]), admis, "thematiques-asap-mono");

    [Theory]
    [InlineData("2026-01-06", true)]
    [InlineData("2026-01-07", false)]
    public void Une_masp_dure_quatre_ans_en_tout(string echeance, bool admis)
    {
        var recit = Recit.De("1980-01").Le("2020-01-06", new MesureDecidee(Recit.Id(1), TypeMesure.MASP1), new MesureDemarree(Recit.Id(1)))
            .Le("2022-01-06", new MesureTerminee(Recit.Id(1)));
        var suite = new MesureDecidee(Recit.Id(2), TypeMesure.MASP2, Echeance: Recit.Jour(echeance));
        _ = admis ? recit.Le("2024-01-07", suite) : recit.Refuse("2024-01-07", suite, "duree-maximale");
    }

    [Fact]
    public void Un_diagnostic_n_est_complet_qu_avec_six_themes()
    {
        var id = Recit.Id(1);
        var recit = Recit.De("1990-01").Le("2025-01-06", new DiagnosticOuvert(id));
        foreach (var theme in Enum.GetValues<Theme>())
        {
            recit.Refuse("2025-01-07", new DiagnosticComplete(id), "diagnostic-incomplet").Le("2025-01-07", new ThemeRenseigne(id, theme, 2));
        }

        recit.Refuse("2025-01-08", new ThemeRenseigne(id, Theme.Sante, 5), "valeur-hors-domaine").Le("2025-01-08", new DiagnosticComplete(id))
            .Refuse("2025-01-09", new DiagnosticComplete(id), "diagnostic-deja-complet");
    }

    [Fact]
    public void Rien_avant_la_naissance_ni_apres_la_mort()
    {
        Recit.De("2010-02", "2010-02-01").Refuse("2010-01-31", new ConsultationInfantile(), "avant-naissance");
        Recit.De("1950-01").Le("2025-01-06", new PersonneDecedee()).Le("2025-01-06", new GirEvalue(1))
            .Refuse("2025-01-07", new GirEvalue(1), "apres-deces").Le("2025-01-07", new DossierClos());
    }

    [Fact]
    public void Un_rendez_vous_se_tient_une_fois()
    {
        var id = Recit.Id(1);
        Recit.De("1990-01").Refuse("2025-01-06", new RendezVousHonore(id), "rendez-vous-non-fixe")
            .Le("2025-01-06", new RendezVousFixe(id), new RendezVousManque(id), new RendezVousReporte(id), new RendezVousHonore(id))
            .Refuse("2025-01-08", new RendezVousAnnule(id), "rendez-vous-deja-clos");
    }

    [Theory]
    [InlineData("62041", true)]
    [InlineData("62999", false)]
    [InlineData("59350", true)]
    [InlineData("99100", true)]
    [InlineData("6204", false)]
    public void Une_commune_du_departement_existe_au_referentiel(string code, bool admis) => Juger("1990-01", "2025-01-06", new DomicileDeclare(code), admis, "commune-inconnue");

    [Theory]
    [InlineData("2025-04-21", false)]
    [InlineData("2025-05-29", false)]
    [InlineData("2025-06-09", false)]
    [InlineData("2025-07-14", false)]
    [InlineData("2025-06-08", false)]
    [InlineData("2025-06-10", true)]
    [InlineData("2024-04-01", false)]
    [InlineData("2038-04-26", false)]
    public void Les_jours_feries_de_paques_se_calculent(string jour, bool ouvre) => JoursOuvres.EstOuvre(Recit.Jour(jour)).ShouldBe(ouvre);

    [Fact]
    public void Les_jours_ouvres_sautent_ponts_et_fins_de_semaine()
    {
        JoursOuvres.Ajouter(Recit.Jour("2025-12-24"), 1).ShouldBe(Recit.Jour("2025-12-26"));
        JoursOuvres.Ajouter(Recit.Jour("2025-12-24"), 15).ShouldBe(Recit.Jour("2026-01-16"));
        JoursOuvres.Reporter(Recit.Jour("2025-11-01")).ShouldBe(Recit.Jour("2025-11-03"));
    }

    [Fact]
    public void Une_regle_non_verifiee_est_eteinte_tant_qu_on_ne_l_allume_pas()
    {
        Delais.EnVigueur.Trouver(NatureEcheance.Contrat, Recit.Jour("2024-06-03")).ShouldBeNull();
        (Delais.EnVigueur with { AvecReglages = true }).Trouver(NatureEcheance.Contrat, Recit.Jour("2024-06-03"))!.Duree.ShouldBe(2);
    }

    [Theory]
    [InlineData("2025-05-31", 20, 6, false)]
    [InlineData("2025-06-01", 30, 4, false)]
    [InlineData("2025-06-01", 29, 4, true)]
    [InlineData("2025-06-01", 30, 5, true)]
    public void Une_sanction_se_compare_au_bareme_de_sa_date(string jour, int taux, int mois, bool hors) =>
        Limites.EstHorsBareme(NatureSanction.Suspension, taux, mois, Recit.Jour(jour)).ShouldBe(hors);

    [Fact]
    public void Une_mesure_plus_longue_que_le_texte_est_signalee()
    {
        Recit.De("2015-01", "2024-01-08").Signale("2025-01-06", new MesureDecidee(Recit.Id(1), TypeMesure.AEMO_J, Echeance: Recit.Jour("2027-01-07")), "duree-au-dela-du-texte");
        Limites.EstAuDela(TypeMesure.AEMO_J, Recit.Jour("2025-01-06"), Recit.Jour("2027-01-06")).ShouldBeFalse();
    }

    private static void Juger(string naissance, string jour, IEvenement evenement, bool admis, string regle)
    {
        var recit = Recit.De(naissance);
        _ = admis ? recit.Le(jour, evenement) : recit.Refuse(jour, evenement, regle);
    }
}
