using Accompagnement.Domain.Accueil;
using Accompagnement.Domain.Diagnostic;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Orientation;
using Accompagnement.Domain.Personnes;
using Accompagnement.Domain.Rsa;

namespace Accompagnement.Domain.Dossiers;

/// <content>The file itself, reception, orientation and insertion.</content>
public static partial class Phrases
{
    private static string? DeLaPersonne(IEvenement evenement) => evenement switch
    {
        PersonneInscrite => "La personne est inscrite.",
        IdentiteRectifiee => "L'identité ou les coordonnées sont mises à jour.",
        DomicileDeclare e => $"Domicile déclaré{Commune(e.CodeInsee)}{Si(e.TypeLogement, ", ")}.",
        FoyerRejoint e => $"La personne rejoint un foyer{Si(e.Role, " comme ")}.",
        FoyerQuitte e => $"La personne quitte un foyer{Motif(e.Motif)}.",
        DossiersFusionnes => "Un autre dossier de la même personne est absorbé.",
        DossiersSepares => "Un dossier absorbé par erreur est rendu à lui-même.",
        PersonneDecedee => "La personne est décédée.",
        DossierClos e => $"Le dossier est clos{Motif(e.Motif)}.",
        DossierRouvert e => $"Le dossier est rouvert{Motif(e.Motif)}.",
        PartageAccorde e => $"Partage {Libelles.De(e.Niveau)} accordé à {e.Structure}{Si(e.Jusquau, " jusqu'au ")}.",
        PartageRetire e => $"Partage retiré à {e.Structure}.",
        ConsentementRecueilli e => $"Consentement {(e.Accord ? "donné" : "refusé")} : {Libelles.De(e.Objet)}.",
        EvenementRectifie e => $"Un fait est rectifié{Motif(e.Motif)}.",
        EvenementAnnule e => $"Un fait est annulé{Motif(e.Motif)}.",
        DonneesEffacees e => $"L'identité et les textes sont effacés (règle {e.Regle}).",
        FoyerConstitue e => $"Le foyer est constitué ({Libelles.De(e.Type)}).",
        FoyerDissous e => $"Le foyer n'existe plus{Motif(e.Motif)}.",
        _ => null,
    };

    private static string? DeLAccueil(IEvenement evenement) => evenement switch
    {
        ContactRecu e => $"Contact reçu, {Libelles.De(e.Mode)}{(e.Urgence == true ? ", en urgence" : "")}{Liste(e.Motifs)}.",
        ContactRattache e => $"Un contact reçu sans nom à {e.Registre} est rattaché à la personne.",
        DemandeRecueillie e => $"Demande recueillie{Liste(e.Domaines)}{(e.HorsCompetence == true ? " (hors compétence)" : "")}.",
        OrientationAccueil e => $"L'accueil dirige vers {Libelles.De(e.Vers)}{Si(e.Structure, " (", ")")}.",
        RendezVousFixe e => $"Rendez-vous fixé{(e.PrevuLe is { } le ? $" pour le {Libelles.De(Calendrier.Jour(le))}" : "")}{Si(e.Agent, " avec ")}{Motif(e.Objet)}.",
        RendezVousHonore => "La personne est venue au rendez-vous.",
        RendezVousManque e => $"Rendez-vous manqué{(e.Cause switch { CauseManque.Usager => ", du fait de la personne", CauseManque.Professionnel => ", du fait du service", _ => "" })}.",
        RendezVousAnnule e => $"Rendez-vous annulé{Si(e.Par, " par ")}.",
        RendezVousReporte e => $"Rendez-vous reporté{(e.PrevuLe is { } le ? $" au {Libelles.De(Calendrier.Jour(le))}" : "")}.",
        VisiteTentee e => $"Visite à domicile : {Libelles.De(e.Resultat)}{Motif(e.Objet)}.",
        EntretienRealise e => $"Entretien réalisé{Motif(e.Objet)}.",
        ActionCollectiveSuivie e => $"Action collective suivie{Motif(e.Theme)}.",
        DiagnosticOuvert e => $"Diagnostic 360° ouvert{Si(e.Moment, " (", ")")}.",
        ThemeRenseigne e => $"Diagnostic, {Libelles.De(e.Theme)} : niveau {e.Niveau}{Liste(e.Freins)}.",
        DiagnosticComplete e => $"Diagnostic 360° complet{Si(e.Preconisation, ", parcours préconisé : ")}.",
        SyntheseRelue => "La personne a relu la synthèse du diagnostic.",
        _ => null,
    };

