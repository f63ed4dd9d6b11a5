using Accompagnement.Api.Hote;
using Accompagnement.Api.Reponses;
using Accompagnement.Api.Securite;
using Accompagnement.Domain.Referentiels;
using Accompagnement.Projections.Catalogue;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Accompagnement.Api.Points;

/// <summary>The parameters that every figure is asked with, as they come.</summary>
public sealed record ParametresDeChiffres
{
    /// <summary>2015, 2015-T1, 2015-03 ou 2014-2015 (année scolaire).</summary>
    [FromQuery(Name = "periode")]
    public string? Periode { get; init; }

    /// <summary>L'année, pour un rapport annuel.</summary>
    [FromQuery(Name = "annee")]
    public string? Annee { get; init; }

    /// <summary>2016, avant2016, epci, commune ou departement.</summary>
    [FromQuery(Name = "decoupage")]
    public string? Decoupage { get; init; }

    /// <summary>Ne compter que ce qui était enregistré à la fin de ce jour (AAAA-MM-JJ).</summary>
    [FromQuery(Name = "vuAu")]
    public string? VuAu { get; init; }

    /// <summary>interne (exact) ou diffusion (protégé).</summary>
    [FromQuery(Name = "mode")]
    public string? Mode { get; init; }

    /// <summary>territoire, sexe, age, type, service ; plusieurs séparés par des virgules.</summary>
    [FromQuery(Name = "par")]
    public string? Par { get; init; }

    /// <summary>Attendre que les chiffres tiennent compte de cette position.</summary>
    [FromQuery(Name = "position")]
    public long? Position { get; init; }
}

/// <summary>A request for figures, understood; or why it cannot be answered.</summary>
public sealed record DemandeDeChiffres(Periode Periode, Decoupage Decoupage, DateOnly? VuAu, IReadOnlyList<Dimension> Dimensions)
{
    private const int DimensionsAuPlus = 3;
    private static readonly TimeSpan AttenteAuPlus = TimeSpan.FromSeconds(5);

    /// <summary>Reads the parameters, checks the right to the mode, and waits for the position asked for.</summary>
    public static async Task<(DemandeDeChiffres? Demande, IResult? Refus)> LireAsync(ParametresDeChiffres p, HttpContext http, ProjectionEnContinu projection, TimeProvider horloge)
    {
        var (demande, refus) = Lire(p, http, Domain.Faits.Calendrier.Jour(horloge.GetUtcNow()));
        if (refus is not null)
        {
            return (null, refus);
        }

        return p.Position is { } position && !await projection.AttendreAsync(position, AttenteAuPlus, http.RequestAborted)
            ? (null, Problemes.EnRetard())
            : (demande, null);
    }

    private static (DemandeDeChiffres? Demande, IResult? Refus) Lire(ParametresDeChiffres p, HttpContext http, DateOnly aujourdhui)
    {
        if (Mode(p.Mode, http) is { } refus)
        {
            return (null, refus);
        }

        if (!Projections.Catalogue.Periode.TryParse(p.Periode ?? p.Annee ?? (aujourdhui.Year - 1).ToString(System.Globalization.CultureInfo.InvariantCulture), out var periode))
        {
            return (null, Problemes.Invalide(p.Periode is null ? "annee" : "periode", "Une période s'écrit 2015, 2015-T1, 2015-03 ou 2014-2015."));
        }

        if (!Territoires.Decoupages.TryGetValue(p.Decoupage ?? "2016", out var decoupage))
        {
            return (null, Problemes.Invalide("decoupage", $"Découpages : {string.Join(", ", Territoires.Decoupages.Keys)}."));
        }

        DateOnly? vuAu = null;
        if (!string.IsNullOrEmpty(p.VuAu))
        {
            if (!DateOnly.TryParseExact(p.VuAu, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out var jour))
            {
                return (null, Problemes.Invalide("vuAu", "Une date s'écrit AAAA-MM-JJ."));
            }

            vuAu = jour;
        }

        var noms = (p.Par ?? "territoire").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var dimensions = new List<Dimension>();
        foreach (var nom in noms.Where(n => n != "territoire"))
        {
            if (!Enum.TryParse<Dimension>(nom, ignoreCase: true, out var dimension) || char.IsDigit(nom[0]) || dimensions.Contains(dimension))
            {
                return (null, Problemes.Invalide("par", "Dimensions : territoire, sexe, age, type, service."));
            }

            dimensions.Add(dimension);
        }

        return noms.Length > DimensionsAuPlus
            ? (null, Problemes.Invalide("par", $"Trois dimensions au plus."))
            : (new(periode, noms.Contains("territoire") ? decoupage : Decoupage.Departement, vuAu, dimensions), null);
    }

    /// <summary>Exact figures are for those who may see them; a statistician has the protected ones only.</summary>
    private static ProblemHttpResult? Mode(string? mode, HttpContext http)
    {
        var exact = http.User.IsInRole(Roles.Superviseur) || http.User.IsInRole(Roles.Administrateur);
        return (mode ?? (exact ? "interne" : "diffusion")) switch
        {
            "interne" when exact => null,
            "interne" => Problemes.De(StatusCodes.Status403Forbidden, "mode-interdit", "Les chiffres exacts sont réservés au pilotage.", "Ce rôle n'a que le mode « diffusion »."),
            "diffusion" => Problemes.De(
                StatusCodes.Status501NotImplemented, "diffusion-indisponible", "Le mode « diffusion » n'est pas encore en service.",
                "Les chiffres protégés demandent le contrôle de divulgation, qui n'est pas encore branché. Aucun chiffre exact n'est donné à sa place."),
            _ => Problemes.Invalide("mode", "Modes : interne, diffusion."),
        };
    }
}
