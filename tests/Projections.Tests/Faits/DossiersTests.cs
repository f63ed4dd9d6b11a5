using Accompagnement.Domain.Agents;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Mesures;
using Accompagnement.Domain.Orientation;
using Accompagnement.Domain.Personnes;
using Accompagnement.Domain.Rsa;
using Accompagnement.Projections.Faits;

namespace Accompagnement.Projections.Tests.Faits;

/// <summary>Merged files, rights, referents, agents, structures, silences.</summary>
public class DossiersTests
{
    private readonly Recit recit = new();
    private readonly Guid autre = Guid.NewGuid();
    private readonly Guid foyer = Guid.NewGuid();

    [Fact]
    public void Les_dossiers_fusionnes_ne_font_qu_une_personne_des_le_jour_de_la_fusion_et_deux_avant()
    {
        Fusionner();
        recit.Lignes(Nature.AttenteMesure, Qui).ShouldBe(["2015-01-10 → … [2015-01-10, 2015-06-01[ absorbe", "2015-01-10 → … [2015-06-01, …[ absorbant"]);
    }

    [Fact]
    public void Une_separation_rend_chaque_histoire_a_son_dossier()
    {
        Fusionner();
        recit.Le("2015-09-01", new DossiersSepares(autre));
        recit.Lignes(Nature.AttenteMesure, Qui).ShouldBe([
            "2015-01-10 → … [2015-01-10, 2015-06-01[ absorbe",
            "2015-01-10 → … [2015-06-01, 2015-09-01[ absorbant",
            "2015-01-10 → … [2015-09-01, …[ absorbe"]);
    }

    [Fact]
    public void Une_fusion_annulee_n_a_jamais_eu_lieu()
    {
        var fusion = Fusionner();
        recit.Annuler(fusion, le: "2015-09-01");
        recit.Lignes(Nature.AttenteMesure, Qui).Last().ShouldBe("2015-01-10 → … [2015-09-01, …[ absorbe");
    }

    [Fact]
    public void Un_droit_rouvert_fait_un_nouvel_episode()
    {
        recit.Inscrire();
        recit.Le("2014-01-01", new DroitRsaOuvert(foyer, Composante.Socle));
        recit.Le("2014-06-01", new DroitRsaFerme(foyer));
        recit.Le("2015-01-01", new DroitRsaOuvert(foyer, Composante.Activite));
        recit.Lignes(Nature.Rsa, l => ((Composante)l.Type).ToString()).ShouldBe([
            "2014-01-01 → … [2014-01-01, 2014-06-01[ Socle", "2014-01-01 → 2014-06-01 [2014-06-01, …[ Socle", "2015-01-01 → … [2015-01-01, …[ Activite"]);
    }

    [Fact]
    public void Un_droit_ouvert_deux_fois_n_entre_qu_une_fois()
    {
        recit.Inscrire();
        recit.Le("2014-01-01", new DroitRsaOuvert(foyer, Composante.Socle));
        recit.Le("2014-03-01", new DroitRsaOuvert(foyer, Composante.Socle));
        recit.Lignes(Nature.Rsa, l => $"{l.Debut} {l.Fin}").Where(l => l.Contains("…[", StringComparison.Ordinal)).ShouldBe([
            "2014-01-01 → 2014-03-01 [2014-03-01, …[ True False", "2014-03-01 → … [2014-03-01, …[ False True"]);
        recit.Lignes(Nature.DelaiOrientation).ShouldBe(["2014-01-01 → … [2014-01-01, …["]);
    }

    [Fact]
    public void Un_referent_remplace_laisse_la_place_et_la_fermeture_du_dossier_finit_le_dernier()
    {
        recit.Inscrire();
        recit.Le("2015-01-01", new ReferentDesigne(RoleReferent.Rsa, "A1", "MDS"), saisi: "2016-01-01");
        recit.Le("2015-05-01", new ReferentRemplace(RoleReferent.Rsa, "A1", "A2"), saisi: "2016-01-01");
        recit.Le("2015-08-01", new DossierClos(), saisi: "2016-01-01");
        recit.Lignes(Nature.Referent, l => $"{l.Agent} {l.Structure}").ShouldBe([
            "2015-01-01 → 2015-05-01 [2016-01-01, …[ A1 MDS", "2015-05-01 → 2015-08-01 [2016-01-01, …[ A2 "]);
    }

    [Fact]
    public void Une_personne_n_est_plus_soumise_quand_son_dernier_droit_ferme()
    {
        recit.Inscrire();
        recit.Le("2015-01-01", new DroitRsaOuvert(foyer, Composante.Socle), saisi: "2016-01-01");
        recit.Le("2015-01-01", new DroitsEtDevoirsModifies(true), saisi: "2016-01-01");
        recit.Le("2015-07-01", new DroitRsaFerme(foyer), saisi: "2016-01-01");
        recit.Lignes(Nature.Soumis).ShouldBe(["2015-01-01 → 2015-07-01 [2016-01-01, …["]);
    }

