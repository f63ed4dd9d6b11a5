using System.Text.Encodings.Web;

namespace Accompagnement.Api.Reponses;

/// <summary>
/// A refusal or a breakdown as a page, for somebody in front of a browser: the same words as the problem that programs get, and where to go
/// from there. It needs nothing that may be down: no session, no database.
/// </summary>
public sealed class ProblemesEnPage : IProblemDetailsWriter
{
    private const string DUneAutreSession =
        "Souvent, la session a changé depuis l'ouverture de la page. Le bouton « Précédent » ramène à ce que vous aviez saisi : copiez ce qui compte, rechargez la page, puis envoyez-la.";

    public bool CanWrite(ProblemDetailsContext context)
    {
        var demande = context.HttpContext.Request;
        return !demande.Path.StartsWithSegments("/api", StringComparison.Ordinal) && Negociation.Prefere(context.HttpContext, "text/html");
    }

    public ValueTask WriteAsync(ProblemDetailsContext context)
    {
        Problemes.Completer(context);
        var (http, probleme) = (context.HttpContext, context.ProblemDetails);
        var (titre, detail, code) = (En(probleme.Title), En(probleme.Detail), En(probleme.Extensions["code"]?.ToString()));
        var retour = HttpMethods.IsGet(http.Request.Method) ? ""
            : probleme.Status == StatusCodes.Status400BadRequest ? $"<p>{DUneAutreSession}</p>"
            : "<p>Le bouton « Précédent » du navigateur ramène à ce que vous aviez saisi.</p>";
        http.Response.ContentType = "text/html; charset=utf-8";
        return new(http.Response.WriteAsync(
            $"""
            <!DOCTYPE html>
            <html lang="fr">
            <head>
              <meta charset="utf-8" />
              <meta name="viewport" content="width=device-width, initial-scale=1" />
              <link rel="stylesheet" href="/accompagnement.css" />
              <title>{titre} — Accompagnement</title>
            </head>
            <body>
              <main>
                <h1>{titre}</h1>
                <p>{detail}</p>
                {retour}
                <p><a href="/">Revenir à l'accueil</a></p>
                <p class="legende">{code}</p>
              </main>
            </body>
            </html>
            """,
            http.RequestAborted));
    }

    private static string En(string? texte) => HtmlEncoder.Default.Encode(texte ?? "");
}
