using Accompagnement.Api.Acces;
using Accompagnement.Api.Administration;
using Accompagnement.Api.Reponses;
using Accompagnement.Api.Securite;
using Accompagnement.Domain.Acces;
using Accompagnement.Domain.Faits;
using Accompagnement.EventStore.Coffre;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Accompagnement.Api.Points;

/// <summary>A retention rule, from a day on.</summary>
public sealed record RegleEnJson(
    string Code, string Libelle, Declencheur Declencheur, int DureeMois, Perimetre Perimetre, IssueConservation Issue, string Texte, bool Active, DateOnly? Du, string? DefiniPar)
{
    internal static RegleEnJson De(RegleDatee r) => new(
        r.Regle.Code, r.Regle.Libelle, r.Regle.Declencheur, r.Regle.DureeMois, r.Regle.Perimetre, r.Regle.Issue, r.Regle.Texte, r.Regle.Active,
        r.Du == DateOnly.MinValue ? null : r.Du, r.DefiniPar);
}

/// <summary>Every version of every rule.</summary>
public sealed record PageDeRegles(IReadOnlyList<RegleEnJson> Regles);

/// <summary>How many files a rule proposes.</summary>
public sealed record CompteParRegle(string Regle, IssueConservation Issue, int Dossiers);

/// <summary>What a list drawn up on this day would hold.</summary>
public sealed record SimulationDeConservation(DateOnly Au, int Dossiers, IReadOnlyList<CompteParRegle> ParRegle);

/// <summary>Lists, the latest first.</summary>
public sealed record PageDeListes(IReadOnlyList<ListeDeConservation> Listes);

/// <summary>A file of a list.</summary>
public sealed record PropositionEnJson(Guid Personne, string Regle, DateOnly EchueLe, IssueConservation Issue, DecisionConservation? Decision, DateOnly? Jusquau, DateTimeOffset? FaitLe);

/// <summary>A list and a page of its files.</summary>
public sealed record PageDeListe(ListeDeConservation Liste, IReadOnlyList<PropositionEnJson> Propositions, Guid? Suivant);

/// <summary>The confirmation of a list.</summary>
/// <param name="Visa">The reference of the archives' visa.</param>
/// <param name="Archivage">Why and until when for the files it proposes to archive.</param>
/// <param name="Exceptions">The files for which something else was decided.</param>
public sealed record ConfirmationDeListe(string? Visa, Archivage? Archivage = null, IReadOnlyList<Choix>? Exceptions = null);

/// <summary>What is being carried out.</summary>
public sealed record ExecutionDeListe(Guid Liste, bool EnCours, int Faits, string? Bilan);

/// <summary>Retention: rules, a dry run, lists that somebody else confirms, then their execution. Files are identifiers only.</summary>
public static class PointsConservation
{
    private const int ParPage = 500;

    public static void MapConservation(this IEndpointRouteBuilder routes)
    {
        var groupe = routes.MapGroup("/api/conservation").RequireAuthorization(Droits.Conserver).DisableAntiforgery().WithTags("Conservation").AddEndpointFilter(HabilitesSeulement);
        groupe.MapGet("/regles", ReglesAsync)
            .Produces<PageDeRegles>().WithSummary("Les règles de conservation et leurs versions");
        groupe.MapPost("/regles", DefinirAsync)
            .RequireAuthorization(Droits.Administrer).Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .WithSummary("Changer une règle à partir d'un jour")
            .WithDescription("Le passé ne change pas : « du » est aujourd'hui ou plus tard. Une règle inactive ne propose plus rien.");
        groupe.MapGet("/simulation", SimulerAsync)
            .Produces<SimulationDeConservation>().WithSummary("Ce qu'une liste contiendrait")
            .WithDescription("Rien n'est écrit. « au » (AAAA-MM-JJ) regarde un autre jour qu'aujourd'hui.");
        groupe.MapGet("/listes", ListesAsync).Produces<PageDeListes>().WithSummary("Les cent dernières listes");
        groupe.MapPost("/listes", EtablirAsync)
            .RequireAuthorization(Droits.Administrer).Produces<ListeDeConservation>(StatusCodes.Status201Created)
            .WithSummary("Établir la liste d'aujourd'hui").WithDescription("Rien n'est effacé : une autre personne la confirme d'abord, avec le visa des archives.");
        groupe.MapGet("/listes/{liste:guid}", ListeAsync)
            .Produces<PageDeListe>().ProducesProblem(StatusCodes.Status404NotFound).WithSummary("Une liste et ses dossiers, page par page");
        groupe.MapPost("/listes/{liste:guid}/confirmation", ConfirmerAsync)
            .Produces<ListeDeConservation>().ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .WithSummary("Confirmer une liste avec le visa des archives")
            .WithDescription("Par une autre personne que celle qui l'a établie. Chaque dossier suit la proposition de la liste, sauf ceux nommés dans « exceptions ».");
        groupe.MapPost("/listes/{liste:guid}/execution", Executer)
            .RequireAuthorization(Droits.Administrer).Produces<ExecutionDeListe>(StatusCodes.Status202Accepted).ProducesProblem(StatusCodes.Status409Conflict)
            .WithSummary("Exécuter une liste confirmée").WithDescription("En arrière-plan ; interrompue, elle reprend où elle s'était arrêtée. Chaque effacement est tracé.");
        groupe.MapGet("/execution", ([FromServices] CampagneEnFond fond) => fond.Liste is { } liste ? TypedResults.Ok(Etat(fond, liste)) : (IResult)TypedResults.NoContent())
            .Produces<ExecutionDeListe>().WithSummary("Où en est l'exécution");
    }

