using System.Globalization;
using System.Net;
using System.Text.Json;
using Accompagnement.Api.Reponses;
using Accompagnement.Api.Securite;
using Accompagnement.Api.Tests.Infrastructure;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Accompagnement.Api.Tests;

/// <summary>
/// Steering questions drawn at random, with all that can be odd in them, on a département where everything happens on the same days: every one is
/// answered or refused, what must balance balances, and the three forms of an answer say the same.
/// </summary>
public sealed class PilotageAuHasardHttp
{
    private const int Questions = 140;

    private static readonly string[] Chemins =
    [
        "listes-attente", "listes-attente/personnes", "listes-attente/serie", "listes-attente/cohortes", "listes-attente/prevision", "delais", "charge", "charge/alertes",
        "charge/serie", "ruptures", "ruptures/nombres", "droits-et-devoirs", "droits-et-devoirs/nombres", "continuite", "rendez-vous", "visites", "diagnostics-sociaux", "sorties", "echeances",
        "echeances/personnes", "restitution", "completude", "parametres",
    ];

    private static readonly string[] Jours = ["1900-01-01", "2013-06-30", "2014-12-31", "2015-01-01", "2015-06-30", "2016-02-29", "2026-01-01", "2200-12-31"];
    private static readonly string[] Types = ["AEMO_J", "AED_IED", "ASLL_SIMPLE", "rsa", "socle", "INCONNU", "evaluationIp"];
    private static readonly string[] Services = ["ADAE", "ZERO", "PERSONNE", "%00", "'", "%F0%9F%98%80"];
    private static readonly string[] Territoires = ["Arrageois", "Boulonnais", "NON_RENSEIGNE", "HORS_DEPARTEMENT", "Nulle part", "%00", "62041"];
    private static readonly string[] Sites = ["S0", "S1", "INCONNU", "%00"];
    private static readonly string[] Axes = ["type", "service", "territoire", "type,service,territoire", "site", "agent", "site,agent,territoire", "", ",", "0", "type,type"];
    private static readonly string[] Codes = ["D1", "D2", "D3", "D4", "D5", "D6", "D6P", "D7", "D8", "L1", "W1", "M", "X1", "R1", "D1,D3", "D3,D3,", "D1,L1"];
    private static readonly string[] Periodes = ["2015", "2015-T1", "2015-03", "2014-2015", "1900", "2200", "hier", "12-mois"];
    private static readonly string[] Decoupages = ["2016", "avant2016", "epci", "commune", "departement", "cantons"];

    [Fact]
    public async Task Toute_question_a_sa_reponse_et_ce_qui_doit_s_equilibrer_s_equilibre()
    {
        await using var hote = await HoteDeTest.DemarrerAsync();
        var hasard = new Random(2026);
        using var client = hote.Client(Roles.Superviseur);
        await QuestionsAsync(client, hasard, Questions / 8);
        await hote.ImporterAsync(new DepartementDunJour(hasard).Lignes);
        await QuestionsAsync(client, hasard, Questions);
    }

    private static async Task QuestionsAsync(HttpClient client, Random hasard, int combien)
    {
        var reponses = new Dictionary<HttpStatusCode, int>();
        for (var i = 0; i < combien; i++)
        {
            var appel = Appel(hasard);
            using var reponse = await client.GetAsync(new Uri($"/api/pilotage/{appel}", UriKind.Relative));
            var texte = await reponse.Content.ReadAsStringAsync();
            reponse.StatusCode.ShouldBeOneOf([HttpStatusCode.OK, HttpStatusCode.BadRequest, HttpStatusCode.NotFound], $"{appel} {texte}");
            reponses[reponse.StatusCode] = reponses.GetValueOrDefault(reponse.StatusCode) + 1;
            if (reponse.StatusCode == HttpStatusCode.OK)
            {
                await VerifierAsync(client, appel, JsonDocument.Parse(texte).RootElement);
            }
        }

        reponses.GetValueOrDefault(HttpStatusCode.OK).ShouldBeGreaterThan(combien / 10);
    }

    private static string Appel(Random hasard)
    {
        var parametres = new List<string>();
        var chemin = Chemins[hasard.Next(Chemins.Length)];
        Peut("au", Jours, 1.2);
        Peut("vuAu", Jours, 2.5);
        Peut("depuis", ["2014-01-01", "2015-06-30", "1999-12-31"], 3);
        Peut("type", Types, 7);
        Peut("service", Services, 7);
        Peut("territoire", Territoires, 5);
        Peut("site", Sites, 6);
        Peut("par", Axes, 3);
        Peut("decoupage", Decoupages, 6);
        Peut("periode", Periodes, 1.5);
        Peut("max", ["1", "0", "-3", "2147483647"], 6);
        Peut("apres", ["1", "-1", "2147483647"], 6);
        Peut("agent", ["A0", "%00"], 6);
        if (chemin is "delais" or "restitution" or "completude")
        {
            parametres.Add($"code={Codes[hasard.Next(Codes.Length)]}");
        }

        return $"{chemin}?{string.Join('&', parametres)}";

        void Peut(string nom, string[] valeurs, double unSur)
        {
            if (hasard.NextDouble() * unSur < 1)
            {
                parametres.Add($"{nom}={valeurs[hasard.Next(valeurs.Length)]}");
            }
        }
    }

