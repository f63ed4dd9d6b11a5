using Accompagnement.Domain.Aides;
using Accompagnement.Domain.Autonomie;
using Accompagnement.Domain.Dossiers;
using Accompagnement.Domain.Echeances;
using Accompagnement.Domain.Enfance;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Logement;
using Accompagnement.Domain.Mesures;
using Accompagnement.Domain.Orientation;
using Accompagnement.Domain.Personnes;
using Accompagnement.Domain.Referentiels;
using Accompagnement.Domain.Rsa;

namespace Accompagnement.Domain.Tests.Recits;

/// <summary>One story per process, as the trade tells it.</summary>
public sealed class ProcessusTests
{
    [Fact]
    public void Un_rsa_de_l_ouverture_a_la_sortie()
    {
        var foyer = Recit.Id(10);
        var contrat = Recit.Id(11);
        var recit = Recit.De("1990-03").Le("2025-02-03", new FoyerRejoint(foyer, RoleFoyer.Allocataire), new DroitRsaOuvert(foyer, Composante.Socle));

        recit.Due(NatureEcheance.Orientation).ShouldBe(Recit.Jour("2025-03-17"), "six semaines");
        recit.Echeance(NatureEcheance.Orientation, "2025-03-17").ShouldBe(EtatEcheance.AVenir);
        recit.Echeance(NatureEcheance.Orientation, "2025-03-18").ShouldBe(EtatEcheance.EnRetard);

        recit.Le("2025-03-10", new OrientationPrononcee(Parcours.Social, Dispositif.Solidarite), new ReferentDesigne(RoleReferent.Rsa, "AGT-0042"));
        recit.Echeance(NatureEcheance.Orientation, "2025-03-18").ShouldBe(EtatEcheance.Tenue);
        recit.Due(NatureEcheance.Contrat).ShouldBe(Recit.Jour("2025-04-10"), "un mois");

        recit.Le("2025-04-14", new ContratSigne(contrat, TypeContrat.ContratEngagement, Recit.Jour("2025-04-14"), Recit.Jour("2025-12-31"), 15));
        recit.Echeance(NatureEcheance.Contrat, "2025-04-14").ShouldBe(EtatEcheance.TenueEnRetard);
        recit.Echeance(NatureEcheance.Contrat, "2025-04-13").ShouldBe(EtatEcheance.EnRetard, "l'état à une date passée ne change pas");
        recit.Due(NatureEcheance.Bilan).ShouldBe(Recit.Jour("2025-10-14"));

        recit.Le("2025-10-01", new BilanRealise(contrat, MomentBilan.Intermediaire)).Le("2025-12-20", new ContratRenouvele(contrat, Recit.Jour("2026-03-31")));
        recit.Due(NatureEcheance.FinContrat).ShouldBe(Recit.Jour("2026-03-31"));

        recit.Le("2026-03-02", new SortieConstatee(SituationSortie.Cdi), new DroitRsaFerme(foyer), new ReferentDecharge(RoleReferent.Rsa, "AGT-0042"))
            .Le("2026-03-03", new ContratRompu(contrat), new DossierClos())
            .Refuse("2026-03-04", new DroitRsaOuvert(foyer, Composante.Socle), "dossier-clos");
        recit.Dossier("2026-03-04").EnCours.ShouldBeEmpty();
        recit.Dossier("2025-11-01").EnCours.Select(e => e.Nature).ShouldBe([NatureEnCours.DroitRsa, NatureEnCours.Contrat]);
        recit.Dossier("2026-03-04").Echeances.ShouldAllBe(e => e.EtatLe(Recit.Jour("2026-03-04")) != EtatEcheance.EnRetard);
    }

    [Fact]
    public void L_orientation_se_juge_au_delai_de_sa_date() =>
        Recit.De("1990-03").Le("2024-12-02", new DroitRsaOuvert(Recit.Id(10), Composante.Socle)).Due(NatureEcheance.Orientation)
            .ShouldBe(Recit.Jour("2025-01-02"), "un mois, selon le schéma de 2023");

