using Accompagnement.Api.Acces;
using Accompagnement.Api.Reponses;
using Accompagnement.Api.Securite;
using Accompagnement.Domain.Faits;
using Microsoft.AspNetCore.Mvc;

namespace Accompagnement.Api.Points;

/// <summary>Somebody who was found.</summary>
/// <param name="Personne">The file.</param>
/// <param name="Identite">The identity that fits, which can be an older one.</param>
/// <param name="Score">How well it fits, from 0 to 1.</param>
public sealed record PersonneEnJson(Guid Personne, Identite Identite, double Score);

/// <summary>Who was found, best first.</summary>
public sealed record ReponseDeRecherche(IReadOnlyList<PersonneEnJson> Personnes);

/// <summary>Finding people among those one may see.</summary>
public static class PointsPersonnes
{
    private const int TexteAuPlus = 200;

    public static void MapPersonnes(this IEndpointRouteBuilder routes)
    {
        var groupe = routes.MapGroup("/api/personnes").RequireAuthorization(Droits.Accompagner).WithTags("Personnes");
        groupe.MapGet("", ChercherAsync)
            .Produces<ReponseDeRecherche>()
            .WithSummary("Chercher une personne")
            .WithDescription("Nom, prénom, initiales, date de naissance, numéro d'allocataire, dans le désordre et mal orthographiés. Ne rend que les personnes dont ce compte voit le dossier en entier.");
        groupe.MapGet("/doublons", DoublonsAsync)
            .Produces<ReponseDeRecherche>()
            .WithSummary("Les dossiers qui sont peut-être de la même personne")
            .WithDescription("D'un dossier (personne), ou avant d'inscrire quelqu'un (nom, prenoms, naissance), parmi ceux que ce compte voit en entier.");
    }

    private static async Task<IResult> ChercherAsync(string? q, HttpContext http, [FromServices] ServiceDeRecherche recherche, CancellationToken ct)
    {
        if (http.User.CompteDAcces() is not { } compte)
        {
            return TypedResults.Forbid();
        }

        return q is null or { Length: 0 or > TexteAuPlus }
            ? Problemes.Invalide("q", $"« q » est ce qu'on sait de la personne, en {TexteAuPlus} caractères au plus.")
            : TypedResults.Ok(Reponse(await recherche.ChercherAsync(q, compte, PointsTrajectoires.Adresse(http), ct)));
    }

    private static async Task<IResult> DoublonsAsync(
        Guid? personne, string? nom, string? prenoms, DateOnly? naissance, HttpContext http, [FromServices] ServiceDeRecherche recherche, CancellationToken ct)
    {
        if (http.User.CompteDAcces() is not { } compte)
        {
            return TypedResults.Forbid();
        }

        if (personne is { } id)
        {
            return await recherche.DoublonsAsync(id, compte, PointsTrajectoires.Adresse(http), ct) is { } trouves ? TypedResults.Ok(Reponse(trouves)) : PointsTrajectoires.Introuvable();
        }

        return string.IsNullOrWhiteSpace(nom) || nom.Length > TexteAuPlus || prenoms?.Length > TexteAuPlus
            ? Problemes.Invalide("nom", "Donnez « personne », ou « nom » avec « prenoms » et « naissance » si on les connaît.")
            : TypedResults.Ok(Reponse(await recherche.DoublonsAsync(new Identite(NomNaissance: nom, Prenoms: prenoms, DateNaissance: naissance), compte, PointsTrajectoires.Adresse(http), ct)));
    }

    private static ReponseDeRecherche Reponse(IReadOnlyList<EventStore.Coffre.PersonneTrouvee> trouvees) =>
        new([.. trouvees.Select(t => new PersonneEnJson(t.Personne, t.Trouvee, Math.Round(t.Score, 2)))]);
}
