using System.Diagnostics;
using System.Net;
using Accompagnement.Api.Securite;
using Accompagnement.Api.Tests.Infrastructure;
using Accompagnement.Domain.Accueil;
using Accompagnement.Domain.Agents;

using Accompagnement.Domain.Enfance;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Mesures;
using Accompagnement.Domain.Orientation;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Api.Tests.Trajectoires;

public sealed class AccesHttp
{
    private static readonly DateOnly Jour = new(2025, 3, 3);

    [Fact]
    public async Task Le_referent_son_equipe_et_leur_superviseur_voient_le_dossier_les_autres_non()
    {
        await using var hote = await HoteDeTest.DemarrerAsync();
        var personne = Guid.NewGuid();
        await hote.EcrireAsync(personne, new PersonneInscrite(Sexe.F, new Mois(1984, 5)), new ReferentDesigne(RoleReferent.Rsa, "AGT-0007"));
        await hote.EcrireAsync(Sujet.Agent("AGT-0007"), Jour, (new AgentEnregistre(Site: "ARRAS"), null));

        (await StatutAsync(Roles.Referent, "AGT-0007")).ShouldBe(HttpStatusCode.OK);
        (await StatutAsync(Roles.Referent, "AGT-0008", ["ARRAS"], ["social"])).ShouldBe(HttpStatusCode.OK);
        (await StatutAsync(Roles.Referent, "AGT-0008", ["ARRAS"], ["logement"])).ShouldBe(HttpStatusCode.NotFound);
        (await StatutAsync(Roles.Referent, "AGT-0008", ["LENS"], ["social"])).ShouldBe(HttpStatusCode.NotFound);
        (await StatutAsync(Roles.Superviseur, null, ["ARRAS"])).ShouldBe(HttpStatusCode.OK);
        (await StatutAsync(Roles.Superviseur, null, ["LENS"])).ShouldBe(HttpStatusCode.NotFound);

        // The agent moves: the team in charge is that of today.
        await hote.EcrireAsync(Sujet.Agent("AGT-0007"), Jour, (new AffectationModifiee(Site: "LENS"), null));
        (await StatutAsync(Roles.Referent, "AGT-0008", ["ARRAS"], ["social"])).ShouldBe(HttpStatusCode.NotFound);
        (await StatutAsync(Roles.Referent, "AGT-0008", ["LENS"], ["social"])).ShouldBe(HttpStatusCode.OK);

        async Task<HttpStatusCode> StatutAsync(string role, string? agent, string[]? sites = null, string[]? services = null)
        {
            using var client = hote.Client(role, agent, sites, services);
            return (await client.LireAsync($"/api/trajectoires/{personne}")).Reponse.StatusCode;
        }
    }

