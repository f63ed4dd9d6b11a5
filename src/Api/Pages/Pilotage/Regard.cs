using System.Globalization;
using System.Security.Claims;
using Accompagnement.Api.Acces;
using Accompagnement.Api.Securite;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Referentiels;
using Accompagnement.Projections.Pilotage;
using Vue = Accompagnement.Projections.Pilotage.Vue;

namespace Accompagnement.Api.Pages.Pilotage;

/// <summary>
/// What a supervisor's page is set to: the day it is about, the day whose knowledge it is given with, and what it is restricted
/// to. It comes from the address and never goes beyond the sites of the account.
/// </summary>
/// <param name="Aujourdhui">Today.</param>
/// <param name="Au">The day looked at.</param>
/// <param name="Connu">The day of knowledge; null for now.</param>
/// <param name="SitesAdmis">The sites of the account; empty for the whole département.</param>
/// <param name="Erreur">Why the address could not be understood, in French.</param>
public sealed record Regard(
    DateOnly Aujourdhui, DateOnly Au, DateOnly? Connu, string? Site, string? Territoire, string? Type, string? Service, IReadOnlyList<string> SitesAdmis, string? Erreur)
{
    /// <summary>What a page says of a date it was given.</summary>
    internal const string DateIllisible = "Une date n'est pas lisible : elle s'écrit AAAA-MM-JJ.";

    public Vue Vue => new(Au, Connu ?? Vue.ToutConnu);

    public Filtre Filtre => Perimetre with { Type = Type is null ? null : Noms.Mesure(Type), Service = Service, Territoire = Territoire, Site = Site };

    /// <summary>What the services of the account leave to be counted.</summary>
    private Filtre Perimetre { get; init; } = Filtre.Aucun;

    /// <summary>Whether somebody narrowed the page: within what the account covers anyway, nobody did.</summary>
    public bool EstRestreint => Territoire is not null || Type is not null || (Site is not null && SitesAdmis.Count != 1);

    /// <summary>Whether the page shows another day, or less than what is known today.</summary>
    public bool EstAuPasse => Au != Aujourdhui || Connu is not null;

    public static Regard Lire(HttpContext http, TimeProvider horloge)
    {
        var q = http.Request.Query;
        var aujourdhui = Calendrier.Jour(horloge.GetUtcNow());
        string? erreur = null;
        var au = Date("au") ?? aujourdhui;
        var connu = Date("vuAu");
        IReadOnlyList<string> admis = [.. http.User.FindAll(Revendications.Site).Select(c => c.Value).Order(StringComparer.Ordinal)];
        var site = Texte("site");
        if (admis.Count > 0 && (site is null || !admis.Contains(site)))
        {
            erreur ??= site is null ? null : "Ce site n'est pas de ceux que vous encadrez.";
            site = admis[0];
        }

        if (au > aujourdhui)
        {
            erreur ??= "La date « au » est à venir : la page montre aujourd'hui.";
            au = aujourdhui;
        }

        var territoire = Texte("territoire");
        if (territoire is not null && !Territoires.PasDeCalais.Libelles(Decoupage.Depuis2016).Contains(territoire)
            && territoire is not (Territoires.LibelleNonRenseigne or Territoires.LibelleHorsDepartement))
        {
            (erreur, territoire) = ("Ce territoire n'existe pas.", null);
        }

        var type = Texte("type");
        if (type is not null && Noms.Mesure(type) is null)
        {
            (erreur, type) = ("Ce type de mesure n'existe pas.", null);
        }

        return new(aujourdhui, au, connu == aujourdhui ? null : connu, site, territoire, type, q["service"] is [""] ? "" : Texte("service"), admis, erreur)
        {
            Perimetre = Filtre.Aucun.DuPerimetre(http.User),
        };

        string? Texte(string nom) => q[nom].ToString() is { Length: > 0 and <= 200 } t ? t : null;

        DateOnly? Date(string nom)
        {
            if (Texte(nom) is not { } texte)
            {
                return null;
            }

            var jour = Jour(texte);
            erreur ??= jour is null ? DateIllisible : null;
            return jour;
        }
    }

    /// <summary>The address of a page with the same settings, some of them changed.</summary>
    public string Adresse(string chemin, params ReadOnlySpan<(string Nom, string? Valeur)> changements)
    {
        var parametres = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["au"] = Au == Aujourdhui ? null : Iso(Au),
            ["vuAu"] = Connu is { } c ? Iso(c) : null,
            ["site"] = Site,
            ["territoire"] = Territoire,
            ["type"] = Type,
        };
        foreach (var (nom, valeur) in changements)
        {
            parametres[nom] = valeur;
        }

        var suite = string.Join('&', parametres.Where(p => p.Value is not null).Select(p => $"{p.Key}={Uri.EscapeDataString(p.Value!)}"));
        return suite.Length == 0 ? chemin : $"{chemin}?{suite}";
    }

    /// <summary>A day of an address; null when it cannot be read.</summary>
    public static DateOnly? Jour(string? texte) =>
        DateOnly.TryParseExact(texte, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var jour) && jour.Year is > 1950 and < 2200 ? jour : null;

    /// <summary>How many lines of a list come before the page asked for.</summary>
    public static int Rang(string? texte) => int.TryParse(texte, NumberStyles.None, CultureInfo.InvariantCulture, out var rang) ? Math.Min(rang, 1_000_000) : 0;

    /// <summary>The rank a page of a list begins after, as an address carries it: the first page has none.</summary>
    public static (string Nom, string? Valeur) APartirDe(int apres) => ("apres", apres == 0 ? null : apres.ToString(CultureInfo.InvariantCulture));

    public static string Iso(DateOnly jour) => jour.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Whether the account covers the whole département.</summary>
    public static bool Departement(ClaimsPrincipal personne) => !personne.HasClaim(c => c.Type == Revendications.Site);
}
