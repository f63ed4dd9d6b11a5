using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Accompagnement.Api.Securite;

/// <summary>Where one goes after signing in or out: a path of this site, never another one.</summary>
public static class AdresseLocale
{
    /// <summary>The address if it is a path of this site, else the home page.</summary>
    public static string OuAccueil(string? adresse) => Est(adresse) ? adresse! : "/";

    public static bool Est(string? adresse) =>
        adresse is { Length: > 0 and <= 2000 } && adresse[0] == '/' && (adresse.Length == 1 || adresse[1] is not ('/' or '\\')) && !adresse.Any(char.IsControl);

    /// <summary>
    /// A page that goes on by itself. A redirection would not do: coming from the provider, it would not carry the session's cookie,
    /// which is for this site's own steps (SameSite=Strict); after a form, the page's policy forbids it to leave this site.
    /// </summary>
    public static ContentHttpResult Suite(string adresse)
    {
        var cible = HtmlEncoder.Default.Encode(adresse);
        return TypedResults.Content(
            $"<!doctype html><html lang=\"fr\"><head><meta charset=\"utf-8\"><title>Un instant — Accompagnement</title><meta http-equiv=\"refresh\" content=\"0;url={cible}\"></head>"
            + $"<body><p><a href=\"{cible}\">Continuer</a></p></body></html>",
            "text/html; charset=utf-8");
    }
}
