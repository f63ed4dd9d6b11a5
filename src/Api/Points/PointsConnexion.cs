using Accompagnement.Api.Securite;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Mvc;

namespace Accompagnement.Api.Points;

/// <summary>Entering by the provider, and leaving a session.</summary>
public static class PointsConnexion
{
    public static void MapConnexion(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(ConnexionParFournisseur.Depart, Partir).AllowAnonymous().ExcludeFromDescription();
        routes.MapGet(ConnexionParFournisseur.Suite, (string? retour) => AdresseLocale.Suite(AdresseLocale.OuAccueil(retour))).AllowAnonymous().ExcludeFromDescription();
        routes.MapPost("/deconnexion", DeconnecterAsync).AllowAnonymous().ExcludeFromDescription();
    }

    private static IResult Partir(string? retour, [FromServices] ManieresDeSeConnecter manieres) => manieres.Fournisseur
        ? TypedResults.Challenge(
            new() { RedirectUri = $"{ConnexionParFournisseur.Suite}?retour={Uri.EscapeDataString(AdresseLocale.OuAccueil(retour))}" },
            [ConnexionParFournisseur.Schema])
        : TypedResults.LocalRedirect("/connexion");

    private static async Task<IResult> DeconnecterAsync(HttpContext http, [FromServices] IAntiforgery antiforgery, [FromServices] ManieresDeSeConnecter manieres)
    {
        if (!await antiforgery.IsRequestValidAsync(http))
        {
            return TypedResults.BadRequest();
        }

        await http.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        return manieres.Fournisseur && ConnexionParFournisseur.VientDuFournisseur(http)
            ? TypedResults.SignOut(new() { RedirectUri = "/connexion" }, [ConnexionParFournisseur.Schema])
            : TypedResults.LocalRedirect("/connexion");
    }
}
