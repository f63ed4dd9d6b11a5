using Accompagnement.Api.Acces;
using Accompagnement.Api.Hote;
using Accompagnement.Api.Reponses;
using Accompagnement.Api.Securite;
using Accompagnement.Domain.Faits;
using Accompagnement.Projections.Pilotage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Npgsql;
using Vue = Accompagnement.Projections.Pilotage.Vue;

namespace Accompagnement.Api.Points;

/// <summary>The parameters that every steering figure is asked with, as they come, and what it is answered with.</summary>
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

    /// <summary>type, service, territoire, et site, agent pour les échéances et les ruptures ; plusieurs séparés par des virgules.</summary>
    [FromQuery(Name = "par")]
    public string? Par { get; init; }

    /// <summary>Attendre que les chiffres tiennent compte de cette position.</summary>
    [FromQuery(Name = "position")]
    public long? Position { get; init; }

    public required HttpContext Http { get; init; }

    [FromServices]
    public required NpgsqlDataSource Source { get; init; }

    [FromServices]
    public required ProjectionEnContinu Projection { get; init; }

    [FromServices]
    public required TimeProvider Horloge { get; init; }

    /// <summary>Today, in Europe/Paris.</summary>
    internal DateOnly Aujourdhui => Calendrier.Jour(Horloge.GetUtcNow());
}

/// <summary>A steering question, understood and within what the account covers; or why it cannot be answered.</summary>
public sealed record DemandeDePilotage(Vue Vue, Axes? Axes, Filtre Filtre)
{
    /// <summary>The day looked at: that asked for, or today.</summary>
    public DateOnly Au => Vue.Au;

    /// <summary>Whether a day was asked for.</summary>
    public bool AuDonne { get; init; }

    /// <summary>Reads a question.</summary>
    /// <param name="p">The parameters.</param>
    /// <param name="nommer">Names a kind of row, for a figure that has kinds.</param>
    /// <param name="admis">The axes that the figure has.</param>
    public static async Task<(DemandeDePilotage? Demande, IResult? Refus)> LireAsync(ParametresDePilotage p, Func<short, string>? nommer = null, Axes admis = Cellules)
    {
        var (demande, refus) = Lire(p, nommer, admis);
        return refus is not null ? (null, refus)
            : await LectureDeDemande.AttendreAsync(p.Position, p.Http, p.Projection) is { } retard ? (null, retard)
            : (demande, null);
    }

    /// <summary>The axes of a cell, which most figures have.</summary>
    public const Axes Cellules = Projections.Pilotage.Axes.Type | Projections.Pilotage.Axes.Service | Projections.Pilotage.Axes.Territoire;

    private static (DemandeDePilotage? Demande, ProblemHttpResult? Refus) Lire(ParametresDePilotage p, Func<short, string>? nommer, Axes admis)
    {
        if (!LectureDeDemande.Jour(p.Au, out var au) || !LectureDeDemande.Jour(p.VuAu, out var vuAu))
        {
            return (null, LectureDeDemande.JourIllisible(LectureDeDemande.Jour(p.Au, out _) ? "vuAu" : "au"));
        }

        if (!LectureDeDemande.Decoupage(p.Decoupage, out var decoupage))
        {
            return (null, LectureDeDemande.DecoupageInconnu());
        }

        var axes = Projections.Pilotage.Axes.Aucun;
        foreach (var nom in LectureDeDemande.Noms(p.Par))
        {
            if (char.IsDigit(nom[0]) || !Enum.TryParse<Axes>(nom, ignoreCase: true, out var axe) || (axe & ~admis) != 0 || axe == 0)
            {
                return (null, Problemes.Invalide("par", $"Axes : {string.Join(", ", Enum.GetValues<Axes>().Where(a => a != 0 && admis.HasFlag(a)).Select(a => a.ToString().ToLowerInvariant()))}."));
            }

            axes |= axe;
        }

        short? type = null;
        if (nommer is not null && !string.IsNullOrEmpty(p.Type) && (type = Numero(nommer, p.Type)) is null)
        {
            return (null, Problemes.Invalide("type", "Ce type n'existe pas pour ce chiffre."));
        }

        var (site, refus) = Site(p.Site, p.Http);
        return refus is not null
            ? (null, refus)
            : (new(
                new Vue(au ?? p.Aujourdhui, vuAu ?? Vue.ToutConnu), p.Par is null ? null : axes,
                new Filtre(type, LectureDeDemande.Vide(p.Service), LectureDeDemande.Vide(p.Territoire), site, decoupage).DuPerimetre(p.Http.User))
            {
                AuDonne = au is not null,
            }, null);
    }

    /// <summary>The number of a kind of row, by its name.</summary>
    private static short? Numero(Func<short, string> nommer, string nom)
    {
        for (short numero = -1; numero < 256; numero++)
        {
            if (Nommer(numero) == nom)
            {
                return numero;
            }
        }

        return null;

        string? Nommer(short numero)
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
    }

    /// <summary>A supervisor limited to sites sees those only; one without sites sees the whole département.</summary>
    private static (string? Site, ProblemHttpResult? Refus) Site(string? demande, HttpContext http)
    {
        var sites = http.User.FindAll(Revendications.Site).Select(c => c.Value).ToArray();
        if (sites.Length == 0 || !http.User.IsInRole(Roles.Superviseur))
        {
            return (LectureDeDemande.Vide(demande), null);
        }

        if (string.IsNullOrEmpty(demande))
        {
            return sites.Length == 1 ? (sites[0], null) : (null, Problemes.Invalide("site", $"Précisez un de vos sites : {string.Join(", ", sites)}."));
        }

        return sites.Contains(demande)
            ? (demande, null)
            : (null, Problemes.De(StatusCodes.Status403Forbidden, "hors-perimetre", "Ce site n'est pas dans votre périmètre.", $"Vos sites : {string.Join(", ", sites)}.", "site"));
    }
}
