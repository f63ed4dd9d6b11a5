using System.Text.Json.Serialization;
using Accompagnement.Api.Acces;
using Accompagnement.Api.Pages.Dossiers;
using Accompagnement.Api.Pages.Journee;
using Accompagnement.Api.Securite;
using Accompagnement.Domain.Dossiers;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Accompagnement.Api.Pages.Carnet;

/// <summary>Whose session it is: a notebook sends only what its own account wrote.</summary>
/// <param name="Compte">The account.</param>
/// <param name="Carnet">What its notebook is called in the browser.</param>
/// <param name="Clef">The key of what the browser keeps for it, in base 64.</param>
/// <param name="Maintenant">The time here: a tablet's clock may be wrong.</param>
/// <param name="Visites">Whether the account follows people, and so has visits to take away.</param>
public sealed record CompteDuCarnet(string Compte, string Carnet, string Clef, DateTimeOffset Maintenant, bool Visites);

/// <summary>The least that a visit needs, to be taken away.</summary>
/// <param name="Personne">The file.</param>
/// <param name="Nom">The person's name.</param>
/// <param name="Adresse">Where they live.</param>
/// <param name="Telephone">How to warn them.</param>
/// <param name="Heure">The hour of today's appointment.</param>
/// <param name="Objet">What it is about.</param>
/// <param name="EnCours">What is in progress, in words.</param>
/// <param name="Derniers">The last facts, in words.</param>
/// <param name="Aujourdhui">Whether there is an appointment today.</param>
/// <param name="Version">The version of the file as taken: what is sent later says if it has changed since.</param>
public sealed record VisiteAEmporter(
    Guid Personne, string Nom, string? Adresse, string? Telephone, string? Heure, string? Objet, IReadOnlyList<string> EnCours, IReadOnlyList<string> Derniers, bool Aujourdhui,
    long Version);

/// <summary>The visits that may be taken away.</summary>
public sealed record VisitesAEmporter(IReadOnlyList<VisiteAEmporter> Visites);

/// <summary>The JSON of the notebook.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(CompteDuCarnet))]
[JsonSerializable(typeof(VisitesAEmporter))]
public sealed partial class JsonDuCarnet : JsonSerializerContext;

/// <summary>What the notebook for home visits asks for while there is a network.</summary>
public static class PointsCarnet
{
    private const int DerniersFaits = 3;

    public static void MapCarnet(this IEndpointRouteBuilder routes)
    {
        var carnet = routes.MapGroup("/carnet").ExcludeFromDescription();
        carnet.MapGet("/service.js", Service).AllowAnonymous();
        carnet.MapGet("/compte", (HttpContext http, SecretsDuCarnet secrets, TimeProvider horloge) => http.User.CompteDAcces() is { } compte
            ? TypedResults.Json(
                new CompteDuCarnet(compte.Nom, secrets.Identifiant(compte.Nom), secrets.Clef(compte.Nom), horloge.GetUtcNow(), http.User.IsInRole(Roles.Referent) && compte.Agent is not null), JsonDuCarnet.Default.CompteDuCarnet)
            : (IResult)TypedResults.Unauthorized()).AllowAnonymous();
        carnet.MapGet("/visites", VisitesAsync).RequireAuthorization(p => p.RequireRole(Roles.Referent));
    }

    /// <summary>The worker answers for the notebook's page alone; it is asked for again at every start.</summary>
    private static Results<PhysicalFileHttpResult, NotFound> Service([FromServices] IWebHostEnvironment hote, HttpContext http)
    {
        var fichier = hote.WebRootFileProvider.GetFileInfo("dist/service.js");
        if (!fichier.Exists || fichier.PhysicalPath is not { } chemin)
        {
            return TypedResults.NotFound();
        }

        http.Response.Headers["Service-Worker-Allowed"] = "/carnet";
        return TypedResults.PhysicalFile(chemin, "text/javascript");
    }

    private static async Task<IResult> VisitesAsync(HttpContext http, [FromServices] LecteurDeJournee lecteur, [FromServices] Repertoire repertoire, CancellationToken ct)
    {
        if (http.User.CompteDAcces() is not { Agent: { } agent } compte)
        {
            return TypedResults.Forbid();
        }

        var journee = await lecteur.LireAsync(compte, agent, SaisieDActes.Adresse(http), ct);
        var noms = await repertoire.AgentsAsync(
            journee.Dossiers.SelectMany(d => Derniers(d.Value)).SelectMany(l => EnClair.Nommes(l.Fait.Evenement)), ct);
        var visites = journee.Dossiers.Select(d =>
        {
            var identite = journee.Identites.GetValueOrDefault(d.Key);
            var rendezVous = journee.RendezVous.FirstOrDefault(r => r.Personne == d.Key);
            return new VisiteAEmporter(
                d.Key,
                EnClair.Nom(identite, d.Key),
                identite?.Adresse ?? EnClair.Commune(d.Value.Domicile?.CodeInsee),
                identite?.Telephone,
                rendezVous is null ? null : EnClair.Heure(rendezVous.PrevuLe),
                rendezVous?.Objet is { Code: not null } objet ? Libelles.De(objet) : null,
                [.. d.Value.EnCours.Where(e => e.Nature != NatureEnCours.RendezVous).Select(e => EnClair.De(e, d.Value))],
                [.. Derniers(d.Value).Select(l => $"{EnMots.JourCourt(l.Jour, journee.Jour)} — {EnClair.Phrase(l.Fait.Evenement, c => noms.GetValueOrDefault(c, c))}")],
                rendezVous is not null,
                journee.Versions[d.Key]);
        });
        return TypedResults.Json(
            new VisitesAEmporter([.. visites.OrderByDescending(v => v.Aujourdhui).ThenBy(v => v.Heure, StringComparer.Ordinal).ThenBy(v => v.Nom, StringComparer.Ordinal)]),
            JsonDuCarnet.Default.VisitesAEmporter);
    }

    private static IEnumerable<LigneChronologie> Derniers(Dossier dossier) => dossier.Chronologie.Where(l => l.Statut != StatutFait.Annule).Take(DerniersFaits);
}
