using Accompagnement.Api.Reponses;
using Accompagnement.Api.Securite;
using Accompagnement.Projections.Catalogue;
using Accompagnement.Projections.Pilotage;

namespace Accompagnement.Api.Points;

/// <summary>Ruptures, exits, appointments and deadlines counted by cell; figures as they were known; how complete a month is.</summary>
public static class PointsPilotageParts
{
    private const Axes DesCellules = Axes.Service | Axes.Territoire;
    private const Axes DesEcheances = DemandeDePilotage.Cellules | Axes.Site | Axes.Agent;
    private const Axes DesRuptures = Axes.Territoire | Axes.Site | Axes.Agent;

    public static void MapPilotageParts(this IEndpointRouteBuilder routes)
    {
        var groupe = routes.MapGroup("/api/pilotage").RequireAuthorization(Droits.Piloter);
        groupe.MapGet("/ruptures/nombres", RupturesAsync).WithSummary("R1 : dossiers sans nouvelle, comptés par agent, site, territoire").WithDescription(ReponsesDePilotage.Formats);
        groupe.MapGet("/continuite", (string? periode, [AsParameters] ParametresDePilotage p) =>
                SurAsync(periode, p, "R1", Continuite.Entete, (d, du, vue, ct) => new Parts(p.Source).ContinuiteAsync(du, vue, d.Axes ?? Axes.Aucun, d.Filtre, ct)))
            .WithSummary("R1 : changements de référent et de lieu, réorientations, sur une période").WithDescription(ReponsesDePilotage.Formats);
        groupe.MapGet("/rendez-vous", (string? periode, [AsParameters] ParametresDePilotage p) =>
                SurAsync(periode, p, "D7", IssuesDesRendezVous.Entete, (d, du, vue, ct) => new Parts(p.Source).RendezVousAsync(du, vue, d.Axes ?? Axes.Aucun, d.Filtre, ct)))
            .WithSummary("D7 : rendez-vous honorés et manqués, sur une période").WithDescription(ReponsesDePilotage.Formats);
        groupe.MapGet("/visites", (string? periode, [AsParameters] ParametresDePilotage p) =>
                SurAsync(periode, p, "D7", IssuesDesVisites.Entete, (d, du, vue, ct) => new Parts(p.Source).VisitesAsync(du, vue, d.Axes ?? Axes.Aucun, d.Filtre, ct)))
            .WithSummary("D7 : visites et portes closes, sur une période").WithDescription(ReponsesDePilotage.Formats);
        groupe.MapGet("/diagnostics-sociaux", (string? periode, [AsParameters] ParametresDePilotage p) =>
                SurAsync(periode, p, "D8", DiagnosticsSociaux.Entete, (d, du, vue, ct) => new Parts(p.Source).DiagnosticsAsync(du, vue, d.Axes ?? Axes.Aucun, d.Filtre, ct)))
            .WithSummary("D8 : diagnostics sociaux et financiers faits, sur les assignations d'une période").WithDescription(ReponsesDePilotage.Formats);
        groupe.MapGet("/sorties", SortiesAsync).WithSummary("S1 : sorties par classe et dispositif, sur une période").WithDescription(ReponsesDePilotage.Formats);
        groupe.MapGet("/echeances", EcheancesAsync).WithSummary("X1 : échéances à venir et en retard, comptées").WithDescription(ReponsesDePilotage.Formats);
        groupe.MapGet("/restitution", RestitutionAsync).WithSummary("Un chiffre tel qu'il était connu, et tel qu'il l'est maintenant").WithDescription(ReponsesDePilotage.Formats);
        groupe.MapGet("/completude", CompletudeAsync).WithSummary("Combien d'un mois est connu tant de mois après").WithDescription(ReponsesDePilotage.Formats);

        routes.MapGroup("/api/pilotage").RequireAuthorization(Droits.VoirDesPersonnes)
            .MapGet("/echeances/personnes", EcheancesDesPersonnesAsync).WithSummary("X1 : les échéances elles-mêmes, les plus en retard d'abord").WithDescription(ReponsesDePilotage.Formats);
    }

    private static Task<IResult> RupturesAsync([AsParameters] ParametresDePilotage p) => ReponsesDePilotage.LignesAsync(
        p, "R1", NombreDeRuptures.Entete, n => n.Champs, (d, ct) => new Ruptures(p.Source).CompterAsync(d.Vue, d.Axes ?? Axes.Aucun, d.Filtre, ct), Noms.Mesure, DesRuptures);

