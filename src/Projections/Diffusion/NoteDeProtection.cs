using System.Globalization;
using Accompagnement.Domain.Dossiers;

namespace Accompagnement.Projections.Diffusion;

/// <summary>What every protected figure says of itself, in plain French: on screen and in every file.</summary>
public static class NoteDeProtection
{
    private static readonly CultureInfo Francais = CultureInfo.GetCultureInfo("fr-FR");

    /// <summary>The note for figures protected with these parameters, and stopped at a closing.</summary>
    public static string De(ParametresDePerturbation parametres, DateOnly? arretesAu) => arretesAu is { } jour
        ? string.Create(Francais, $"{De(parametres)} Chiffres arrêtés au {Libelles.De(jour)} : ce qui est enregistré depuis comptera à la fin du mois.")
        : De(parametres);

    /// <summary>The note for figures protected with these parameters.</summary>
    public static string De(ParametresDePerturbation parametres) =>
        $"Chiffres protégés : chaque compte est déplacé au hasard d'au plus {parametres.Amplitude} unités, zéro reste zéro et aucun compte de 1 à {parametres.PlusPetitPublie - 1} n'est publié. "
        + "Le même groupe a toujours le même chiffre. Les parts, taux, évolutions et rangs sont calculés à partir des comptes publiés. "
        + "Un total n'est pas exactement la somme de ses parties. Une case vide n'est pas un zéro : conf_status dit pourquoi "
        + "(F publié, C confidentiel, D retenu parce qu'il révélerait une autre valeur).";

    /// <summary>The note for exact values of which some are withheld.</summary>
    public const string Suppression =
        "Valeurs exactes sous convention : les cases confidentielles (C) et d'autres avec elles (D) sont laissées vides, en nombre suffisant pour que les autres ne permettent pas de les "
        + "recalculer ; un audit l'a vérifié. Une case vide n'est pas un zéro.";
}
