using System.Globalization;
using Accompagnement.Api.Acces;
using Accompagnement.Api.Reponses;
using Accompagnement.Api.Securite;
using Accompagnement.Domain.Acces;
using Accompagnement.Projections.Catalogue;
using Accompagnement.Projections.Faits;
using Accompagnement.Projections.Pilotage;
using Microsoft.AspNetCore.Mvc;

namespace Accompagnement.Api.Points;

/// <summary>What supervisors steer by (<c>contract/indicators.md</c>, section 3), as JSON, CSV or a workbook.</summary>
public static class PointsPilotage
{
    public static void MapPilotage(this IEndpointRouteBuilder routes)
    {
        var groupe = routes.MapGroup("/api/pilotage").RequireAuthorization(Droits.Piloter);
        groupe.MapGet("/listes-attente", ListesAsync).WithSummary("L1 : les listes d'attente").WithDescription(ReponsesDePilotage.Formats);
        groupe.MapGet("/listes-attente/serie", SerieAsync).WithSummary("Le stock de chaque mois, avec ses entrées et ses sorties").WithDescription(ReponsesDePilotage.Formats);
        groupe.MapGet("/listes-attente/cohortes", CohortesAsync).WithSummary("Ce que sont devenues les mesures décidées chaque mois").WithDescription(ReponsesDePilotage.Formats);
        groupe.MapGet("/listes-attente/prevision", PrevisionAsync).WithSummary("Quand démarrerait une mesure décidée ce jour, avec son épreuve sur le passé");
        groupe.MapGet("/delais", DelaisAsync).WithSummary("D1 à D8 : les délais, avec ce qui attend encore")
            .WithDescription($"« code » : plusieurs séparés par des virgules ; « periode » : {DouzeMois} pour les douze mois qui finissent au jour regardé. {ReponsesDePilotage.Formats}");
        groupe.MapGet("/charge", ChargeAsync).WithSummary("W1 et W2 : file active et charge par agent").WithDescription(ReponsesDePilotage.Formats);
        groupe.MapGet("/charge/alertes", AlertesAsync).WithSummary("W3 : agents au-dessus du seuil, absents ou partis avec des dossiers").WithDescription(ReponsesDePilotage.Formats);
        groupe.MapGet("/charge/serie", SerieDeChargeAsync).WithSummary("W1 : la file active de chaque mois, pour un agent ou pour tous ; « type » : un rôle").WithDescription(ReponsesDePilotage.Formats);
        groupe.MapGet("/droits-et-devoirs/nombres", SansSuiteAsync).WithSummary("L2 : combien sont soumis aux droits et devoirs, et combien sans orientation ou sans référent, en tout ou par territoire").WithDescription(ReponsesDePilotage.Formats);
        groupe.MapGet("/definitions", (string? codes, HttpContext http) => ReponsesDePilotage.Definitions(http, codes))
            .WithSummary("Ce que compte chaque chiffre du pilotage, avec la version de sa règle").WithDescription($"« codes » : plusieurs séparés par des virgules. {ReponsesDePilotage.Formats}");
        groupe.MapGet("/parametres", ParametresAsync).WithSummary("Les poids, limites et seuils en vigueur à une date");
        routes.MapPost("/api/pilotage/parametres", DefinirAsync).RequireAuthorization(Droits.Administrer).DisableAntiforgery()
            .WithSummary("Changer un poids, une limite ou un seuil à partir d'une date");

        var personnes = routes.MapGroup("/api/pilotage").RequireAuthorization(Droits.VoirDesPersonnes);
        personnes.MapGet("/listes-attente/personnes", EnAttenteAsync).WithSummary("L1 : qui attend, ceux qui attendent depuis le plus longtemps d'abord").WithDescription(ReponsesDePilotage.Formats);
        personnes.MapGet("/ruptures", RupturesAsync).WithSummary("R1 : dossiers sans nouvelle, les plus longs silences d'abord, par pages").WithDescription(ReponsesDePilotage.Formats);
        personnes.MapGet("/droits-et-devoirs", DroitsEtDevoirsAsync).WithSummary("L2 : personnes soumises aux droits et devoirs sans orientation ou sans référent").WithDescription(ReponsesDePilotage.Formats);
    }

    private static Task<IResult> ListesAsync([AsParameters] ParametresDePilotage p) =>
        ReponsesDePilotage.LignesAsync(p, "L1", LigneAttente.Entete, l => l.Champs, (d, ct) => new ListesAttente(p.Source).LireAsync(d.Vue, d.Axes ?? Axes.Type | Axes.Service, d.Filtre, ct), Noms.Mesure);