    private static async Task VerifierAsync(HttpClient client, string appel, JsonElement json)
    {
        var lignes = (json.ValueKind == JsonValueKind.Array ? json : json.TryGetProperty("lignes", out var page) ? page : default) is { ValueKind: JsonValueKind.Array } liste
            ? liste.EnumerateArray().ToList() : null;
        if (lignes is null || appel.StartsWith("parametres", StringComparison.Ordinal))
        {
            return;
        }

        lignes.ForEach(l => Nombres(l, appel));
        if (appel.StartsWith("listes-attente/serie", StringComparison.Ordinal) || appel.StartsWith("charge/serie", StringComparison.Ordinal))
        {
            foreach (var (avant, mois) in lignes.Zip(lignes.Skip(1)))
            {
                N(mois, "stock").ShouldBe(N(avant, "stock") + N(mois, "entrees") + N(mois, "arrivees") - N(mois, "sorties") - N(mois, "departs"), appel);
            }
        }

        await FormesAsync(client, appel, lignes);
    }

    /// <summary>No count is negative, shares are shares, an estimate is within its interval, cohorts add up.</summary>
    private static void Nombres(JsonElement ligne, string appel)
    {
        foreach (var champ in ligne.EnumerateObject())
        {
            if (champ.Value.ValueKind == JsonValueKind.Number && champ.Name != "placesLibres" && champ.Name != "type")
            {
                champ.Value.GetDouble().ShouldBeGreaterThanOrEqualTo(0, $"{appel} {ligne}");
            }

            if (champ.Name.StartsWith("part", StringComparison.Ordinal) && champ.Value.ValueKind == JsonValueKind.Number && !appel.StartsWith("completude", StringComparison.Ordinal))
            {
                champ.Value.GetDouble().ShouldBeLessThanOrEqualTo(1, $"{appel} {ligne}");
            }

            if (champ.Value.ValueKind == JsonValueKind.Object)
            {
                Nombres(champ.Value, appel);
            }
        }

        if (ligne.TryGetProperty("decidees", out _))
        {
            N(ligne, "decidees").ShouldBe(N(ligne, "demarrees") + N(ligne, "enAttente") + N(ligne, "abandonnees"), $"{appel} {ligne}");
        }

        if (ligne.TryGetProperty("ouverts", out _))
        {
            N(ligne, "ouverts").ShouldBe(N(ligne, "clos") + N(ligne, "enCours") + N(ligne, "abandonnes"), $"{appel} {ligne}");
        }

        if (ligne.TryGetProperty("maintenant", out _))
        {
            N(ligne, "maintenant").ShouldBe(N(ligne, "alors") + N(ligne, "saisisDepuis") + N(ligne, "corriges") - N(ligne, "retires"), $"{appel} {ligne}");
        }

        if (ligne.TryGetProperty("medianeJours", out var mediane) && mediane.ValueKind == JsonValueKind.Number)
        {
            var intervalle = ligne.GetProperty("intervalleMediane");
            N(intervalle, "bas")!.Value.ShouldBeLessThanOrEqualTo(mediane.GetDouble(), $"{appel} {ligne}");
            (N(intervalle, "haut") ?? double.MaxValue).ShouldBeGreaterThanOrEqualTo(mediane.GetDouble(), $"{appel} {ligne}");
            (N(ligne, "p90Jours") ?? double.MaxValue).ShouldBeGreaterThanOrEqualTo(mediane.GetDouble(), $"{appel} {ligne}");
        }
    }

    private static double? N(JsonElement ligne, string champ) => ligne.GetProperty(champ) is { ValueKind: JsonValueKind.Number } n ? n.GetDouble() : null;

    /// <summary>A file has the rows of the answer, and the same values under the same names; a workbook those of the file.</summary>
    private static async Task FormesAsync(HttpClient client, string appel, List<JsonElement> lignes)
    {
        var csv = (await client.TexteAsync($"/api/pilotage/{appel}", "text/csv")).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split(';')).ToList();
        if (!appel.Contains("max=", StringComparison.Ordinal) && lignes.Count < 100)
        {
            (csv.Count - 1).ShouldBe(lignes.Count, appel);
        }

        foreach (var (valeurs, ligne) in csv.Skip(1).Zip(lignes))
        {
            foreach (var (nom, valeur) in csv[0].Zip(valeurs))
            {
                if (ligne.TryGetProperty(JsonNamingPolicy.CamelCase.ConvertName(string.Concat(nom.Split('_').Select((m, i) => i == 0 ? m : char.ToUpperInvariant(m[0]) + m[1..]))), out var champ))
                {
                    Pareil(valeur, champ, $"{appel} {nom} {ligne}");
                }
            }
        }

        using var classeur = SpreadsheetDocument.Open(new MemoryStream(await client.OctetsAsync($"/api/pilotage/{appel}", Xlsx.Type)), isEditable: false);
        var feuille = ((WorksheetPart)classeur.WorkbookPart!.GetPartById(classeur.WorkbookPart.Workbook.Sheets!.Elements<Sheet>().First().Id!)).Worksheet;
        var rangees = feuille.Descendants<Row>().ToList();
        rangees.Count.ShouldBe(csv.Count, appel);
        foreach (var (rangee, valeurs) in rangees.Zip(csv))
        {
            rangee.Elements<Cell>().Select(c => c.InnerText).Where(t => t.Length > 0).Count().ShouldBe(valeurs.Count(v => v.Length > 0), appel);
        }
    }

    private static void Pareil(string valeur, JsonElement champ, string quoi)
    {
        switch (champ.ValueKind)
        {
            case JsonValueKind.Number:
                double.Parse(valeur.Replace(',', '.'), CultureInfo.InvariantCulture).ShouldBe(champ.GetDouble(), 1e-4, quoi);
                break;
            case JsonValueKind.Null:
                valeur.ShouldBeEmpty(quoi);
                break;
            case JsonValueKind.String:
                valeur.ShouldBe(champ.GetString(), quoi);
                break;
            case JsonValueKind.True or JsonValueKind.False:
                valeur.ShouldBe(champ.GetBoolean() ? "true" : "false", quoi);
                break;
            default:
                break;
        }
    }
}
