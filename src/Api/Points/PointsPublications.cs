using System.Globalization;
using Accompagnement.Api.Hote;
using Accompagnement.Api.Pages;
using Accompagnement.Api.Reponses;
using Accompagnement.Api.Securite;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Referentiels;
using Accompagnement.Projections.Catalogue;
using Accompagnement.Projections.Diffusion;
using Accompagnement.Projections.Diffusion.Suppression;
using Accompagnement.Projections.Publications;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Npgsql;

namespace Accompagnement.Api.Points;

/// <summary>A series to publish, as asked.</summary>
public sealed record SerieAPublier(string? Code, string? Periode, string? Decoupage, IReadOnlyList<string>? Par);

/// <summary>A whole report to publish, as asked.</summary>
public sealed record RapportAPublier(string? Annee, string? Decoupage);

/// <summary>What to publish, as asked.</summary>
public sealed record APublier(string? Titre, string? Mode, IReadOnlyList<SerieAPublier>? Series, IReadOnlyList<RapportAPublier>? Rapports);

/// <summary>Why a publication is withdrawn.</summary>
public sealed record Retrait(string? Motif);

/// <summary>A page of publications.</summary>
public sealed record PageDePublications(IReadOnlyList<Publication> Publications, string? Suivant);

/// <summary>A publication with its content.</summary>
public sealed record PublicationComplete(Publication Publication, ContenuDePublication Contenu);

/// <summary>Publications: frozen, given back, verified, compared, withdrawn, never changed.</summary>
public static class PointsPublications
{
    private const int TitreAuPlus = 200;
    private const int SeriesAuPlus = 200;
    private const int PageAuPlus = 200;
    private static readonly TimeSpan AttenteAuPlus = TimeSpan.FromSeconds(5);

    public static void MapPublications(this IEndpointRouteBuilder routes)
    {
        var groupe = routes.MapGroup("/api/publications").RequireAuthorization(Droits.Chiffres);
        groupe.MapPost("", PublierAsync).RequireAuthorization(Droits.Publier).DisableAntiforgery()
            .Produces<Publication>(StatusCodes.Status201Created)
            .WithSummary("Figer des séries ou un rapport")
            .WithDescription("Mode « diffusion » (comptes perturbés) ou « suppression » (valeurs exactes, cases retenues ; administrateur). Les chiffres sont ceux de la dernière clôture : connus à la fin du mois précédent.");
        groupe.MapGet("", ListerAsync).Produces<PageDePublications>().WithSummary("Les publications, la dernière d'abord");
        groupe.MapGet("/{id:guid}", LireAsync).Produces<PublicationComplete>().WithSummary("Une publication")
            .WithDescription("Accept : application/json, text/csv, text/html ou " + Xlsx.Type + ".");
        groupe.MapPost("/{id:guid}/verification", VerifierAsync).DisableAntiforgery().Produces<VerificationDePublication>()
            .WithSummary("Recalculer une publication et la comparer au bit près");
        groupe.MapGet("/{id:guid}/comparaison", ComparerAsync).Produces<ComparaisonDePublications>()
            .WithSummary("Ce qui a changé depuis une autre publication")
            .WithDescription("« avec » : la publication antérieure.");
        groupe.MapPost("/{id:guid}/retrait", RetirerAsync).RequireAuthorization(Droits.Publier).DisableAntiforgery().Produces<Publication>()
            .WithSummary("Retirer une publication ; elle reste, avec son motif");
    }

    private static async Task<IResult> PublierAsync(APublier corps, HttpContext http, CancellationToken ct)
    {
        var (publication, refus) = await FaireAsync(corps, http, ct);
        return publication is null ? refus! : TypedResults.Created($"/api/publications/{publication.Id}", publication);
    }