    private static string? DeLInsertion(IEvenement evenement) => evenement switch
    {
        OrientationPrononcee e => $"Orientation prononcée vers un parcours {Libelles.De(e.Parcours)}{Si(e.Dispositif, " (", ")")}{Si(e.Structure, ", ")}.",
        OrientationConfirmee => "La personne accepte son orientation.",
        OrientationContestee e => $"La personne conteste son orientation{Motif(e.Motif)}.",
        ReorientationPrononcee e => $"Réorientation{Si(e.De, " du parcours ")} vers un parcours {Libelles.De(e.Vers)}{Si(e.Dispositif, " (", ")")}{Motif(e.Motif)}.",
        ReferentDesigne e => $"{e.Agent} devient référent {Libelles.De(e.Role)}.",
        ReferentRemplace e => $"{e.Nouveau} remplace {e.Ancien} comme référent {Libelles.De(e.Role)}{Motif(e.Motif)}.",
        ReferentDecharge e => $"{e.Agent} n'est plus référent {Libelles.De(e.Role)}{Motif(e.Motif)}.",
        DroitRsaOuvert e => $"Droit au RSA ouvert ({Libelles.De(e.Composante)}).",
        ComposanteRsaModifiee e => $"Le RSA change de composante : {Libelles.De(e.Composante)}.",
        DroitRsaSuspendu e => $"Versement du RSA suspendu{Motif(e.Motif)}.",
        DroitRsaRepris e => $"Versement du RSA repris{Motif(e.Motif)}.",
        DroitRsaFerme e => $"Droit au RSA fermé{Motif(e.Motif)}.",
        DroitsEtDevoirsModifies e => $"La personne {(e.Soumis ? "entre dans le" : "sort du")} champ des droits et devoirs{Motif(e.Motif)}.",
        ContratSigne e => $"Contrat signé ({Libelles.De(e.Type)}){Si(e.Debut, ", du ")}{Si(e.Fin, " au ")}.",
        ContratRefuse e => $"La personne refuse le contrat{Motif(e.Motif)}.",
        ContratRenouvele e => $"Contrat renouvelé jusqu'au {Libelles.De(e.Fin)}.",
        ContratRompu e => $"Contrat rompu{Motif(e.Motif)}.",
        BilanRealise e => $"Bilan du contrat{Si(e.Moment, " (", ")")}.",
        ActionPrescrite e => $"Action d'insertion prescrite{Motif(e.Dispositif)}.",
        ActionDemarree e => $"Action d'insertion commencée{Motif(e.Dispositif)}.",
        ActionTerminee e => $"Action d'insertion terminée{Motif(e.Issue)}.",
        EquipePluridisciplinaireSaisie e => $"Équipe pluridisciplinaire saisie{Motif(e.Motif)}.",
        AvisEquipeRendu e => $"L'équipe pluridisciplinaire rend son avis{Motif(e.Avis)}.",
        SanctionDecidee e => $"Sanction décidée : {Libelles.De(e.Nature)}{(e.Taux is { } t ? $", {t:0.##} %" : "")}{Si(e.DureeMois, ", ", " mois")}.",
        SanctionLevee e => $"Sanction levée{Motif(e.Motif)}.",
        SortieConstatee e => $"Sortie constatée : {Libelles.De(e.Situation)}{Motif(e.Dispositif)}.",
        _ => null,
    };
}
