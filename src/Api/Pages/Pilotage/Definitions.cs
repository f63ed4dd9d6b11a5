namespace Accompagnement.Api.Pages.Pilotage;

/// <summary>What each of the supervisors' figures counts, in words: the contract of the indicators, section 3.</summary>
public static class Definitions
{
    /// <summary>One definition.</summary>
    public sealed record Definition(string Code, string Titre, string Texte);

    private static readonly Dictionary<string, string> Delais = new()
    {
        ["D1"] = "RSA : de l'ouverture du droit à l'orientation",
        ["D2"] = "RSA : de l'orientation au contrat",
        ["D3"] = "Mesures : de la décision au démarrage",
        ["D4"] = "Mesures : durée",
        ["D5"] = "Informations préoccupantes : de la saisine au rapport",
        ["D6"] = "Aides : du dossier complet à la décision",
        ["D6P"] = "Aides : de la demande au paiement",
        ["D7"] = "Rendez-vous : de la demande au rendez-vous",
        ["D8"] = "Expulsions : d'un stade au suivant",
    };

    public static IReadOnlyList<Definition> Toutes { get; } =
    [
        new("L1", "Listes d'attente", "Les personnes pour qui une mesure est décidée et ni démarrée ni abandonnée, le jour dit. Le jour de la décision compte ; celui du démarrage ne compte plus. « Depuis le 1er » : attentes commencées et finies depuis le premier du mois."),
        new("D3", "Attente et délais", "La médiane et les quantiles sont estimés (Kaplan et Meier) sur ce qui s'est ouvert dans la période : ce qui attend encore compte pour le temps déjà passé, ce qui est abandonné sort au jour de l'abandon. Une médiane absente n'est pas encore atteinte : plus de la moitié attend toujours."),
        new("limite", "Hors limite", "La part qui, d'après l'estimation, dépasse la limite en vigueur ce jour-là. Une limite vient d'un texte ou d'un choix du département ; elle est datée."),
        new("places", "Places libres", "Les places fixées pour ce type de mesure, moins celles qui sont bloquées, moins les mesures en cours dans le service."),
        new("prevision", "Prévision de démarrage", "Le rang dans la file, moins les places libres, au rythme des démarrages des six derniers mois. L'intervalle est celui des erreurs que la même prévision aurait faites dans le passé. Où le passé est trop mince, il n'y a pas de prévision."),
        new("L2", "Sans orientation ou sans référent", "Les bénéficiaires du RSA soumis aux droits et devoirs sans orientation en vigueur, ou sans référent de leur insertion ; les plus anciens d'abord."),
        new("W1", "File active", "Les personnes dont l'agent est référent ce jour-là, par rôle ; et celles dont il porte une mesure."),
        new("W2", "Charge", "La somme des poids de la file active : un par personne, deux pour une mesure renforcée ; deux agents du même rôle se partagent le poids. Les poids sont datés et se règlent."),
        new("W3", "À voir de près", "Les agents au-dessus du seuil de charge par équivalent temps plein, les absents et les partis qui ont encore des dossiers."),
        new("R1", "Ruptures", "Les dossiers sans aucun événement depuis 90 jours (réglable) alors qu'un accompagnement est en cours : un référent, une mesure ou un accueil."),
        new("D1", "RSA : orientation", "De l'ouverture du droit, ou de l'entrée dans les droits et devoirs, à la première orientation."),
        new("D2", "RSA : contrat", "De l'orientation notifiée au contrat signé."),
        new("D4", "Durée des mesures", "Du démarrage à la fin."),
        new("D5", "Informations préoccupantes", "De l'évaluation confiée au rapport rendu."),
        new("D6", "Aides", "Du dossier complet à la décision ; et de la demande au premier paiement."),
        new("D7", "Rendez-vous", "De la demande au rendez-vous tenu."),
        new("D8", "Expulsions", "D'un stade de la procédure au suivant."),
    ];

    public static string Delai(string code) => Delais.GetValueOrDefault(code, code);
}
