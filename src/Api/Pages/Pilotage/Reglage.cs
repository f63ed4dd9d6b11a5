using Accompagnement.Domain.Acces;
using Accompagnement.Domain.Dossiers;
using Accompagnement.Domain.Mesures;

namespace Accompagnement.Api.Pages.Pilotage;

/// <summary>The names of the settings, in words.</summary>
public static class Reglage
{
    public static string Nom(string cle) => cle.Split('.') switch
    {
        ["limite", var code] => $"Limite — {Definitions.Delai(code)} (jours)",
        ["seuil", "silence"] => "Silence à partir duquel un dossier est perdu de vue (jours)",
        ["seuil", "charge"] => "Seuil de charge par équivalent temps plein",
        ["poids", "intensite", var intensite] => $"Poids d'une mesure {(intensite == "renforcee" ? "renforcée" : intensite)}",
        ["poids", "role", var role] => $"Poids d'une personne — référent {LibellesFrancais.De(role)}",
        ["poids", "mesure", var mesure] when Enum.TryParse<TypeMesure>(mesure, out var type) => $"Poids d'une mesure {Libelles.De(type)}",
        _ => cle,
    };
}
