using System.Globalization;
using System.Net;
using System.Text.Json;
using Accompagnement.Api.Securite;
using Accompagnement.Api.Tests.Infrastructure;

namespace Accompagnement.Api.Tests;

/// <summary>Amounts, delays, shares and the survey on RSA, exact and protected, over HTTP: one département for all.</summary>
public sealed class ChiffresProteges
{
    private const string Boulogne = "62160";
    private const string Calais = "62193";
    private readonly Faits faits = new();

    [Fact]
    public async Task Montants_delais_et_parts_se_diffusent_proteges_et_se_retiennent_sous_onze()
    {
        await using var hote = await HoteDeDiffusion.DemarrerAsync();
        await hote.ImporterAsync([.. Aides(), .. Insertion()]);
        using var exact = hote.Client(Roles.Superviseur);
        using var publie = hote.Client(Roles.Statisticien);

        // Amounts: 40 aids of 100 to 139 € in Arras, 8 in Boulogne, one of 20 000 € among 20 in Lens.
        (await LireAsync(exact, "I7.montant", "Arrageois")).Valeur.ShouldBe(4780);
        (await LireAsync(exact, "I7.moyen", "Arrageois")).Valeur.ShouldBe(119.5m);
        var total = await LireAsync(publie, "I7.montant", "Arrageois");
        total.Statut.ShouldBe("F");
        total.Valeur!.Value.ShouldNotBe(4780);
        Math.Abs(total.Valeur.Value - 4780).ShouldBeLessThanOrEqualTo(14 * 119.5m);
        total.Valeur.Value.ShouldBe(decimal.Truncate(total.Valeur.Value));
        (await LireAsync(publie, "I7.moyen", "Arrageois")).Valeur!.Value.ShouldNotBe(119.5m);
        foreach (var territoire in new[] { "Boulonnais", "Lens-Hénin" })
        {
            (await LireAsync(publie, "I7.montant", territoire)).ShouldBe((null, "C"));
            (await LireAsync(publie, "I7.moyen", territoire)).ShouldBe((null, "C"));
        }

        (await LireAsync(exact, "I7.montant", "Lens-Hénin")).Valeur.ShouldBe(20_950);
        (await exact.TexteAsync("/api/indicateurs/I7.moyen/valeurs?periode=2015", "text/csv")).ShouldContain(";Arrageois;119,50;€;");

        // Delays: 30 rights opened in Arras, the i-th oriented after 3 i days; 5 in Boulogne.
        foreach (var (code, attendu) in new[] { ("D1.mediane", 45m), ("D1.p90", 81m), ("O7.mediane", 45m) })
        {
            (await LireAsync(exact, code, "Arrageois")).Valeur.ShouldBe(attendu, code);
            (await LireAsync(publie, code, "Arrageois")).ShouldBe((attendu, "F"), code);
            (await LireAsync(publie, code, "Boulonnais")).ShouldBe((null, "C"), code);
            (await LireAsync(publie, code, "Calaisis")).ShouldBe((null, "C"), code);
        }

        (await LireAsync(exact, "D1.moyenne", "Arrageois")).Valeur.ShouldBe(46.5m);
        var moyenne = (await LireAsync(publie, "D1.moyenne", "Arrageois")).Valeur!.Value;
        moyenne.ShouldBe(decimal.Truncate(moyenne));
        moyenne.ShouldBeInRange(30, 70);
        (await LireAsync(exact, "O7.part", "Arrageois")).Valeur!.Value.ShouldBe(66.6667m, 0.001m);
        (await exact.TexteAsync("/api/indicateurs/D1.mediane/valeurs?periode=2015", "text/csv")).ShouldContain(";Arrageois;45;jours;");

        // The survey on RSA: 30 oriented of 60 subject to duties, 12 of those outside France Travail under contract.
        (await LireAsync(exact, "O2p", "Arrageois")).Valeur.ShouldBe(50);
        (await LireAsync(exact, "O2cp", "Arrageois")).Valeur.ShouldBe(50);
        (await LireAsync(exact, "O5p", "Arrageois")).Valeur.ShouldBe(80);
        (await LireAsync(exact, "O8a", "Arrageois")).Valeur.ShouldBe(50);
        (await LireAsync(exact, "O8b", "Arrageois")).Valeur.ShouldBe(0);
        (await LireAsync(exact, "O8c", "Arrageois")).Valeur.ShouldBe(50);

        // Its rest: three sanctions of which two run at the end of the year, contracts for 6 to 15 months, households by who lives in them.
        foreach (var (code, attendu) in new[]
        {
            ("O9", 3m), ("O9a", 2m), ("O10", 3m), ("O10a", 3m), ("O10b", 2m), ("O10c", 1m), ("O10d", 0m), ("O10e", 2m), ("O11", 4m), ("O12", 4m), ("O12p", 33.3333m), ("O12b", 100m),
            ("O11p", 33.3333m), ("O13a", 50m), ("O13b", 16.6667m), ("O13c", 16.6667m), ("O13d", 16.6667m),
        })
        {
            (await LireAsync(exact, code, "Arrageois")).Valeur!.Value.ShouldBe(attendu, 0.001m, code);
        }

        (await exact.TexteAsync("/api/indicateurs/O10/valeurs?periode=2015&par=territoire,type", "text/csv")).ShouldContain("O10;Sanctions décidées;2015;Arrageois;suspension;2;");
        (await exact.TexteAsync("/api/indicateurs/O12/valeurs?periode=2015&par=territoire,service", "text/csv")).ShouldContain(";Arrageois;logement;4;");
        // A word that the site made up is published only of several.
        (await publie.TexteAsync("/api/indicateurs/O12/valeurs?periode=2015&par=territoire,service")).ShouldNotContain("logement");
        (await LireAsync(publie, "O9", "Arrageois")).Valeur.ShouldBeOneOf(0, 5, 6, 7, 8, 9, 10);
        foreach (var code in new[] { "O10e", "O13b", "O13d" })
        {
            (await LireAsync(publie, code, "Boulonnais")).Valeur.ShouldBeOneOf(null, 0);
        }

        var changees = 0;
        foreach (var code in new[] { "O7.part", "O2p", "O2ap", "O2cp", "O5p", "O8a", "O8c" })
        {
            var (valeur, statut) = await LireAsync(publie, code, "Arrageois");
            statut.ShouldBe("F", code);
            changees += valeur != Math.Round((await LireAsync(exact, code, "Arrageois")).Valeur!.Value, 1) ? 1 : 0;
            (await LireAsync(publie, code, "Boulonnais")).ShouldBe((null, "C"), code);
        }

        changees.ShouldBeGreaterThanOrEqualTo(4);

        // Frozen, they are the same cells, and computed again the same bytes.
        using var corps = new StringContent("""{"titre":"Aides et délais","series":[{"code":"I7.montant","periode":"2015"},{"code":"I7.moyen","periode":"2015"},{"code":"D1.p90","periode":"2015"},{"code":"O7.part","periode":"2015"},{"code":"O5p","periode":"2015"},{"code":"O8a","periode":"2015"}]}""", System.Text.Encoding.UTF8, "application/json");
        using var fait = await publie.PostAsync(new Uri("/api/publications", UriKind.Relative), corps);
        fait.StatusCode.ShouldBe(HttpStatusCode.Created);
        var chemin = fait.Headers.Location!.ToString();
        using var publication = JsonDocument.Parse(await publie.TexteAsync(chemin));
        publication.RootElement.GetProperty("contenu").GetProperty("cellules").EnumerateArray()
            .Single(c => c.GetProperty("code").GetString() == "I7.montant" && c.GetProperty("territoire").GetString() == "Arrageois").GetProperty("valeur").GetDecimal().ShouldBe(total.Valeur.Value);
        (await publie.EnvoyerAsync($"{chemin}/verification", "", 200)).ShouldContain("\"identique\":true");

        // Every figure of the catalogue answers in both modes, and gives no exact number of what it withholds.
        using var catalogue = JsonDocument.Parse(await publie.TexteAsync("/api/indicateurs"));
        foreach (var code in catalogue.RootElement.EnumerateArray().Select(i => i.GetProperty("code").GetString()!))
        {
            using var reponse = JsonDocument.Parse(await publie.TexteAsync($"/api/indicateurs/{code}/valeurs?periode=2015&par=territoire,sexe"));
            foreach (var cellule in reponse.RootElement.GetProperty("cellules").EnumerateArray())
            {
                var statut = cellule.GetProperty("confStatus").GetString();
                (statut is "C" or "D" && cellule.GetProperty("valeur").ValueKind != JsonValueKind.Null).ShouldBeFalse(code);
            }
        }
    }

