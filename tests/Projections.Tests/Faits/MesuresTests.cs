using Accompagnement.Domain.Mesures;
using Accompagnement.Domain.Personnes;
using Accompagnement.Domain.Referentiels;
using Accompagnement.Projections.Faits;

namespace Accompagnement.Projections.Tests.Faits;

public class MesuresTests
{
    private const string Arras = "62041";
    private const string Bethune = "62119";
    private readonly Recit recit = new();
    private readonly Guid mesure = Guid.NewGuid();

    [Fact]
    public void Une_mesure_decidee_attend_jusqu_a_son_demarrage()
    {
        recit.Inscrire();
        recit.Le("2015-01-10", new MesureDecidee(mesure, TypeMesure.AEMO_J));
        recit.Le("2015-03-01", new MesureDemarree(mesure));
        recit.Lignes(Nature.AttenteMesure).ShouldBe(["2015-01-10 → … [2015-01-10, 2015-03-01[", "2015-01-10 → 2015-03-01 [2015-03-01, …["]);
        recit.Lignes(Nature.Mesure).ShouldBe(["2015-03-01 → … [2015-03-01, …["]);
    }

    [Fact]
    public void Une_saisie_tardive_ne_change_rien_a_ce_qui_etait_connu_avant()
    {
        recit.Inscrire();
        recit.Le("2015-01-10", new MesureDecidee(mesure, TypeMesure.TISF));
        recit.Le("2015-02-01", new MesureDemarree(mesure), saisi: "2015-06-15");
        recit.Lignes(Nature.AttenteMesure).ShouldBe(["2015-01-10 → … [2015-01-10, 2015-06-15[", "2015-01-10 → 2015-02-01 [2015-06-15, …["]);
    }

    [Fact]
    public void Des_saisies_dans_le_desordre_donnent_les_memes_faits()
    {
        recit.Inscrire();
        recit.Le("2015-01-10", new MesureDecidee(mesure, TypeMesure.TISF), saisi: "2015-08-01");
        recit.Le("2015-02-01", new MesureDemarree(mesure), saisi: "2015-07-01");
        recit.Lignes(Nature.Mesure).ShouldBe(["2015-02-01 → … [2015-08-01, …["]);
        recit.Lignes(Nature.AttenteMesure).ShouldBe(["2015-01-10 → 2015-02-01 [2015-08-01, …["]);
    }

    [Fact]
    public void Un_demarrage_annule_rend_la_mesure_a_l_attente()
    {
        recit.Inscrire();
        recit.Le("2015-01-10", new MesureDecidee(mesure, TypeMesure.AEMO_J));
        var demarrage = recit.Le("2015-03-01", new MesureDemarree(mesure));
        recit.Annuler(demarrage, le: "2015-04-01");
        recit.Lignes(Nature.AttenteMesure).ShouldBe([
            "2015-01-10 → … [2015-01-10, 2015-03-01[", "2015-01-10 → 2015-03-01 [2015-03-01, 2015-04-01[", "2015-01-10 → … [2015-04-01, …["]);
    }

    [Fact]
    public void Une_annulation_annulee_rend_le_fait()
    {
        recit.Inscrire();
        var decision = recit.Le("2015-01-10", new MesureDecidee(mesure, TypeMesure.AEMO_J));
        var annulation = recit.Le("2015-02-01", new EvenementAnnule(decision));
        recit.Annuler(annulation, le: "2015-03-01");
        recit.Lignes(Nature.AttenteMesure).ShouldBe(["2015-01-10 → … [2015-01-10, 2015-02-01[", "2015-01-10 → … [2015-03-01, …["]);
    }

    [Fact]
    public void Un_domicile_rectifie_deplace_l_episode_a_partir_de_la_rectification()
    {
        recit.Inscrire();
        var domicile = recit.Le("2010-01-01", new DomicileDeclare(Arras));
        recit.Le("2015-01-10", new MesureDecidee(mesure, TypeMesure.AEMO_J));
        recit.Rectifier(domicile, new DomicileDeclare(Bethune), le: "2015-05-01");
        recit.Lignes(Nature.AttenteMesure, Commune).ShouldBe([
            $"2015-01-10 → … [2015-01-10, 2015-05-01[ {Arras}", $"2015-01-10 → … [2015-05-01, …[ {Bethune}"]);
    }

    [Fact]
    public void Un_demenagement_coupe_l_episode_sans_l_arreter()
    {
        recit.Inscrire(commune: Arras);
        recit.Le("2015-01-10", new MesureDecidee(mesure, TypeMesure.AEMO_J));
        recit.Le("2015-04-01", new DomicileDeclare(Bethune));
        recit.Lignes(Nature.AttenteMesure, l => $"{Commune(l)} {l.Debut} {l.Fin}").ShouldBe([
            $"2015-01-10 → … [2015-01-10, 2015-04-01[ {Arras} True True",
            $"2015-01-10 → 2015-04-01 [2015-04-01, …[ {Arras} True False",
            $"2015-04-01 → … [2015-04-01, …[ {Bethune} False True"]);
    }

    [Fact]
    public void Sans_domicile_connu_l_episode_est_non_renseigne()
    {
        recit.Inscrire();
        recit.Le("2015-01-10", new MesureDecidee(mesure, TypeMesure.AEMO_J));
        recit.Lignes(Nature.AttenteMesure, Commune).ShouldBe([$"2015-01-10 → … [2015-01-10, …[ {Territoires.LibelleNonRenseigne}"]);
    }

