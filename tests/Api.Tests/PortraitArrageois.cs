using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Accompagnement.Api.Hote;
using Accompagnement.Api.Securite;
using Accompagnement.Api.Tests.Infrastructure;
using Accompagnement.EventStore;
using Accompagnement.Projections.Moteur;
using Microsoft.Extensions.DependencyInjection;

namespace Accompagnement.Api.Tests;

/// <summary>A real file goes in, the published portrait comes out, to the unit.</summary>
public sealed class PortraitArrageois
{
    private const string Territoire = "Arrageois";

    [Fact]
    public async Task Le_fichier_de_l_Arrageois_donne_le_portrait_publie()
    {
        await using var hote = await HoteDeTest.DemarrerAsync();
        (await EnvoyerAsync(hote)).ShouldBe((249_274, 0, 0));
        (await EnvoyerAsync(hote)).ShouldBe((0, 249_274, 0));

        using (var client = hote.Client(Roles.Administrateur))
        using (var corps = new StringContent(await File.ReadAllTextAsync(Donnee("denominateurs-2015.csv")), new MediaTypeHeaderValue("text/csv")))
        using (var reponse = await client.PostAsync(new Uri("/api/referentiels/denominateurs", UriKind.Relative), corps))
        {
            reponse.IsSuccessStatusCode.ShouldBeTrue();
        }

        var publie = Publie();
        var portrait2015 = await hote.PortraitAsync("annee=2015&decoupage=2016");
        var portrait2013 = await hote.PortraitAsync("annee=2013&decoupage=2016");
        var codes = portrait2015.Keys.Select(c => c.Code).Distinct().ToArray();
        codes.Length.ShouldBe(33);
        foreach (var code in codes)
        {
            var (valeur, evolution, _) = portrait2015[(code, Territoire)];
            Math.Abs(Nombre(valeur) - publie[code].Valeur).ShouldBeLessThanOrEqualTo(0.05m, code);

            // The file has no GIR before 2015: the evolution of their share is not in it.
            if (publie[code].Evolution is { } attendue && code != "A2")
            {
                Math.Abs(Nombre(evolution) - attendue).ShouldBeLessThanOrEqualTo(0.1m, $"{code} : {evolution}");
                var deduite = publie[code].Valeur / (1 + attendue / 100);
                Math.Abs(Nombre(portrait2013[(code, Territoire)].Valeur) - deduite).ShouldBeLessThanOrEqualTo(Math.Max(0.6m, deduite * 0.0006m), $"{code} 2013");
            }
        }

        portrait2015.Where(c => c.Key.Territoire == "Boulonnais" && c.Key.Code is "E1" or "I1").ShouldAllBe(c => c.Value.Valeur != "");

        // Some of these have two connections, the others do without.
        foreach (var enMemeTemps in await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => hote.PortraitAsync("annee=2015&decoupage=2016"))))
        {
            enMemeTemps.ShouldBe(portrait2015);
        }

        await IdentiqueApresReconstructionAsync(hote, portrait2015);
    }

    /// <summary>A rebuild gives the same rows, to the last one.</summary>
    private static async Task IdentiqueApresReconstructionAsync(HoteDeTest hote, Dictionary<(string, string), (string, string, string)> avant)
    {
        const string Empreinte = """
            select md5(string_agg(l, '|' order by l)) from (
                select md5(t::text) as l from faits.episodes t union all select md5(t::text) from faits.actes t) lignes
            """;
        var incremental = await hote.Bd.ValeurAsync<string>(Empreinte);
        await new Reconstruction(hote.Bd.Source, hote.Services.GetRequiredService<IEventStore>()).ExecuterAsync();
        (await hote.Bd.ValeurAsync<string>(Empreinte)).ShouldBe(incremental);
        (await hote.PortraitAsync("annee=2015&decoupage=2016")).ShouldBe(avant);
    }

    private static async Task<(long, long, long)> EnvoyerAsync(HoteDeTest hote)
    {
        using var client = hote.Client(Roles.Import);
        await using var fichier = File.OpenRead(Donnee("arrageois-2013-2015.ndjson.gz"));
        using var corps = new StreamContent(fichier);
        corps.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
        corps.Headers.ContentEncoding.Add("gzip");
        using var reponse = await client.PostAsync(new Uri("/api/evenements", UriKind.Relative), corps);
        var bilan = JsonDocument.Parse(await reponse.Content.ReadAsStringAsync()).RootElement;
        var projection = hote.Services.GetRequiredService<ProjectionEnContinu>();
        (await projection.AttendreAsync(bilan.GetProperty("position").GetInt64(), TimeSpan.FromMinutes(5), CancellationToken.None)).ShouldBeTrue();
        return (bilan.GetProperty("acceptes").GetInt64(), bilan.GetProperty("dejaConnus").GetInt64(), bilan.GetProperty("rejetes").GetInt64());
    }

    private static Dictionary<string, (decimal Valeur, decimal? Evolution)> Publie() =>
        File.ReadLines(Donnee("portrait-2015.csv")).Skip(1)
            .Select(l => l.Split($",{Territoire},"))
            .Where(l => l.Length == 2)
            .Select(l => (Code: l[0].Split(',')[0], Champs: l[1].Split(',')))
            .ToDictionary(l => l.Code, l => (Nombre(l.Champs[0]), l.Champs[2] is { Length: > 0 } e ? Nombre(e) : (decimal?)null));

    private static decimal Nombre(string texte) =>
        decimal.TryParse(texte.Replace(',', '.'), NumberStyles.Number | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var n) ? n : throw new FormatException(texte);

    private static string Donnee(string nom) => Path.Combine(AppContext.BaseDirectory, "Donnees", nom);
}