    [Fact]
    public async Task La_page_des_chiffres_a_les_regles_de_l_appel_et_le_jeton_des_croisements_fins_les_ouvre()
    {
        await using var hote = await HoteDeDiffusion.DemarrerAsync();
        using var client = hote.Client(Roles.Statisticien, agent: "AGT-0042");
        var courante = DateTime.UtcNow.Year;
        WebUtility.HtmlDecode(await client.TexteAsync($"/chiffres?code=I1&periodes={courante}&par=sexe", "text/html")).ShouldContain("n'est pas close");
        await client.TexteAsync("/chiffres?code=I1&periodes=2015", "text/html");
        (await hote.Bd.ValeurAsync<string>("select string_agg(concat_ws(' ', compte, objet, parametres ->> 'periode', parametres ->> 'par', issue), '|' order by id) from publications.requetes"))
            .ShouldBe($"AGT-0042 page:I1 {courante} sexe periode-en-cours|AGT-0042 page:I1 2015 repondu");

        const string Fin = "/api/indicateurs/I1/valeurs?periode=2015&par=territoire,sexe,age&decoupage=commune";
        await client.TexteAsync(Fin, statut: 403);
        var jeton = new Jetons(Hote.Instance.LireOuCreerSecret(hote.Instance.Options, "jetons"), TimeProvider.System).Signer(Roles.Statisticien, null, [], [], croisementsFins: true);
        client.DefaultRequestHeaders.Authorization = new("Bearer", jeton);
        await client.TexteAsync(Fin);

        // The page for elected officials says what the table does.
        var page = WebUtility.HtmlDecode(await client.TexteAsync("/protection", "text/html"));
        page.ShouldContain("de 2 au plus 79 fois sur 100");
        page.ShouldContain("Un seul est publié zéro 80 fois sur 100");
        page.ShouldContain("le trouve <strong>36 fois sur 100</strong>");
    }