    [Fact]
    public async Task Un_partage_limite_montre_les_mesures_sans_nom_ni_texte_et_ne_permet_pas_d_ecrire()
    {
        await using var hote = await HoteDeTest.DemarrerAsync();
        using var superviseur = hote.Client(Roles.Superviseur, "AGT-0042");
        var (_, cree) = await superviseur.PosterAsync("/api/trajectoires", """{"sexe":"F","naissance":"1984-05","identite":{"nomNaissance":"Lemaire"}}""");
        var chemin = $"/api/trajectoires/{cree.GetProperty("id").GetGuid()}";
        await superviseur.PosterAsync($"{chemin}/entretiens", """{"note":"Confidence."}""");
        await superviseur.PosterAsync($"{chemin}/partages", """{"structure":"PLIE-ARRAS","niveau":"limite"}""");
        using var partenaire = hote.Client(Roles.Referent, "PLIE-01", structure: "PLIE-ARRAS");

        var (lu, dossier) = await partenaire.LireAsync(chemin);
        lu.StatusCode.ShouldBe(HttpStatusCode.OK);
        dossier.GetProperty("niveau").GetString().ShouldBe("limite");
        dossier.ToString().ShouldNotContain("Lemaire");
        dossier.ToString().ShouldNotContain("Confidence");
        dossier.GetProperty("chronologie").EnumerateArray().Select(l => l.GetProperty("type").GetString()).ShouldBe(["PersonneInscrite"]);
        lu.Headers.ETag!.Tag.ShouldBe("\"1\"");
        (await partenaire.PosterAsync($"{chemin}/visites", """{"resultat":"realisee"}""")).Reponse.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await partenaire.LireAsync($"{chemin}/export")).Reponse.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await partenaire.LireAsync($"{chemin}/acces")).Reponse.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await partenaire.LireAsync("/api/personnes?q=Lemaire")).Corps.GetProperty("personnes").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task La_protection_de_l_enfance_n_existe_pas_pour_les_autres_services()
    {
        await using var hote = await HoteDeTest.DemarrerAsync();
        var (personne, mesure, accueil) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        await hote.EcrireAsync(
            personne, new PersonneInscrite(Sexe.M, new Mois(2014, 5)), new ReferentDesigne(RoleReferent.Parcours, "AGT-0007"),
            new MesureDecidee(mesure, TypeMesure.AEMO_J), new AccueilDecide(accueil, NatureAccueil.Judiciaire), new VisiteTentee(ResultatVisite.PorteClose));
        using var social = hote.Client(Roles.Referent, "AGT-0007", ["ARRAS"], ["social"]);
        using var ase = hote.Client(Roles.Superviseur, "AGT-0001");

        var (lu, dossier) = await social.LireAsync($"/api/trajectoires/{personne}");
        lu.Headers.ETag!.Tag.ShouldBe("\"3\"");
        dossier.ToString().ShouldNotContain("AEMO");
        dossier.ToString().ShouldNotContain("accueil", Case.Insensitive);
        (await ase.LireAsync($"/api/trajectoires/{personne}")).Reponse.Headers.ETag!.Tag.ShouldBe("\"5\"");

        // The version it sees is the one it may write with, and hidden facts neither answer nor refuse.
        (await social.PosterAsync($"/api/trajectoires/{personne}/visites", """{"resultat":"realisee"}""", "\"3\"")).Reponse.StatusCode.ShouldBe(HttpStatusCode.OK);
        var (refus, corps) = await social.PosterAsync($"/api/trajectoires/{personne}/mesures/demarrage", $$"""{"mesureId":"{{mesure}}"}""");
        var (inconnu, autre) = await social.PosterAsync($"/api/trajectoires/{personne}/mesures/demarrage", $$"""{"mesureId":"{{Guid.NewGuid()}}"}""");
        (refus.StatusCode, corps.Code()).ShouldBe((inconnu.StatusCode, autre.Code()));
        (await social.PosterAsync($"/api/trajectoires/{personne}/accueils-enfants", "{}")).Reponse.StatusCode.ShouldBeOneOf(HttpStatusCode.NotFound, HttpStatusCode.Forbidden);
        (await social.PosterAsync($"/api/trajectoires/{personne}/mesures", """{"type":"AEMO_J"}""")).Reponse.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await social.PosterAsync($"/api/trajectoires/{personne}/annulations", """{"evenementId":"p-0"}""")).Corps.Code().ShouldBe("evenement-introuvable");
    }

    [Fact]
    public async Task Un_acces_exceptionnel_ouvre_un_jour_est_trace_et_le_superviseur_en_est_averti()
    {
        await using var hote = await HoteDeTest.DemarrerAsync();
        var personne = Guid.NewGuid();
        await hote.EcrireAsync(personne, new PersonneInscrite(Sexe.F, new Mois(1984, 5)));
        using var agent = hote.Client(Roles.Referent, "AGT-0007", ["ARRAS"], ["social"]);
        var chemin = $"/api/trajectoires/{personne}";

        (await agent.LireAsync(chemin)).Reponse.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await agent.PosterAsync($"{chemin}/acces-exceptionnel", """{"motif":"urgence"}""")).Corps.Code().ShouldBe("motif-insuffisant");
        (await agent.PosterAsync($"{chemin}/acces-exceptionnel", """{"motif":"La personne est devant moi, sa référente est absente."}""")).Reponse.StatusCode.ShouldBe(HttpStatusCode.Created);
        (await agent.LireAsync(chemin)).Corps.GetProperty("titre").GetString().ShouldBe("accesExceptionnel");

        using var superviseur = hote.Client(Roles.Superviseur, "AGT-0001", ["ARRAS"]);
        var avis = (await superviseur.LireAsync("/api/acces-exceptionnels")).Corps.GetProperty("avis").EnumerateArray().ShouldHaveSingleItem();
        avis.GetProperty("motif").GetString().ShouldBe("La personne est devant moi, sa référente est absente.");
        (await superviseur.PosterAsync($"/api/acces-exceptionnels/{avis.GetProperty("id").GetGuid()}/lecture", "{}")).Reponse.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await superviseur.LireAsync("/api/acces-exceptionnels")).Corps.GetProperty("avis").GetArrayLength().ShouldBe(0);
        using var ailleurs = hote.Client(Roles.Superviseur, "AGT-0002", ["LENS"]);
        (await ailleurs.LireAsync("/api/acces-exceptionnels?tous=true")).Corps.GetProperty("avis").GetArrayLength().ShouldBe(0);

        // Asking who saw the file is a consultation too; its own trace may be written just after the answer.
        await hote.TracesEcritesAsync();
        (await agent.LireAsync($"{chemin}/acces")).Corps.GetProperty("acces").EnumerateArray().Select(a => a.GetProperty("action").GetString()).TakeLast(4)
            .ShouldBe(["Consultation", "AccesExceptionnel", "Refus", "Refus"]);
    }

    [Fact]
    public async Task L_export_dit_tout_ce_qui_est_enregistre_et_qui_l_a_vu()
    {
        await using var hote = await HoteDeTest.DemarrerAsync();
        using var client = hote.Client(Roles.Superviseur, "AGT-0042");
        var (_, cree) = await client.PosterAsync("/api/trajectoires", """{"sexe":"F","naissance":"1984-05","identite":{"nomNaissance":"<b>Lemaire</b>"}}""");
        var chemin = $"/api/trajectoires/{cree.GetProperty("id").GetGuid()}";
        await client.PosterAsync($"{chemin}/entretiens", """{"note":"=cmd|' /C calc'!A0 {{7*7}}"}""");

        var html = await client.GetStringAsync(new Uri($"{chemin}/export", UriKind.Relative));
        html.ShouldContain("&lt;b&gt;Lemaire");
        html.ShouldNotContain("<b>Lemaire");
        html.ShouldContain("{{7*7}}");
        html.ShouldContain("AGT-0042");
        client.DefaultRequestHeaders.Accept.ParseAdd("application/json");
        var (_, json) = await client.LireAsync($"{chemin}/export");
        json.GetProperty("consultations").GetArrayLength().ShouldBeGreaterThanOrEqualTo(2);
        (await hote.Bd.ValeurAsync<long>("select count(*) from traces.journal where nature = 'Export'")).ShouldBe(2);
    }

    [Fact]
    public async Task La_recherche_ne_trouve_que_les_personnes_que_l_on_accompagne()
    {
        await using var hote = await HoteDeTest.DemarrerAsync();
        using var un = hote.Client(Roles.Referent, "AGT-0007");
        using var deux = hote.Client(Roles.Referent, "AGT-0008");
        for (var i = 0; i < 3; i++)
        {
            await deux.PosterAsync("/api/trajectoires", """{"sexe":"F","naissance":"1984-05","identite":{"nomNaissance":"Wattrelos","prenoms":"Irène","dateNaissance":"1984-05-17"}}""");
        }

        var (_, cree) = await un.PosterAsync("/api/trajectoires", """{"sexe":"F","naissance":"1984-05","identite":{"nomNaissance":"Wattrelos","prenoms":"Irène","dateNaissance":"1984-05-17"}}""");
        var (_, trouve) = await un.LireAsync("/api/personnes?q=irene%20watrelos");
        trouve.GetProperty("personnes").EnumerateArray().ShouldHaveSingleItem().GetProperty("personne").GetGuid().ShouldBe(cree.GetProperty("id").GetGuid());
        (await deux.LireAsync("/api/personnes?q=wattrelos")).Corps.GetProperty("personnes").GetArrayLength().ShouldBe(3);
        (await un.LireAsync("/api/personnes/doublons?nom=Wattrelos&prenoms=Ir%C3%A8ne&naissance=1984-05-17")).Corps.GetProperty("personnes").GetArrayLength().ShouldBe(1);
        (await un.LireAsync($"/api/personnes/doublons?personne={cree.GetProperty("id").GetGuid()}")).Corps.GetProperty("personnes").GetArrayLength().ShouldBe(0);
        (await un.LireAsync("/api/personnes")).Reponse.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await un.LireAsync("/api/personnes?q=%27%3B%20drop%20table%20coffre.secrets%3B--")).Reponse.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await hote.Bd.ValeurAsync<long>("select count(*) from coffre.secrets")).ShouldBe(4);
        (await hote.Bd.ValeurAsync<long>("select count(*) from traces.journal where objet ilike '%wat%' or titre ilike '%wat%'")).ShouldBe(0);
    }

    [Fact]
    public async Task Les_membres_du_foyer_ne_se_montrent_que_si_leur_dossier_est_ouvert()
    {
        await using var hote = await HoteDeTest.DemarrerAsync();
        var (foyer, un, deux, trois) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        foreach (var (personne, agent) in ((Guid, string)[])[(un, "AGT-0007"), (deux, "AGT-0007"), (trois, "AGT-0008")])
        {
            await hote.EcrireAsync(personne, new PersonneInscrite(Sexe.F, new Mois(1984, 5)), new ReferentDesigne(RoleReferent.Rsa, agent), new FoyerRejoint(foyer));
        }

        using var client = hote.Client(Roles.Referent, "AGT-0007");
        var (_, dossier) = await client.LireAsync($"/api/trajectoires/{un}");
        dossier.GetProperty("foyer").EnumerateArray().ShouldHaveSingleItem().GetProperty("personne").GetGuid().ShouldBe(deux);
        (await client.PosterAsync($"/api/trajectoires/{deux}/foyers/depart", $$"""{"foyerId":"{{foyer}}"}""")).Reponse.IsSuccessStatusCode.ShouldBeTrue();
        (await client.LireAsync($"/api/trajectoires/{un}")).Corps.GetProperty("foyer").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Un_dossier_ferme_et_un_dossier_inconnu_ont_la_meme_reponse_dans_le_meme_temps()
    {
        await using var hote = await HoteDeTest.DemarrerAsync();
        var (ferme, agent) = (Guid.NewGuid(), Sujet.Agent("AGT-0007"));
        await hote.EcrireAsync(ferme, [new PersonneInscrite(Sexe.F, new Mois(1984, 5)), new ReferentDesigne(RoleReferent.Rsa, "AGT-0007"), .. Enumerable.Range(0, 200).Select(_ => new VisiteTentee(ResultatVisite.PorteClose))]);
        await hote.EcrireAsync(agent, Jour, (new AgentEnregistre(Site: "ARRAS"), null));
        using var client = hote.Client(Roles.Referent, "AGT-0009");

        string Sans(string texte, Guid id) => texte.Replace(id.ToString(), "", StringComparison.Ordinal);
        var inconnu = Guid.NewGuid();
        (Sans((await client.LireAsync($"/api/trajectoires/{ferme}")).Corps.ToString(), ferme).Split("traceId")[0])
            .ShouldBe(Sans((await client.LireAsync($"/api/trajectoires/{inconnu}")).Corps.ToString(), inconnu).Split("traceId")[0]);
        var (fermes, inconnus) = (new List<double>(), new List<double>());
        for (var i = 0; i < 25; i++)
        {
            fermes.Add(await DureeAsync(ferme));
            inconnus.Add(await DureeAsync(Guid.NewGuid()));
        }

        Math.Abs(Basse(fermes) - Basse(inconnus)).ShouldBeLessThan(6, $"{Basse(fermes)} / {Basse(inconnus)} ms");
        inconnus.Min().ShouldBeGreaterThanOrEqualTo(30);

        async Task<double> DureeAsync(Guid personne)
        {
            var debut = Stopwatch.GetTimestamp();
            await client.LireAsync($"/api/trajectoires/{personne}");
            return Stopwatch.GetElapsedTime(debut).TotalMilliseconds;
        }

        static double Basse(List<double> durees) => durees.Order().ElementAt(durees.Count / 5);
    }
}