    [Fact]
    public void L_orientation_ouvre_un_delai_que_le_contrat_ferme_et_qu_une_reorientation_recommence()
    {
        recit.Inscrire();
        recit.Le("2015-01-01", new OrientationPrononcee(Parcours.Social), saisi: "2016-01-01");
        recit.Le("2015-02-01", new ReorientationPrononcee(Parcours.Professionnel), saisi: "2016-01-01");
        recit.Le("2015-02-20", new ContratSigne(Guid.NewGuid(), TypeContrat.CerProfessionnel), saisi: "2016-01-01");
        recit.Lignes(Nature.DelaiContrat, l => ((Issue)l.Valeur!.Value).ToString()).ShouldBe([
            "2015-01-01 → 2015-02-01 [2016-01-01, …[ Abandonne", "2015-02-01 → 2015-02-20 [2016-01-01, …[ Clos"]);
    }

    [Fact]
    public void Une_structure_qui_ferme_n_a_plus_de_places()
    {
        var sujet = Sujet.Structure("MECS-1");
        recit.Le("2012-01-01", new StructureEnregistree(CodeOuTexte.DuCode("mecs"), CodeInsee: "62041"), sujet: sujet);
        recit.Le("2012-01-01", new CapaciteFixee("mecs", 30), sujet: sujet);
        recit.Le("2014-01-01", new CapaciteFixee("mecs", 40), sujet: sujet);
        recit.Le("2015-01-01", new StructureFermee(), sujet: sujet);
        recit.Lignes(Nature.Capacite, l => $"{l.Valeur}").Where(l => l.Contains("…[", StringComparison.Ordinal)).ShouldBe([
            "2012-01-01 → 2014-01-01 [2014-01-01, …[ 30", "2014-01-01 → 2015-01-01 [2015-01-01, …[ 40"]);
    }

    [Fact]
    public void Un_agent_qui_change_de_site_reste_a_l_ancien_pour_hier()
    {
        var sujet = Sujet.Agent("A1");
        recit.Le("2014-01-01", new AgentEnregistre(Site: "ARRAS", Etp: 0.8m), saisi: "2016-01-01", sujet: sujet);
        recit.Le("2015-01-01", new AffectationModifiee(Site: "LENS"), saisi: "2016-01-01", sujet: sujet);
        recit.Le("2015-03-01", new AbsenceDebutee(Jusquau: new(2015, 3, 31)), saisi: "2016-01-01", sujet: sujet);
        recit.Le("2015-06-01", new AgentParti(), saisi: "2016-01-01", sujet: sujet);
        recit.Lignes(Nature.Affectation, l => $"{l.Structure} {l.Valeur}").ShouldBe([
            "2014-01-01 → 2015-01-01 [2016-01-01, …[ ARRAS 80", "2015-01-01 → 2015-06-01 [2016-01-01, …[ LENS 80", "2015-06-01 → … [2016-01-01, …[ LENS "]);
        recit.Lignes(Nature.Absence).ShouldBe(["2015-03-01 → 2015-04-01 [2016-01-01, …["]);
        recit.Lignes(Nature.Depart).ShouldBe(["2015-06-01 → … [2016-01-01, …["]);

        // Back half-time, without a word of where: at the last site.
        recit.Le("2015-09-01", new AffectationModifiee(Etp: 0.5m), saisi: "2016-02-01", sujet: sujet);
        recit.Lignes(Nature.Affectation, l => $"{l.Structure} {l.Valeur}").Where(l => l.Contains("[2016-02-01", StringComparison.Ordinal)).ShouldBe([
            "2015-06-01 → 2015-09-01 [2016-02-01, …[ LENS ", "2015-09-01 → … [2016-02-01, …[ LENS 50"]);
        recit.Lignes(Nature.Depart).ShouldContain("2015-06-01 → 2015-09-01 [2016-02-01, …[");
    }

    [Fact]
    public void Un_silence_dure_du_dernier_fait_au_suivant_et_n_est_garde_que_s_il_a_pu_se_voir()
    {
        recit.Inscrire("2015-01-01");
        recit.Le("2015-01-10", new ReferentDesigne(RoleReferent.Rsa, "A1"));
        recit.Le("2015-01-20", new ReferentDesigne(RoleReferent.Logement, "A2"));
        recit.Le("2015-05-20", new ReferentDecharge(RoleReferent.Logement, "A2"));
        recit.Lignes(Nature.Silence).ShouldBe([
            "2015-01-20 → … [2015-01-20, 2015-05-20[", "2015-01-20 → 2015-05-20 [2015-05-20, …[", "2015-05-20 → … [2015-05-20, …["]);
    }

    private string Fusionner()
    {
        recit.Inscrire("2014-01-01");
        recit.Le("2014-01-01", new PersonneInscrite(Sexe.F, new Mois(2005, 6)), sujet: Sujet.Trajectoire(autre));
        recit.Le("2015-01-10", new MesureDecidee(Guid.NewGuid(), TypeMesure.AEMO_J), sujet: Sujet.Trajectoire(autre));
        return recit.Le("2015-06-01", new DossiersFusionnes(autre));
    }

    private string Qui(Ligne ligne) => ligne.Flux == autre ? "absorbe" : ligne.Flux == recit.Personne ? "absorbant" : "?";
}
