using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Accompagnement.Api.Acces;
using Accompagnement.Api.Reponses;
using Accompagnement.Api.Securite;
using Accompagnement.Api.Trajectoires;
using Accompagnement.Domain.Acces;
using Accompagnement.Domain.Dossiers;
using Accompagnement.EventStore.Traces;
using Microsoft.AspNetCore.Mvc;

namespace Accompagnement.Api.Points;

/// <summary>Why a file is opened by exception.</summary>
/// <param name="Motif">In a sentence; it goes to the coffre.</param>
public sealed record DemandeDAccesExceptionnel(string? Motif);

/// <summary>An exceptional access that was opened.</summary>
public sealed record AccesOuvert(Guid Personne, DateTimeOffset OuvertLe, DateTimeOffset ExpireLe);

/// <summary>Somebody saw the file.</summary>
public sealed record AccesVu(DateTimeOffset Le, string Qui, string Action, string? Titre);

/// <summary>A page of those who saw the file, latest first.</summary>
public sealed record PageDAcces(IReadOnlyList<AccesVu> Acces, string? Suivant);

/// <summary>A notice for a supervisor.</summary>
public sealed record AvisEnJson(Guid Id, Guid Personne, string Agent, DateTimeOffset OuvertLe, DateTimeOffset ExpireLe, string? Motif, string? VuPar);

/// <summary>Notices, latest first.</summary>
public sealed record PageDAvis(IReadOnlyList<AvisEnJson> Avis);

/// <summary>The person's rights over their file, and what was opened by exception.</summary>
public static class PointsAcces
{
    private const int ParPage = 200;

    public static void MapAcces(this IEndpointRouteBuilder routes)
    {
        var dossier = routes.MapGroup("/api/trajectoires/{personne:guid}").RequireAuthorization(Droits.Accompagner).WithTags("Dossier");
        dossier.MapGet("/acces", QuiAVuAsync)
            .Produces<PageDAcces>().ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("Qui a vu ce dossier")
            .WithDescription("Consultations, recherches, exports et refus, du plus récent au plus ancien, à remettre à la personne si elle le demande.");
        dossier.MapGet("/export", ExporterAsync)
            .Produces<ExportDuDossier>().ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("Le dossier entier, à remettre à la personne")
            .WithDescription("HTML, ou JSON si Accept le demande. L'export est tracé avant d'être rendu. À relire avant de le remettre : ce qui concerne un tiers se masque.");
        dossier.MapPost("/acces-exceptionnel", OuvrirAsync)
            .DisableAntiforgery()
            .Produces<AccesOuvert>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .WithSummary("Ouvrir un dossier par exception")
            .WithDescription("Pour un motif écrit et un jour ouvré ; le superviseur en est averti. La réponse est la même que le dossier existe ou non.");
        routes.MapGet("/api/acces-exceptionnels", AvisAsync)
            .RequireAuthorization(Droits.Encadrer).WithTags("Encadrement")
            .Produces<PageDAvis>()
            .WithSummary("Les accès exceptionnels de son équipe")
            .WithDescription("Ceux qui n'ont pas encore été lus ; tous avec tous=true.");
        routes.MapPost("/api/acces-exceptionnels/{id:guid}/lecture", MarquerAsync)
            .RequireAuthorization(Droits.Encadrer).DisableAntiforgery().WithTags("Encadrement")
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("Marquer un accès exceptionnel comme lu")
            .WithDescription("Personne ne lit l'avis de son propre accès.");
    }