    private static Task<IResult> EnAttenteAsync(int? apres, int? max, [AsParameters] ParametresDePilotage p) =>
        ReponsesDePilotage.PersonnesAsync(
            p, "L1", apres, max, EnAttente.Entete, e => e.Champs, (d, page, ct) => new ListesAttente(p.Source).PersonnesAsync(d.Vue, d.Filtre, page.Apres, page.Max, ct), Noms.Mesure);

    private static Task<IResult> SerieAsync(string? depuis, [AsParameters] ParametresDePilotage p) => SerieDeAsync(p, depuis, "L1", Nature.AttenteMesure, null, Noms.Mesure);

    private static Task<IResult> SerieDeChargeAsync(string? depuis, string? agent, [AsParameters] ParametresDePilotage p) =>
        SerieDeAsync(p, depuis, "W1", Nature.Referent, agent, Noms.Role);

    /// <summary>A series has no site: agents move, and its months would not balance.</summary>
    private static async Task<IResult> SerieDeAsync(ParametresDePilotage p, string? depuis, string code, Nature nature, string? agent, Func<short, string> nommer)
    {
        if (!LectureDeDemande.Jour(depuis, out var jour))
        {
            return LectureDeDemande.JourIllisible("depuis");
        }

        var (demande, refus) = await DemandeDePilotage.LireAsync(p, nommer);
        return refus ?? (demande!.Filtre.Site is not null
            ? Problemes.Invalide("site", "Une série n'a pas de site : les agents en changent, et ses mois ne se suivraient plus. Choisissez un service ou un territoire.")
            : demande.Filtre.Services is not null && agent is not null && !await BureauDAgent.EstDuPerimetreAsync(agent, p.Http, p.Source, p.Aujourdhui, p.Http.RequestAborted)
            ? Problemes.Introuvable("Aucun agent de votre périmètre ne porte ce code.")
            : await ReponsesDePilotage.LignesAsync(
                p, code, MoisDeSerie.Entete, m => m.Champs, (d, ct) => new Series(p.Source).LireAsync(nature, jour ?? d.Au.AddYears(-2), d.Vue, d.Filtre, LectureDeDemande.Vide(agent), ct), nommer));
    }

    private static Task<IResult> CohortesAsync(string? depuis, [AsParameters] ParametresDePilotage p) => LectureDeDemande.Jour(depuis, out var jour)
        ? ReponsesDePilotage.LignesAsync(
            p, "D3", Cohorte.Entete, c => c.Champs, (d, ct) => new Series(p.Source).CohortesAsync(jour ?? d.Au.AddYears(-2), d.Vue, d.Filtre, ct), Noms.Mesure)
        : Task.FromResult<IResult>(LectureDeDemande.JourIllisible("depuis"));

    private static Task<IResult> PrevisionAsync([AsParameters] ParametresDePilotage p) => ReponsesDePilotage.ObjetAsync(
        p, "prevision", async (d, ct) => await new Previsions(p.Source).LireAsync(d.Vue, d.Filtre, ct) is { } prevision
            ? TypedResults.Ok(prevision)
            : Problemes.De(StatusCodes.Status404NotFound, "prevision-impossible", "Le passé ne permet pas de prévoir.", "Trop peu de démarrages ont été observés pour ce type et ce service."),
        Noms.Mesure);

    private static Task<IResult> DelaisAsync(string? code, string? periode, [AsParameters] ParametresDePilotage p)
    {
        string[] codes = [.. LectureDeDemande.Noms(code).Distinct()];
        if (codes.Length == 0 || !codes.All(Delais.Codes.ContainsKey))
        {
            return Task.FromResult<IResult>(Problemes.Invalide("code", $"Codes : {string.Join(", ", Delais.Codes.Keys)} ; plusieurs séparés par des virgules."));
        }

        if (codes.Length > 1 && LectureDeDemande.Vide(p.Type) is not null)
        {
            return Task.FromResult<IResult>(Problemes.Invalide("type", "Un type est celui d'un seul délai."));
        }

        return LirePeriode(periode, p, out var cohorte)
            ? ReponsesDePilotage.LignesAsync(
                p, string.Join(',', codes.Select(c => c[..2]).Distinct()), LigneDelai.Entete, l => l.Champs, (d, ct) => LireAsync(d, cohorte, ct), t => Noms.Type(Delais.Codes[codes[0]], t))
            : Task.FromResult<IResult>(PeriodeIllisible());

        async Task<IReadOnlyList<LigneDelai>> LireAsync(DemandeDePilotage d, Periode cohorte, CancellationToken ct)
        {
            var lignes = new List<LigneDelai>();
            foreach (var c in codes)
            {
                lignes.AddRange(await new Delais(p.Source).LireAsync(c, cohorte.Debut, cohorte.Fin, Observee(d, cohorte), d.Axes ?? Axes.Aucun, d.Filtre, ct));
            }

            return lignes;
        }
    }

