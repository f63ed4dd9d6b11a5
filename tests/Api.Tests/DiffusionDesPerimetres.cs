using System.Globalization;
using System.Net;
using System.Text.Json;
using Accompagnement.Api.Securite;
using Accompagnement.Api.Tests.Infrastructure;
using Accompagnement.Domain.Referentiels;

namespace Accompagnement.Api.Tests;

/// <summary>What the perimeter of an account, and the cuts of the territory, let out.</summary>
public sealed partial class DiffusionHttp
{
    [Fact]
    public async Task Un_superviseur_limite_n_a_d_exact_que_ce_qui_est_de_son_perimetre()
    {
        await using var hote = await HoteDeDiffusion.DemarrerAsync();
        using var dUnSite = hote.Client(Roles.Superviseur, sites: ["ARTOIS-BETHUNE"]);
        using var duSocial = hote.Client(Roles.Superviseur, services: ["social"]);
        foreach (var (client, adresse) in new[]
        {
            (dUnSite, "/api/indicateurs/I1/valeurs?periode=2015"), (dUnSite, "/api/rapports/portrait-territorial?annee=2015"),
            (duSocial, "/api/indicateurs/E7/valeurs?periode=2015"), (duSocial, "/api/rapports/portrait-territorial?annee=2015"),
        })
        {
            using var refus = await client.GetAsync(new Uri($"{adresse}&mode=interne", UriKind.Relative));
            refus.StatusCode.ShouldBe(HttpStatusCode.Forbidden, adresse);
            (await refus.Content.ReadAsStringAsync()).ShouldContain("hors-perimetre");
            JsonDocument.Parse(await client.TexteAsync(adresse)).RootElement.GetProperty("mode").GetString().ShouldBe("diffusion", adresse);
        }

        JsonDocument.Parse(await duSocial.TexteAsync("/api/indicateurs/I1/valeurs?periode=2015")).RootElement.GetProperty("mode").GetString().ShouldBe("interne");
    }

    [Fact]
    public async Task Une_demande_a_toutes_ses_cases_meme_la_ou_il_n_y_a_personne()
    {
        await using var hote = await HoteDeDiffusion.DemarrerAsync();
        using var client = hote.Client(Roles.Statisticien);
        var cellules = JsonDocument.Parse(await client.TexteAsync("/api/indicateurs/I1/valeurs?periode=2015&par=territoire,sexe&decoupage=2016")).RootElement.GetProperty("cellules");
        cellules.GetArrayLength().ShouldBe((Territoires.PasDeCalais.Libelles(Decoupage.Depuis2016).Count + 2) * 4);
        foreach (var cellule in cellules.EnumerateArray())
        {
            cellule.GetProperty("valeur").GetDecimal().ShouldBe(0);
            cellule.GetProperty("confStatus").GetString().ShouldBe("F");
            cellule.GetProperty("evolution").ValueKind.ShouldBe(JsonValueKind.Null);
            cellule.GetProperty("evolutionConfStatus").GetString().ShouldBe("C");
        }
    }

    /// <summary>
    /// The published schemas give a few people away by subtraction of the old and the new perimeters: here those of one side of
    /// Montreuillois-Ternois, 1 to 4 of them in a month.
    /// </summary>
    [Fact]
    public async Task Les_anciens_et_les_nouveaux_perimetres_soustraits_ne_donnent_plus_les_quelques_personnes_qui_les_separent()
    {
        await using var hote = await HoteDeDiffusion.DemarrerAsync();
        var faits = new Faits();
        var mois = Enumerable.Range(0, 108).Select(i => new DateOnly(2007, 1, 10).AddMonths(i)).ToArray();
        var lignes = new List<string>();
        var numero = 0;
        foreach (var (territoire, nombre) in new (string, Func<int, int>)[] { ("Montreuillois", i => 20 + i % 36), ("Ternois", i => 1 + i % 4) })
        {
            var commune = Territoires.PasDeCalais.Communes.First(c => c.TerritoireAvant2016 == territoire).CodeInsee;
            var personne = HoteDeDiffusion.Id(commune, 0);
            lignes.AddRange(faits.Inscrire(personne, "1970-01", commune, "2006-01-02"));
            foreach (var (jour, i) in mois.Select((m, i) => (m.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), i)))
            {
                for (var n = nombre(i); n > 0; n--)
                {
                    var demandeId = HoteDeDiffusion.Id("aide", numero++);
                    lignes.Add(faits.Ligne("AideSollicitee", Faits.Personne(personne), jour, new { demandeId, fonds = "SU", montantDemande = 100 }));
                    lignes.Add(faits.Ligne("AideAccordee", Faits.Personne(personne), jour, new { demandeId, montant = 80 }));
                }
            }
        }

        await hote.ImporterAsync(lignes);
        (await TrouveesAsync(Roles.Superviseur)).ShouldBe(mois.Length);
        (await TrouveesAsync(Roles.Statisticien)).ShouldBeLessThanOrEqualTo(mois.Length * 2 / 5);

        async Task<int> TrouveesAsync(string role)
        {
            using var client = hote.Client(role);
            var trouvees = 0;
            foreach (var (debut, i) in mois.Select((m, i) => (m, i)))
            {
                var (avant, depuis) = (await ValeursAsync(client, debut, "avant2016"), await ValeursAsync(client, debut, "2016"));
                var difference = depuis["Montreuillois-Ternois"] - avant["Montreuillois"];
                trouvees += Math.Clamp(difference, 1, 4) == 1 + i % 4 ? 1 : 0;
            }

            return trouvees;
        }

        static async Task<Dictionary<string, int>> ValeursAsync(HttpClient client, DateOnly mois, string decoupage) =>
            JsonDocument.Parse(await client.TexteAsync($"/api/indicateurs/I7/valeurs?periode={mois:yyyy-MM}&decoupage={decoupage}")).RootElement.GetProperty("cellules").EnumerateArray()
                .ToDictionary(c => c.GetProperty("territoire").GetString()!, c => (int)c.GetProperty("valeur").GetDecimal());
    }
}
