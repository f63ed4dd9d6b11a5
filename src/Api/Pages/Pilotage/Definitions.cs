namespace Accompagnement.Api.Pages.Pilotage;

/// <summary>The delays by their whole names, as headings say them.</summary>
public static class Definitions
{
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

    public static string Delai(string code) => Delais.GetValueOrDefault(code, code);
}
