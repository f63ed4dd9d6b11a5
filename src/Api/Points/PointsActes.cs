using System.Globalization;
using System.Net.Mime;
using System.Text.Json;
using Accompagnement.Api.Acces;
using Accompagnement.Api.Reponses;
using Accompagnement.Api.Securite;
using Accompagnement.Api.Trajectoires;
using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Faits;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Accompagnement.Api.Points;

/// <summary>What an act recorded.</summary>
/// <param name="Sujet">The stream: that of the absorbing file when an absorbed one was named.</param>
/// <param name="Id">The person or the household; null for a stream named by a code.</param>
/// <param name="Version">The version of the stream, as <c>If-Match</c> takes it.</param>
/// <param name="Position">The position of the last fact.</param>
/// <param name="Faits">The facts, in order.</param>
public sealed record ActeEnregistre(string Sujet, Guid? Id, long Version, long Position, IReadOnlyList<FaitEnregistreParActe> Faits);

/// <summary>A fact that an act recorded.</summary>
/// <param name="Id">What a correction names it by.</param>
/// <param name="Type">Its name in the contract.</param>
/// <param name="Time">When it happened.</param>
/// <param name="Data">Its data; identities and texts are references.</param>
/// <param name="Signalements">What was unusual.</param>
public sealed record FaitEnregistreParActe(Guid Id, string Type, DateTimeOffset Time, JsonElement Data, IReadOnlyList<string> Signalements);

/// <summary>One call per act of work, from the table of acts.</summary>
public static class PointsActes
{
    /// <summary>The longest body of an act.</summary>
    private const int CorpsAuPlus = 256 * 1024;

    /// <summary>The notebook that an act comes from: another account's session does not record it.</summary>
    private const string EnTeteCarnet = "X-Carnet";

    public static void MapActes(this IEndpointRouteBuilder routes)
    {
        foreach (var acte in Actes.Tous)
        {
            foreach (var (nature, prefixe, parametre, droit) in Natures.Where(n => (acte.Flux & n.Nature) != 0))
            {
                var ouvre = acte.Chemin.Length == 0 && nature is Flux.Trajectoire or Flux.Foyer;
                var chemin = ouvre ? $"/api/{prefixe}" : $"/api/{prefixe}/{parametre}/{acte.Chemin}".TrimEnd('/');
                routes.MapPost(chemin, (HttpContext http, ServiceDActes service, CancellationToken ct) => EnregistrerAsync(acte, nature, http, service, ct))
                    .RequireAuthorization(droit)
                    .DisableAntiforgery()
                    .WithMetadata(acte)
                    .WithTags(acte.Domaine)
                    .WithSummary(acte.Titre)
                    .WithDescription($"{acte.Resume} If-Match: \"version\" refuse (412) si le flux a changé depuis ; Idempotency-Key rend une répétition sans effet ; X-Carnet refuse (403) si le carnet est celui d'un autre compte.")
                    .Accepts<object>(MediaTypeNames.Application.Json)
                    .Produces<ActeEnregistre>(ouvre ? StatusCodes.Status201Created : StatusCodes.Status200OK)
                    .ProducesProblem(StatusCodes.Status403Forbidden)
                    .ProducesProblem(StatusCodes.Status404NotFound)
                    .ProducesProblem(StatusCodes.Status409Conflict)
                    .ProducesProblem(StatusCodes.Status412PreconditionFailed)
                    .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
            }
        }
    }

    private static (Flux Nature, string Prefixe, string Parametre, string Droit)[] Natures { get; } =
    [
        (Flux.Trajectoire, "trajectoires", "{personne:guid}", Droits.Accompagner),
        (Flux.Foyer, "foyers", "{foyer:guid}", Droits.Accompagner),
        (Flux.Agent, "agents", "{code}", Droits.TenirLesMoyens),
        (Flux.Structure, "structures", "{code}", Droits.TenirLesMoyens),
        (Flux.Registre, "registres", "{site}", Droits.Accompagner),
    ];