    private static async Task<IResult> QuiAVuAsync(Guid personne, string? suivant, HttpContext http, [FromServices] LecteurDeDossiers lecteur, [FromServices] LecteurDesTraces traces, CancellationToken ct)
    {
        if (http.User.CompteDAcces() is not { } compte)
        {
            return TypedResults.Forbid();
        }

        DateTimeOffset? avant = null;
        if (suivant is not null)
        {
            if (!DateTimeOffset.TryParseExact(suivant, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var lu))
            {
                return Problemes.Invalide("suivant", "« suivant » est la valeur donnée par la page précédente.");
            }

            avant = lu;
        }

        if (await lecteur.LireAsync(personne, compte, null, null, new("api/trajectoires/acces", PointsTrajectoires.Adresse(http)), ct) is not { Acces.Niveau: NiveauAcces.Complet } dossier)
        {
            return PointsTrajectoires.Introuvable();
        }

        var vus = await VusAsync(dossier, traces, avant, ParPage, ct);
        return TypedResults.Ok(new PageDAcces(vus, vus.Count == ParPage ? vus[^1].Le.ToString("O", CultureInfo.InvariantCulture) : null));
    }

    private static async Task<IResult> ExporterAsync(
        Guid personne, HttpContext http, [FromServices] LecteurDeDossiers lecteur, [FromServices] LecteurDesTraces traces, [FromServices] JournalDesTraces journal, [FromServices] TimeProvider horloge, CancellationToken ct)
    {
        if (http.User.CompteDAcces() is not { } compte)
        {
            return TypedResults.Forbid();
        }

        if (await lecteur.LireAsync(personne, compte, null, null, new("api/trajectoires/export", PointsTrajectoires.Adresse(http)), ct) is not { Acces.Niveau: NiveauAcces.Complet } lu)
        {
            return PointsTrajectoires.Introuvable();
        }

        var maintenant = horloge.GetUtcNow();
        await journal.NoterDurablementAsync(
            Trace.De(NatureTrace.Export, compte, maintenant, lu.Dossiers, "api/trajectoires/export", lu.Acces.Titre.ToString(), PointsTrajectoires.Adresse(http)), ct);
        var consultations = await VusAsync(lu, traces, null, 5000, ct);
        var export = ExportDuDossier.Assembler(
            lu.Dossier.Personne, lu.Faits, lu.Identite, lu.Textes, [.. consultations.Select(v => new AccesConstate(v.Le, v.Qui, v.Action, v.Titre))], maintenant);
        var enJson = http.Request.Headers.Accept.ToString().Contains("json", StringComparison.OrdinalIgnoreCase);
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"dossier-{lu.Dossier.Personne:D}.{(enJson ? "json" : "html")}\"";
        return enJson
            ? TypedResults.Bytes(export.EnJson(), "application/json")
            : TypedResults.Content(ExportEnHtml.Ecrire(export), "text/html", Encoding.UTF8);
    }

    private static async Task<IResult> OuvrirAsync(
        Guid personne, DemandeDAccesExceptionnel demande, HttpContext http, [FromServices] GardeDAcces garde, [FromServices] AccesExceptionnels acces, [FromServices] TimeProvider horloge, CancellationToken ct)
    {
        if (http.User.CompteDAcces() is not { } compte)
        {
            return TypedResults.Forbid();
        }

        // An unknown identifier gets the same answer: opening is traced and told to the supervisor, and must not tell who has a file.
        var cible = (await garde.DeciderAsync(personne, compte, ct)).Famille;
        var (ouvert, refus) = await acces.OuvrirAsync(compte, cible.Personne, demande.Motif, horloge.GetUtcNow(), PointsTrajectoires.Adresse(http), ct);
        return ouvert is null
            ? Problemes.De(StatusCodes.Status422UnprocessableEntity, refus!.Regle, "Le dossier n'est pas ouvert.", refus.Detail, refus.Champ)
            : TypedResults.Created($"/api/trajectoires/{personne}", new AccesOuvert(personne, ouvert.OuvertLe, ouvert.ExpireLe));
    }

