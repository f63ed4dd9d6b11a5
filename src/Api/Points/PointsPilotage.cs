using System.Globalization;
using Accompagnement.Api.Hote;
using Accompagnement.Api.Reponses;
using Accompagnement.Api.Securite;
using Accompagnement.Projections.Catalogue;
using Accompagnement.Projections.Faits;
using Accompagnement.Projections.Pilotage;
using Npgsql;

namespace Accompagnement.Api.Points;

/// <summary>What supervisors steer by (<c>contract/indicators.md</c>, section 3), as JSON or CSV.</summary>
public static class PointsPilotage
{
    private const int PageMaximale = 500;

    public static void MapPilotage(this IEndpointRouteBuilder routes)
    {
        var groupe = routes.MapGroup("/api/pilotage").RequireAuthorization(Droits.Piloter);
        groupe.MapGet("/listes-attente", ListesAsync).WithSummary("L1 : les listes d'attente").WithDescription("Accept : application/json ou text/csv.");
        groupe.MapGet("/listes-attente/serie", SerieAsync).WithSummary("Le stock de chaque mois, avec ses entrées et ses sorties");
        groupe.MapGet("/listes-attente/cohortes", CohortesAsync).WithSummary("Ce que sont devenues les mesures décidées chaque mois");
        groupe.MapGet("/listes-attente/prevision", PrevisionAsync).WithSummary("Quand démarrerait une mesure décidée ce jour, avec son épreuve sur le passé");
        groupe.MapGet("/delais", DelaisAsync).WithSummary("D1 à D8 : les délais, avec ce qui attend encore").WithDescription("Accept : application/json ou text/csv.");
        groupe.MapGet("/charge", ChargeAsync).WithSummary("W1 et W2 : file active et charge par agent").WithDescription("Accept : application/json ou text/csv.");
        groupe.MapGet("/charge/alertes", AlertesAsync).WithSummary("W3 : agents au-dessus du seuil, absents ou partis avec des dossiers");
        groupe.MapGet("/parametres", ParametresAsync).WithSummary("Les poids, limites et seuils en vigueur à une date");
        routes.MapPost("/api/pilotage/parametres", DefinirAsync).RequireAuthorization(Droits.Administrer).DisableAntiforgery()
            .WithSummary("Changer un poids, une limite ou un seuil à partir d'une date");

        var personnes = routes.MapGroup("/api/pilotage").RequireAuthorization(Droits.VoirDesPersonnes);
        personnes.MapGet("/ruptures", RupturesAsync).WithSummary("R1 : dossiers sans nouvelle").WithDescription("Accept : application/json ou text/csv.");
        personnes.MapGet("/droits-et-devoirs", DroitsEtDevoirsAsync).WithSummary("L2 : personnes soumises aux droits et devoirs sans orientation ou sans référent");

        var agents = routes.MapGroup("/api/agents/{code}").RequireAuthorization(Droits.Bureau);
        agents.MapGet("/file-active", FileActiveAsync).WithSummary("Les personnes qu'un agent suit");
        agents.MapGet("/echeances", EcheancesAsync).WithSummary("X1 : les échéances des personnes qu'un agent suit").WithDescription("Accept : application/json ou text/csv.");
    }

    private static Task<IResult> ListesAsync([AsParameters] ParametresDePilotage p, HttpContext http, NpgsqlDataSource source, ProjectionEnContinu projection, TimeProvider horloge, CancellationToken ct) =>
        RepondreAsync<LigneAttente>(p, http, projection, horloge, Noms.Mesure, async (d, f) =>
            (LigneAttente.Entete, await new ListesAttente(source).LireAsync(d.Vue, d.Axes ?? Axes.Type | Axes.Service, f, ct), l => l.Champs));

    private static Task<IResult> DelaisAsync(
        string? code, string? periode, [AsParameters] ParametresDePilotage p, HttpContext http, NpgsqlDataSource source, ProjectionEnContinu projection, TimeProvider horloge, CancellationToken ct)
    {
        if (code is null || !Delais.Codes.TryGetValue(code, out var nature))
        {
            return Task.FromResult<IResult>(Problemes.Invalide("code", $"Codes : {string.Join(", ", Delais.Codes.Keys)}."));
        }

        var defaut = (Domain.Faits.Calendrier.Jour(horloge.GetUtcNow()).Year - 1).ToString(CultureInfo.InvariantCulture);
        if (!Periode.TryParse(periode ?? defaut, out var cohorte))
        {
            return Task.FromResult<IResult>(Problemes.Invalide("periode", "Une période s'écrit 2015, 2015-T1, 2015-03 ou 2014-2015."));
        }

        return RepondreAsync<LigneDelai>(p, http, projection, horloge, t => Noms.Type(nature, t), async (d, f) =>
        {
            // The cohort is observed until the last day of its period, unless another day is asked for.
            var vue = d.AuDonne ? d.Vue : d.Vue with { Au = cohorte.Fin };
            return (LigneDelai.Entete, await new Delais(source).LireAsync(code, cohorte.Debut, cohorte.Fin, vue, d.Axes ?? Axes.Aucun, f, ct), l => l.Champs);
        });
    }