    private static async Task<IResult> EnregistrerAsync(Acte acte, Flux nature, HttpContext http, [FromServices] ServiceDActes service, CancellationToken ct)
    {
        if (http.User.CompteDAcces() is not { } compte)
        {
            return TypedResults.Forbid();
        }

        // What a notebook kept for one account is not recorded under the name of the next one at the same tablet.
        var carnet = http.Request.Headers[EnTeteCarnet].ToString();
        if (carnet.Length > 0 && carnet != http.RequestServices.GetRequiredService<SecretsDuCarnet>().Identifiant(compte.Nom))
        {
            return Problemes.De(StatusCodes.Status403Forbidden, "autre-compte", "La session est celle d'un autre compte.", "Rien n'a été enregistré : reconnectez-vous avec le compte qui a écrit cet acte.");
        }

        if (Version(http.Request, out var version) is { } mauvaise)
        {
            return mauvaise;
        }

        var cle = http.Request.Headers["Idempotency-Key"].ToString();
        if (cle.Length > 200)
        {
            return Problemes.Invalide("Idempotency-Key", "Une clé d'idempotence fait 200 caractères au plus.");
        }

        var (corps, refus) = await CorpsAsync(http, ct);
        if (refus is not null)
        {
            return refus;
        }

        var demande = new DemandeDActe(compte, version, cle.Length == 0 ? null : cle, http.Connection.RemoteIpAddress?.ToString())
        {
            // The same facts sent by a file would be accepted and flagged: both ways give the same file and the same refusals.
            Confirme = true,
            DossierExact = carnet.Length > 0,
        };
        if (acte.Chemin.Length == 0 && nature is Flux.Trajectoire or Flux.Foyer)
        {
            return Repondre(await service.OuvrirAsync(acte, nature, corps, demande, ct), http, StatusCodes.Status201Created);
        }

        return Sujet.TryParse($"{Sujet.NomDe(nature)}/{Cle(http)}", out var sujet)
            ? Repondre(await service.ExecuterAsync(acte, sujet, corps, demande, ct), http, StatusCodes.Status200OK)
            : Problemes.Introuvable("Cet identifiant n'en est pas un.");
    }

    private static string? Cle(HttpContext http) =>
        (http.GetRouteValue("code") ?? http.GetRouteValue("site") ?? http.GetRouteValue("personne") ?? http.GetRouteValue("foyer")) is { } valeur
            ? Guid.TryParse($"{valeur}", out var id) ? id.ToString("D") : $"{valeur}"
            : null;

    /// <summary>The version in <c>If-Match</c>; null without one or for any.</summary>
    internal static IResult? Version(HttpRequest requete, out long? version)
    {
        version = null;
        var texte = requete.Headers.IfMatch.ToString().Trim();
        if (texte is "" or "*")
        {
            return null;
        }

        if (long.TryParse(texte.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var lue))
        {
            version = lue;
            return null;
        }

        return Problemes.Invalide("If-Match", "If-Match est la version donnée par ETag, entre guillemets : \"12\".");
    }

    /// <summary>A form of another site cannot send JSON: asking for it keeps a session's cookie from being used from there.</summary>
    private static async Task<(ReadOnlyMemory<byte> Corps, IResult? Refus)> CorpsAsync(HttpContext http, CancellationToken ct)
    {
        var type = http.Request.ContentType?.Split(';')[0].Trim();
        if (!string.Equals(type, MediaTypeNames.Application.Json, StringComparison.OrdinalIgnoreCase) && (type is not null || http.Request.ContentLength is not (null or 0)))
        {
            return (default, Problemes.De(StatusCodes.Status415UnsupportedMediaType, "forme-inconnue", "La forme de l'envoi n'est pas connue.", "Content-Type : application/json.", "Content-Type"));
        }

        using var memoire = new MemoryStream();
        var tampon = new byte[16 * 1024];
        int lu;
        try
        {
            while ((lu = await http.Request.Body.ReadAsync(tampon, ct)) > 0)
            {
                if (memoire.Length + lu > CorpsAuPlus)
                {
                    return (default, Problemes.De(StatusCodes.Status413PayloadTooLarge, "corps-trop-long", "Le corps est trop long.", $"Le corps d'un acte fait au plus {CorpsAuPlus / 1024} Kio."));
                }

                memoire.Write(tampon, 0, lu);
            }
        }
        catch (InvalidDataException)
        {
            return (default, Problemes.De(StatusCodes.Status400BadRequest, "gzip-invalide", "Le corps annoncé comme gzip ne l'est pas."));
        }

        return (memoire.ToArray(), null);
    }

