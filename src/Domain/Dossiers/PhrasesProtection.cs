using Accompagnement.Domain.Agents;
using Accompagnement.Domain.Aides;
using Accompagnement.Domain.Autonomie;
using Accompagnement.Domain.Enfance;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Logement;
using Accompagnement.Domain.Mesures;

namespace Accompagnement.Domain.Dossiers;

/// <content>Aids, measures, child protection, housing, autonomy, agents and structures.</content>
public static partial class Phrases
{
    private static string? DesAides(IEvenement evenement) => evenement switch
    {
        AideSollicitee e => $"Aide demandée au {Libelles.De(e.Fonds)}{Si(e.Volet, ", volet ")}{Si(e.MontantDemande, " : ")}.",
        PiecesDemandees e => $"Pièces demandées{Liste(e.Pieces)}.",
        PieceRecue e => $"Pièce reçue{Motif(e.Piece)}.",
        DossierComplet => "La demande d'aide est complète.",
        AideInscrite e => $"Demande inscrite en commission{Si(e.SeanceLe, " du ")}.",
        AideAccordee e => $"Aide accordée{Si(e.Montant, " : ")}{Si(e.Forme, ", ")}.",
        AideRefusee e => $"Aide refusée{Motif(e.Motif)}.",
        AideAjournee e => $"Demande ajournée{Motif(e.Motif)}.",
        AideRetiree e => $"Demande retirée{Si(e.Par, " par ")}.",
        AideVersee e => $"Aide versée{Si(e.Montant, " : ")}.",
        RemboursementRecu e => $"Remboursement reçu{Si(e.Montant, " : ")}.",
        RecoursForme e => $"Recours formé contre la décision{Motif(e.Motif)}.",
        RecoursTranche e => e.Issue == IssueRecours.Infirme ? "Recours tranché : la demande est à décider de nouveau." : "Recours tranché : la décision est confirmée.",
        _ => null,
    };

    private static string? DesMesures(IEvenement evenement) => evenement switch
    {
        MesureProposee e => $"Mesure proposée : {Libelles.De(e.Type)}.",
        AccordFamilialRecueilli e => $"La famille {(e.Accord ? "accepte" : "refuse")} la mesure.",
        MesureDecidee e => $"Mesure décidée : {Libelles.De(e.Type)}{Si(e.Cadre, " (", ")")}{Si(e.Echeance, ", jusqu'au ")}.",
        MesureAttribuee e => $"Mesure confiée à {e.Structure}.",
        SubstitutionMiseEnPlace e => $"En attendant, {Libelles.De(e.Type)} est mis en place.",
        MesureDemarree e => $"La mesure démarre{Si(e.Agent, " avec ")}.",
        IntensiteModifiee e => $"La mesure devient {Libelles.De(e.Intensite)}.",
        MesureRenouvelee e => $"Mesure renouvelée jusqu'au {Libelles.De(e.Echeance)}.",
        MesureSuspendue e => $"Mesure suspendue{Motif(e.Motif)}.",
        MesureReprise => "La mesure reprend.",
        MesureConvertie => "La mesure est convertie en une autre.",
        MesureTerminee e => $"La mesure prend fin{Si(e.Motif, " (", ")")}.",
        MesureAbandonnee e => $"La mesure est abandonnée avant d'avoir démarré{Motif(e.Motif)}.",
        _ => null,
    };

