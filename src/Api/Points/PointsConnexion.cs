using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Accompagnement.Api.Points;

/// <summary>Leaving a session.</summary>
public static class PointsConnexion
{
    public static void MapConnexion(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/deconnexion", DeconnecterAsync).AllowAnonymous().ExcludeFromDescription();

    private static async Task<IResult> DeconnecterAsync(HttpContext http, IAntiforgery antiforgery)
    {
        if (!await antiforgery.IsRequestValidAsync(http))
        {
            return TypedResults.BadRequest();
        }

        await http.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        return TypedResults.LocalRedirect("/connexion");
    }
}
