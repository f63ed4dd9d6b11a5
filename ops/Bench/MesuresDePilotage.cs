using System.Globalization;
using Accompagnement.Api.Securite;
using Accompagnement.Projections.Catalogue;

namespace Accompagnement.Bench;

/// <summary>
/// Every page and call of the supervisors, the portrait, figures and the desk of a référent, over HTTP, on days drawn at random: as known now, and as
/// known on a past day.
/// </summary>
internal static class MesuresDePilotage
{
    /// <summary>What runs often is compiled for good after thirty times; the slowest of these is told beside the others.</summary>
    private const int Echauffement = 30;

    /// <summary>The pages and calls; {site}, {service}, {agent}, {type}, {annee}, {indicateur} are replaced by codes of the département.</summary>
    private static readonly string[] Adresses =
    [
        "/pilotage/listes-attente", "/pilotage/listes-attente?par=service", "/pilotage/listes-attente?site={site}", "/pilotage/listes-attente/detail?type={type}",
        "/pilotage/charge", "/pilotage/delais", "/pilotage/delais?code=D3", "/pilotage/ruptures", "/pilotage/ruptures?site={site}",
        "/pilotage/echeances", "/pilotage/echeances?site={site}", "/pilotage/restitution", "/pilotage/restitution?code=X1", "/pilotage/dossiers?chiffre=L2", "/pilotage/dossiers?chiffre=D3", "/pilotage/dossiers?chiffre=rendez-vous",
        "/api/pilotage/listes-attente", "/api/pilotage/listes-attente?par=type,service,territoire", "/api/pilotage/listes-attente/serie?depuis=2013-01-01",
        "/api/pilotage/listes-attente/cohortes?depuis=2013-01-01", "/api/pilotage/delais?code=D1&periode={annee}", "/api/pilotage/delais?code=D3&periode={annee}&par=type,service",
        "/api/pilotage/delais?code=D6&periode={annee}&par=territoire", "/api/pilotage/delais?code=D7&periode={annee}", "/api/pilotage/charge", "/api/pilotage/charge?site={site}",
        "/api/pilotage/ruptures", "/api/pilotage/ruptures?site={site}", "/api/pilotage/ruptures/nombres?par=site", "/api/pilotage/droits-et-devoirs", "/api/pilotage/droits-et-devoirs/nombres?par=territoire", "/api/pilotage/charge/alertes",
        "/api/pilotage/listes-attente/personnes?type={type}", "/api/pilotage/listes-attente/prevision?type={type}&service={service}", "/api/pilotage/charge/serie",
        "/api/pilotage/echeances", "/api/pilotage/echeances?par=agent&site={site}", "/api/pilotage/echeances?par=type,service,territoire", "/api/pilotage/echeances/personnes?enRetard=true",
        "/api/pilotage/continuite?periode={annee}&par=territoire", "/api/pilotage/rendez-vous?periode={annee}", "/api/pilotage/visites?periode={annee}",
        "/api/pilotage/diagnostics-sociaux?periode={annee}", "/api/pilotage/sorties?periode={annee}", "/api/pilotage/restitution?code=L1&par=type", "/api/pilotage/completude?code=D3",
        "/api/rapports/portrait-territorial?annee={annee}", "/chiffres/portrait?annee={annee}", "/api/indicateurs/{indicateur}/valeurs?periode={annee}", "/api/indicateurs/I2/valeurs?periode={annee}&par=sexe,age",
    ];

    private static readonly string[] Bureaux = ["/api/agents/{agent}/file-active", "/api/agents/{agent}/echeances"];

    public static async Task MesurerAsync(OptionsDeMesure options, Tableau tableau)
    {
        await using var departement = await DepartementDeMesure.OuvrirAsync(options);
        var faits = (await departement.LireAsync<long>("select count(*) from public.mt_events"))[0];
        tableau.Ajouter("faits du département", faits, "faits");
        var codes = new Codes(
            await departement.LireAsync<string>("select structure from faits.episodes where nature = 11 group by 1 order by count(*) desc limit 5"),
            await departement.ReferentsAsync(5),
            await departement.LireAsync<string>("select structure from faits.episodes where nature = 203 and structure is not null group by 1 order by count(*) desc limit 5"));
        using var superviseur = departement.Client(Roles.Superviseur);
        foreach (var adresse in Adresses.Where(Voulue))
        {
            await PasserAsync(superviseur, tableau, adresse, codes, options.Tirages, "≤ 150", "≤ 500");
        }

        foreach (var adresse in Bureaux.Where(Voulue))
        {
            await PasserAsync(superviseur, tableau, adresse, codes, options.Tirages, adresse.EndsWith("active", StringComparison.Ordinal) ? "≤ 10" : "", "");
        }

        bool Voulue(string adresse) => adresse.Contains(options.Adresses, StringComparison.Ordinal);
    }

    private sealed record Codes(string[] Sites, string[] Agents, string[] Services);

    private static async Task PasserAsync(HttpClient client, Tableau tableau, string adresse, Codes codes, int tirages, string cible, string cibleAuPasse)
    {
        foreach (var auPasse in new[] { false, true })
        {
            var hasard = new Random(62);

            // A past that allows no forecast is an answer.
            var (p50, p99, debut) = await Chrono.LireAsync(client, Echauffement, tirages, () => Tirer(adresse, codes, hasard, auPasse), ouIntrouvable: true);
            var limite = auPasse ? cibleAuPasse : cible;
            tableau.Ajouter(
                $"{adresse}{(auPasse ? ", connu un jour passé" : "")} : p99 (p50 {Entier(p50)}, au début jusqu'à {Entier(debut)})", p99, "ms", limite,
                limite.Length == 0 ? null : p99 <= double.Parse(limite.Split(' ')[1], CultureInfo.InvariantCulture));
        }
    }

    private static string Entier(double millisecondes) => millisecondes.ToString("0", CultureInfo.InvariantCulture);

    private static string Tirer(string adresse, Codes codes, Random hasard, bool auPasse)
    {
        var au = new DateOnly(2014, 1, 1).AddDays(hasard.Next(11 * 365));
        var vuAu = au.AddDays(hasard.Next(365));
        var complete = adresse.Replace("{site}", codes.Sites[hasard.Next(codes.Sites.Length)], StringComparison.Ordinal)
            .Replace("{service}", codes.Services[hasard.Next(codes.Services.Length)], StringComparison.Ordinal)
            .Replace("{agent}", codes.Agents[hasard.Next(codes.Agents.Length)], StringComparison.Ordinal)
            .Replace("{type}", hasard.Next(2) == 0 ? "AEMO_J" : "AED_IED", StringComparison.Ordinal)
            .Replace("{indicateur}", CatalogueIndicateurs.Portrait[hasard.Next(CatalogueIndicateurs.Portrait.Count)].Code, StringComparison.Ordinal)
            .Replace("{annee}", au.Year.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

        // A figure of the catalogue is that of the last day of its period, and has no other.
        var duCatalogue = adresse.Contains("portrait", StringComparison.Ordinal) || adresse.Contains("indicateurs", StringComparison.Ordinal);
        var dates = string.Create(CultureInfo.InvariantCulture, $"{(duCatalogue ? "" : $"&au={au:yyyy-MM-dd}")}{(auPasse ? $"&vuAu={vuAu:yyyy-MM-dd}" : "")}");
        return complete.Contains('?', StringComparison.Ordinal) || dates.Length == 0 ? complete + dates : $"{complete}?{dates[1..]}";
    }
}