    private static Task<IResult> SortiesAsync(string? periode, [AsParameters] ParametresDePilotage p) => AvecPeriode(periode, p, cohorte => ReponsesDePilotage.LignesAsync(
        p, "S1", Sorties.Entete, s => s.Champs, (d, ct) => new Parts(p.Source).SortiesAsync(cohorte.Debut, Jusqua(d, cohorte), d.Axes ?? Axes.Aucun, d.Filtre, ct),
        t => Noms.Type(Projections.Faits.Nature.Sortie, t), DesCellules));

    private static Task<IResult> EcheancesAsync([AsParameters] ParametresDePilotage p) => ReponsesDePilotage.LignesAsync(
        p, "X1", LigneEcheances.Entete, e => e.Champs, (d, ct) => new EcheancesDeService(p.Source).LireAsync(d.Vue, d.Axes ?? Axes.Type, d.Filtre, ct), EcheancesDeService.Nommer, DesEcheances);

    private static Task<IResult> EcheancesDesPersonnesAsync(int? apres, int? max, bool? enRetard, [AsParameters] ParametresDePilotage p) => ReponsesDePilotage.PersonnesAsync(
        p, "X1", apres, max, EcheanceOuverte.Entete, e => e.Champs,
        (d, page, ct) => new EcheancesDeService(p.Source).PersonnesAsync(d.Vue, d.Filtre, enRetard == true ? EcheancesVoulues.EnRetard : EcheancesVoulues.Toutes, null, page.Apres, page.Max, ct), EcheancesDeService.Nommer);

    private static Task<IResult> RestitutionAsync(string? code, [AsParameters] ParametresDePilotage p) => AvecCode(code, connu => ReponsesDePilotage.LignesAsync(
        p, $"{connu},restitution", LigneRestitution.Entete, l => l.Champs, (d, ct) => new Restitutions(p.Source).LireAsync(connu, Alors(d, p), d.Axes ?? Axes.Aucun, d.Filtre, ct), Restitutions.Nommer(connu)));

    private static Task<IResult> CompletudeAsync(string? code, [AsParameters] ParametresDePilotage p) => AvecCode(code, connu => ReponsesDePilotage.LignesAsync(
        p, $"{connu},completude", LigneCompletude.Entete, l => l.Champs, (d, ct) => new Restitutions(p.Source).CompletudeAsync(connu, Alors(d, p).VuAu, d.Filtre, ct), Restitutions.Nommer(connu)));

    private static Task<IResult> SurAsync<T>(
        string? periode, ParametresDePilotage p, string code, string entete, Func<DemandeDePilotage, DateOnly, Vue, CancellationToken, Task<IReadOnlyList<LignePart<T>>>> lire)
        where T : IParts => AvecPeriode(periode, p, cohorte =>
            ReponsesDePilotage.LignesAsync(p, code, entete, l => l.Champs, (d, ct) => lire(d, cohorte.Debut, Jusqua(d, cohorte), ct), admis: DesCellules));

    private static Task<IResult> AvecPeriode(string? periode, ParametresDePilotage p, Func<Periode, Task<IResult>> repondre) =>
        PointsPilotage.LirePeriode(periode, p, out var cohorte) ? repondre(cohorte) : Task.FromResult(PointsPilotage.PeriodeIllisible());

    private static Task<IResult> AvecCode(string? code, Func<string, Task<IResult>> repondre) =>
        code is not null && Restitutions.NatureDe(code) is not null
            ? repondre(code)
            : Task.FromResult<IResult>(Problemes.Invalide("code", $"Codes : {string.Join(", ", Restitutions.Stocks.Keys.Concat(Delais.Codes.Keys))}."));

    /// <summary>What happened in a period stops at its last day, even when a later one is looked at.</summary>
    private static Vue Jusqua(DemandeDePilotage d, Periode periode) => d.Vue with { Au = d.AuDonne && d.Au < periode.Fin ? d.Au : periode.Fin };

    /// <summary>The day whose knowledge is compared with that of now: that asked for, or today.</summary>
    private static Vue Alors(DemandeDePilotage d, ParametresDePilotage p) => d.Vue.VuAu == Vue.ToutConnu ? d.Vue with { VuAu = p.Aujourdhui } : d.Vue;
}
