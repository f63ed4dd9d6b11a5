using Microsoft.AspNetCore.Http.HttpResults;

namespace Accompagnement.Api.Reponses;

/// <summary>Errors as RFC 9457 problem details: a French title and detail, a stable code, the field at fault.</summary>
public static class Problemes
{
    public static ProblemHttpResult De(int statut, string code, string titre, string? detail = null, string? champ = null)
    {
        var extensions = new Dictionary<string, object?> { ["code"] = code };
        if (champ is not null)
        {
            extensions["champ"] = champ;
        }

        return TypedResults.Problem(detail, statusCode: statut, title: titre, extensions: extensions);
    }

    public static ProblemHttpResult Invalide(string champ, string detail) =>
        De(StatusCodes.Status400BadRequest, "parametre-invalide", "Un paramètre n'a pas la forme attendue.", detail, champ);

    public static ProblemHttpResult Introuvable(string detail) =>
        De(StatusCodes.Status404NotFound, "introuvable", "Rien de tel n'existe.", detail);

    public static ProblemHttpResult EnRetard() =>
        De(StatusCodes.Status503ServiceUnavailable, "projection-en-retard", "Les chiffres ne suivent pas encore cette position.", "Réessayez dans un instant : rien n'est perdu.");
}
