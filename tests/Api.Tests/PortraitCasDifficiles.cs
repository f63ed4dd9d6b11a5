using System.Net;
using System.Text.Json;
using Accompagnement.Api.Securite;
using Accompagnement.Api.Tests.Infrastructure;

namespace Accompagnement.Api.Tests;

public sealed class PortraitCasDifficiles(HotePartage partage) : IClassFixture<HotePartage>
{
    private const string Arras = "62041";
    private const string Boulogne = "62160";

    [Fact]
    public async Task Un_fait_saisi_en_retard_ne_compte_qu_a_partir_du_jour_ou_il_est_connu()
    {
        await using var hote = await HoteDeTest.DemarrerAsync();
        var faits = new Faits();
        var enfant = Guid.NewGuid();
        await hote.ImporterAsync(
        [
            .. faits.Inscrire(enfant, "2012-05", Arras),
            faits.Ligne("ConsultationInfantile", Faits.Personne(enfant), "2015-06-10", new { lieu = "PMI" }, saisiLe: "2016-02-01"),
        ]);
        (await hote.ValeurAsync("E1", "Arrageois")).ShouldBe(1);
        (await hote.ValeurAsync("E1", "Arrageois", "annee=2015&vuAu=2016-01-31")).ShouldBe(0);
        (await hote.ValeurAsync("E1", "Arrageois", "annee=2015&vuAu=2016-02-01")).ShouldBe(1);
    }

    [Fact]
    public async Task Une_correction_change_le_passe_mais_pas_ce_qui_en_etait_connu()
    {
        await using var hote = await HoteDeTest.DemarrerAsync();
        var faits = new Faits();
        var personne = Guid.NewGuid();
        var sujet = Faits.Personne(personne);
        await hote.ImporterAsync(
        [
            .. faits.Inscrire(personne, "1950-05", null),
            faits.Ligne("DomicileDeclare", sujet, "2014-01-02", new { codeInsee = Arras, typeLogement = "proprietaire" }, id: "domicile"),
            faits.Ligne("DroitAutonomieOuvert", sujet, "2015-03-01", new { droit = "APA_DOMICILE" }),
            faits.Ligne("EvenementRectifie", sujet, "2016-05-01", new { evenementId = "domicile", donnees = new { codeInsee = Boulogne, typeLogement = "proprietaire" }, motif = "adresse-erronee" }),
        ]);
        (await hote.ValeurAsync("A1", "Arrageois", "annee=2015&vuAu=2016-04-30")).ShouldBe(1);
        (await hote.ValeurAsync("A1", "Boulonnais", "annee=2015&vuAu=2016-04-30")).ShouldBe(0);
        (await hote.ValeurAsync("A1", "Arrageois")).ShouldBe(0);
        (await hote.ValeurAsync("A1", "Boulonnais")).ShouldBe(1);

        await hote.ImporterAsync([faits.Ligne("EvenementAnnule", sujet, "2016-09-01", new { evenementId = "domicile", motif = "mauvais-dossier" })]);
        (await hote.ValeurAsync("A1", "NON_RENSEIGNE")).ShouldBe(1);
        (await hote.ValeurAsync("A1", "Pas-de-Calais")).ShouldBe(0);
        (await hote.ValeurAsync("A1", "Boulonnais", "annee=2015&vuAu=2016-08-31")).ShouldBe(1);
    }

    [Fact]
    public async Task Un_demenagement_deplace_le_stock_au_dernier_jour_et_le_flux_au_jour_de_l_acte()
    {
        await using var hote = await HoteDeTest.DemarrerAsync();
        var faits = new Faits();
        var (avant, apres) = (Guid.NewGuid(), Guid.NewGuid());
        await hote.ImporterAsync(
        [
            .. faits.Inscrire(avant, "1945-01", Arras),
            .. faits.Inscrire(apres, "1945-01", Arras),
            faits.Ligne("DroitAutonomieOuvert", Faits.Personne(avant), "2015-03-01", new { droit = "APA_DOMICILE" }),
            faits.Ligne("DroitAutonomieOuvert", Faits.Personne(apres), "2015-03-01", new { droit = "APA_DOMICILE" }),
            faits.Ligne("DecisionAutonomie", Faits.Personne(avant), "2013-03-01", new { droit = "AAH", accord = true }),
            faits.Ligne("AideSollicitee", Faits.Personne(avant), "2015-02-01", new { demandeId = Guid.Parse("00000000-0000-4000-8000-000000000001"), fonds = "SU", montantDemande = 100 }),
            faits.Ligne("AideAccordee", Faits.Personne(avant), "2015-02-10", new { demandeId = Guid.Parse("00000000-0000-4000-8000-000000000001"), montant = 80 }),
            faits.Ligne("DomicileDeclare", Faits.Personne(avant), "2015-12-31", new { codeInsee = Boulogne, typeLogement = "heberge" }),
            faits.Ligne("DomicileDeclare", Faits.Personne(apres), "2016-01-01", new { codeInsee = Boulogne, typeLogement = "heberge" }),
        ]);
        var portrait = await hote.PortraitAsync("annee=2015");
        portrait[("A1", "Arrageois")].Valeur.ShouldBe("1");
        portrait[("A1", "Boulonnais")].Valeur.ShouldBe("1");
        portrait[("A1", "Pas-de-Calais")].Valeur.ShouldBe("2");
        portrait[("I7", "Arrageois")].Valeur.ShouldBe("1");
        portrait[("I7", "Boulonnais")].Valeur.ShouldBe("0");

        // The three-year window takes the residence of the last day of the period.
        portrait[("A7", "Boulonnais")].Valeur.ShouldBe("1");
        portrait[("A7", "Arrageois")].Valeur.ShouldBe("0");
        (await hote.ValeurAsync("A7", "Boulonnais", "annee=2016")).ShouldBe(0);
        (await hote.ValeurAsync("A7", "Arrageois", "annee=2014")).ShouldBe(1);
    }

