using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Accompagnement.Api.Reponses;
using Accompagnement.Api.Securite;

namespace Accompagnement.Bench;

/// <summary>
/// The seventh proof: no export, page, title, tooltip, header or publication carries an exact value. All that the application gives of some
/// figures is read, number by number, as a supervisor (who may see the exact values, so that the search is known to find them) and as a statistician.
/// </summary>
internal static partial class SortiesDeLApplication
{
    /// <summary>Below this a number may be a day or a rank.</summary>
    private const int PlusPetitCherche = 32;

    private static readonly string[] Codes = ["I1", "I2", "I7", "I4", "E3", "A1", "A5", "E11", "I1.entrees", "O1"];

    public static async Task MesurerAsync(DepartementDeMesure departement, Tableau tableau)
    {
        using var exact = departement.Client(Roles.Superviseur);
        using var publie = departement.Client(Roles.Statisticien);
        var (cherchees, sans, avec) = (0, 0, 0);
        foreach (var code in Codes)
        {
            foreach (var decoupage in new[] { "2016", "epci" })
            {
                var adresse = $"/api/indicateurs/{code}/valeurs?periode=2015&decoupage={decoupage}";
                var montrees = Nombres(await LireAsync(publie, adresse, "application/json"));

                // What the page says when nobody is counted: the limits of delays, the ages of definitions.
                montrees.UnionWith(Nombres(await LireAsync(publie, $"/chiffres?code={code}&periodes=1997&decoupage={decoupage}", "text/html")));
                var secretes = (await ValeursAsync(exact, adresse)).Where(v => v >= PlusPetitCherche && !montrees.Contains(v.ToString(CultureInfo.InvariantCulture))).ToHashSet();
                cherchees += secretes.Count;
                sans += await TrouverAsync(exact, code, decoupage, secretes);
                avec += await TrouverAsync(publie, code, decoupage, secretes);
            }
        }

        tableau.Ajouter(
            FormattableString.Invariant($"(7) valeurs exactes retrouvées dans les fichiers, pages, titres, infobulles, en-têtes et publications, {cherchees} cherchées — sans protection : {(double)sans / cherchees:0.###}"),
            (double)avec / cherchees, "", "≤ 0", avec == 0);
    }

    /// <summary>How many of some values are in anything that a role gets of a figure.</summary>
    private static async Task<int> TrouverAsync(HttpClient client, string code, string decoupage, HashSet<int> valeurs)
    {
        var adresse = $"/api/indicateurs/{code}/valeurs?periode=2015&decoupage={decoupage}";
        var lues = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (chemin, type) in new[]
        {
            (adresse, "application/json"), (adresse, "text/csv"), (adresse, Xlsx.Type), (adresse, "application/json"),
            ($"/chiffres?code={code}&periodes=2015&decoupage={decoupage}", "text/html"),
        })
        {
            lues.UnionWith(Nombres(await LireAsync(client, chemin, type)));
        }

        foreach (var ligne in Ligne().Matches(await LireAsync(client, $"/chiffres/portrait?annee=2015&decoupage={decoupage}", "text/html")).Select(m => m.Value).Where(l => l.Contains($"#def-{code}\"", StringComparison.Ordinal)))
        {
            lues.UnionWith(Nombres(ligne));
        }

        using var corps = new StringContent($$"""{"titre":"Épreuve","series":[{"code":"{{code}}","periode":"2015","decoupage":"{{decoupage}}"}]}""", Encoding.UTF8, "application/json");
        using var faite = await client.PostAsync(new Uri("/api/publications", UriKind.Relative), corps);
        if (faite.StatusCode == HttpStatusCode.Created)
        {
            var publication = faite.Headers.Location!.ToString();
            foreach (var type in new[] { "text/csv", "text/html", Xlsx.Type })
            {
                lues.UnionWith(Nombres(await LireAsync(client, publication, type)));
            }

            using var json = JsonDocument.Parse(await LireAsync(client, publication, "application/json", avecEnTetes: false));
            lues.UnionWith(Nombres(json.RootElement.GetProperty("contenu").GetProperty("cellules").GetRawText()));
        }

        return valeurs.Count(v => lues.Contains(v.ToString(CultureInfo.InvariantCulture)));
    }

    private static async Task<IEnumerable<int>> ValeursAsync(HttpClient client, string adresse)
    {
        using var reponse = JsonDocument.Parse(await LireAsync(client, adresse, "application/json", avecEnTetes: false));
        return [.. reponse.RootElement.GetProperty("cellules").EnumerateArray().Select(c => c.GetProperty("valeur")).Where(v => v.ValueKind == JsonValueKind.Number).Select(v => (int)v.GetDecimal())];
    }

    /// <summary>All that is answered, headers first but for those that count bytes or tell the hour; workbooks as the text of their cells.</summary>
    private static async Task<string> LireAsync(HttpClient client, string chemin, string type, bool avecEnTetes = true)
    {
        using var requete = new HttpRequestMessage(HttpMethod.Get, new Uri(chemin, UriKind.Relative));
        requete.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(type));
        using var reponse = await client.SendAsync(requete);
        reponse.EnsureSuccessStatusCode();
        var octets = await reponse.Content.ReadAsByteArrayAsync();
        var texte = type == Xlsx.Type ? Classeur(octets) : Encoding.UTF8.GetString(octets);
        var enTetes = reponse.Headers.Concat(reponse.Content.Headers).Where(e => e.Key is not ("Date" or "Content-Length")).Select(e => $"{e.Key}: {string.Join(", ", e.Value)}\n");
        return avecEnTetes ? string.Concat(enTetes) + Geometrie().Replace(texte, "") : texte;
    }

    private static string Classeur(byte[] octets)
    {
        using var zip = new ZipArchive(new MemoryStream(octets));
        return string.Join('\n', zip.Entries.Select(e =>
        {
            using var lecteur = new StreamReader(e.Open(), Encoding.UTF8);
            return Balise().Replace(lecteur.ReadToEnd(), " ");
        }));
    }

    private static HashSet<string> Nombres(string texte) =>
        [.. Nombre().Matches(Espaces().Replace(WebUtility.HtmlDecode(texte), "$1")).Select(n => n.Value)];

    [GeneratedRegex(@"(?<![\w#.,-])\d+(?![\w]|[.,]\d)")]
    private static partial Regex Nombre();

    /// <summary>French groups of three digits.</summary>
    [GeneratedRegex(@"(\d)[\u00a0\u202f](?=\d{3}\b)")]
    private static partial Regex Espaces();

    /// <summary>Where a drawing puts things: not a number that anybody reads, nor one that says a count.</summary>
    [GeneratedRegex("""\b(?:x|y|x1|x2|y1|y2|cx|cy|r|dx|dy|width|height|d|points|transform|viewBox)="[^"]*"|style="[^"]*" """)]
    private static partial Regex Geometrie();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Balise();

    [GeneratedRegex("<tr[^>]*>.*?</tr>", RegexOptions.Singleline)]
    private static partial Regex Ligne();
}