    /// <summary>A list holds files of every service: a supervisor of some of them may not see it.</summary>
    private static async ValueTask<object?> HabilitesSeulement(EndpointFilterInvocationContext contexte, EndpointFilterDelegate suite) =>
        contexte.HttpContext.User.CompteDAcces() is { } compte && CampagneDeConservation.EstHabilite(compte) ? await suite(contexte) : TypedResults.Forbid();

    private static async Task<Ok<PageDeRegles>> ReglesAsync([FromServices] ReglesDeConservation regles, CancellationToken ct) =>
        TypedResults.Ok(new PageDeRegles([.. (await regles.HistoriqueAsync(ct)).Select(RegleEnJson.De)]));

    private static async Task<IResult> DefinirAsync(RegleEnJson regle, HttpContext http, [FromServices] ReglesDeConservation regles, [FromServices] TimeProvider horloge, CancellationToken ct)
    {
        var aujourdhui = Calendrier.Jour(horloge.GetUtcNow());
        try
        {
            await regles.DefinirAsync(
                new(regle.Code ?? "", regle.Libelle ?? "", regle.Declencheur, regle.DureeMois, regle.Perimetre, regle.Issue, regle.Texte ?? "", regle.Active),
                regle.Du ?? aujourdhui, http.User.Compte(), aujourdhui, ct);
            return TypedResults.NoContent();
        }
        catch (ArgumentException e)
        {
            return Problemes.De(StatusCodes.Status422UnprocessableEntity, "regle-invalide", "La règle n'est pas enregistrée.", e.Message.Split(" (Parameter", 2)[0]);
        }
    }

    private static async Task<IResult> SimulerAsync(DateOnly? au, [FromServices] CampagneDeConservation campagne, [FromServices] TimeProvider horloge, CancellationToken ct)
    {
        var jour = au ?? Calendrier.Jour(horloge.GetUtcNow());
        var propositions = await campagne.SimulerAsync(jour, ct);
        return TypedResults.Ok(new SimulationDeConservation(jour, propositions.Count, ParRegle(propositions)));
    }

    internal static IReadOnlyList<CompteParRegle> ParRegle(IEnumerable<Proposition> propositions) =>
        [.. propositions.GroupBy(p => (p.Regle, p.Issue)).OrderBy(g => g.Key.Regle, StringComparer.Ordinal).Select(g => new CompteParRegle(g.Key.Regle, g.Key.Issue, g.Count()))];

    private static async Task<Ok<PageDeListes>> ListesAsync([FromServices] CampagneDeConservation campagne, CancellationToken ct) => TypedResults.Ok(new PageDeListes(await campagne.ListesAsync(ct: ct)));

    private static async Task<IResult> EtablirAsync(HttpContext http, [FromServices] CampagneDeConservation campagne, CancellationToken ct)
    {
        var (liste, _) = await campagne.EtablirAsync(http.User.CompteDAcces()!, ct);
        return TypedResults.Created($"/api/conservation/listes/{liste}", await campagne.ListeAsync(liste, ct));
    }

    private static async Task<IResult> ListeAsync(Guid liste, Guid? suivant, [FromServices] CampagneDeConservation campagne, CancellationToken ct)
    {
        if (await campagne.ListeAsync(liste, ct) is not { } lue)
        {
            return Problemes.Introuvable("Aucune liste ne porte cet identifiant.");
        }

        var propositions = await campagne.PropositionsAsync(liste, suivant, ParPage, ct);
        return TypedResults.Ok(new PageDeListe(
            lue,
            [.. propositions.Select(p => new PropositionEnJson(
                p.Proposition.Personne, p.Proposition.Regle, p.Proposition.EchueLe, p.Proposition.Issue, p.Decision, p.Jusquau, p.FaitLe))],
            propositions.Count == ParPage ? propositions[^1].Proposition.Personne : null));
    }

    private static async Task<IResult> ConfirmerAsync(Guid liste, ConfirmationDeListe confirmation, HttpContext http, [FromServices] CampagneDeConservation campagne, CancellationToken ct) =>
        await campagne.ConfirmerAsync(liste, http.User.CompteDAcces()!, confirmation.Visa ?? "", confirmation.Archivage, confirmation.Exceptions ?? [], ct) is { } refus
            ? Problemes.De(StatusCodes.Status422UnprocessableEntity, refus.Regle, "La liste n'est pas confirmée.", refus.Detail, refus.Champ)
            : TypedResults.Ok(await campagne.ListeAsync(liste, ct));

    private static async Task<IResult> Executer(Guid liste, HttpContext http, [FromServices] CampagneDeConservation campagne, [FromServices] CampagneEnFond fond, CancellationToken ct) => await campagne.ListeAsync(liste, ct) switch
    {
        null => Problemes.Introuvable("Aucune liste ne porte cet identifiant."),
        { ConfirmeeLe: null } => Problemes.De(StatusCodes.Status409Conflict, "liste-non-confirmee", "Rien n'est effacé : la liste n'est pas confirmée."),
        _ => fond.Lancer(liste, http.User.CompteDAcces()!)
            ? TypedResults.Accepted("/api/conservation/execution", Etat(fond, liste))
            : Problemes.De(StatusCodes.Status409Conflict, "execution-en-cours", "Une autre liste est en cours d'exécution."),
    };

    private static ExecutionDeListe Etat([FromServices] CampagneEnFond fond, Guid liste) => new(liste, fond.EnCours, fond.Faits, fond.Bilan);
}