    [Fact]
    public async Task Une_personne_inscrite_deux_fois_compte_une_fois_des_la_fusion_et_deux_fois_avant()
    {
        await using var hote = await HoteDeTest.DemarrerAsync();
        var faits = new Faits();
        var (premier, second) = (Guid.NewGuid(), Guid.NewGuid());
        await hote.ImporterAsync(
        [
            .. faits.Inscrire(premier, "2012-05", Arras),
            .. faits.Inscrire(second, "2012-05", Arras),
            faits.Ligne("ConsultationInfantile", Faits.Personne(premier), "2015-06-10", new { }),
            faits.Ligne("ConsultationInfantile", Faits.Personne(second), "2015-07-10", new { }),
            faits.Ligne("DossiersFusionnes", Faits.Personne(premier), "2016-03-01", new { absorbe = second }),
        ]);
        (await hote.ValeurAsync("E1", "Arrageois")).ShouldBe(1);
        (await hote.ValeurAsync("E1", "Arrageois", "annee=2015&vuAu=2016-02-29")).ShouldBe(2);
        await hote.ImporterAsync([faits.Ligne("DossiersSepares", Faits.Personne(premier), "2016-06-01", new { absorbe = second })]);
        (await hote.ValeurAsync("E1", "Arrageois")).ShouldBe(2);
        (await hote.ValeurAsync("E1", "Arrageois", "annee=2015&vuAu=2016-05-31")).ShouldBe(1);
    }

    [Theory]
    [InlineData("2009-07", "2015-06-30", 1)]
    [InlineData("2009-07", "2015-07-01", 0)]
    [InlineData("2009-06", "2015-06-30", 0)]
    [InlineData("2009-01", "2015-01-01", 0)]
    [InlineData("2010-01", "2015-12-31", 1)]
    public async Task Le_sixieme_anniversaire_est_le_premier_jour_du_mois_de_naissance(string naissance, string jour, int attendu)
    {
        await using var hote = await HoteDeTest.DemarrerAsync();
        var faits = new Faits();
        var enfant = Guid.NewGuid();
        await hote.ImporterAsync([.. faits.Inscrire(enfant, naissance, Arras), faits.Ligne("ConsultationInfantile", Faits.Personne(enfant), jour, new { })]);
        (await hote.ValeurAsync("E1", "Arrageois")).ShouldBe(attendu);
    }

    [Theory]
    [InlineData("1997-11", "2015-10-31", 1)]
    [InlineData("1997-11", "2015-11-01", 0)]
    public async Task A_dix_huit_ans_une_IP_est_enregistree_mais_ne_compte_plus(string naissance, string jour, int attendu)
    {
        await using var hote = await HoteDeTest.DemarrerAsync();
        var faits = new Faits();
        var jeune = Guid.NewGuid();
        var ip = Guid.NewGuid();
        await hote.ImporterAsync(
        [
            .. faits.Inscrire(jeune, naissance, Arras),
            faits.Ligne("InformationPreoccupanteRecue", Faits.Personne(jeune), "2015-10-01", new { ipId = ip, emetteur = "ecole" }),
            faits.Ligne("EvaluationIpConfiee", Faits.Personne(jeune), jour, new { ipId = ip, site = "ARRAS", echeance = "2016-01-31" }),
        ]);
        (await hote.ValeurAsync("E7", "Arrageois")).ShouldBe(attendu);
    }

    [Fact]
    public async Task Hors_departement_et_non_renseigne_sont_montres_et_hors_du_total()
    {
        await using var hote = await HoteDeTest.DemarrerAsync();
        var faits = new Faits();
        var (lille, inconnu) = (Guid.NewGuid(), Guid.NewGuid());
        await hote.ImporterAsync(
        [
            .. faits.Inscrire(lille, "1990-01", "59350"),
            .. faits.Inscrire(inconnu, "1990-01", null),
            faits.Ligne("DroitRsaOuvert", Faits.Personne(lille), "2015-01-15", new { foyerId = Guid.NewGuid(), composante = "socle" }),
            faits.Ligne("DroitRsaOuvert", Faits.Personne(inconnu), "2015-01-15", new { foyerId = Guid.NewGuid(), composante = "activite" }),
        ]);
        var portrait = await hote.PortraitAsync("annee=2015&decoupage=epci");
        portrait[("I1", "HORS_DEPARTEMENT")].Valeur.ShouldBe("1");
        portrait[("I1", "NON_RENSEIGNE")].Valeur.ShouldBe("1");
        portrait[("I1", "Pas-de-Calais")].Valeur.ShouldBe("0");
        portrait[("I1", "NON_RENSEIGNE")].Rang.ShouldBe("");
    }