    private static async Task<(decimal? Valeur, string Statut)> LireAsync(HttpClient client, string code, string territoire)
    {
        using var reponse = JsonDocument.Parse(await client.TexteAsync($"/api/indicateurs/{code}/valeurs?periode=2015"));
        var cellule = reponse.RootElement.GetProperty("cellules").EnumerateArray().Single(c => c.GetProperty("territoire").GetString() == territoire);
        var valeur = cellule.GetProperty("valeur");
        return (valeur.ValueKind == JsonValueKind.Null ? null : valeur.GetDecimal(), cellule.GetProperty("confStatus").GetString()!);
    }

    private IEnumerable<string> Aides()
    {
        (string Commune, int Nombre, Func<int, int> Montant)[] aides =
            [(HoteDeDiffusion.Arras, 40, i => 100 + i), (Boulogne, 8, _ => 100), (HoteDeDiffusion.Lens, 20, i => i == 0 ? 20_000 : 50)];
        foreach (var (commune, nombre, montant) in aides)
        {
            for (var i = 0; i < nombre; i++)
            {
                var (personne, demandeId) = (HoteDeDiffusion.Id($"aidé/{commune}", i), HoteDeDiffusion.Id($"demande/{commune}", i));
                foreach (var ligne in faits.Inscrire(personne, "1970-01", commune))
                {
                    yield return ligne;
                }

                yield return faits.Ligne("AideSollicitee", Faits.Personne(personne), "2015-04-01", new { demandeId, fonds = "SU" });
                yield return faits.Ligne("AideAccordee", Faits.Personne(personne), "2015-04-02", new { demandeId, montant = montant(i) });
            }
        }
    }