    private static async Task<IResult> AvisAsync(bool? tous, HttpContext http, [FromServices] AccesExceptionnels acces, CancellationToken ct) =>
        http.User.CompteDAcces() is { } compte
            ? TypedResults.Ok(new PageDAvis(
                [.. (await acces.AvisAsync(compte, tous == true, ct: ct)).Select(a => new AvisEnJson(a.Id, a.Personne, a.Acces.Agent, a.Acces.OuvertLe, a.Acces.ExpireLe, a.Motif, a.VuPar))]))
            : TypedResults.Forbid();

    private static async Task<IResult> MarquerAsync(Guid id, HttpContext http, [FromServices] AccesExceptionnels acces, [FromServices] TimeProvider horloge, CancellationToken ct) =>
        http.User.CompteDAcces() is { } compte && await acces.MarquerVuAsync(id, compte, horloge.GetUtcNow(), ct)
            ? TypedResults.NoContent()
            : Problemes.Introuvable("Aucun avis à lire ne porte cet identifiant.");

    private static async Task<IReadOnlyList<AccesVu>> VusAsync(DossierLu dossier, [FromServices] LecteurDesTraces traces, DateTimeOffset? avant, int max, CancellationToken ct)
    {
        var vues = new List<Trace>();
        foreach (var personne in dossier.Dossiers)
        {
            vues.AddRange(await traces.QuiAVuAsync(personne, avant, max, ct));
        }

        return [.. vues.DistinctBy(t => t.Id).OrderByDescending(t => t.Instant).Take(max).Select(t => new AccesVu(t.Instant, t.Agent ?? t.Compte, t.Nature.ToString(), t.Titre))];
    }

    /// <summary>A page without style or script: it is read, printed and handed out.</summary>
    private static class ExportEnHtml
    {
        public static string Ecrire(ExportDuDossier export)
        {
            var html = new StringBuilder("<!doctype html><html lang=\"fr\"><head><meta charset=\"utf-8\"><title>Votre dossier</title></head><body><h1>Votre dossier</h1>");
            html.Append(Formats.Francais, $"<p>Établi le {T(Formats.Instant(export.EtabliLe))}.</p>");
            Details(html, "Qui vous êtes pour le service", export.Identite);
            html.Append("<h2>Ce qui est enregistré</h2>");
            foreach (var fait in export.Faits)
            {
                html.Append(Formats.Francais, $"<h3>{Libelles.De(fait.SurvenuLe)} : {T(fait.Libelle)}</h3><p>Enregistré le {Libelles.De(fait.SaisiLe)}{Par(fait.Auteur)}{A(fait.Site)}.</p>");
                Details(html, null, fait.Details);
            }

            html.Append("<h2>Qui a vu votre dossier</h2><table><thead><tr><th scope=\"col\">Quand</th><th scope=\"col\">Qui</th><th scope=\"col\">Quoi</th><th scope=\"col\">À quel titre</th></tr></thead><tbody>");
            foreach (var vue in export.Consultations)
            {
                html.Append(Formats.Francais, $"<tr><td>{T(Formats.Instant(vue.Le))}</td><td>{T(vue.Qui)}</td><td>{T(vue.Action)}</td><td>{T(vue.Titre)}</td></tr>");
            }

            return html.Append(Formats.Francais, $"</tbody></table><p>{T(export.Mention)}</p></body></html>").ToString();
        }

        private static void Details(StringBuilder html, string? titre, IReadOnlyList<DetailDExport> details)
        {
            if (titre is not null)
            {
                html.Append(Formats.Francais, $"<h2>{T(titre)}</h2>");
            }

            if (details.Count == 0)
            {
                return;
            }

            html.Append("<dl>");
            foreach (var detail in details)
            {
                html.Append(Formats.Francais, $"<dt>{T(detail.Libelle)}</dt><dd>{T(detail.Valeur)}</dd>");
            }

            html.Append("</dl>");
        }

        private static string Par(string? auteur) => auteur is null ? "" : $" par {T(auteur)}";

        private static string A(string? site) => site is null ? "" : $" à {T(site)}";

        private static string T(string? texte) => HtmlEncoder.Default.Encode(texte ?? "");
    }
}
