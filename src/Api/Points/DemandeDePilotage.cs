using System.Globalization;
using Accompagnement.Api.Hote;
using Accompagnement.Api.Reponses;
using Accompagnement.Api.Securite;
using Accompagnement.Domain.Referentiels;
using Accompagnement.Projections.Pilotage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Accompagnement.Api.Points;

/// <summary>The parameters that every steering figure is asked with, as they come.</summary>
public sealed record ParametresDePilotage
{
    /// <summary>Le jour regardé (AAAA-MM-JJ) ; aujourd'hui par défaut.</summary>
    [FromQuery(Name = "au")]
    public string? Au { get; init; }

    /// <summary>Ne compter que ce qui était enregistré à la fin de ce jour (AAAA-MM-JJ).</summary>
    [FromQuery(Name = "vuAu")]
    public string? VuAu { get; init; }

    /// <summary>Code du site.</summary>
    [FromQuery(Name = "site")]
    public string? Site { get; init; }

    /// <summary>Code de la structure qui exerce la mesure.</summary>
    [FromQuery(Name = "service")]
    public string? Service { get; init; }

    /// <summary>Nom d'un territoire du découpage.</summary>
    [FromQuery(Name = "territoire")]
    public string? Territoire { get; init; }

    /// <summary>2016, avant2016, epci, commune ou departement.</summary>
    [FromQuery(Name = "decoupage")]
    public string? Decoupage { get; init; }

    /// <summary>Type de mesure, fonds, parcours… selon le chiffre.</summary>
    [FromQuery(Name = "type")]
    public string? Type { get; init; }

    /// <summary>type, service, territoire ; plusieurs séparés par des virgules.</summary>
    [FromQuery(Name = "par")]
    public string? Par { get; init; }

    /// <summary>Attendre que les chiffres tiennent compte de cette position.</summary>
    [FromQuery(Name = "position")]
    public long? Position { get; init; }
}

/// <summary>A steering question, understood and within what the account covers; or why it cannot be answered.</summary>
public sealed record DemandeDePilotage(Vue Vue, Axes? Axes, Filtre Filtre, string? Type)
{
    private static readonly TimeSpan AttenteAuPlus = TimeSpan.FromSeconds(5);

    /// <summary>The day looked at: that asked for, or today.</summary>
    public DateOnly Au => Vue.Au;

    /// <summary>Whether a day was asked for.</summary>
    public bool AuDonne { get; init; }

    public static async Task<(DemandeDePilotage? Demande, IResult? Refus)> LireAsync(ParametresDePilotage p, HttpContext http, ProjectionEnContinu projection, TimeProvider horloge)
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

    /// <summary>Narrows to a kind of row, by its name.</summary>
    public (Filtre? Filtre, ProblemHttpResult? Refus) PourLeType(Func<short, string> nommer)
    {
        if (string.IsNullOrEmpty(Type))
        {
            return (Filtre, null);
        }

        for (short numero = -1; numero < 256; numero++)
        {
            if (Nommer(nommer, numero) == Type)
            {
                return (Filtre with { Type = numero }, null);
            }
        }

        return (null, Problemes.Invalide("type", $"Ce type n'existe pas pour ce chiffre."));
    }

    private static string? Nommer(Func<short, string> nommer, short numero)
    {
        try
        {
            return nommer(numero);
        }
        catch (ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    private static (DemandeDePilotage? Demande, ProblemHttpResult? Refus) Lire(ParametresDePilotage p, HttpContext http, DateOnly aujourdhui)
    {
        if (!Jour(p.Au, out var au) || !Jour(p.VuAu, out var vuAu))
        {
            return (null, Problemes.Invalide(Jour(p.Au, out _) ? "vuAu" : "au", "Une date s'écrit AAAA-MM-JJ."));
        }

        if (!Territoires.Decoupages.TryGetValue(p.Decoupage ?? "2016", out var decoupage))
        {
            return (null, Problemes.Invalide("decoupage", $"Découpages : {string.Join(", ", Territoires.Decoupages.Keys)}."));
        }

        Axes? axes = null;
        if (p.Par is not null)
        {
            axes = Projections.Pilotage.Axes.Aucun;
            foreach (var nom in p.Par.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                if (char.IsDigit(nom[0]) || !Enum.TryParse<Axes>(nom, ignoreCase: true, out var axe))
                {
                    return (null, Problemes.Invalide("par", "Axes : type, service, territoire."));
                }

                axes |= axe;
            }
        }

        var (site, refus) = Site(p.Site, http);
        return refus is not null
            ? (null, refus)
            : (new(
                new Vue(au ?? aujourdhui, vuAu ?? Vue.ToutConnu), axes,
                new Filtre(null, Vide(p.Service), Vide(p.Territoire), site, decoupage), p.Type)
            {
                AuDonne = au is not null,
            }, null);
    }

    /// <summary>A supervisor limited to sites sees those only; one without sites sees the whole département.</summary>
    private static (string? Site, ProblemHttpResult? Refus) Site(string? demande, HttpContext http)
    {
        var sites = http.User.FindAll(Revendications.Site).Select(c => c.Value).ToArray();
        if (sites.Length == 0 || !http.User.IsInRole(Roles.Superviseur))
        {
            return (Vide(demande), null);
        }

        if (string.IsNullOrEmpty(demande))
        {
            return sites.Length == 1 ? (sites[0], null) : (null, Problemes.Invalide("site", $"Précisez un de vos sites : {string.Join(", ", sites)}."));
        }

        return sites.Contains(demande)
            ? (demande, null)
            : (null, Problemes.De(StatusCodes.Status403Forbidden, "hors-perimetre", "Ce site n'est pas dans votre périmètre.", $"Vos sites : {string.Join(", ", sites)}.", "site"));
    }

    internal static bool Jour(string? texte, out DateOnly? jour)
    {
        jour = null;
        if (string.IsNullOrEmpty(texte))
        {
            return true;
        }

        if (!DateOnly.TryParseExact(texte, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var lu) || lu.Year is < 1900 or > 2200)
        {
            return false;
        }

        jour = lu;
        return true;
    }

    private static string? Vide(string? texte) => string.IsNullOrEmpty(texte) ? null : texte;
}