    [Fact]
    public void Une_mesure_demarree_le_jour_de_sa_decision_n_attend_pas_mais_son_delai_compte()
    {
        recit.Inscrire();
        recit.Le("2015-01-10", new MesureDecidee(mesure, TypeMesure.AEMO_J));
        recit.Le("2015-01-10", new MesureDemarree(mesure));
        recit.Lignes(Nature.AttenteMesure).ShouldBeEmpty();
        recit.Lignes(Nature.DelaiDemarrage, Issue).ShouldBe(["2015-01-10 → 2015-01-10 [2015-01-10, …[ Clos"]);
    }

    [Fact]
    public void Un_demarrage_avant_la_decision_a_attendu_zero_jour()
    {
        recit.Inscrire();
        recit.Le("2015-01-10", new MesureDecidee(mesure, TypeMesure.AEMO_J));
        recit.Le("2015-01-05", new MesureDemarree(mesure), saisi: "2015-01-12");
        recit.Lignes(Nature.AttenteMesure).ShouldBe(["2015-01-10 → … [2015-01-10, 2015-01-12["]);
        recit.Lignes(Nature.DelaiDemarrage, Issue).Last().ShouldBe("2015-01-10 → 2015-01-10 [2015-01-12, …[ Clos");
        recit.Lignes(Nature.Mesure).ShouldBe(["2015-01-05 → … [2015-01-12, …["]);
    }

    [Fact]
    public void Une_mesure_terminee_le_jour_de_son_demarrage_n_a_jamais_ete_en_cours()
    {
        recit.Inscrire();
        recit.Le("2015-01-10", new MesureDecidee(mesure, TypeMesure.AEMO_J));
        recit.Le("2015-02-10", new MesureDemarree(mesure));
        recit.Le("2015-02-10", new MesureTerminee(mesure), saisi: "2015-02-11");
        recit.Lignes(Nature.Mesure).ShouldBe(["2015-02-10 → … [2015-02-10, 2015-02-11["]);
        recit.Lignes(Nature.DelaiDuree, Issue).Last().ShouldBe("2015-02-10 → 2015-02-10 [2015-02-11, …[ Clos");
    }

    [Fact]
    public void Une_mesure_convertie_avant_de_demarrer_n_attend_plus_et_son_delai_est_abandonne()
    {
        var vers = Guid.NewGuid();
        recit.Inscrire();
        recit.Le("2015-01-10", new MesureDecidee(mesure, TypeMesure.AEMO_J));
        recit.Le("2015-03-10", new MesureDecidee(vers, TypeMesure.AEMO_RENFORCEE));
        recit.Le("2015-03-10", new MesureConvertie(mesure, vers));
        recit.Lignes(Nature.AttenteMesure, l => ((TypeMesure)l.Type).ToString()).ShouldBe([
            "2015-01-10 → … [2015-01-10, 2015-03-10[ AEMO_J", "2015-01-10 → 2015-03-10 [2015-03-10, …[ AEMO_J", "2015-03-10 → … [2015-03-10, …[ AEMO_RENFORCEE"]);
        recit.Lignes(Nature.DelaiDemarrage, Issue).ShouldContain("2015-01-10 → 2015-03-10 [2015-03-10, …[ Abandonne");
    }

    [Fact]
    public void Une_substitution_et_un_changement_de_service_valent_a_partir_de_leur_jour()
    {
        recit.Inscrire();
        recit.Le("2015-01-10", new MesureDecidee(mesure, TypeMesure.AEMO_J));
        recit.Le("2015-02-01", new MesureAttribuee(mesure, "ADAE"));
        recit.Le("2015-03-01", new SubstitutionMiseEnPlace(mesure, TypeMesure.TISF));
        recit.Lignes(Nature.AttenteMesure, l => $"{l.Structure}/{l.Valeur}").Where(l => l.Contains("…[", StringComparison.Ordinal)).ShouldBe([
            "2015-01-10 → 2015-02-01 [2015-02-01, …[ /0", "2015-02-01 → 2015-03-01 [2015-03-01, …[ ADAE/0", "2015-03-01 → … [2015-03-01, …[ ADAE/1"]);
    }

    [Fact]
    public void Plusieurs_faits_du_meme_jour_ne_laissent_que_le_dernier_etat()
    {
        recit.Inscrire();
        recit.Le("2015-01-10", new MesureDecidee(mesure, TypeMesure.AEMO_J), saisi: "2015-05-01");
        recit.Le("2015-02-10", new MesureDemarree(mesure), saisi: "2015-05-01");
        recit.Le("2015-04-10", new MesureTerminee(mesure), saisi: "2015-05-01");
        recit.Lignes(Nature.Mesure).ShouldBe(["2015-02-10 → 2015-04-10 [2015-05-01, …["]);
    }

    private static string Commune(Ligne ligne) =>
        ligne.Commune > 0 ? Territoires.PasDeCalais.Communes[ligne.Commune - 1].CodeInsee : Territoires.PasDeCalais.Libelle(ligne.Commune, Decoupage.Commune);

    private static string Issue(Ligne ligne) => ((Issue)ligne.Valeur!.Value).ToString();
}