    [Fact]
    public void Un_enfant_de_l_information_preoccupante_a_la_majorite()
    {
        var (ip, mesure, accueil) = (Recit.Id(20), Recit.Id(21), Recit.Id(22));
        var recit = Recit.De("2006-05", "2022-01-10")
            .Le("2022-01-10", new InformationPreoccupanteRecue(ip), new IpQualifiee(ip, QualificationIp.Evaluation))
            .Le("2022-01-20", new EvaluationIpConfiee(ip, "ARTOIS-BETHUNE"));
        recit.Due(NatureEcheance.EvaluationIp).ShouldBe(Recit.Jour("2022-04-10"), "trois mois depuis la réception");

        recit.Le("2022-04-11", new EvaluationIpRendue(ip), new SuiteIpDecidee(ip, SuiteIp.MesureAdministrative))
            .Le("2022-05-02", new MesureDecidee(mesure, TypeMesure.AEMO_J, Cadre.Judiciaire, Echeance: Recit.Jour("2023-05-02")));
        recit.Echeance(NatureEcheance.EvaluationIp, "2022-05-01").ShouldBe(EtatEcheance.TenueEnRetard);
        recit.Dossier("2022-06-01").EnCours.ShouldHaveSingleItem().EnAttenteDepuis.ShouldBe(Recit.Jour("2022-05-02"));
        recit.Refuse("2022-06-01", new MesureTerminee(mesure), "mesure-non-demarree");

        recit.Le("2022-07-04", new MesureDemarree(mesure)).Le("2022-09-05", new MesureTerminee(mesure, FinMesure.Placement))
            .Le("2022-09-05", new AccueilDecide(accueil, NatureAccueil.Judiciaire), new AccueilDemarre(accueil, Modalite.Mecs, "MECS-LIEVIN"));
        recit.Due(NatureEcheance.RapportDeSituation).ShouldBe(Recit.Jour("2023-09-05"));
        recit.Due(NatureEcheance.ProjetPourLEnfant).ShouldBe(Recit.Jour("2022-12-05"));
        recit.Due(NatureEcheance.Entretien17Ans).ShouldBe(Recit.Jour("2023-05-01"));

        recit.Le("2022-11-14", new ProjetPourLEnfantSigne()).Le("2023-04-03", new EntretienAutonomieRealise(TypeEntretienAutonomie.Prealable17ans))
            .Le("2023-09-01", new RapportDeSituationRendu()).Le("2024-05-20", new AccueilTermine(accueil));
        recit.Echeance(NatureEcheance.Entretien17Ans, "2024-05-20").ShouldBe(EtatEcheance.Tenue);
        recit.Due(NatureEcheance.EntretienSortie).ShouldBe(Recit.Jour("2024-11-20"));
        recit.Refuse("2024-05-21", new AccueilTermine(accueil), "accueil-deja-termine")
            .Le("2024-06-03", new MesureDecidee(Recit.Id(23), TypeMesure.APJM));
    }

    [Fact]
    public void Un_tout_petit_a_un_rapport_tous_les_six_mois() =>
        Recit.De("2024-01", "2025-01-06").Le("2025-01-06", new AccueilDecide(Recit.Id(1), NatureAccueil.Judiciaire), new AccueilDemarre(Recit.Id(1), Modalite.AssistantFamilial))
            .Due(NatureEcheance.RapportDeSituation).ShouldBe(Recit.Jour("2025-07-06"));

    [Fact]
    public void Une_expulsion_jusqu_a_la_cloture()
    {
        var procedure = Recit.Id(30);
        var recit = Recit.De("1975-11").Le("2025-01-15", new ProcedureExpulsionOuverte(procedure, Parc.Social, 2150.40m))
            .Le("2025-02-20", new StadeExpulsionFranchi(procedure, StadeExpulsion.Assignation))
            .Le("2025-03-11", new DiagnosticSocialFinancier(procedure, ResultatDsf.Realise, true))
            .Signale("2025-03-12", new StadeExpulsionFranchi(procedure, StadeExpulsion.CommandementDePayer), "stade-deja-franchi");
        recit.Dossier("2025-03-12").EnCours.ShouldHaveSingleItem().Etape.ShouldBe("assignation");
        recit.Le("2025-06-02", new StadeExpulsionFranchi(procedure, StadeExpulsion.Cloture)).Dossier("2025-06-02").EnCours.ShouldBeEmpty();
    }

