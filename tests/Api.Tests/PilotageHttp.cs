using System.Net;
using System.Text.Json;
using Accompagnement.Api.Securite;
using Accompagnement.Api.Tests.Infrastructure;
using Accompagnement.Domain.Faits;

namespace Accompagnement.Api.Tests;

public sealed class PilotageHttp(HotePartage partage) : IClassFixture<HotePartage>
{
    private const string Arras = "62041";
    private static readonly string[] SiteDArras = ["ARRAS"];
    private static readonly string[] DeuxSites = ["ARRAS", "LENS"];

    [Fact]
    public async Task La_liste_d_attente_et_les_delais_comptent_ce_qui_attend_encore()
    {
        await using var hote = await HoteDeTest.DemarrerAsync();
        await hote.ImporterAsync(Attentes(new Faits()));

        // Started after 60 days; waiting for 149 and 10; abandoned after 40: at 60 days two are at risk, and S falls to one half.
        (await CsvAsync(hote, "/api/pilotage/listes-attente?au=2015-06-30&par=type")).ShouldBe(
        [
            "type;service;territoire;au;en_attente;plus_ancienne_depuis;mediane_jours;p90_jours;part_hors_limite;avec_substitution;entrees_mois;sorties_mois;places_libres",
            "AEMO_J;;;2015-06-30;2;2015-02-01;60;;0,5;1;1;1;",
        ]);
        (await CsvAsync(hote, "/api/pilotage/delais?code=D3&periode=2015&au=2015-06-30")).ShouldBe(
        [
            "code;type;service;territoire;ouverts;clos;en_cours;abandonnes;mediane_jours;p75_jours;p90_jours;moyenne_clos_jours;part_dans_limite",
            "D3;;;;4;1;2;1;60;;;60;0,5",
        ]);
        (await CsvAsync(hote, "/api/pilotage/delais?code=D3,D4&periode=12-mois&au=2015-06-30")).Skip(1).ShouldBe(["D3;;;;4;1;2;1;60;;;60;0,5", "D4;;;;1;0;1;0;;;;;0"]);
        (await CsvAsync(hote, "/api/pilotage/delais?code=D3&periode=12-mois&au=2016-01-10"))[1].ShouldStartWith("D3;;;;3;");

        // On the day of its decision a measure waits; on the day of its start it no longer does.
        (await CsvAsync(hote, "/api/pilotage/listes-attente?au=2015-01-10&par=type"))[1].ShouldStartWith("AEMO_J;;;2015-01-10;1;2015-01-10;");
        (await CsvAsync(hote, "/api/pilotage/listes-attente?au=2015-03-11&par=type"))[1].ShouldStartWith("AEMO_J;;;2015-03-11;1;2015-02-01;");
        (await CsvAsync(hote, "/api/pilotage/listes-attente?au=2015-06-30&par=service&type=AEMO_J"))[1].ShouldStartWith(";ASSO-1;;2015-06-30;2;");
        (await CsvAsync(hote, "/api/pilotage/listes-attente?au=2015-06-30&vuAu=2015-06-15&par=type"))[1].ShouldStartWith("AEMO_J;;;2015-06-30;1;");
    }

