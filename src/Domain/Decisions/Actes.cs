using System.Collections.Frozen;
using Accompagnement.Domain.Accueil;
using Accompagnement.Domain.Agents;
using Accompagnement.Domain.Aides;
using Accompagnement.Domain.Autonomie;
using Accompagnement.Domain.Diagnostic;
using Accompagnement.Domain.Enfance;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Logement;
using Accompagnement.Domain.Mesures;
using Accompagnement.Domain.Orientation;
using Accompagnement.Domain.Personnes;
using Accompagnement.Domain.Rsa;

namespace Accompagnement.Domain.Decisions;

/// <summary>Every act of work, in the order of the trades. HTTP, OpenAPI and the screens go through this table.</summary>
public static class Actes
{
    public static IReadOnlyList<Acte> Tous { get; } =
    [
        // Personnes
        InscrirePersonne.Acte,
        MettreAJourIdentite.Acte,
        DeclarerDomicile.Acte,
        RejoindreFoyer.Acte,
        QuitterFoyer.Acte,
        FusionnerDossiers.Acte,
        SeparerDossiers.Acte,
        ConstaterDeces.Acte,
        CloreDossier.Acte,
        RouvrirDossier.Acte,
        AccorderPartage.Acte,
        RetirerPartage.Acte,
        RecueillirConsentement.Acte,
        RectifierFait.Acte,
        AnnulerFait.Acte,
        EffacerDonnees.Acte,
        ConstituerFoyer.Acte,
        DissoudreFoyer.Acte,
        // Accueil
        Accueillir.Acte,
        RattacherContact.Acte,
        FixerRendezVous.Acte,
        HonorerRendezVous.Acte,
        ConstaterAbsence.Acte,
        AnnulerRendezVous.Acte,
        ReporterRendezVous.Acte,
        TenterVisite.Acte,
        RealiserEntretien.Acte,
        SuivreActionCollective.Acte,
        // Diagnostic
        OuvrirDiagnostic.Acte,
        RenseignerTheme.Acte,
        CompleterDiagnostic.Acte,
        RelireSynthese.Acte,
        // Orientation
        PrononcerOrientation.Acte,
        ConfirmerOrientation.Acte,
        ContesterOrientation.Acte,
        Reorienter.Acte,
        DesignerReferent.Acte,
        RemplacerReferent.Acte,
        DechargerReferent.Acte,
        // Rsa
        OuvrirDroitRsa.Acte,
        ModifierComposante.Acte,
        SuspendreDroitRsa.Acte,
        ReprendreDroitRsa.Acte,
        FermerDroitRsa.Acte,
        ModifierDroitsEtDevoirs.Acte,
        SignerContrat.Acte,
        RefuserContrat.Acte,
        RenouvelerContrat.Acte,
        RompreContrat.Acte,
        RealiserBilan.Acte,
        PrescrireAction.Acte,
        DemarrerAction.Acte,
        TerminerAction.Acte,
        SaisirEquipe.Acte,
        RendreAvisEquipe.Acte,
        DeciderSanction.Acte,
        LeverSanction.Acte,
        ConstaterSortie.Acte,
        // Aides
        SolliciterAide.Acte,
        DemanderPieces.Acte,
        RecevoirPiece.Acte,
        CompleterDemande.Acte,
        InscrireEnCommission.Acte,
        AccorderAide.Acte,
        RefuserAide.Acte,
        AjournerAide.Acte,
        RetirerDemande.Acte,
        VerserAide.Acte,
        RecevoirRemboursement.Acte,
        FormerRecours.Acte,
        TrancherRecours.Acte,
        // Mesures
        ProposerMesure.Acte,
        RecueillirAccordFamilial.Acte,
        DeciderMesure.Acte,
        AttribuerMesure.Acte,
        MettreEnPlaceSubstitution.Acte,
        DemarrerMesure.Acte,
        ModifierIntensite.Acte,
        RenouvelerMesure.Acte,
        SuspendreMesure.Acte,
        ReprendreMesure.Acte,
        ConvertirMesure.Acte,
        TerminerMesure.Acte,
        AbandonnerMesure.Acte,
        // Enfance
        RecevoirInformationPreoccupante.Acte,
        QualifierIp.Acte,
        ConfierEvaluation.Acte,
        RendreEvaluation.Acte,
        DeciderSuiteIp.Acte,
        TransmettreSignalement.Acte,
        DeciderAccueil.Acte,
        RechercherPlace.Acte,
        ProposerPlace.Acte,
        DemarrerAccueil.Acte,
        ChangerLieuAccueil.Acte,
        TerminerAccueil.Acte,
        RenoncerAccueil.Acte,
        MettreALAbri.Acte,
        TerminerMiseALAbri.Acte,
        ReconnaitreMinorite.Acte,
        SignerProjetPourLEnfant.Acte,
        RendreRapportDeSituation.Acte,
        ExaminerStatut.Acte,
        ConstaterLienFamilial.Acte,
        RealiserEntretienAutonomie.Acte,
        // Logement
        OuvrirProcedureExpulsion.Acte,
        FranchirStade.Acte,
        RealiserDiagnosticSocialFinancier.Acte,
        SaisirCommissionLogement.Acte,
        PreconiserLogement.Acte,
        StatuerEnCommission.Acte,
        ConclureSaisine.Acte,
        // Autonomie
        DeciderAutonomie.Acte,
        OuvrirDroitAutonomie.Acte,
        FermerDroitAutonomie.Acte,
        EvaluerGir.Acte,
        RealiserConsultationInfantile.Acte,
        RealiserBilanQuatreAns.Acte,
        RealiserEntretienPrenatal.Acte,
        // Agents
        EnregistrerAgent.Acte,
        ModifierAffectation.Acte,
        DebuterAbsence.Acte,
        TerminerAbsence.Acte,
        ConstaterDepart.Acte,
        DelivrerAgrement.Acte,
        EnregistrerStructure.Acte,
        FixerCapacite.Acte,
        BloquerPlaces.Acte,
        FermerStructure.Acte,
    ];

    private static FrozenDictionary<(Flux, string), Acte> ParChemin { get; } =
        (from acte in Tous
         from nature in (Flux[])[Flux.Trajectoire, Flux.Foyer, Flux.Agent, Flux.Structure, Flux.Registre]
         where (acte.Flux & nature) != 0
         select (Cle: (nature, acte.Chemin), Acte: acte)).ToFrozenDictionary(a => a.Cle, a => a.Acte);

    /// <summary>The act of a path under a kind of stream; null when there is none.</summary>
    public static Acte? Trouver(string chemin, Flux nature = Flux.Trajectoire) => ParChemin.GetValueOrDefault((nature, chemin.Trim('/')));
}
