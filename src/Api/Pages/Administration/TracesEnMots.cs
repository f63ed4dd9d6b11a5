namespace Accompagnement.Api.Pages.Administration;

/// <summary>What a trace keeps, in words: where it was, and on what ground.</summary>
public static class TracesEnMots
{
    private static readonly Dictionary<string, string> Mots = new(StringComparer.Ordinal)
    {
        ["ma-journee"] = "ma journée",
        ["echeances"] = "échéances",
        ["listes-attente"] = "listes d'attente",
        ["reattribuer"] = "réattribution",
        ["Referent"] = "référent",
        ["EquipeEnCharge"] = "équipe en charge",
        ["RendezVousDuJour"] = "rendez-vous du jour",
        ["Encadrement"] = "encadrement",
        ["Partage"] = "partage accordé",
        ["AccesExceptionnel"] = "accès exceptionnel",
        ["dossier-inconnu"] = "ce dossier n'existe pas",
        ["sans-lien"] = "ne suit pas cette personne",
        ["sans-resultat"] = "aucun résultat",
    };

    /// <summary>« page : ma journée », « API : personnes ».</summary>
    public static string Ou(string? objet) => objet is null ? ""
        : string.Join(" : ", objet.Split('/').Select((m, i) => i == 0 && m == "api" ? "API" : Mots.GetValueOrDefault(m, m)));

    public static string Titre(string? titre) => titre is null ? "" : Mots.GetValueOrDefault(titre, titre);
}
