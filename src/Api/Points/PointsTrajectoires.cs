using System.Globalization;
using Accompagnement.Api.Acces;
using Accompagnement.Api.Reponses;
using Accompagnement.Api.Securite;
using Accompagnement.Api.Trajectoires;
using Microsoft.AspNetCore.Mvc;

namespace Accompagnement.Api.Points;

/// <summary>People's files, as far as an account may see them.</summary>
public static class PointsTrajectoires
{
    private const int LignesParPage = 50;

    public static void MapTrajectoires(this IEndpointRouteBuilder routes)
    {
        var groupe = routes.MapGroup("/api/trajectoires/{personne:guid}").RequireAuthorization(Droits.Accompagner).WithTags("Dossier");
        groupe.MapGet("", LireAsync)
            .Produces<DossierEnJson>().ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("Le dossier d'une personne")
            .WithDescription("Tel qu'il est, tel qu'il était (au), tel qu'on le connaissait (vuAu). Un dossier qui n'existe pas et un dossier fermé à ce compte ont la même réponse. La consultation est tracée.");
        groupe.MapGet("/chronologie", ChronologieAsync)
            .Produces<PageDeChronologie>().ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("Ce qui s'est passé, du plus récent au plus ancien")
            .WithDescription("Par pages : donnez à « suivant » la valeur de la page précédente.");
    }

    private static async Task<IResult> LireAsync(Guid personne, string? au, string? vuAu, HttpContext http, [FromServices] LecteurDeDossiers lecteur, CancellationToken ct)
    {
        if (Demande(http, au, vuAu, out var demande) is { } refus)
        {
            return refus;
        }

        var lu = await lecteur.LireAsync(personne, demande.Compte, demande.Au, demande.VuAu, new("api/trajectoires", Adresse(http), AvecFoyer: true), ct);
        if (lu is null)
        {
            return Introuvable();
        }

        Entetes(http, lu);
        return TypedResults.Ok(DossierEnJson.De(lu));
    }

    private static async Task<IResult> ChronologieAsync(
        Guid personne, string? au, string? vuAu, string? suivant, int? max, HttpContext http, [FromServices] LecteurDeDossiers lecteur, CancellationToken ct)
    {
        if (Demande(http, au, vuAu, out var demande) is { } refus)
        {
            return refus;
        }

        if (max is < 1 or > 500)
        {
            return Problemes.Invalide("max", "Une page compte de 1 à 500 lignes.");
        }

        var debut = 0;
        if (suivant is not null && (!int.TryParse(suivant, NumberStyles.None, CultureInfo.InvariantCulture, out debut) || debut < 0))
        {
            return Problemes.Invalide("suivant", "« suivant » est la valeur donnée par la page précédente.");
        }

        var lu = await lecteur.LireAsync(personne, demande.Compte, demande.Au, demande.VuAu, new("api/trajectoires/chronologie", Adresse(http)), ct);
        if (lu is null)
        {
            return Introuvable();
        }

        Entetes(http, lu);
        var lignes = lu.Dossier.Chronologie;
        var page = lignes.Skip(debut).Take(max ?? LignesParPage).Select(l => LigneEnJson.De(l, lu)).ToArray();
        var fin = debut + page.Length;
        return TypedResults.Ok(new PageDeChronologie(page, fin < lignes.Count ? fin.ToString(CultureInfo.InvariantCulture) : null));
    }

    internal static IResult Introuvable() => Problemes.Introuvable("Aucun dossier ouvert à ce compte ne porte cet identifiant.");

    internal static string? Adresse(HttpContext http) => http.Connection.RemoteIpAddress?.ToString();

    private static void Entetes(HttpContext http, DossierLu lu)
    {
        http.Response.Headers.ETag = $"\"{lu.Version}\"";
        http.Response.Headers["X-Position"] = lu.Position.ToString(CultureInfo.InvariantCulture);
    }

    private static IResult? Demande(HttpContext http, string? au, string? vuAu, out (Domain.Acces.Compte Compte, DateOnly? Au, DateOnly? VuAu) demande)
    {
        demande = default;
        if (http.User.CompteDAcces() is not { } compte)
        {
            return TypedResults.Forbid();
        }

        if (!Jour(au, out var jour))
        {
            return Problemes.Invalide("au", "« au » est une date AAAA-MM-JJ.");
        }

        if (!Jour(vuAu, out var connu))
        {
            return Problemes.Invalide("vuAu", "« vuAu » est une date AAAA-MM-JJ.");
        }

        demande = (compte, jour, connu);
        return null;
    }

    private static bool Jour(string? texte, out DateOnly? jour)
    {
        jour = null;
        if (string.IsNullOrEmpty(texte))
        {
            return true;
        }

        var lue = DateOnly.TryParseExact(texte, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date);
        jour = lue ? date : null;
        return lue;
    }
}
