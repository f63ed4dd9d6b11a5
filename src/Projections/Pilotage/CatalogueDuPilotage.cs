using System.Text.Json.Serialization;

namespace Accompagnement.Projections.Pilotage;

/// <summary>One figure that supervisors steer by, as it is defined.</summary>
/// <param name="Code">Its code in the contract, section 3.</param>
/// <param name="Titre">Its short name.</param>
/// <param name="Texte">What is counted, when, where.</param>
/// <param name="Objet">What is counted.</param>
/// <param name="Unite">The unit of the value.</param>
/// <param name="Version">The version of the rule.</param>
/// <param name="Reglages">The dated settings it depends on.</param>
public sealed record FigureDePilotage(string Code, string Titre, string Texte, string Objet, string Unite, int Version, IReadOnlyList<string> Reglages)
{
    public const string Entete = "code;titre;definition;objet;unite;version;reglages";

    [JsonIgnore]

    public IReadOnlyList<object?> Champs => [Code, Titre, Texte, Objet, Unite, Version, string.Join(' ', Reglages)];
}

/// <summary>The definitions that go with every steering figure, on pages, beside answers and in workbooks.</summary>
public static class CatalogueDuPilotage
{
    public static IReadOnlyList<FigureDePilotage> Toutes { get; } =
    [
        new("L1", "Listes d'attente", "Les personnes pour qui une mesure est décidée et ni démarrée ni abandonnée, le jour dit. Le jour de la décision compte ; celui du démarrage ne compte plus. « Depuis le 1er » : attentes commencées et finies depuis le premier du mois.", "personne", "", 1, ["limite.D3"]),
        new("L2", "Sans orientation ou sans référent", "Les bénéficiaires du RSA soumis aux droits et devoirs sans orientation en vigueur, ou sans référent de leur insertion ; les plus anciens d'abord. Dans un site : ceux que suit un de ses agents, et ceux de son territoire que personne ne suit, qui comptent pour chaque site du territoire.", "personne", "", 2, []),
        new("W1", "File active", "Les personnes dont l'agent est référent ce jour-là, par rôle ; et celles dont il porte une mesure.", "personne", "", 1, []),
        new("W2", "Charge", "La somme des poids de la file active : un par personne, deux pour une mesure renforcée ; deux agents du même rôle se partagent le poids. Les poids sont datés et se règlent.", "personne", "poids", 1, ["poids.role", "poids.mesure", "poids.intensite"]),
        new("W3", "À voir de près", "Les agents au-dessus du seuil de charge par équivalent temps plein, les absents et les partis qui ont encore des dossiers.", "agent", "", 1, ["seuil.charge"]),
        new("D1", "RSA : orientation", "De l'ouverture du droit à la première orientation. Un droit fermé avant abandonne le délai.", "droit", "jours", 1, ["limite.D1"]),
        new("D2", "RSA : contrat", "De l'orientation notifiée au contrat signé. Une nouvelle orientation, ou la fermeture du droit, abandonne le délai.", "orientation", "jours", 1, ["limite.D2"]),
        new("D3", "Attente et délais", "De la décision de la mesure à son démarrage. La médiane et les quantiles sont estimés (Kaplan et Meier) sur ce qui s'est ouvert dans la période : ce qui attend encore compte pour le temps déjà passé, ce qui est abandonné sort au jour de l'abandon. Une médiane absente n'est pas encore atteinte : plus de la moitié attend toujours.", "mesure", "jours", 1, ["limite.D3"]),
        new("D4", "Durée des mesures", "Du démarrage à la fin.", "mesure", "jours", 1, ["limite.D4"]),
        new("D5", "Informations préoccupantes", "De l'évaluation confiée au rapport rendu.", "information", "jours", 1, ["limite.D5"]),
        new("D6", "Aides", "Du dossier complet à la décision ; et de la demande au premier paiement (D6P).", "demande", "jours", 1, ["limite.D6", "limite.D6P"]),
        new("D7", "Rendez-vous", "De la demande au rendez-vous tenu ; part des rendez-vous honorés, manqués selon la cause ; part des visites à porte close.", "rendez-vous", "jours", 1, ["limite.D7"]),
        new("D8", "Expulsions", "D'un stade de la procédure au suivant ; diagnostics sociaux et financiers faits, sur les assignations.", "procédure", "jours", 1, ["limite.D8"]),
        new("R1", "Ruptures", "Les dossiers sans aucun événement depuis 90 jours (réglable) alors qu'un accompagnement est en cours : un référent, une mesure ou un accueil. Et, sur une période, changements de référent par année de suivi, de lieu par accueil, réorientations.", "personne", "", 1, ["seuil.silence"]),
        new("S1", "Sorties", "Les sorties d'un dispositif par classe : durable, transition, positive. La classe est celle de la règle en vigueur le jour de la sortie.", "sortie", "", 1, []),
        new("X1", "Échéances", "Ce qui est dû et n'est ni tenu ni sans objet, le jour dit : à venir, ou en retard dès le lendemain du dernier jour. Une échéance compte pour chaque agent qui suit la personne, une fois par site.", "échéance", "", 1, []),
        new("limite", "Hors limite", "La part qui, d'après l'estimation, dépasse la limite en vigueur ce jour-là. Une limite vient d'un texte ou d'un choix du département ; elle est datée.", "", "", 1, []),
        new("site", "Dans un site", "Un fait est du site de l'agent qui en est chargé, le jour du fait ; sans agent, du site des référents de la personne ce jour-là ; une évaluation, du site à qui elle est confiée. Qui n'a pas de référent n'est d'aucun site, sauf pour « sans orientation ou sans référent » ; il compte dans le territoire et le département. Un agent parti reste du site où il travaillait en dernier, pour les dossiers qu'il n'a pas remis.", "", "", 2, []),
        new("places", "Places libres", "Les places fixées pour ce type de mesure, moins celles qui sont bloquées, moins les mesures en cours dans le service.", "place", "", 1, []),
        new("prevision", "Prévision de démarrage", "Le rang dans la file, moins les places libres, au rythme des démarrages des six derniers mois. L'intervalle est celui des erreurs que la même prévision aurait faites dans le passé. Où le passé est trop mince, il n'y a pas de prévision.", "mesure", "jours", 1, []),
        new("restitution", "Publié et restitué", "Le même chiffre au même jour, tel qu'il était connu un jour passé et tel qu'il l'est maintenant. « Saisis depuis » : ce que rien ne disait alors ; « corrigés » : connu alors, mais autrement ; « retirés » : compté alors, et plus maintenant.", "", "", 1, []),
        new("completude", "Complétude d'un mois", "Ce qui était connu d'un mois tant de mois après sa fin, sur ce qui en est connu maintenant, pour les 24 derniers mois assez anciens. Au-dessus de 100 %, les corrections ont plus retiré que les saisies tardives n'ont ajouté.", "", "%", 1, []),
    ];

    /// <summary>The definition of a code; null when there is none.</summary>
    public static FigureDePilotage? DuCode(string code) => Toutes.FirstOrDefault(f => f.Code == code);
}