    /// <summary>Publishes for somebody: the same for the call and for the page. Asked for, it is written down, whatever comes of it.</summary>
    internal static async Task<(Publication? Publication, IResult? Refus)> FaireAsync(APublier corps, HttpContext http, CancellationToken ct)
    {
        var services = http.RequestServices;
        var horloge = services.GetRequiredService<TimeProvider>();
        var (demande, refus) = Comprendre(corps, http, Calendrier.Jour(horloge.GetUtcNow()));
        if (demande is null)
        {
            await NoterAsync(http, "publication:faire", [], "refuse", ct);
            return (null, refus);
        }

        await NoterAsync(http, "publication:faire", [("mode", demande.Mode), ("series", string.Join(' ', demande.Series.Select(Ecrire)))], RequeteDeDiffusion.Repondu, ct);

        // The figures must have taken in all that is recorded.
        await using (var derniere = services.GetRequiredService<NpgsqlDataSource>().CreateCommand("select coalesce(max(seq_id), 0) from public.mt_events"))
        {
            if (!await services.GetRequiredService<ProjectionEnContinu>().AttendreAsync((long)(await derniere.ExecuteScalarAsync(ct))!, AttenteAuPlus, ct))
            {
                return (null, Problemes.EnRetard());
            }
        }

        try
        {
            var issue = await services.GetRequiredService<ServicePublications>().PublierAsync(demande, http.User.Compte(), horloge.GetUtcNow(), ct);
            return issue.Publication is { } publication
                ? (publication, null)
                : (null, Problemes.De(StatusCodes.Status422UnprocessableEntity, issue.Refus!.Regle, "Rien n'est publié.", issue.Refus.Detail, issue.Refus.Champ));
        }
        catch (SolveurIndisponibleException e)
        {
            return (null, Problemes.De(StatusCodes.Status503ServiceUnavailable, "solveur-indisponible", "Rien n'est publié : l'audit des valeurs exactes n'a pas pu être fait.", e.Message));
        }

        static string Ecrire(SerieDemandee s) => string.Join('/', [s.Indicateur.Code, s.Periode.Code, Territoires.NomDe(s.Decoupage), .. s.Dimensions.Select(DemandeDeChiffres.Nom)]);
    }

    /// <summary>Attacks are series of requests: each is written down before its answer leaves, with its parameters and no typed text.</summary>
    internal static Task NoterAsync(HttpContext http, string objet, IEnumerable<(string Nom, string Valeur)> parametres, string issue, CancellationToken ct) =>
        http.RequestServices.GetRequiredService<JournalDesRequetes>().NoterAsync(
            new(http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow(), http.User.Compte(), http.User.FindFirst(Revendications.Role)?.Value ?? "", objet,
                parametres.ToDictionary(p => p.Nom, p => p.Valeur), issue), ct);

    private static async Task<IResult> ListerAsync(string? suivant, int? max, HttpContext http, [FromServices] ServicePublications publications, CancellationToken ct)
    {
        long? avant = null;
        if (!string.IsNullOrEmpty(suivant))
        {
            if (!long.TryParse(suivant, NumberStyles.None, CultureInfo.InvariantCulture, out var curseur))
            {
                return Problemes.Invalide("suivant", "Reprenez le curseur « suivant » de la page précédente.");
            }

            avant = curseur;
        }

        var (page, apres) = await publications.ListerAsync(DemandeDeChiffres.PeutVoirExact(http), avant, Math.Clamp(max ?? 50, 1, PageAuPlus), ct);
        return TypedResults.Ok(new PageDePublications(page, apres?.ToString(CultureInfo.InvariantCulture)));
    }

