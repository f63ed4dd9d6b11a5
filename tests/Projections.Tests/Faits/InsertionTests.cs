using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;
using Accompagnement.Domain.Rsa;
using Accompagnement.Projections.Faits;

namespace Accompagnement.Projections.Tests.Faits;

/// <summary>What the survey on RSA asks for beyond rights and orientations.</summary>
public class InsertionTests
{
    private readonly Recit recit = new();

    [Fact]
    public void Une_sanction_court_jusqu_a_sa_levee_son_terme_ou_la_suivante()
    {
        recit.Inscrire();
        recit.Le("2015-01-10", new SanctionDecidee(NatureSanction.Suspension, 30, 2));
        recit.Le("2015-02-01", new SanctionLevee());
        recit.Le("2015-06-01", new SanctionDecidee(NatureSanction.Suspension, 50, 1));
        recit.Le("2015-09-01", new SanctionDecidee(NatureSanction.Suppression, 100, 4));
        recit.Le("2015-10-01", new SanctionDecidee(NatureSanction.Radiation));
        recit.Lignes(Nature.Sanction, l => ((NatureSanction)l.Type).ToString()).Where(l => l.Contains(", …[", StringComparison.Ordinal)).Order().ShouldBe([
            "2015-01-10 → 2015-02-01 [2015-02-01, …[ Suspension", "2015-06-01 → 2015-07-01 [2015-06-01, …[ Suspension",
            "2015-09-01 → 2015-10-01 [2015-10-01, …[ Suppression", "2015-10-01 → … [2015-10-01, …[ Radiation"]);
        recit.Lignes(Nature.SanctionDecidee).Length.ShouldBe(4);
    }

    [Fact]
    public void Une_action_compte_de_son_demarrage_a_sa_fin_et_une_seule_prescription_ne_compte_pas()
    {
        recit.Inscrire();
        recit.Le("2015-01-10", new ActionPrescrite("chantier/12", CodeOuTexte.DuCode("chantier")));
        recit.Lignes(Nature.ActionInsertion).ShouldBeEmpty();
        recit.Le("2015-02-01", new ActionDemarree("chantier/12"));
        recit.Le("2015-08-01", new ActionTerminee("chantier/12"));
        recit.Lignes(Nature.ActionInsertion, l => l.Structure!).Last().ShouldBe("2015-02-01 → 2015-08-01 [2015-08-01, …[ chantier");
    }

    [Fact]
    public void Un_contrat_dit_sa_duree_en_mois_entiers_et_chacun_de_ses_objectifs()
    {
        recit.Inscrire();
        recit.Le("2015-01-15", new ContratSigne(Guid.NewGuid(), TypeContrat.CerSolidarite, new(2015, 1, 15), new(2015, 7, 14), Objectifs: [new(CodeOuTexte.DuCode("logement")), new(CodeOuTexte.DuCode("sante")), new(CodeOuTexte.DuCode("logement"))]));
        recit.Le("2016-01-15", new ContratSigne(Guid.NewGuid(), TypeContrat.CerSolidarite, new(2016, 1, 15), new(2016, 7, 13)));
        recit.Le("2017-01-15", new ContratSigne(Guid.NewGuid(), TypeContrat.CerSolidarite));
        recit.Lignes(Nature.ContratSigne, l => $"{l.Valeur}").Select(l => l[^1]).ShouldBe(['6', '5', ' ']);
        recit.Lignes(Nature.ObjectifDeContrat, l => l.Structure!).Order().ShouldBe(["2015-01-15 [2015-01-15, …[ logement", "2015-01-15 [2015-01-15, …[ sante"]);
    }

    [Fact]
    public void Un_conjoint_et_un_enfant_sont_du_foyer_jusqu_a_leur_depart()
    {
        var foyer = Guid.NewGuid();
        recit.Inscrire();
        recit.Le("2015-01-10", new FoyerRejoint(foyer, RoleFoyer.Conjoint));
        recit.Le("2015-05-01", new FoyerQuitte(foyer));
        recit.Le("2015-09-01", new FoyerRejoint(foyer, RoleFoyer.Allocataire));
        recit.Lignes(Nature.MembreDeFoyer, l => $"{(RoleFoyer)l.Type} {l.Foyer == foyer}").Last().ShouldBe("2015-01-10 → 2015-05-01 [2015-05-01, …[ Conjoint True");
        recit.Lignes(Nature.MembreDeFoyer).Length.ShouldBe(2);
    }
}