    private static Task<IResult> ChargeAsync([AsParameters] ParametresDePilotage p, HttpContext http, NpgsqlDataSource source, ProjectionEnContinu projection, TimeProvider horloge, CancellationToken ct) =>
        RepondreAsync<LigneCharge>(p, http, projection, horloge, null, async (d, f) =>
            (LigneCharge.Entete, await new Charges(source).LireAsync(d.Vue, f.Site, null, ct), l => l.Champs));

    private static Task<IResult> RupturesAsync([AsParameters] ParametresDePilotage p, HttpContext http, NpgsqlDataSource source, ProjectionEnContinu projection, TimeProvider horloge, CancellationToken ct) =>
        RepondreAsync<LigneRupture>(p, http, projection, horloge, null, async (d, f) =>
            (LigneRupture.Entete, await new Ruptures(source).LireAsync(d.Vue, f.Site, null, ct), l => l.Champs));

    private static async Task<IResult> AlertesAsync([AsParameters] ParametresDePilotage p, HttpContext http, NpgsqlDataSource source, ProjectionEnContinu projection, TimeProvider horloge, CancellationToken ct)
    {
        var (demande, refus) = await DemandeDePilotage.LireAsync(p, http, projection, horloge);
        return demande is null ? refus! : TypedResults.Ok(await new Charges(source).AlertesAsync(demande.Vue, demande.Filtre.Site, ct));
    }

    private static async Task<IResult> SerieAsync(string? depuis, [AsParameters] ParametresDePilotage p, HttpContext http, NpgsqlDataSource source, ProjectionEnContinu projection, TimeProvider horloge, CancellationToken ct)
    {
        var (demande, filtre, refus) = await AvecDebutAsync(depuis, p, http, projection, horloge);
        return refus ?? TypedResults.Ok(await new Series(source).LireAsync(Nature.AttenteMesure, Debut(depuis, demande!), demande!.Vue, filtre! with { Site = null }, ct));
    }

    private static async Task<IResult> CohortesAsync(string? depuis, [AsParameters] ParametresDePilotage p, HttpContext http, NpgsqlDataSource source, ProjectionEnContinu projection, TimeProvider horloge, CancellationToken ct)
    {
        var (demande, filtre, refus) = await AvecDebutAsync(depuis, p, http, projection, horloge);
        return refus ?? TypedResults.Ok(await new Series(source).CohortesAsync(Debut(depuis, demande!), demande!.Vue, filtre!, ct));
    }

    private static async Task<IResult> PrevisionAsync([AsParameters] ParametresDePilotage p, HttpContext http, NpgsqlDataSource source, ProjectionEnContinu projection, TimeProvider horloge, CancellationToken ct)
    {
        var (demande, filtre, refus) = await AvecDebutAsync(null, p, http, projection, horloge);
        return refus ?? (await new Previsions(source).LireAsync(demande!.Vue, filtre!, ct) is { } prevision
            ? TypedResults.Ok(prevision)
            : Problemes.De(StatusCodes.Status404NotFound, "prevision-impossible", "Le passé ne permet pas de prévoir.", "Trop peu de démarrages ont été observés pour ce type et ce service."));
    }

    private static async Task<IResult> DroitsEtDevoirsAsync(
        int? apres, int? max, [AsParameters] ParametresDePilotage p, HttpContext http, NpgsqlDataSource source, ProjectionEnContinu projection, TimeProvider horloge, CancellationToken ct)
    {
        var (demande, refus) = await DemandeDePilotage.LireAsync(p, http, projection, horloge);
        if (demande is null)
        {
            return refus!;
        }

        var (debut, taille) = (Math.Max(0, apres ?? 0), Math.Clamp(max ?? 100, 1, PageMaximale));
        var personnes = await new DroitsEtDevoirs(source).LireAsync(demande.Vue, demande.Filtre, debut, taille, ct);
        return TypedResults.Ok(new PageDePersonnes<BrsaSansSuite>(personnes, personnes.Count == taille ? debut + taille : null));
    }

    private static async Task<IResult> FileActiveAsync(
        string code, [AsParameters] ParametresDePilotage p, HttpContext http, NpgsqlDataSource source, ProjectionEnContinu projection, TimeProvider horloge, CancellationToken ct)
    {
        if (!await VoitLeBureauAsync(code, http, source, horloge, ct))
        {
            return Problemes.Introuvable("Aucun agent de votre périmètre ne porte ce code.");
        }

        var (demande, refus) = await DemandeDePilotage.LireAsync(p, http, projection, horloge);
        if (demande is null)
        {
            return refus!;
        }

        Position(http, projection);
        return TypedResults.Ok(await new FilesActives(source).LireAsync(code, demande.Vue, ct));
    }