    private static IResult Repondre(IssueDActe issue, HttpContext http, int succes)
    {
        switch (issue.Nature)
        {
            case NatureIssue.Enregistre:
                http.Response.Headers.ETag = $"\"{issue.Version}\"";
                http.Response.Headers["X-Position"] = issue.Position.ToString(CultureInfo.InvariantCulture);
                var id = issue.Sujet.Nature is Flux.Trajectoire or Flux.Foyer ? Guid.Parse(issue.Sujet.Cle) : (Guid?)null;
                var reponse = new ActeEnregistre(issue.Sujet.ToString(), id, issue.Version, issue.Position, [.. issue.Faits.Select(Fait)]);
                return succes == StatusCodes.Status201Created
                    ? TypedResults.Created($"/api/{(issue.Sujet.Nature == Flux.Foyer ? "foyers" : "trajectoires")}/{id}", reponse)
                    : TypedResults.Ok(reponse);
            case NatureIssue.Introuvable:
                return Problemes.Introuvable("Aucun dossier ouvert à ce compte ne porte cet identifiant.");
            case NatureIssue.Interdit:
                return Refuse(StatusCodes.Status403Forbidden, "L'acte n'est pas permis à ce compte.", issue);
            case NatureIssue.Illisible:
                return Refuse(StatusCodes.Status422UnprocessableEntity, "L'acte ne peut pas être lu.", issue);
            case NatureIssue.Depasse:
                http.Response.Headers.ETag = $"\"{issue.Version}\"";
                return TypedResults.Problem(
                    "Relisez ce qui a changé, puis recommencez avec la nouvelle version.", statusCode: StatusCodes.Status412PreconditionFailed, title: "Le dossier a changé depuis.",
                    extensions: new Dictionary<string, object?>
                    {
                        ["code"] = "version-depassee",
                        ["version"] = issue.Version,
                        ["dossier"] = issue.Sujet.Cle,
                        ["depuis"] = JsonSerializer.SerializeToElement(issue.Depuis, JsonDesPoints.Default.IReadOnlyListChangement),
                    });
            default:
                return Refuse(StatusCodes.Status409Conflict, "L'acte n'est pas possible.", issue);
        }
    }

    private static ProblemHttpResult Refuse(int statut, string titre, IssueDActe issue)
    {
        var refus = issue.Refus!;
        var extensions = new Dictionary<string, object?> { ["code"] = refus.Regle };
        if (refus.Champ is { } champ)
        {
            extensions["champ"] = champ.StartsWith("data.", StringComparison.Ordinal) ? champ["data.".Length..] : champ;
        }

        if (refus.Valeur is { } valeur)
        {
            extensions["valeur"] = valeur;
        }

        if (issue.Confirmable)
        {
            extensions["confirmable"] = true;
        }

        return TypedResults.Problem(refus.Detail, statusCode: statut, title: titre, extensions: extensions);
    }

    private static FaitEnregistreParActe Fait(Fait fait)
    {
        var type = TypeEvenement.De(fait.Evenement);
        using var donnees = JsonDocument.Parse(type.Ecrire(fait.Evenement));
        return new(fait.Id, type.Nom, fait.Survenu, donnees.RootElement.Clone(), fait.Signalements);
    }
}