    [Fact]
    public void Une_aide_refusee_contestee_puis_accordee()
    {
        var demande = Recit.Id(40);
        var piece = CodeOuTexte.DuCode("rib");
        var recit = Recit.De("1988-08").Le("2025-01-06", new AideSollicitee(demande, Fonds.FSL, Volet.MAINTIEN, MontantDemande: 740m), new PiecesDemandees(demande, [piece]));
        recit.Due(NatureEcheance.PiecesManquantes).ShouldBe(Recit.Jour("2025-02-05"));
        recit.Le("2025-01-20", new PieceRecue(demande, piece), new DossierComplet(demande), new AideInscrite(demande, SeanceLe: Recit.Jour("2025-02-10")));
        recit.Echeance(NatureEcheance.PiecesManquantes, "2025-02-06").ShouldBe(EtatEcheance.Tenue);
        recit.Dossier("2025-01-25").EnCours.ShouldHaveSingleItem().EnAttenteDepuis.ShouldBe(Recit.Jour("2025-01-20"));

        recit.Le("2025-02-10", new AideRefusee(demande)).Refuse("2025-02-11", new AideAccordee(demande, 500m), "aide-deja-decidee")
            .Le("2025-02-20", new RecoursForme(demande)).Le("2025-03-10", new RecoursTranche(demande, IssueRecours.Infirme))
            .Le("2025-03-17", new AideAccordee(demande, 500m, FormeAide.Pret, 10)).Le("2025-03-24", new AideVersee(demande, 500m))
            .Refuse("2025-03-25", new AideRefusee(demande), "aide-deja-decidee");
        recit.Echeance(NatureEcheance.Commission, "2025-02-10").ShouldBe(EtatEcheance.Tenue);
        recit.Echeance(NatureEcheance.DecisionAide, "2025-03-17").ShouldBe(EtatEcheance.Tenue);
    }

    [Fact]
    public void Un_droit_a_l_autonomie_s_ouvre_a_soixante_ans() =>
        Recit.De("1965-06").Refuse("2025-05-31", new DecisionAutonomie(Droit.APA_DOMICILE, Accord: true), "age-hors-limites")
            .Le("2025-05-31", new DecisionAutonomie(Droit.APA_DOMICILE, Accord: false))
            .Le("2025-06-01", new DecisionAutonomie(Droit.APA_DOMICILE, Accord: true), new DroitAutonomieOuvert(Droit.APA_DOMICILE), new GirEvalue(3))
            .Dossier("2025-06-02").Gir.ShouldBe(3);

    [Fact]
    public void Un_foyer_qui_se_separe()
    {
        var (ancien, nouveau) = (Recit.Id(50), Recit.Id(51));
        var recit = Recit.De("1985-02").Le("2025-01-06", new FoyerRejoint(ancien, RoleFoyer.Conjoint))
            .Le("2025-05-12", new FoyerQuitte(ancien), new FoyerRejoint(nouveau, RoleFoyer.Parent), new DomicileDeclare("62041", TypeLogement.Heberge))
            .Signale("2025-05-13", new FoyerQuitte(ancien), "foyer-non-rejoint");
        recit.Dossier("2025-05-11").Foyers.Keys.ShouldBe([ancien]);
        recit.Dossier("2025-05-12").Foyers.Keys.ShouldBe([nouveau]);
    }

    [Fact]
    public void Sans_nouvelle_pendant_quatre_vingt_dix_jours()
    {
        var recit = Recit.De("1990-03").Le("2025-01-06", new ReferentDesigne(RoleReferent.Rsa, "AGT-0042"));
        recit.Echeance(NatureEcheance.SansNouvelle, "2025-04-06").ShouldBe(EtatEcheance.AVenir);
        recit.Echeance(NatureEcheance.SansNouvelle, "2025-04-07").ShouldBe(EtatEcheance.EnRetard);
        recit.Le("2025-05-05", new ReferentDecharge(RoleReferent.Rsa, "AGT-0042"));
        recit.Echeance(NatureEcheance.SansNouvelle, "2025-12-31").ShouldBe(EtatEcheance.TenueEnRetard);
    }
}