    [Fact]
    public async Task Un_ASAP_termine_le_premier_janvier_n_est_plus_actif_dans_l_annee()
    {
        await using var hote = await HoteDeTest.DemarrerAsync();
        var faits = new Faits();
        var sujets = Enumerable.Range(0, 3).Select(_ => Guid.NewGuid()).ToArray();
        string[] fins = ["2014-12-31", "2015-01-01", "2015-01-02"];
        await hote.ImporterAsync(sujets.SelectMany((s, i) =>
        {
            var mesure = Guid.NewGuid();
            return (string[])
            [
                .. faits.Inscrire(s, "1985-01", Arras),
                faits.Ligne("MesureDecidee", Faits.Personne(s), "2014-05-01", new { mesureId = mesure, type = "ASAP_MONO", foyerId = Guid.NewGuid() }),
                faits.Ligne("MesureDemarree", Faits.Personne(s), "2014-06-01", new { mesureId = mesure }),
                faits.Ligne("MesureTerminee", Faits.Personne(s), fins[i], new { mesureId = mesure, motif = "echeance" }),
            ];
        }));
        (await hote.ValeurAsync("E8", "Arrageois")).ShouldBe(1);
        (await hote.ValeurAsync("E8", "Arrageois", "annee=2014")).ShouldBe(3);
    }

    [Fact]
    public async Task Les_rangs_sont_partages_et_les_valeurs_disent_d_ou_elles_viennent()
    {
        await using var hote = await HoteDeTest.DemarrerAsync();
        var faits = new Faits();
        string[] communes = [Arras, Arras, Boulogne, "62765", "62498"];
        await hote.ImporterAsync(communes.SelectMany(c =>
        {
            var p = Guid.NewGuid();
            return (string[])[.. faits.Inscrire(p, "1990-01", c), faits.Ligne("DroitRsaOuvert", Faits.Personne(p), "2015-01-15", new { foyerId = Guid.NewGuid(), composante = "socle" })];
        }));
        using var client = hote.Client(Roles.Superviseur);
        var reponse = JsonDocument.Parse(await client.GetStringAsync(new Uri("/api/indicateurs/I1/valeurs?periode=2015&par=territoire&decoupage=2016", UriKind.Relative))).RootElement;
        reponse.GetProperty("position").GetInt64().ShouldBe(15);
        reponse.GetProperty("definition").GetProperty("version").GetInt32().ShouldBe(1);
        reponse.GetProperty("objet").GetString().ShouldBe("foyer");
        var cellules = reponse.GetProperty("cellules").EnumerateArray().ToDictionary(c => c.GetProperty("territoire").GetString()!, c => (c.GetProperty("valeur").GetDecimal(), c.GetProperty("rang").GetInt32(), c.GetProperty("confStatus").GetString()));
        cellules["Arrageois"].ShouldBe((2, 1, "F"));
        cellules["Boulonnais"].ShouldBe((1, 2, "F"));
        cellules["Audomarois"].ShouldBe((1, 2, "F"));
        cellules["Lens-Hénin"].ShouldBe((1, 2, "F"));
        cellules["Artois"].ShouldBe((0, 5, "F"));
    }

    [Theory]
    [InlineData(Roles.Statisticien, "mode=exact", HttpStatusCode.BadRequest)]
    [InlineData(Roles.Statisticien, "mode=interne", HttpStatusCode.Forbidden)]
    [InlineData(Roles.Referent, "", HttpStatusCode.Forbidden)]
    [InlineData(Roles.Superviseur, "decoupage=canton", HttpStatusCode.BadRequest)]
    [InlineData(Roles.Superviseur, "annee=deux-mille", HttpStatusCode.BadRequest)]
    [InlineData(Roles.Superviseur, "vuAu=2016-13-45", HttpStatusCode.BadRequest)]
    [InlineData(Roles.Superviseur, "position=999999", HttpStatusCode.ServiceUnavailable)]
    public async Task Ce_qui_ne_peut_pas_etre_repondu_est_dit(string role, string requete, HttpStatusCode attendu)
    {
        var hote = partage.Hote;
        using var client = hote.Client(role);
        using var reponse = await client.GetAsync(new Uri($"/api/rapports/portrait-territorial?annee=2015&{requete}".Replace("annee=2015&annee", "annee", StringComparison.Ordinal), UriKind.Relative));
        reponse.StatusCode.ShouldBe(attendu);
        if (attendu != HttpStatusCode.Forbidden || role == Roles.Statisticien)
        {
            JsonDocument.Parse(await reponse.Content.ReadAsStringAsync()).RootElement.GetProperty("code").GetString().ShouldNotBeNullOrEmpty();
        }
    }
}
