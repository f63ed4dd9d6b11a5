using System.Net;
using System.Text.Json;
using System.Xml.Linq;
using Accompagnement.Api.Securite;
using Accompagnement.Api.Tests.Infrastructure;
using Accompagnement.Projections.Olinpe;

namespace Accompagnement.Api.Tests;

/// <summary>The pseudonymous return of child protection over HTTP: made from the events, for the ASE alone, and traced.</summary>
public sealed class RetourOlinpeHttp
{
    private const string Chemin = "/api/retours/olinpe?annee=2015";
    private readonly Faits faits = new();

    [Fact]
    public async Task Le_retour_se_fait_des_evenements_pour_l_ASE_seule_et_laisse_sa_trace()
    {
        await using var hote = await HoteDeDiffusion.DemarrerAsync();
        var (enfant, double_, sansDebut) = (HoteDeDiffusion.Id("enfant", 1), HoteDeDiffusion.Id("enfant", 2), HoteDeDiffusion.Id("enfant", 3));
        var (mesure, autre, retiree) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        await hote.ImporterAsync([
            .. faits.Inscrire(enfant, "2008-05", HoteDeDiffusion.Arras),
            faits.Ligne("MesureDecidee", Faits.Personne(enfant), "2015-01-10", new { mesureId = mesure, type = "AEMO_J" }),
            faits.Ligne("MesureDemarree", Faits.Personne(enfant), "2015-02-03", new { mesureId = mesure }, id: "debut"),
            faits.Ligne("MesureRenouvelee", Faits.Personne(enfant), "2015-08-01", new { mesureId = mesure, echeance = "2016-02-01" }),

            // Recorded by mistake, and withdrawn: it is not sent.
            faits.Ligne("MesureDecidee", Faits.Personne(enfant), "2015-03-01", new { mesureId = retiree, type = "AEMO_A" }),
            faits.Ligne("MesureDemarree", Faits.Personne(enfant), "2015-03-02", new { mesureId = retiree }, id: "erreur"),
            faits.Ligne("EvenementAnnule", Faits.Personne(enfant), "2015-03-05", new { evenementId = "erreur", motif = "erreurDossier" }),

            // A second file of the same child, merged since: one number for both.
            .. faits.Inscrire(double_, "2008-05", HoteDeDiffusion.Arras),
            faits.Ligne("MesureDecidee", Faits.Personne(double_), "2015-04-01", new { mesureId = autre, type = "TISF" }),
            faits.Ligne("MesureDemarree", Faits.Personne(double_), "2015-04-10", new { mesureId = autre }),
            faits.Ligne("DossiersFusionnes", Faits.Personne(enfant), "2015-06-01", new { absorbe = double_ }),

            // Still waiting at the end of the year: not sent either.
            .. faits.Inscrire(sansDebut, "2010-01", HoteDeDiffusion.Lens),
            faits.Ligne("MesureDecidee", Faits.Personne(sansDebut), "2015-11-01", new { mesureId = Guid.NewGuid(), type = "AEMO_J" }),
        ]);

        foreach (var (role, services) in new[]
        {
            (Roles.Statisticien, Array.Empty<string>()), (Roles.Referent, ["ase"]), (Roles.Administrateur, []), (Roles.Import, []), (Roles.Superviseur, ["logement"]),
        })
        {
            using var refuse = hote.Client(role, "AGT-0009", services: services);
            await refuse.TexteAsync(Chemin, statut: 403);
            await refuse.TexteAsync("/api/retours/olinpe/anomalies?annee=2015", statut: 403);
        }

        using var client = hote.Client(Roles.Superviseur, "AGT-0001", services: ["ase"]);
        var texte = await client.TexteAsync(Chemin, "application/xml");
        texte.ShouldNotContain("Testard", Case.Insensitive);
        texte.ShouldNotContain(enfant.ToString());
        var donnees = XDocument.Parse(texte).Root!.Elements("DONNEE").ToArray();
        donnees.Select(d => (d.Element("TYPEV")!.Value, d.Element("DATDEB")!.Value)).Order()
            .ShouldBe([("1", "2015-02-03"), ("1", "2015-04-10"), ("2", "2015-02-03")]);
        donnees.Select(d => d.Element("NUMANONYM")!.Value).Distinct().Count().ShouldBe(1);
        donnees.ShouldAllBe(d => d.Elements().All(v => Codebook.Admet(v.Name.LocalName, v.Value)));

        // The same number again next time, and nowhere kept.
        (await client.TexteAsync(Chemin, "application/xml")).ShouldBe(texte);
        (await hote.Bd.ValeurAsync<string>("select string_agg(concat_ws(' ', nature, agent, objet, cardinality(personnes)), '|' order by numero) from traces.journal where objet like 'api/retours%'"))
            .ShouldBe("Export AGT-0001 api/retours/olinpe/2015 1|Export AGT-0001 api/retours/olinpe/2015 1");

        var rapport = JsonDocument.Parse(await client.TexteAsync("/api/retours/olinpe/anomalies?annee=2015")).RootElement;
        (rapport.GetProperty("evenements").GetInt32(), rapport.GetProperty("renouvellements").GetInt32(), rapport.GetProperty("anomalies").GetArrayLength()).ShouldBe((3, 1, 0));
        rapport.GetProperty("variables").GetArrayLength().ShouldBe(105);
        (await client.TexteAsync("/api/retours/olinpe/anomalies?annee=2015", "text/csv")).ShouldBe("rubrique;variable;detail;evenement;personne;bloquante\n");
        var page = WebUtility.HtmlDecode(await client.TexteAsync("/retours/olinpe?annee=2015", "text/html"));
        page.ShouldContain("le récepteur prendrait ce fichier tel quel");
        foreach (var faux in new[] { "annee=2199", "annee=20", "annee=2015&suivant=x", "annee=1015" })
        {
            await client.TexteAsync($"/api/retours/olinpe/anomalies?{faux}", statut: 400);
        }

        // A name is corrected after the return of the year before: this one says under which number the child was sent then.
        var numero = donnees[0].Element("NUMANONYM")!.Value;
        donnees.ShouldAllBe(d => d.Element("NUMANONYMANT") == null);
        await client.TexteAsync("/api/retours/olinpe?annee=2014", "application/xml");
        using (var import = hote.Client(Roles.Import))
        {
            await import.EnvoyerAsync(
                "/api/evenements", JsonSerializer.Serialize(new { specversion = "1.0", id = "correction", source = "/essai", type = "IdentiteRectifiee", subject = Faits.Personne(enfant), time = "2016-01-05T10:00:00+01:00", auteur = "AGT-0001", canal = "guichet", data = new { identite = new { nomNaissance = "Testart", prenoms = "Zoé" } } }),
                200, "application/cloudevents+json");
        }

        var corrige = XDocument.Parse(await client.TexteAsync(Chemin, "application/xml")).Root!.Elements("DONNEE").ToArray();
        corrige.ShouldAllBe(d => d.Element("NUMANONYM")!.Value != numero && d.Element("NUMANONYMANT")!.Value == numero);

        // Said in the same way, it keeps the half that the receiver finds the child again by.
        corrige.ShouldAllBe(d => d.Element("NUMANONYM")!.Value.EndsWith(numero.Substring(20), StringComparison.Ordinal));
        XDocument.Parse(await client.TexteAsync("/api/retours/olinpe?annee=2014", "application/xml")).Descendants("NUMANONYMANT").ShouldBeEmpty();

        // A name that is erased from the coffre leaves the child in the counts, under another number.
        await hote.Bd.ExecuterAsync("delete from coffre.secrets");
        XDocument.Parse(await client.TexteAsync(Chemin, "application/xml")).Root!.Elements("DONNEE").Select(d => d.Element("NUMANONYM")!.Value).Distinct()
            .ShouldHaveSingleItem().ShouldNotBe(donnees[0].Element("NUMANONYM")!.Value);
    }
}