    private static async Task<IResult> LireAsync(Guid id, HttpContext http, [FromServices] ServicePublications publications, CancellationToken ct)
    {
        if (await VisibleAsync(id, http, publications, ct) is not { } lue)
        {
            return Inconnue();
        }

        await NoterAsync(http, "publication:lire", [("publication", id.ToString())], RequeteDeDiffusion.Repondu, ct);
        http.Response.Headers.ETag = $"\"{lue.Publication.Empreinte}\"";
        if (Negociation.Prefere(http, "text/html"))
        {
            return new RazorComponentResult<FichePublication>(new Dictionary<string, object?> { [nameof(FichePublication.Publication)] = lue.Publication, [nameof(FichePublication.Contenu)] = lue.Contenu });
        }

        return FichiersDePublication.Repondre(http, lue.Publication, lue.Contenu) ?? TypedResults.Ok(new PublicationComplete(lue.Publication, lue.Contenu));
    }

    private static async Task<IResult> VerifierAsync(Guid id, HttpContext http, [FromServices] ServicePublications publications, CancellationToken ct)
    {
        if (await VisibleAsync(id, http, publications, ct) is null)
        {
            return Inconnue();
        }

        await NoterAsync(http, "publication:verifier", [("publication", id.ToString())], RequeteDeDiffusion.Repondu, ct);
        try
        {
            return TypedResults.Ok(await publications.VerifierAsync(id, ct));
        }
        catch (SolveurIndisponibleException e)
        {
            return Problemes.De(StatusCodes.Status503ServiceUnavailable, "solveur-indisponible", "La publication n'a pas pu être recalculée.", e.Message);
        }
    }

    private static async Task<IResult> ComparerAsync(Guid id, Guid? avec, HttpContext http, [FromServices] ServicePublications publications, CancellationToken ct)
    {
        if (avec is not { } autre)
        {
            return Problemes.Invalide("avec", "Donnez la publication antérieure.");
        }

        if (await VisibleAsync(id, http, publications, ct) is not { } apres || await VisibleAsync(autre, http, publications, ct) is not { } avant)
        {
            return Inconnue();
        }

        await NoterAsync(http, "publication:comparer", [("publication", id.ToString()), ("avec", autre.ToString())], RequeteDeDiffusion.Repondu, ct);

        // Exact values beside perturbed ones would undo both.
        return apres.Publication.Mode != ModesDePublication.Diffusion || avant.Publication.Mode != ModesDePublication.Diffusion
            ? Problemes.Invalide("avec", "Seules des publications en mode « diffusion » se comparent.")
            : TypedResults.Ok(await publications.ComparerAsync(autre, id, ct));
    }

    private static async Task<IResult> RetirerAsync(Guid id, Retrait corps, HttpContext http, [FromServices] ServicePublications publications, [FromServices] TimeProvider horloge, CancellationToken ct)
    {
        if (corps.Motif?.Trim() is not { Length: > 0 and <= 500 } motif)
        {
            return Problemes.Invalide("motif", "Un retrait a un motif, en 500 caractères au plus.");
        }

        if (await VisibleAsync(id, http, publications, ct) is null)
        {
            return Inconnue();
        }

        return await publications.RetirerAsync(id, http.User.Compte(), motif, horloge.GetUtcNow(), ct)
            ? TypedResults.Ok((await publications.LireAsync(id, ct))!.Value.Publication)
            : Problemes.De(StatusCodes.Status409Conflict, "deja-retiree", "Cette publication est déjà retirée.");
    }

    /// <summary>A publication that this account may see: with exact values, only for who may see exact figures.</summary>
    internal static async Task<(Publication Publication, ContenuDePublication Contenu)?> VisibleAsync(Guid id, HttpContext http, ServicePublications publications, CancellationToken ct) =>
        await publications.LireAsync(id, ct) is { } lue && (lue.Publication.Mode == ModesDePublication.Diffusion || DemandeDeChiffres.PeutVoirExact(http)) ? lue : null;

    private static ProblemHttpResult Inconnue() => Problemes.Introuvable("Aucune publication n'a cet identifiant.");

