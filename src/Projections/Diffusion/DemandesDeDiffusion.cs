using System.Globalization;
using Accompagnement.Domain.Dossiers;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Referentiels;

namespace Accompagnement.Projections.Diffusion;

/// <summary>What is asked for in mode <c>diffusion</c>, as far as the rules of disclosure look at it.</summary>
/// <param name="Periode">The period as written in the request.</param>
/// <param name="DernierJour">Its last day; null when it is not a month, a quarter, a year or a school year.</param>
/// <param name="Dimensions">The dimensions it is cut or filtered by, by their names in the catalogue.</param>
/// <param name="Decoupage">The way territories are cut, when territory is one of the dimensions.</param>
/// <param name="Au">A day-level date of observation, which is refused.</param>
/// <param name="VuAu">A day-level date of knowledge, which is refused.</param>
public sealed record DemandeDeDiffusion(
    string Periode, DateOnly? DernierJour, IReadOnlyCollection<string> Dimensions, Decoupage? Decoupage = null, string? Au = null, string? VuAu = null);

/// <summary>The rights of those who ask for protected figures: everybody sees the coarse crossings, few the fine one.</summary>
public enum DroitsDeDiffusion
{
    Ordinaires,

    /// <summary>May cross sex, age and a territory finer than the EPCI.</summary>
    CroisementsFins,
}

/// <summary>Which requests for protected figures are answered.</summary>
public static class DemandesDeDiffusion
{
    public const int DimensionsAuPlus = 3;
    public const string Territoire = "territoire";
    public const string Sexe = "sexe";
    public const string Age = "age";

    /// <summary>The dimensions of the catalogue that may be published; the agent is for supervisors only.</summary>
    public static IReadOnlySet<string> Dimensions { get; } = new HashSet<string>(StringComparer.Ordinal) { Territoire, Sexe, Age, "type", "service" };

    /// <summary>Why a request is refused; null when it is answered.</summary>
    /// <param name="demande">What is asked for.</param>
    /// <param name="aujourdHui">The current date.</param>
    /// <param name="droits">The rights of who asks.</param>
    public static Refus? Examiner(DemandeDeDiffusion demande, DateOnly aujourdHui, DroitsDeDiffusion droits)
    {
        if (demande.Au is not null || demande.VuAu is not null)
        {
            return new("diffusion-jour", "Les chiffres diffusés sont ceux de périodes closes : ni « au » ni « vuAu » à un jour près.", demande.Au ?? demande.VuAu, demande.Au is not null ? "au" : "vuAu");
        }

        if (PeriodesCloses.Garder(demande.Periode, demande.DernierJour, aujourdHui) is { } refus)
        {
            return refus;
        }

        // Given twice, or under another case, a dimension would pass under the limit.
        var dimensions = demande.Dimensions.ToHashSet(StringComparer.Ordinal);
        if (dimensions.FirstOrDefault(d => !Dimensions.Contains(d)) is { } inconnue)
        {
            return new("diffusion-dimension", $"Les chiffres diffusés se croisent par {string.Join(", ", Dimensions.Order(StringComparer.Ordinal))}.", inconnue, "dimensions");
        }

        if (dimensions.Count > DimensionsAuPlus)
        {
            return new("diffusion-dimensions", $"Un chiffre diffusé se croise par {DimensionsAuPlus} dimensions au plus.", string.Join(',', dimensions), "dimensions");
        }

        var fin = demande.Decoupage == Decoupage.Commune && dimensions.Contains(Territoire) && dimensions.Contains(Sexe) && dimensions.Contains(Age);
        return fin && droits != DroitsDeDiffusion.CroisementsFins
            ? new("diffusion-croisement-fin", "Croiser le sexe, l'âge et un territoire plus fin que l'EPCI demande un droit particulier.", Territoires.NomDe(Decoupage.Commune), "decoupage")
            : null;
    }
}

/// <summary>Only what is over is published: a period that goes on would show its people one by one, day after day.</summary>
public static class PeriodesCloses
{
    /// <summary>Whether a period that ends on a day is closed on another.</summary>
    public static bool EstClose(DateOnly dernierJour, DateOnly aujourdHui) => dernierJour < aujourdHui;

    /// <summary>Why a period is not answered; null when it is closed.</summary>
    public static Refus? Garder(string periode, DateOnly? dernierJour, DateOnly aujourdHui) => dernierJour switch
    {
        null => new("periode-inconnue", "Une période s'écrit 2015, 2015-T1, 2015-03, ou 2014-2015 pour une année scolaire.", periode, "periode"),
        { } jour when !EstClose(jour, aujourdHui) =>
            new("periode-en-cours", string.Create(CultureInfo.GetCultureInfo("fr-FR"), $"Cette période n'est pas close : elle pourra être diffusée après le {Libelles.De(jour)}."), periode, "periode"),
        _ => null,
    };
}
