using System.Globalization;
using System.Text;
using System.Xml;
using Accompagnement.Api.Acces;
using Accompagnement.Api.Hote;
using Accompagnement.Api.Reponses;
using Accompagnement.Api.Securite;
using Accompagnement.Domain.Acces;
using Accompagnement.Domain.Faits;
using Accompagnement.EventStore.Traces;
using Accompagnement.Projections.Olinpe;
using Microsoft.AspNetCore.Mvc;
using Npgsql;

namespace Accompagnement.Api.Points;

/// <summary>One anomaly of a return, and the file to look at.</summary>
public sealed record AnomalieDeRetour(string Rubrique, string Variable, string Detail, int Evenement, Guid Personne, bool Bloquante);

/// <summary>How many anomalies of one sort.</summary>
public sealed record CompteDAnomalies(string Rubrique, string Variable, bool Bloquante, int Nombre);

/// <summary>What the receiver would say of a return: its sections, then a page of anomalies.</summary>
public sealed record RapportDeRetour(
    int Annee, int Evenements, int Debuts, int Renouvellements, int Fins, IReadOnlyList<CompteDAnomalies> Rubriques, IReadOnlyList<PresenceDeVariable> Variables,
    IReadOnlyList<AnomalieDeRetour> Anomalies, string? Suivant);

/// <summary>
/// The pseudonymous returns owed to the State. That of child protection (OLINPE) is person by person: it is for a supervisor of the ASE,
/// never for a statistician, and each time it is made is written down, on disk, before it leaves (decision 0071).
/// </summary>
public static class PointsRetours
{
    private const int ParPage = 200;
    private const int PremiereAnnee = 1990;
    private const string Secret = "olinpe";
    private static readonly string[] Entete = ["rubrique", "variable", "detail", "evenement", "personne", "bloquante"];

    public static void MapRetours(this IEndpointRouteBuilder routes)
    {
        var groupe = routes.MapGroup("/api/retours/olinpe").RequireAuthorization(Droits.Declarer).WithTags("Retours");
        groupe.MapGet("", ExporterAsync)
            .Produces<string>(StatusCodes.Status200OK, "application/xml").ProducesProblem(StatusCodes.Status403Forbidden)
            .WithSummary("Le retour national de protection de l'enfance d'une année (OLINPE)")
            .WithDescription("XML du schéma « decret2016 » 2.0 ; « annee » : l'année des événements. Réservé à l'ASE ; tracé avant d'être rendu.");
        groupe.MapGet("/anomalies", ExaminerAsync)
            .Produces<RapportDeRetour>().ProducesProblem(StatusCodes.Status403Forbidden)
            .WithSummary("Ce que le récepteur national reprocherait au retour d'une année")
            .WithDescription("JSON, ou CSV de toutes les anomalies si Accept le demande ; « suivant » reprend la liste. Réservé à l'ASE ; tracé avant d'être rendu.");
    }

    /// <summary>Makes a return for somebody, and writes down that it was made.</summary>
    internal static async Task<(RetourOlinpe? Retour, IResult? Refus)> FaireAsync(string? annee, string objet, HttpContext http, CancellationToken ct)
    {
        if (http.User.CompteDAcces() is not { } compte || !Compartiments.Ouvert(compte))
        {
            return (null, Problemes.De(StatusCodes.Status403Forbidden, "compartiment-ase", "Ce retour est celui de l'aide sociale à l'enfance.", "Seul un responsable de l'ASE le fait : il vient des dossiers des enfants protégés."));
        }

        var services = http.RequestServices;
        var maintenant = services.GetRequiredService<TimeProvider>().GetUtcNow();
        var courante = Calendrier.Jour(maintenant).Year;
        var texte = annee ?? (courante - 1).ToString(CultureInfo.InvariantCulture);
        if (texte.Length != 4 || !int.TryParse(texte, NumberStyles.None, CultureInfo.InvariantCulture, out var lue) || lue < PremiereAnnee || lue > courante)
        {
            return (null, Problemes.Invalide("annee", $"Une année va de {PremiereAnnee} à {courante}."));
        }

        var secret = Instance.LireOuCreerSecret(services.GetRequiredService<OptionsInstance>(), Secret);
        var retour = await services.GetRequiredService<LecteurOlinpe>().LireAsync(lue, secret, await PrecedentAsync(services.GetRequiredService<NpgsqlDataSource>(), lue, ct), ct);
        await services.GetRequiredService<JournalDesTraces>().NoterDurablementAsync(
            Trace.De(NatureTrace.Export, compte, maintenant, [.. retour.Enfants.Distinct()], $"{objet}/{lue.ToString(CultureInfo.InvariantCulture)}", "CASF L.226-3-3", PointsTrajectoires.Adresse(http)), ct);
        return (retour, null);
    }

