using System.Globalization;
using System.Net;
using System.Text.Json;
using Accompagnement.Api.Reponses;
using Accompagnement.Api.Securite;
using Accompagnement.Api.Tests.Infrastructure;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Accompagnement.Api.Tests;

/// <summary>The forms of the steering answers, the position they follow, what the services of an account leave out, and hard cases worked out by hand.</summary>
public sealed class PilotageFormesHttp
{
    private const string Arras = "62041";
    private const string Boulogne = "62160";
    private static readonly string[] Ase = ["ase"];
    private static readonly string[] Social = ["social"];
    private static readonly string[] Autonomie = ["autonomie"];

    private static readonly string[] Appels =
    [
        "listes-attente?au=2015-06-30", "listes-attente/personnes?au=2015-06-30", "listes-attente/serie?au=2015-06-30", "listes-attente/cohortes?au=2015-06-30",
        "delais?code=D3&periode=2015&au=2015-06-30", "charge?au=2015-06-30", "charge/alertes?au=2015-06-30", "charge/serie?au=2015-06-30", "ruptures?au=2015-06-30", "ruptures/nombres?au=2015-06-30&par=agent,site,territoire",
        "droits-et-devoirs?au=2015-06-30", "droits-et-devoirs/nombres?au=2015-06-30&par=territoire", "continuite?periode=2015", "rendez-vous?periode=2015&par=territoire", "visites?periode=2015", "diagnostics-sociaux?periode=2015",
        "sorties?periode=2015", "echeances?au=2015-06-30&par=type,service,territoire,site,agent", "echeances/personnes?au=2015-06-30",
        "restitution?code=L1&au=2015-06-30&vuAu=2015-06-30&par=type", "completude?code=D3", "definitions",
    ];

    [Fact]
    public async Task Chaque_chiffre_se_lit_en_JSON_en_CSV_et_en_classeur_avec_sa_definition_et_sa_position()
    {
        await using var hote = await HoteDeTest.DemarrerAsync();
        await hote.ImporterAsync(Departement(new Faits()));
        using var client = hote.Client(Roles.Superviseur);
        foreach (var appel in Appels)
        {
            var json = JsonDocument.Parse(await client.TexteAsync($"/api/pilotage/{appel}")).RootElement;
            (json.ValueKind == JsonValueKind.Array || json.TryGetProperty("lignes", out _)).ShouldBeTrue(appel);
            var csv = (await client.TexteAsync($"/api/pilotage/{appel}", "text/csv")).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
            csv.ShouldAllBe(l => l.Split(';').Length >= csv[0].Split(';').Length, appel);
            using var classeur = SpreadsheetDocument.Open(new MemoryStream(await client.OctetsAsync($"/api/pilotage/{appel}", Xlsx.Type)), isEditable: false);
            var feuilles = classeur.WorkbookPart!.Workbook.Sheets!.Elements<Sheet>().ToArray();
            var lignes = ((WorksheetPart)classeur.WorkbookPart.GetPartById(feuilles[0].Id!)).Worksheet.Descendants<Row>().ToArray();
            lignes.Length.ShouldBe(csv.Length, appel);
            lignes[0].Elements<Cell>().Select(c => c.InnerText).ShouldBe(csv[0].Split(';'), appel);
            if (appel != "definitions")
            {
                feuilles.Select(f => f.Name!.Value).ShouldBe(["Chiffres", "Définitions", "À lire"]);
                ((WorksheetPart)classeur.WorkbookPart.GetPartById(feuilles[1].Id!)).Worksheet.Descendants<Row>().Count().ShouldBeGreaterThan(1, appel);
                using var reponse = await client.GetAsync(new Uri($"/api/pilotage/{appel}", UriKind.Relative));
                long.Parse(reponse.Headers.GetValues("X-Position").Single(), CultureInfo.InvariantCulture).ShouldBePositive();
                reponse.Headers.GetValues("Link").Single().ShouldContain("/api/pilotage/definitions?codes=");
            }
        }

        foreach (var appel in new[] { "echeances?par=periode", "listes-attente?par=site", "restitution?code=Z1", "sorties?periode=hier", "listes-attente/serie?site=ARRAS", "listes-attente/serie?depuis=hier" })
        {
            await client.TexteAsync($"/api/pilotage/{appel}", statut: (int)HttpStatusCode.BadRequest);
        }

        await PositionAsync(hote);
        await PerimetresAsync(hote);
    }