    /// <summary>Rights opened in 2015 and oriented one after the other; in Arras as many again, older, subject to duties and waiting.</summary>
    private IEnumerable<string> Insertion()
    {
        foreach (var (commune, nombre) in new[] { (HoteDeDiffusion.Arras, 30), (Boulogne, 5), (Calais, 0) })
        {
            for (var i = 1; i <= nombre; i++)
            {
                var personne = HoteDeDiffusion.Id($"brsa/{commune}", i);
                var ouvert = new DateOnly(2015, 9, 1);
                foreach (var ligne in Droit(personne, commune, Ecrire(ouvert)))
                {
                    yield return ligne;
                }

                var parcours = i % 2 == 0 ? "professionnel" : i % 4 == 1 ? "social" : "socioprofessionnel";
                var oriente = Ecrire(ouvert.AddDays(3 * i));
                yield return faits.Ligne("OrientationPrononcee", Faits.Personne(personne), oriente, new { parcours });
                if (i % 2 == 1 && i % 10 != 9)
                {
                    yield return faits.Ligne(
                        "ContratSigne", Faits.Personne(personne), oriente, new { contratId = HoteDeDiffusion.Id($"cer/{commune}", i), type = "cerSolidarite", debut = oriente, fin = Fin(oriente), objectifs = i <= 9 ? new[] { new { code = "logement" } } : [] });
                }

                if (commune == HoteDeDiffusion.Arras)
                {
                    foreach (var ligne in Suites(personne, i))
                    {
                        yield return ligne;
                    }
                }
            }
        }

        for (var i = 1; i <= 30; i++)
        {
            foreach (var ligne in Droit(HoteDeDiffusion.Id("ancien", i), HoteDeDiffusion.Arras, "2014-02-01"))
            {
                yield return ligne;
            }
        }
    }

    /// <summary>Of each: what the survey asks for besides orientations and contracts. A contract goes on for six months.</summary>
    private IEnumerable<string> Suites(Guid personne, int i)
    {
        var sujet = Faits.Personne(personne);
        if (i <= 3)
        {
            yield return faits.Ligne("EquipePluridisciplinaireSaisie", sujet, "2015-10-01", new { motif = "absencesRepetees" });
        }

        if (i is 1 or 2)
        {
            yield return faits.Ligne("AvisEquipeRendu", sujet, "2015-10-20", new { avis = "favorable" });
        }

        if (i <= 3)
        {
            yield return faits.Ligne("SanctionDecidee", sujet, "2015-11-02", new { nature = i == 1 ? "suppression" : "suspension", taux = 50, dureeMois = i == 2 ? 1 : 4 });
        }

        if (i is 1 or 3 or 5 or 7)
        {
            yield return faits.Ligne("ActionDemarree", sujet, "2015-11-10", new { actionId = $"chantier-{i}", dispositif = "chantier" });
        }

        // Of the 60 households: 10 with a spouse and children, 10 with a spouse, 10 with children.
        foreach (var (role, present) in new[] { ("conjoint", i <= 20), ("enfant", i <= 10 || i > 20) })
        {
            if (present)
            {
                var membre = HoteDeDiffusion.Id(role, i);
                foreach (var ligne in faits.Inscrire(membre, role == "enfant" ? "2010-01" : "1981-01", HoteDeDiffusion.Arras))
                {
                    yield return ligne;
                }

                yield return faits.Ligne("FoyerRejoint", Faits.Personne(membre), "2015-09-01", new { foyerId = personne, role });
            }
        }
    }

    private static string Fin(string debut) => Ecrire(DateOnly.ParseExact(debut, "yyyy-MM-dd", CultureInfo.InvariantCulture).AddMonths(6));

    private IEnumerable<string> Droit(Guid personne, string commune, string ouvert) =>
    [
        .. faits.Inscrire(personne, "1980-01", commune),
        faits.Ligne("DroitRsaOuvert", Faits.Personne(personne), ouvert, new { foyerId = personne, composante = "socle" }),
        faits.Ligne("DroitsEtDevoirsModifies", Faits.Personne(personne), ouvert, new { soumis = true }),
    ];

    private static string Ecrire(DateOnly jour) => jour.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
