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

    /// <summary>Gives what the server itself refuses, before any endpoint, the same form: a code, and words in French.</summary>
    public static void Completer(ProblemDetailsContext contexte)
    {
        var probleme = contexte.ProblemDetails;
        if (probleme.Extensions.ContainsKey("code"))
        {
            return;
        }

        (probleme.Extensions["code"], probleme.Title, var detail) = probleme.Status switch
        {
            StatusCodes.Status400BadRequest => ("requete-invalide", "La requête n'a pas la forme attendue.", "Rien n'a été enregistré."),
            StatusCodes.Status401Unauthorized => ("non-identifie", "Il faut s'identifier.", "Un jeton valable ou une session ouverte est nécessaire."),
            StatusCodes.Status403Forbidden => ("interdit", "Ce compte n'a pas ce droit.", "Le rôle du compte ne permet pas cette demande."),
            StatusCodes.Status404NotFound => ("introuvable", "Rien de tel n'existe.", "Cette adresse ne correspond à rien."),
            StatusCodes.Status405MethodNotAllowed => ("methode-refusee", "Cette adresse ne se demande pas ainsi.", "La méthode HTTP n'est pas celle de cette adresse."),
            StatusCodes.Status406NotAcceptable => ("format-refuse", "Aucun des formats demandés n'est servi.", "Demander application/json, text/csv ou un classeur, selon l'adresse."),
            StatusCodes.Status413PayloadTooLarge => ("corps-trop-grand", "Le corps de la requête est trop grand.", "Rien n'a été enregistré."),
            StatusCodes.Status415UnsupportedMediaType => ("type-refuse", "Le type du corps n'est pas accepté.", "L'en-tête Content-Type dit un type que cette adresse ne lit pas."),
            StatusCodes.Status429TooManyRequests => ("trop-de-demandes", "Trop de demandes en peu de temps.", "Réessayez dans une minute."),
            >= 500 => ("panne", "Le service n'a pas pu répondre.", "Ce qui avait été confirmé auparavant est enregistré ; réessayez dans un instant."),
            _ => ("refuse", "La demande est refusée.", "Rien n'a été enregistré."),
        };
        probleme.Detail ??= detail;
    }

    public static ProblemHttpResult EnRetard() =>
        De(StatusCodes.Status503ServiceUnavailable, "projection-en-retard", "Les chiffres ne suivent pas encore cette position.", "Réessayez dans un instant : rien n'est perdu.");
}