    /// <summary>A client that has just written gets an answer with it in; one that asks for the future is told to come back.</summary>
    private static async Task PositionAsync(HoteDeTest hote)
    {
        var (faits, enfant, mesure) = (new Faits("/position"), Guid.NewGuid(), Guid.NewGuid());
        using var import = hote.Client(Roles.Import);
        using var corps = new StringContent(
            string.Join('\n', [.. faits.Inscrire(enfant, "2008-01", Arras), Decidee(faits, enfant, mesure, "2015-06-01", "AED_IED")]), System.Text.Encoding.UTF8, "application/x-ndjson");
        using var recu = await import.PostAsync(new Uri("/api/evenements", UriKind.Relative), corps);
        var position = long.Parse(recu.Headers.GetValues("X-Position").Single(), CultureInfo.InvariantCulture);
        using var superviseur = hote.Client(Roles.Superviseur);
        superviseur.DefaultRequestHeaders.Accept.ParseAdd("text/csv");
        using var reponse = await superviseur.GetAsync(new Uri($"/api/pilotage/listes-attente?au=2015-06-30&par=type&type=AED_IED&position={position}", UriKind.Relative));
        long.Parse(reponse.Headers.GetValues("X-Position").Single(), CultureInfo.InvariantCulture).ShouldBeGreaterThanOrEqualTo(position);
        (await reponse.Content.ReadAsStringAsync()).ShouldContain("\r\nAED_IED;;;2015-06-30;1;2015-06-01;");
    }

    /// <summary>docs/decisions/0060: the compartment is not counted outside the ASE service, and agents are those of the services.</summary>
    private static async Task PerimetresAsync(HoteDeTest hote)
    {
        using var ase = hote.Client(Roles.Superviseur, services: Ase);
        using var social = hote.Client(Roles.Superviseur, services: Social);
        using var autonomie = hote.Client(Roles.Superviseur, services: Autonomie);
        (await ase.TexteAsync("/api/pilotage/listes-attente?au=2015-06-30&par=type", "text/csv")).ShouldContain("AEMO_J");
        var vu = await social.TexteAsync("/api/pilotage/listes-attente?au=2015-06-30&par=type", "text/csv");
        vu.ShouldNotContain("AEMO_J");
        vu.ShouldContain("ASLL_SIMPLE;");
        foreach (var appel in new[]
        {
            "delais?code=D5&periode=2015", "listes-attente/personnes?au=2015-06-30&type=AEMO_J", "listes-attente/serie?au=2015-06-30&type=AEMO_J&depuis=2015-06-01",
            "echeances?au=2015-06-30&type=evaluationIp", "restitution?code=L1&au=2015-06-30&vuAu=2015-06-30&type=AEMO_J", "echeances/personnes?au=2015-06-30&type=AEMO_J",
        })
        {
            var lignes = (await social.TexteAsync($"/api/pilotage/{appel}", "text/csv")).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1);
            lignes.ShouldAllBe(l => l.EndsWith(";0;0;0;0;0", StringComparison.Ordinal), appel);
            (await ase.TexteAsync($"/api/pilotage/{appel}", "text/csv")).Split("\r\n").Length.ShouldBeGreaterThan(2, appel);
        }

