using Accompagnement.Api.Reponses;
using Accompagnement.Domain.Aides;
using Accompagnement.Domain.Dossiers;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Mesures;
using Accompagnement.Projections.Pilotage;

namespace Accompagnement.Api.Pages;

/// <summary>Durations, dates and shares in the words people use.</summary>
public static class EnMots
{
    // A little less than a month lasts, so that 91 days are three months and 365 twelve.
    private const double JoursParMois = 30.3;

    /// <summary>A number of days: « 9 j », « 5 semaines », « 4 mois », « 3 ans ».</summary>
    public static string Duree(int? jours) => jours switch
    {
        null => "–",
        < 21 => $"{jours} j",
        < 61 => $"{jours / 7} semaines",
        < 731 => $"{(int)(jours.Value / JoursParMois)} mois",
        _ => $"{(int)(jours.Value / 365.0)} ans",
    };

    /// <summary>An interval of days in one unit; empty when neither end is known.</summary>
    public static string Intervalle(Bornes bornes) => bornes switch
    {
        (null or 0, null) => "",
        (var bas, null) => $"au moins {Duree(bas)}",
        (null, var haut) => $"au plus {Duree(haut)}",
        var (bas, haut) => $"{Duree(bas)} à {Duree(haut)}",
    };

    /// <summary>« 21 nov. 2026 ».</summary>
    public static string Jour(DateOnly? jour) => jour is { } j ? Libelles.EcrireLeJour(j, "MMM yyyy") : "–";

    /// <summary>« 21 nov. » within the year of another day, else with its year.</summary>
    public static string JourCourt(DateOnly jour, DateOnly repere) => jour.Year == repere.Year ? Libelles.EcrireLeJour(jour, "MMM") : Jour(jour);

    /// <summary>« 12,5 % »; a dash when it has no meaning.</summary>
    public static string Part(double? part) => part is { } p ? $"{(p * 100).ToString("0.#", Formats.Francais)} %" : "–";

    public static string Nombre(long? nombre) => nombre?.ToString("N0", Formats.Francais) ?? "–";

    public static string Decimale(decimal? nombre) => nombre?.ToString("0.#", Formats.Francais) ?? "–";

    /// <summary>« 1 dossier », « 3 dossiers ».</summary>
    public static string Compte(long nombre, string singulier, string? pluriel = null) =>
        $"{Nombre(nombre)} {(nombre is > 1 or < -1 ? pluriel ?? $"{singulier}s" : singulier)}";

    /// <summary>A territory as it is shown.</summary>
    public static string Territoire(string libelle) => libelle switch
    {
        Domain.Referentiels.Territoires.LibelleNonRenseigne => "Non renseigné",
        Domain.Referentiels.Territoires.LibelleHorsDepartement => "Hors département",
        _ => libelle,
    };

    /// <summary>A kind of row by its name of the contract, as people say it: « AEMO judiciaire », « social », « FSL, maintien ».</summary>
    public static string Genre(string nom) => nom.Length == 0 || !char.IsLetter(nom[0]) ? nom
        : Enum.TryParse<TypeMesure>(nom, out var mesure) ? Libelles.De(mesure)
        : string.Join(", ", nom.Split(' ').Select(m => Enum.TryParse<Volet>(m, out var volet) ? Libelles.De(volet) : Codes.EstCode(m) ? Libelles.De(CodeOuTexte.DuCode(m)) : m));

    /// <summary>With a capital, as what begins a line.</summary>
    public static string Majuscule(string texte) => texte.Length == 0 ? texte : char.ToUpper(texte[0], Formats.Francais) + texte[1..];

    /// <summary>Why a protected cell has no value.</summary>
    public static string Retenue(string? statut) => statut switch
    {
        "C" => "confidentiel",
        "D" => "retenu",
        _ => "–",
    };
}