    [Fact]
    public async Task La_charge_partage_le_poids_d_une_paire_et_suit_l_ETP()
    {
        await using var hote = await HoteDeTest.DemarrerAsync();
        var faits = new Faits();
        var (seule, paire) = (Guid.NewGuid(), Guid.NewGuid());
        await hote.ImporterAsync(
        [
            faits.Ligne("AgentEnregistre", "agent/AGT-1", "2014-01-02", new { metier = "assistantSocial", site = "ARRAS", etp = 0.8 }),
            faits.Ligne("AgentEnregistre", "agent/AGT-2", "2014-01-02", new { metier = "assistantSocial", site = "ARRAS", etp = 1 }),
            .. faits.Inscrire(seule, "1980-01", Arras),
            .. faits.Inscrire(paire, "1980-01", Arras),
            faits.Ligne("ReferentDesigne", Faits.Personne(seule), "2015-02-01", new { role = "rsa", agent = "AGT-1" }),
            faits.Ligne("ReferentDesigne", Faits.Personne(paire), "2015-02-01", new { role = "rsa", agent = "AGT-1" }),
            faits.Ligne("ReferentDesigne", Faits.Personne(paire), "2015-03-01", new { role = "rsa", agent = "AGT-2" }),
        ]);
        (await CsvAsync(hote, "/api/pilotage/charge?au=2015-06-30")).ShouldBe(
        [
            "agent;site;role;personnes;charge;etp;charge_par_etp;absent",
            "AGT-1;ARRAS;rsa;2;1,5;0,8;1,875;false",
            "AGT-2;ARRAS;rsa;1;0,5;1;0,5;false",
        ]);
        (await CsvAsync(hote, "/api/pilotage/charge/alertes?au=2015-06-30")).ShouldBe(["alerte;agent;site;dossiers;charge;etp;charge_par_etp;seuil"]);

        // Seven persons for a tenth of a full time weigh seventy, and one more role for one of them is no more a person; the others have gone, for a time or for good.
        var sept = Enumerable.Range(0, 7).Select(_ => Guid.NewGuid()).ToArray();
        await hote.ImporterAsync(
        [
            .. sept.SelectMany(p => faits.Inscrire(p, "1980-01", Arras)),
            .. sept.Select(p => faits.Ligne("ReferentDesigne", Faits.Personne(p), "2015-07-01", new { role = "rsa", agent = "AGT-2" })),
            faits.Ligne("ReferentDesigne", Faits.Personne(sept[0]), "2015-07-01", new { role = "logement", agent = "AGT-2" }),
            faits.Ligne("AffectationModifiee", "agent/AGT-2", "2015-07-01", new { etp = 0.1 }),
            faits.Ligne("AbsenceDebutee", "agent/AGT-2", "2015-07-02", new { jusquau = "2015-07-10" }),
            faits.Ligne("AgentParti", "agent/AGT-1", "2015-07-05", new { }),
        ]);
        (await CsvAsync(hote, "/api/pilotage/charge/alertes?au=2015-07-10")).ShouldBe(
        [
            "alerte;agent;site;dossiers;charge;etp;charge_par_etp;seuil", "parti;AGT-1;ARRAS;2;1,5;;;60", "trop_charge;AGT-2;ARRAS;8;8,5;0,1;85;60", "absent;AGT-2;ARRAS;8;8,5;0,1;85;60",
        ]);
        (await CsvAsync(hote, "/api/pilotage/charge/alertes?au=2015-07-11")).Length.ShouldBe(3);

        // Who has left is still of the site for what is not handed over: whoever must hand it over sees it.
        using var arras = hote.Client(Roles.Superviseur, null, SiteDArras);
        arras.DefaultRequestHeaders.Accept.ParseAdd("text/csv");
        (await arras.GetStringAsync(Adresse("/api/pilotage/charge/alertes?au=2015-07-11"))).ShouldContain("parti;AGT-1;ARRAS;2;");
        (await arras.GetStringAsync(Adresse("/api/agents/AGT-1/file-active?au=2015-07-11"))).ShouldContain(seule.ToString());
        var ruptures = await CsvAsync(hote, "/api/pilotage/ruptures?au=2015-06-30");
        ruptures[0].ShouldBe("personne;agent;site;dernier_evenement_le;jours_sans_evenement");
        ruptures.ShouldContain($"{seule};AGT-1;ARRAS;2015-02-01;149");

        // A screen reads them page by page; a file and the numbers are whole.
        using var client = hote.Client(Roles.Superviseur);
        (await PageAsync("max=2")).ShouldBe(("AGT-1 AGT-1", 2));
        (await PageAsync("max=2&apres=2")).ShouldBe(("AGT-2", null));
        (await PageAsync("")).ShouldBe(("AGT-1 AGT-1 AGT-2", null));
        ruptures.Length.ShouldBe(4);
        (await CsvAsync(hote, "/api/pilotage/ruptures/nombres?au=2015-06-30"))[1].ShouldBe(";;;2;149");

        async Task<(string Agents, int? Suivant)> PageAsync(string page)
        {
            var json = JsonDocument.Parse(await client.GetStringAsync(Adresse($"/api/pilotage/ruptures?au=2015-06-30&{page}"))).RootElement;
            return (
                string.Join(' ', json.GetProperty("lignes").EnumerateArray().Select(l => l.GetProperty("agent").GetString())),
                json.GetProperty("suivant") is { ValueKind: JsonValueKind.Number } suivant ? suivant.GetInt32() : null);
        }
    }