        (await social.TexteAsync("/api/pilotage/charge?au=2015-06-30", "text/csv")).ShouldContain("AGT-S;");
        (await social.TexteAsync("/api/pilotage/charge?au=2015-06-30", "text/csv")).ShouldNotContain("AGT-E;");
        (await ase.TexteAsync("/api/pilotage/charge?au=2015-06-30", "text/csv")).ShouldContain("AGT-E;");
        await social.TexteAsync("/api/agents/AGT-E/file-active", statut: 404);
        await ase.TexteAsync("/api/agents/AGT-S/file-active", statut: 404);
        await autonomie.TexteAsync("/api/pilotage/droits-et-devoirs", statut: 403);
        await social.TexteAsync("/api/pilotage/droits-et-devoirs");
        await autonomie.TexteAsync("/api/pilotage/droits-et-devoirs/nombres", statut: 403);
        await social.TexteAsync("/api/pilotage/droits-et-devoirs/nombres");

        // The child of AGT-S has an evaluation and a measure of the ASE: AGT-S, who follows them for something else, does not see it.
        using var referent = hote.Client(Roles.Referent, "AGT-S", services: Social);
        (await referent.TexteAsync("/api/agents/AGT-S/echeances?au=2015-06-30", "text/csv")).ShouldNotContain("evaluationIp");
        var bureau = JsonDocument.Parse(await referent.TexteAsync("/api/agents/AGT-S/file-active?au=2015-06-30")).RootElement.EnumerateArray().Single();
        (bureau.GetProperty("enAttente").GetInt32(), bureau.GetProperty("echeancesEnRetard").GetInt32()).ShouldBe((0, 0));
        using var educateur = hote.Client(Roles.Referent, "AGT-E");
        (await educateur.TexteAsync("/api/agents/AGT-E/echeances?au=2015-06-30", "text/csv")).ShouldContain("evaluationIp");
        bureau = JsonDocument.Parse(await educateur.TexteAsync("/api/agents/AGT-E/file-active?au=2015-06-30")).RootElement.EnumerateArray().Single();
        (bureau.GetProperty("enAttente").GetInt32(), bureau.GetProperty("echeancesEnRetard").GetInt32(), bureau.GetProperty("enAttenteDepuis").GetString()).ShouldBe((1, 1, "2015-02-01"));
    }

    /// <summary>A child followed by two services, a tenant who waits, and agents of both services.</summary>
    private static IEnumerable<string> Departement(Faits faits)
    {
        var (enfant, locataire, ip) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        return
        [
            faits.Ligne("AgentEnregistre", "agent/AGT-S", "2014-01-02", new { metier = "assistantSocial", site = "ARRAS", etp = 1, service = "social" }),
            faits.Ligne("AgentEnregistre", "agent/AGT-E", "2014-01-02", new { metier = "educateur", site = "ARRAS", etp = 1, service = "ase" }),
            .. faits.Inscrire(enfant, "2008-01", Arras),
            .. faits.Inscrire(locataire, "1980-01", Arras),
            Decidee(faits, enfant, Guid.NewGuid(), "2015-02-01", "AEMO_J", "2015-12-31"),

            // The move cuts the wait in two rows: it still began in February.
            faits.Ligne("DomicileDeclare", Faits.Personne(enfant), "2015-04-01", new { codeInsee = Boulogne, typeLogement = "locatairePrive" }),
            Decidee(faits, locataire, Guid.NewGuid(), "2015-03-01", "ASLL_SIMPLE"),
            faits.Ligne("ReferentDesigne", Faits.Personne(enfant), "2015-02-10", new { role = "logement", agent = "AGT-S" }),
            faits.Ligne("ReferentDesigne", Faits.Personne(enfant), "2015-02-10", new { role = "ase", agent = "AGT-E" }),
            faits.Ligne("InformationPreoccupanteRecue", Faits.Personne(enfant), "2015-01-10", new { ipId = ip, emetteur = "ecole" }),
            faits.Ligne("EvaluationIpConfiee", Faits.Personne(enfant), "2015-01-12", new { ipId = ip, site = "ARRAS" }),
        ];
    }

    private static string Decidee(Faits faits, Guid personne, Guid mesure, string jour, string type, string? echeance = null) =>
        faits.Ligne("MesureDecidee", Faits.Personne(personne), jour, new { mesureId = mesure, type, cadre = "administratif", echeance });
}