    private static async Task<IResult> EcheancesAsync(
        string code, bool? toutes, [AsParameters] ParametresDePilotage p, HttpContext http, EcheancesDAgent echeances, NpgsqlDataSource source, ProjectionEnContinu projection, TimeProvider horloge, CancellationToken ct) =>
        await VoitLeBureauAsync(code, http, source, horloge, ct)
            ? await RepondreAsync<LigneEcheance>(p, http, projection, horloge, null, async (d, _) => (LigneEcheance.Entete, await echeances.LireAsync(code, d.Vue, toutes == true, ct), l => l.Champs))
            : Problemes.Introuvable("Aucun agent de votre périmètre ne porte ce code.");

    private static async Task<IResult> ParametresAsync([AsParameters] ParametresDePilotage p, HttpContext http, NpgsqlDataSource source, ProjectionEnContinu projection, TimeProvider horloge, CancellationToken ct)
    {
        var (demande, refus) = await DemandeDePilotage.LireAsync(p with { Site = null }, http, projection, horloge);
        return demande is null ? refus! : TypedResults.Ok((await Parametres.LireAsync(source, demande.Vue, ct)).Tous.OrderBy(t => t.Cle, StringComparer.Ordinal));
    }

    private static async Task<IResult> DefinirAsync(Parametre parametre, HttpContext http, NpgsqlDataSource source, TimeProvider horloge, CancellationToken ct)
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

    /// <summary>Reads the question, narrows it to a type when one is named, and answers as JSON or CSV.</summary>
    private static async Task<IResult> RepondreAsync<T>(
        ParametresDePilotage p, HttpContext http, ProjectionEnContinu projection, TimeProvider horloge, Func<short, string>? nommer,
        Func<DemandeDePilotage, Filtre, Task<(string Entete, IReadOnlyList<T> Lignes, Func<T, IReadOnlyList<object?>> Champs)>> lire)
    {
        var (demande, refus) = await DemandeDePilotage.LireAsync(p, http, projection, horloge);
        if (demande is null)
        {
            return refus!;
        }

        var (filtre, refusDuType) = nommer is null ? (demande.Filtre, null) : demande.PourLeType(nommer);
        if (filtre is null)
        {
            return refusDuType!;
        }

        Position(http, projection);
        var (entete, lignes, champs) = await lire(demande, filtre);
        if (!Negociation.EnCsv(http))
        {
            return TypedResults.Ok(lignes);
        }

        await using var csv = new StringWriter(CultureInfo.InvariantCulture);
        await FichierCsv.EcrireAsync(csv, entete, lignes.Select(champs), http.RequestAborted);
        return TypedResults.Text(csv.ToString(), "text/csv; charset=utf-8");
    }

    private static async Task<(DemandeDePilotage? Demande, Filtre? Filtre, IResult? Refus)> AvecDebutAsync(
        string? depuis, ParametresDePilotage p, HttpContext http, ProjectionEnContinu projection, TimeProvider horloge)
    {
        if (!DemandeDePilotage.Jour(depuis, out _))
        {
            return (null, null, Problemes.Invalide("depuis", "Une date s'écrit AAAA-MM-JJ."));
        }

        var (demande, refus) = await DemandeDePilotage.LireAsync(p, http, projection, horloge);
        if (demande is null)
        {
            return (null, null, refus);
        }

        var (filtre, refusDuType) = demande.PourLeType(Noms.Mesure);
        return filtre is null ? (null, null, refusDuType) : (demande, filtre, null);
    }

    private static DateOnly Debut(string? depuis, DemandeDePilotage demande) =>
        DemandeDePilotage.Jour(depuis, out var jour) && jour is { } debut ? debut : demande.Au.AddYears(-2);

    /// <summary>A référent has their own desk; a supervisor those of the sites they cover.</summary>
    private static async Task<bool> VoitLeBureauAsync(string code, HttpContext http, NpgsqlDataSource source, TimeProvider horloge, CancellationToken ct)
    {
        if (http.User.IsInRole(Roles.Referent))
        {
            return http.User.FindFirst(Revendications.Agent)?.Value == code;
        }

        var sites = http.User.FindAll(Revendications.Site).Select(c => c.Value).ToArray();
        if (sites.Length == 0)
        {
            return true;
        }

        await using var commande = source.CreateCommand("select exists (select from faits.episodes where nature = 11 and agent = $1 and structure = any($2) and du <= $3 and au > $3 and connu_a = 'infinity')");
        commande.Parameters.Add(new NpgsqlParameter<string> { TypedValue = code });
        commande.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = sites });
        commande.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = Domain.Faits.Calendrier.Jour(horloge.GetUtcNow()) });
        return (bool)(await commande.ExecuteScalarAsync(ct))!;
    }

    private static void Position(HttpContext http, ProjectionEnContinu projection) =>
        http.Response.Headers["X-Position"] = projection.Position.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A page of a list, and where the next one begins.</summary>
public sealed record PageDePersonnes<T>(IReadOnlyList<T> Lignes, int? Suivant);