    private static (DemandeDePublication? Demande, IResult? Refus) Comprendre(APublier corps, HttpContext http, DateOnly aujourdhui)
    {
        if (corps.Titre?.Trim() is not { Length: > 0 and <= TitreAuPlus } titre)
        {
            return (null, Problemes.Invalide("titre", $"Une publication a un titre, en {TitreAuPlus} caractères au plus."));
        }

        var mode = corps.Mode ?? ModesDePublication.Diffusion;
        if (mode is not (ModesDePublication.Diffusion or ModesDePublication.Suppression))
        {
            return (null, Problemes.Invalide("mode", "Modes : diffusion, suppression."));
        }

        if (mode == ModesDePublication.Suppression && !http.User.IsInRole(Roles.Administrateur))
        {
            return (null, Problemes.De(StatusCodes.Status403Forbidden, "mode-interdit", "Les valeurs exactes se publient sous convention.", "Seul un administrateur publie en mode « suppression »."));
        }

        var demandees = (corps.Series ?? []).Concat((corps.Rapports ?? []).SelectMany(Lignes)).ToArray();
        if (demandees.Length is 0 or > SeriesAuPlus)
        {
            return (null, Problemes.Invalide("series", $"Une publication a de 1 à {SeriesAuPlus} séries, ou des rapports."));
        }

        var series = new List<SerieDemandee>();
        foreach (var serie in demandees)
        {
            var (comprise, refus) = Comprendre(serie, http, aujourdhui);
            if (comprise is null)
            {
                return (null, refus);
            }

            series.Add(comprise);
        }

        return (new(titre, mode, series), null);

        // In exact values, rates and shares would give the counts back.
        IEnumerable<SerieAPublier> Lignes(RapportAPublier rapport) =>
            from i in CatalogueIndicateurs.Portrait
            where mode == ModesDePublication.Diffusion || i.EstUnCompte
            from decoupage in new[] { rapport.Decoupage ?? "2016", Territoires.NomDe(Decoupage.Departement) }.Distinct()
            select new SerieAPublier(i.Code, rapport.Annee, decoupage, null);
    }

    private static (SerieDemandee? Serie, IResult? Refus) Comprendre(SerieAPublier? serie, HttpContext http, DateOnly aujourdhui)
    {
        if (serie?.Code is not { } code || CatalogueIndicateurs.DuCode(code) is not { } indicateur)
        {
            return (null, Problemes.Invalide("series", $"Aucun indicateur ne porte le code « {serie?.Code} »."));
        }

        if (!Periode.TryParse(serie.Periode, out var periode))
        {
            return (null, Problemes.Invalide("series", $"{code} : une période s'écrit 2015, 2015-T1, 2015-03 ou 2014-2015."));
        }

        if (!Territoires.Decoupages.TryGetValue(serie.Decoupage ?? "2016", out var decoupage))
        {
            return (null, Problemes.Invalide("series", $"{code} : découpages {string.Join(", ", Territoires.Decoupages.Keys)}."));
        }

        string[] noms = [.. (serie.Par ?? []).Where(n => n != DemandesDeDiffusion.Territoire)];
        var dimensions = new List<Dimension>();
        foreach (var nom in noms)
        {
            if (!Enum.TryParse<Dimension>(nom, ignoreCase: true, out var dimension) || !char.IsLetter(nom[0]) || dimensions.Contains(dimension))
            {
                return (null, Problemes.Invalide("series", $"{code} : dimensions sexe, age, type, service ; chacune une fois."));
            }

            dimensions.Add(dimension);
        }

        string[] toutes = [.. dimensions.Select(DemandeDeChiffres.Nom), DemandesDeDiffusion.Territoire];
        return DemandesDeDiffusion.Examiner(new(periode.Code, periode.Fin, toutes, decoupage), aujourdhui, DemandeDeChiffres.DroitsDe(http)) is { } refus
            ? (null, DemandeDeChiffres.EnProbleme(refus))
            : (new(indicateur, periode, decoupage, dimensions), null);
    }
}