    [Fact]
    public async Task Le_bureau_d_un_referent_montre_ses_personnes_et_leurs_echeances()
    {
        await using var hote = await HoteDeTest.DemarrerAsync();
        var faits = new Faits();
        var personne = Guid.NewGuid();
        await hote.ImporterAsync(
        [
            .. faits.Inscrire(personne, "1980-01", Arras),
            faits.Ligne("DroitRsaOuvert", Faits.Personne(personne), "2015-01-15", new { foyerId = Guid.NewGuid(), composante = "socle" }),
            faits.Ligne("DroitsEtDevoirsModifies", Faits.Personne(personne), "2015-01-15", new { soumis = true, motif = "sansEmploi" }),
            faits.Ligne("ReferentDesigne", Faits.Personne(personne), "2015-01-20", new { role = "rsa", agent = "AGT-1" }),
        ]);
        using var referent = hote.Client(Roles.Referent, "AGT-1");
        var file = JsonDocument.Parse(await referent.GetStringAsync(Adresse("/api/agents/AGT-1/file-active?au=2015-03-31"))).RootElement;
        file.GetArrayLength().ShouldBe(1);
        file[0].GetProperty("personne").GetGuid().ShouldBe(personne);
        file[0].GetProperty("role").GetString().ShouldBe("rsa");

        referent.DefaultRequestHeaders.Accept.ParseAdd("text/csv");
        var echeances = (await referent.GetStringAsync(Adresse("/api/agents/AGT-1/echeances?au=2015-03-31"))).Split("\r\n");
        echeances[0].ShouldBe("personne;nature;origine_le;due_le;etat");
        echeances.ShouldContain(l => l.StartsWith($"{personne};orientation;2015-01-15;2015-02-", StringComparison.Ordinal) && l.EndsWith(";enRetard", StringComparison.Ordinal));

        using var autre = hote.Client(Roles.Referent, "AGT-2");
        (await autre.GetAsync(Adresse("/api/agents/AGT-1/echeances"))).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        // Followed, but not oriented; a month before, neither.
        (await CsvAsync(hote, "/api/pilotage/droits-et-devoirs/nombres?au=2015-03-31")).ShouldBe(
            ["territoire;soumis;sans_orientation;sans_referent;sans_les_deux;plus_ancien_depuis", ";1;1;0;0;2015-01-15"]);
        (await CsvAsync(hote, "/api/pilotage/droits-et-devoirs/nombres?au=2015-01-16&par=territoire"))[1].ShouldBe("Arrageois;1;1;1;1;2015-01-15");
        (await CsvAsync(hote, "/api/pilotage/droits-et-devoirs/nombres?au=2015-01-14")).Length.ShouldBe(1);
        (await autre.GetAsync(Adresse("/api/agents/AGT-1/file-active"))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Un_superviseur_de_site_ne_sort_pas_de_son_perimetre()
    {
        var hote = partage.Hote;
        using var arras = hote.Client(Roles.Superviseur, null, SiteDArras);
        (await arras.GetAsync(Adresse("/api/pilotage/charge?site=LENS"))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await arras.GetAsync(Adresse("/api/pilotage/charge"))).StatusCode.ShouldBe(HttpStatusCode.OK);
        using var deux = hote.Client(Roles.Superviseur, null, DeuxSites);
        (await deux.GetAsync(Adresse("/api/pilotage/charge"))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await deux.GetAsync(Adresse("/api/pilotage/charge?site=LENS"))).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData(Roles.Statisticien, "/api/pilotage/listes-attente", HttpStatusCode.Forbidden)]
    [InlineData(Roles.Statisticien, "/api/pilotage/ruptures", HttpStatusCode.Forbidden)]
    [InlineData(Roles.Administrateur, "/api/pilotage/ruptures", HttpStatusCode.Forbidden)]
    [InlineData(Roles.Referent, "/api/pilotage/charge", HttpStatusCode.Forbidden)]
    [InlineData(Roles.Superviseur, "/api/pilotage/delais", HttpStatusCode.BadRequest)]
    [InlineData(Roles.Superviseur, "/api/pilotage/delais?code=D3&periode=demain", HttpStatusCode.BadRequest)]
    [InlineData(Roles.Superviseur, "/api/pilotage/listes-attente?par=agent", HttpStatusCode.BadRequest)]
    [InlineData(Roles.Superviseur, "/api/pilotage/listes-attente?type=INCONNU", HttpStatusCode.BadRequest)]
    [InlineData(Roles.Superviseur, "/api/pilotage/listes-attente?au=30/06/2015", HttpStatusCode.BadRequest)]
    [InlineData(Roles.Superviseur, "/api/pilotage/listes-attente/prevision?type=AEMO_J", HttpStatusCode.NotFound)]
    public async Task Ce_qui_n_est_pas_permis_ou_pas_lisible_est_dit(string role, string adresse, HttpStatusCode attendu)
    {
        var hote = partage.Hote;
        using var client = hote.Client(role, "AGT-9");
        (await client.GetAsync(Adresse(adresse))).StatusCode.ShouldBe(attendu);
    }

    [Fact]
    public async Task Un_reglage_change_l_avenir_et_jamais_le_passe()
    {
        await using var hote = await HoteDeTest.DemarrerAsync();
        await hote.ImporterAsync(Attentes(new Faits()));
        using var administrateur = hote.Client(Roles.Administrateur);
        (await PoserAsync(administrateur, "2015-01-01")).ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await PoserAsync(administrateur, "2199-01-01")).ShouldBe(HttpStatusCode.NoContent);
        (await CsvAsync(hote, "/api/pilotage/delais?code=D3&periode=2015&au=2015-06-30"))[1].ShouldEndWith(";0,5");

        // A desk says the limit that it is set to.
        using var referent = hote.Client(Roles.Referent, "AGT-1");
        (await referent.GetStringAsync(Adresse("/"))).ShouldContain("Sans nouvelle depuis 90 jours");
        (await PoserAsync(administrateur, Accompagnement.Api.Pages.Pilotage.Regard.Iso(Calendrier.Jour(TimeProvider.System.GetUtcNow())), "seuil.silence", 60)).ShouldBe(HttpStatusCode.NoContent);
        (await referent.GetStringAsync(Adresse("/"))).ShouldContain("Sans nouvelle depuis 60 jours");

        static async Task<HttpStatusCode> PoserAsync(HttpClient client, string du, string cle = "limite.D3", int valeur = 10)
        {
            using var corps = new StringContent($$"""{"cle":"{{cle}}","du":"{{du}}","valeur":{{valeur}},"source":"Essai"}""", System.Text.Encoding.UTF8, "application/json");
            using var reponse = await client.PostAsync(Adresse("/api/pilotage/parametres"), corps);
            return reponse.StatusCode;
        }
    }

    private static IEnumerable<string> Attentes(Faits faits)
    {
        string[] decisions = ["2015-01-10", "2015-02-01", "2015-05-01", "2015-06-20"];
        for (var i = 0; i < decisions.Length; i++)
        {
            var (enfant, mesure) = (Guid.NewGuid(), Guid.NewGuid());
            foreach (var ligne in faits.Inscrire(enfant, "2008-01", Arras))
            {
                yield return ligne;
            }

            yield return faits.Ligne("MesureDecidee", Faits.Personne(enfant), decisions[i], new { mesureId = mesure, type = "AEMO_J", cadre = "judiciaire" });
            yield return faits.Ligne("MesureAttribuee", Faits.Personne(enfant), decisions[i], new { mesureId = mesure, structure = "ASSO-1" });
            if (i == 0)
            {
                yield return faits.Ligne("MesureDemarree", Faits.Personne(enfant), "2015-03-11", new { mesureId = mesure });
            }
            else if (i == 2)
            {
                yield return faits.Ligne("MesureAbandonnee", Faits.Personne(enfant), "2015-06-10", new { mesureId = mesure, motif = "demenagement" });
            }
            else if (i == 3)
            {
                yield return faits.Ligne("SubstitutionMiseEnPlace", Faits.Personne(enfant), "2015-06-25", new { mesureId = mesure, type = "ASAP_MONO" });
            }
        }
    }

    private static async Task<string[]> CsvAsync(HoteDeTest hote, string adresse)
    {
        using var client = hote.Client(Roles.Superviseur);
        client.DefaultRequestHeaders.Accept.ParseAdd("text/csv");
        return (await client.GetStringAsync(Adresse(adresse))).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
    }

    private static Uri Adresse(string chemin) => new(chemin, UriKind.Relative);
}