    private static Task<IResult> ChargeAsync([AsParameters] ParametresDePilotage p) => ReponsesDePilotage.LignesAsync(
        p, "W1,W2", LigneCharge.Entete, l => l.Champs, (d, ct) => new Charges(p.Source).LireAsync(d.Vue, d.Filtre, null, ct), Noms.Mesure);

    private static Task<IResult> AlertesAsync([AsParameters] ParametresDePilotage p) => ReponsesDePilotage.TableauAsync(
        p, "W3", LigneAlerte.Entete, a => a.Lignes.Select(l => l.Champs), (d, ct) => new Charges(p.Source).AlertesAsync(d.Vue, d.Filtre, ct), Noms.Mesure);

    private static Task<IResult> RupturesAsync(int? apres, int? max, [AsParameters] ParametresDePilotage p) =>
        ReponsesDePilotage.PersonnesAsync<LigneRupture>(
            p, "R1", apres, max, LigneRupture.Entete, l => l.Champs,
            async (d, page, ct) => [.. (await new Ruptures(p.Source).LireAsync(d.Vue, d.Filtre, null, ct)).Skip(page.Apres).Take(page.Max)], Noms.Mesure);

    private static Task<IResult> DroitsEtDevoirsAsync(int? apres, int? max, [AsParameters] ParametresDePilotage p) => DuServiceSocial(p, () => ReponsesDePilotage.PersonnesAsync(
        p, "L2", apres, max, BrsaSansSuite.Entete, b => b.Champs, (d, page, ct) => new DroitsEtDevoirs(p.Source).LireAsync(d.Vue, d.Filtre, page.Apres, page.Max, ct)));

    private static Task<IResult> SansSuiteAsync([AsParameters] ParametresDePilotage p) => DuServiceSocial(p, () => ReponsesDePilotage.LignesAsync(
        p, "L2", NombreSansSuite.Entete, n => n.Champs, (d, ct) => new DroitsEtDevoirs(p.Source).CompterAsync(d.Vue, d.Axes ?? Axes.Aucun, d.Filtre, ct), admis: Axes.Territoire));

    private static async Task<IResult> DuServiceSocial(ParametresDePilotage p, Func<Task<IResult>> repondre) =>
        PerimetreDePilotage.Couvre(p.Http.User, ServicesDuDepartement.Social)
            ? await repondre()
            : Problemes.De(StatusCodes.Status403Forbidden, "hors-perimetre", "Cette liste n'est pas dans votre périmètre.", "Elle est celle du service social.");

    private static Task<IResult> ParametresAsync([AsParameters] ParametresDePilotage p) => ReponsesDePilotage.ObjetAsync(
        p with { Site = p.Site ?? p.Http.User.FindFirst(Revendications.Site)?.Value }, "limite",
        async (d, ct) => TypedResults.Ok((await Parametres.LireAsync(p.Source, d.Vue, ct)).Tous.OrderBy(t => t.Cle, StringComparer.Ordinal)));

    private static async Task<IResult> DefinirAsync(Parametre parametre, HttpContext http, [FromServices] Npgsql.NpgsqlDataSource source, [FromServices] TimeProvider horloge, CancellationToken ct)
    {
        try
        {
            await Parametres.DefinirAsync(source, parametre, http.User.Compte(), Domain.Faits.Calendrier.Jour(horloge.GetUtcNow()), ct);
            return TypedResults.NoContent();
        }
        catch (ArgumentException e)
        {
            return Problemes.De(StatusCodes.Status422UnprocessableEntity, "parametre-refuse", "Ce réglage n'est pas admis.", e.Message.Split(" (Parameter", 2)[0]);
        }
    }

    /// <summary>The twelve months that end on the day looked at, in place of a period: what the pages show.</summary>
    internal const string DouzeMois = "12-mois";

    /// <summary>The period asked for; last year where none is.</summary>
    internal static bool LirePeriode(string? periode, ParametresDePilotage p, out Periode lue)
    {
        if (periode == DouzeMois)
        {
            var fin = LectureDeDemande.Jour(p.Au, out var au) && au is { } jour ? jour : p.Aujourdhui;
            lue = new(DouzeMois, GenrePeriode.Annee, fin.AddYears(-1).AddDays(1), fin);
            return true;
        }

        return Periode.TryParse(periode ?? (p.Aujourdhui.Year - 1).ToString(CultureInfo.InvariantCulture), out lue);
    }

    internal static IResult PeriodeIllisible() => Problemes.Invalide("periode", $"Une période s'écrit 2015, 2015-T1, 2015-03 ou 2014-2015 ; {DouzeMois} : les douze mois qui finissent au jour regardé.");

    /// <summary>A period is observed until its last day, unless another day is asked for.</summary>
    internal static Vue Observee(DemandeDePilotage d, Periode periode) => d.AuDonne ? d.Vue : d.Vue with { Au = periode.Fin };
}