    private static string? DeLEnfance(IEvenement evenement) => evenement switch
    {
        InformationPreoccupanteRecue e => $"Information préoccupante reçue{Si(e.Emetteur, ", émetteur : ")}.",
        IpQualifiee e => $"Information préoccupante qualifiée : {Libelles.De(e.Suite)}.",
        EvaluationIpConfiee e => $"Évaluation confiée{Si(e.Site, " à ")}{Si(e.Echeance, ", pour le ")}.",
        EvaluationIpRendue e => $"Évaluation rendue{Motif(e.Conclusion)}.",
        SuiteIpDecidee e => $"Suite donnée à l'information préoccupante : {Libelles.De(e.Suite)}.",
        SignalementTransmis e => $"Signalement transmis{Si(e.Destinataire, " à ")}.",
        AccueilDecide e => $"Accueil décidé ({Libelles.De(e.Nature)}){Si(e.Echeance, ", jusqu'au ")}.",
        PlaceRecherchee => "Une place est recherchée.",
        PlaceProposee e => $"Une place est proposée{Si(e.Structure, " à ")}.",
        AccueilNonExecute e => $"L'accueil n'a pas pu avoir lieu{Motif(e.Motif)}.",
        AccueilDemarre e => $"L'enfant est accueilli : {Libelles.De(e.Modalite)}{Si(e.Structure, ", ")}.",
        LieuAccueilChange e => $"L'enfant change de lieu : {Libelles.De(e.Modalite)}{Si(e.Structure, ", ")}{Motif(e.Motif)}.",
        AccueilTermine e => $"L'accueil prend fin{Motif(e.Motif)}.",
        MiseALAbriDemarree => "Le jeune est mis à l'abri.",
        MiseALAbriTerminee e => $"La mise à l'abri prend fin{Motif(e.Issue)}.",
        MinoriteReconnue => "La minorité du jeune est reconnue.",
        ProjetPourLEnfantSigne e => $"Projet pour l'enfant signé{Liste(e.Participants)}.",
        RapportDeSituationRendu => "Rapport de situation rendu.",
        StatutExamine e => $"Statut de l'enfant examiné{Motif(e.Avis)}.",
        LienFamilialConstate e => $"Lien familial constaté{Motif(e.Type)}.",
        EntretienAutonomieRealise e => $"Réalisé : {Libelles.De(e.Type)}.",
        _ => null,
    };

    private static string? DuLogementEtDeLAutonomie(IEvenement evenement) => evenement switch
    {
        ProcedureExpulsionOuverte e => $"Procédure d'expulsion ouverte{Si(e.Parc, ", parc ")}{Si(e.Dette, ", dette de ")}.",
        StadeExpulsionFranchi e => $"Procédure d'expulsion, stade : {Libelles.De(e.Stade)}.",
        DiagnosticSocialFinancier e => $"Diagnostic social et financier : {Libelles.De(e.Resultat)}.",
        SaisineLogement e => $"Commission logement saisie{Motif(e.SituationEntree)}.",
        PreconisationLogement e => $"Préconisation de logement{Motif(e.Type)}.",
        CommissionLogement e => $"La commission logement {(e.Validee switch { true => "valide la préconisation", false => "ne valide pas la préconisation", null => "se prononce" })}.",
        IssueLogement e => $"Issue de la saisine logement : {Libelles.De(e.Issue)}.",
        DecisionAutonomie e => $"{(e.Accord ? "Accord" : "Refus")} : {Libelles.De(e.Droit)}.",
        DroitAutonomieOuvert e => $"Droit ouvert : {Libelles.De(e.Droit)}.",
        DroitAutonomieFerme e => $"Droit fermé : {Libelles.De(e.Droit)}{Motif(e.Motif)}.",
        GirEvalue e => $"Dépendance évaluée : GIR {e.Gir}.",
        ConsultationInfantile e => $"Consultation de PMI{Si(e.Lieu, " à ")}.",
        BilanQuatreAns e => $"Bilan de quatre ans à l'école{Si(e.AnneeScolaire, " (", ")")}.",
        EntretienPrenatal => "Entretien prénatal.",
        _ => null,
    };

    private static string? DesAgents(IEvenement evenement) => evenement switch
    {
        AgentEnregistre e => $"Agent enregistré{Motif(e.Metier)}{Si(e.Site, ", site ")}.",
        AffectationModifiee e => $"Affectation modifiée{Si(e.Site, ", site ")}.",
        AbsenceDebutee e => $"L'agent s'absente{Si(e.Jusquau, " jusqu'au ")}.",
        AbsenceTerminee => "L'agent est de retour.",
        AgentParti => "L'agent quitte le service.",
        AgrementReferent e => $"Agrément de référent {(e.Delivre ? "délivré" : "retiré")}.",
        StructureEnregistree e => $"Structure enregistrée : {Libelles.De(e.Type)}.",
        CapaciteFixee e => $"Capacité fixée : {e.Places} places pour {e.Pour}.",
        PlacesBloquees e => $"Places momentanément indisponibles : {e.Places}{Motif(e.Motif)}.",
        StructureFermee e => $"La structure ferme{Motif(e.Motif)}.",
        _ => null,
    };
}
