using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Accompagnement.Api.Securite;
using Accompagnement.Api.Tests.Infrastructure;
using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Tests.Actes;
using Accompagnement.EventStore;
using Microsoft.Extensions.DependencyInjection;

namespace Accompagnement.Api.Tests.Trajectoires;

/// <summary>
/// Acts drawn at random, legal and illegal, on a few persons and households and over a year, through the whole HTTP surface:
/// whatever comes, an act is recorded once or refused by name, and what was known on a day never changes.
/// </summary>
public sealed partial class SuitesAuHasardHttp
{
    private const int Actes = 220;
    private static readonly Acte[] Possibles = [.. Repertoire().Where(a => (a.Flux & (Flux.Trajectoire | Flux.Foyer)) != 0)];

    [Theory]
    [InlineData(20261124)]
    [InlineData(4)]
    public async Task Aucune_suite_d_actes_n_echappe_aux_gardes(int graine)
    {
        var hasard = new Random(graine);
        var horloge = new HorlogeReglable(new DateTimeOffset(2025, 1, 6, 9, 0, 0, TimeSpan.Zero));
        await using var hote = await HoteDeTest.DemarrerAsync(b => b.Services.AddSingleton<TimeProvider>(horloge));
        using var client = hote.Client(Roles.Superviseur, "AGT-0042");
        var flux = await OuvrirAsync(client);
        var versions = flux.ToDictionary(f => f, f => f.Contains("foyers", StringComparison.Ordinal) ? 1L : 2L);
        var lectures = new List<(string Chemin, string Corps)>();
        var (acceptes, refuses, perimes) = (0, 0, 0);

        for (var i = 0; i < Actes; i++)
        {
            horloge.Avancer(TimeSpan.FromHours(hasard.Next(1, 72)));
            // Sometimes an act of a household on a person, and the other way round: there is no such address.
            var cible = flux[hasard.Next(flux.Length)];
            var nature = hasard.Next(20) == 0 ? Flux.Tous : cible.Contains("foyers", StringComparison.Ordinal) ? Flux.Foyer : Flux.Trajectoire;
            var possibles = Possibles.Where(a => (a.Flux & nature) != 0).ToArray();
            var acte = possibles[hasard.Next(possibles.Length)];
            var chemin = $"{cible}/{acte.Chemin}";
            var corps = Deformer(acte.Exemple, flux, horloge, hasard);
            var perime = hasard.Next(12) == 0;
            var (reponse, issue) = await client.PosterAsync(chemin, corps, $"\"{versions[cible] - (perime ? 1 : 0)}\"", $"a-{graine}-{i}");
            var code = (int)reponse.StatusCode;
            code.ShouldBeLessThan(500, $"{chemin} {corps} : {issue}");
            if (reponse.IsSuccessStatusCode)
            {
                perime.ShouldBeFalse($"{chemin} {corps}");
                var version = Version(reponse);
                version.ShouldBe(versions[cible] + issue.GetProperty("faits").GetArrayLength(), $"{chemin} {corps}");
                versions[cible] = version;
                acceptes++;
                if (acte.Chemin == "separation")
                {
                    // Who read a file through another one no longer may, even as it was: the other is somebody else's.
                    lectures.Clear();
                }

                // The same key again, even with an old version: the same answer, and nothing more recorded.
                var (encore, meme) = await client.PosterAsync(chemin, corps, $"\"{version - 1}\"", $"a-{graine}-{i}");
                encore.StatusCode.ShouldBe(reponse.StatusCode, $"{chemin} {corps} : {meme}");
                meme.GetProperty("faits").ToString().ShouldBe(issue.GetProperty("faits").ToString());
                Version(encore).ShouldBe(version);
            }
            else
            {
                issue.Code().ShouldNotBeNullOrWhiteSpace($"{chemin} {corps}");
                issue.GetProperty("detail").GetString().ShouldNotBeNullOrWhiteSpace();
                _ = reponse.StatusCode == HttpStatusCode.PreconditionFailed ? perimes++ : refuses++;
            }

            if (i % 40 == 20)
            {
                var jour = DateOnly.FromDateTime(horloge.GetUtcNow().Date).AddDays(-1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
                foreach (var personne in flux.Where(f => f.Contains("trajectoires", StringComparison.Ordinal)))
                {
                    var (lu, dossier) = await client.LireAsync($"{personne}?au={jour}&vuAu={jour}");
                    if (lu.IsSuccessStatusCode)
                    {
                        lectures.Add(($"{personne}?au={jour}&vuAu={jour}", Stable(dossier)));
                    }
                }
            }
        }

        // The draw reaches both sides of every guard often enough to mean something.
        acceptes.ShouldBeGreaterThan(Actes / 10);
        refuses.ShouldBeGreaterThan(Actes / 10);
        perimes.ShouldBeGreaterThan(0);
        foreach (var (cible, version) in versions)
        {
            var store = hote.Services.GetRequiredService<IEventStore>();
            var id = Guid.Parse(cible[^36..]);
            var faits = await store.ReadStreamAsync((cible.Contains("foyers", StringComparison.Ordinal) ? Sujet.Foyer(id) : Sujet.Trajectoire(id)).Flux);
            faits.Select(f => f.Version).ShouldBe(Enumerable.Range(1, (int)version).Select(v => (long)v));
        }

        lectures.Count.ShouldBeGreaterThan(5);
        foreach (var (chemin, corps) in lectures)
        {
            Stable((await client.LireAsync(chemin)).Corps).ShouldBe(corps, chemin);
        }

        await Integrite.VerifierAsync(hote);
        await ReimporterAsync(hote, horloge, flux);
    }

    /// <summary>Three persons of two households.</summary>
    private static async Task<string[]> OuvrirAsync(HttpClient client)
    {
        var chemins = new List<string>();
        foreach (var (chemin, corps) in new[]
        {
            ("/api/foyers", """{"type":"rsa"}"""),
            ("/api/foyers", """{"type":"famille"}"""),
            ("/api/trajectoires", """{"sexe":"F","naissance":"1984-05","codeInsee":"62041"}"""),
            ("/api/trajectoires", """{"sexe":"M","naissance":"2010-02","codeInsee":"62498"}"""),
            ("/api/trajectoires", """{"sexe":"X","naissance":"1941-11","codeInsee":"59350"}"""),
        })
        {
            var (reponse, issue) = await client.PosterAsync(chemin, corps);
            reponse.IsSuccessStatusCode.ShouldBeTrue(issue.ToString());
            chemins.Add($"{chemin}/{issue.GetProperty("id").GetGuid()}");
        }

        return [.. chemins];
    }

    /// <summary>The example of an act, with its objects, persons and households exchanged for others, dated in the past or by nobody, or spoiled.</summary>
    private static string Deformer(string exemple, string[] flux, HorlogeReglable horloge, Random hasard)
    {
        var corps = exemple;
        foreach (var id in Identifiants)
        {
            // Few objects, so that acts meet: what one opens, another ends.
            var autre = hasard.Next(3) == 0 ? Guid.Parse(flux[hasard.Next(flux.Length)][^36..]) : new Guid(hasard.Next(4) + 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1);
            corps = corps.Replace(id.ToString(), autre.ToString(), StringComparison.OrdinalIgnoreCase);
        }

        if (hasard.Next(3) == 0 && corps.EndsWith('}'))
        {
            var jour = DateOnly.FromDateTime(horloge.GetUtcNow().Date).AddDays(hasard.Next(-400, 20)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            corps = $"{corps[..^1]}{(corps.Length > 2 ? "," : "")}\"survenuLe\":\"{jour}\"}}";
        }

        return hasard.Next(25) switch
        {
            0 => corps[..(corps.Length / 2)],
            1 => corps.Replace(":\"", ":[\"", StringComparison.Ordinal),
            2 => "null",
            _ => corps,
        };
    }

    private static Guid[] Identifiants { get; } =
        [.. typeof(DossierTemoin).GetFields().Where(f => f.FieldType == typeof(Guid)).Select(f => (Guid)f.GetValue(null)!)];

    private static IReadOnlyList<Acte> Repertoire() => Domain.Decisions.Actes.Tous;

    private static long Version(HttpResponseMessage reponse) => long.Parse(reponse.Headers.ETag!.Tag.Trim('"'), CultureInfo.InvariantCulture);

    /// <summary>
    /// What was known by the end of a day: all of the answer but how far the file has come since, by what right it is read now, and
    /// what an erasure takes away for ever.
    /// </summary>
    private static string Stable(JsonElement dossier) =>
        Textes().Replace(
            string.Join('\n', dossier.EnumerateObject().Where(p => p.Name is not ("version" or "position" or "niveau" or "titre" or "identite")).Select(p => $"{p.Name} {p.Value}")),
            "");

    [GeneratedRegex("\"textes\":\\[[^\\]]*\\]")]
    private static partial Regex Textes();

    /// <summary>Everything that was recorded, sent to an empty instance as a file: the same guards accept it, and give the same files.</summary>
    private static async Task ReimporterAsync(HoteDeTest hote, HorlogeReglable horloge, string[] flux)
    {
        using var lecteur = hote.Client(Roles.Import);
        var lignes = (await lecteur.GetStringAsync(new Uri("/api/evenements?max=10000", UriKind.Relative))).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        await using var autre = await HoteDeTest.DemarrerAsync(b => b.Services.AddSingleton<TimeProvider>(horloge));
        (await autre.ImporterAsync(lignes)).ShouldContain("\"rejetes\":0");
        using var ici = hote.Client(Roles.Superviseur, "AGT-0042");
        using var la = autre.Client(Roles.Superviseur, "AGT-0042");
        foreach (var personne in flux.Where(f => f.Contains("trajectoires", StringComparison.Ordinal)))
        {
            var (reponse, dossier) = await la.LireAsync(personne);
            var (attendue, attendu) = await ici.LireAsync(personne);
            reponse.StatusCode.ShouldBe(attendue.StatusCode);
            Stable(dossier).ShouldBe(Stable(attendu), personne);
        }
    }
}