    /// <summary>When the return of an earlier year was last made: the traces know, and nothing else keeps what was sent.</summary>
    private static async Task<DateTimeOffset?> PrecedentAsync(NpgsqlDataSource source, int annee, CancellationToken ct)
    {
        await using var commande = source.CreateCommand("select max(instant) from traces.journal where nature = $1 and objet ~ '^api/retours/olinpe/[0-9]{4}$' and right(objet, 4) < $2");
        commande.Parameters.Add(new NpgsqlParameter<string> { TypedValue = NatureTrace.Export.ToString() });
        commande.Parameters.Add(new NpgsqlParameter<string> { TypedValue = annee.ToString(CultureInfo.InvariantCulture) });
        return await commande.ExecuteScalarAsync(ct) is DateTime instant ? new DateTimeOffset(instant, TimeSpan.Zero) : null;
    }

    /// <summary>What the receiver would say of a return, from a place in the list of anomalies on.</summary>
    internal static RapportDeRetour Rapport([FromServices] RetourOlinpe retour, int depuis)
    {
        var anomalies = Anomalies(retour);
        return new(
            retour.Annee, retour.Donnees.Count, Compter("1"), Compter("2"), Compter("3"),
            [.. anomalies.GroupBy(a => (a.Rubrique, a.Variable, a.Bloquante)).Select(g => new CompteDAnomalies(g.Key.Rubrique, g.Key.Variable, g.Key.Bloquante, g.Count()))
                .OrderByDescending(c => c.Bloquante).ThenByDescending(c => c.Nombre).ThenBy(c => c.Rubrique, StringComparer.Ordinal).ThenBy(c => c.Variable, StringComparer.Ordinal)],
            RapportDAnomalies.Presence(retour.Donnees),
            [.. anomalies.Skip(depuis).Take(ParPage)],
            anomalies.Count > depuis + ParPage ? (depuis + ParPage).ToString(CultureInfo.InvariantCulture) : null);

        int Compter(string type) => retour.Donnees.Count(d => d["TYPEV"] == type);
    }

    private static async Task<IResult> ExporterAsync(string? annee, HttpContext http, [FromServices] TimeProvider horloge, CancellationToken ct)
    {
        var (retour, refus) = await FaireAsync(annee, "api/retours/olinpe", http, ct);
        if (retour is null)
        {
            return refus!;
        }

        http.Response.Headers.ContentDisposition = $"attachment; filename=\"olinpe-{retour.Annee.ToString(CultureInfo.InvariantCulture)}.xml\"";
        var fichier = FichierOlinpe.Ecrire(retour.Donnees, Calendrier.Jour(horloge.GetUtcNow()));
        return TypedResults.Stream(
            async sortie =>
            {
                await using var xml = XmlWriter.Create(sortie, new XmlWriterSettings { Async = true, Encoding = new UTF8Encoding(false), Indent = true });
                await fichier.WriteToAsync(xml, ct);
            },
            "application/xml");
    }

    private static async Task<IResult> ExaminerAsync(string? annee, string? suivant, HttpContext http, CancellationToken ct)
    {
        var depuis = 0;
        if (!string.IsNullOrEmpty(suivant) && !int.TryParse(suivant, NumberStyles.None, CultureInfo.InvariantCulture, out depuis))
        {
            return Problemes.Invalide("suivant", "Reprenez le curseur « suivant » de la page précédente.");
        }

        var (retour, refus) = await FaireAsync(annee, "api/retours/olinpe/anomalies", http, ct);
        if (retour is null)
        {
            return refus!;
        }

        return Negociation.EnCsv(http)
            ? TypedResults.Text(Csv.Ecrire(Anomalies(retour).Select(a => (IEnumerable<string?>)
                [a.Rubrique, a.Variable, a.Detail, a.Evenement.ToString(CultureInfo.InvariantCulture), a.Personne.ToString(), a.Bloquante ? "oui" : "non"]).Prepend(Entete)), "text/csv; charset=utf-8")
            : TypedResults.Ok(Rapport(retour, depuis));
    }

    private static List<AnomalieDeRetour> Anomalies([FromServices] RetourOlinpe retour) =>
        [.. RapportDAnomalies.Examiner(retour.Donnees, retour.Annee).Select(a => new AnomalieDeRetour(a.Rubrique, a.Variable, a.Detail, a.Evenement, retour.Enfants[a.Evenement], a.Bloquante))
            .OrderByDescending(a => a.Bloquante)];
}
