using System.Net;
using System.Text.Json;
using Accompagnement.Api.Securite;
using Accompagnement.Api.Tests.Infrastructure;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Orientation;
using Accompagnement.Domain.Personnes;
using Accompagnement.EventStore;
using Microsoft.Extensions.DependencyInjection;

namespace Accompagnement.Api.Tests.Trajectoires;

public sealed class ActesHttp
{
    private const string Aline = """{"sexe":"F","naissance":"1984-05","identite":{"nomNaissance":"Lemaire","prenoms":"Aline"},"codeInsee":"62041"}""";

    [Fact]
    public async Task Une_personne_inscrite_se_lit_et_son_dossier_se_continue()
    {
        await using var hote = await HoteDeTest.DemarrerAsync();
        using var client = hote.Client(Roles.Referent, "AGT-0007", ["ARRAS"], ["social"]);

        var (cree, corps) = await client.PosterAsync("/api/trajectoires", Aline);
        cree.StatusCode.ShouldBe(HttpStatusCode.Created);
        var personne = corps.GetProperty("id").GetGuid();
        cree.Headers.Location!.ToString().ShouldBe($"/api/trajectoires/{personne}");
        cree.Headers.ETag!.Tag.ShouldBe("\"2\"");

        var (designe, _) = await client.PosterAsync($"/api/trajectoires/{personne}/referents", """{"role":"rsa","agent":"AGT-0007"}""", "\"2\"");
        designe.StatusCode.ShouldBe(HttpStatusCode.OK);
        var (entretien, apres) = await client.PosterAsync($"/api/trajectoires/{personne}/entretiens", """{"note":"Veut reprendre une formation."}""");
        entretien.StatusCode.ShouldBe(HttpStatusCode.OK, apres.ToString());

        var (lu, dossier) = await client.LireAsync($"/api/trajectoires/{personne}");
        lu.StatusCode.ShouldBe(HttpStatusCode.OK);
        lu.Headers.ETag!.Tag.ShouldBe("\"4\"");
        dossier.GetProperty("identite").GetProperty("nomNaissance").GetString().ShouldBe("Lemaire");
        dossier.GetProperty("referents")[0].GetProperty("agent").GetString().ShouldBe("AGT-0007");
        dossier.GetProperty("chronologie").EnumerateArray().SelectMany(l => l.GetProperty("textes").EnumerateArray()).ShouldContain(t => t.GetString() == "Veut reprendre une formation.");
        (await hote.Bd.ValeurAsync<long>("select count(*) from public.mt_events where data::text like '%Lemaire%' or data::text like '%formation%'")).ShouldBe(0);
        (await hote.Bd.ValeurAsync<long>("select count(*) from accompagnement.faits_connus")).ShouldBe(4);
    }

    [Fact]
    public async Task La_meme_cle_d_idempotence_rend_la_premiere_issue_et_n_enregistre_rien_de_plus()
    {
        await using var hote = await HoteDeTest.DemarrerAsync();
        using var client = hote.Client(Roles.Superviseur, "AGT-0042");

        var envois = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => client.PosterAsync("/api/trajectoires", Aline, cle: "une-fois")));
        envois.ShouldAllBe(e => e.Reponse.StatusCode == HttpStatusCode.Created);
        var personne = envois.Select(e => e.Corps.GetProperty("id").GetGuid()).Distinct().ShouldHaveSingleItem();
        envois.Select(e => e.Corps.GetProperty("faits").ToString()).Distinct().ShouldHaveSingleItem();
        (await hote.Bd.ValeurAsync<long>("select count(*) from public.mt_events where type <> 'tombstone'")).ShouldBe(2);

        // Somebody else's same key is another key.
        using var autre = hote.Client(Roles.Superviseur, "AGT-0043");
        var (_, corps) = await autre.PosterAsync("/api/trajectoires", Aline, cle: "une-fois");
        corps.GetProperty("id").GetGuid().ShouldNotBe(personne);
    }

    [Fact]
    public async Task Une_version_depassee_dit_ce_qui_a_change_depuis()
    {
        await using var hote = await HoteDeTest.DemarrerAsync();
        using var client = hote.Client(Roles.Superviseur, "AGT-0042");
        var (_, cree) = await client.PosterAsync("/api/trajectoires", Aline);
        var chemin = $"/api/trajectoires/{cree.GetProperty("id").GetGuid()}";
        await client.PosterAsync($"{chemin}/visites", """{"resultat":"porteClose"}""");

        var (reponse, corps) = await client.PosterAsync($"{chemin}/visites", """{"resultat":"realisee"}""", "\"2\"");
        reponse.StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
        corps.Code().ShouldBe("version-depassee");
        var ligne = corps.GetProperty("depuis").EnumerateArray().ShouldHaveSingleItem();
        ligne.GetProperty("version").GetInt64().ShouldBe(3);
        ligne.GetProperty("auteur").GetString().ShouldBe("AGT-0042");
        (await client.PosterAsync($"{chemin}/visites", """{"resultat":"realisee"}""", corps.GetProperty("version").ToString())).Reponse.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await client.PosterAsync($"{chemin}/visites", """{"resultat":"realisee"}""", "\"x\"")).Reponse.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Une_ruee_sur_un_dossier_est_enregistree_ou_priee_de_revenir_jamais_a_moitie()
    {
        await using var hote = await HoteDeTest.DemarrerAsync();
        using var client = hote.Client(Roles.Superviseur, "AGT-0042");
        var (_, cree) = await client.PosterAsync("/api/trajectoires", Aline);
        var personne = cree.GetProperty("id").GetGuid();

        var issues = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => client.PosterAsync($"/api/trajectoires/{personne}/entretiens", $$"""{"note":"Entretien {{i}}"}""")));
        var enregistres = issues.Count(i => i.Reponse.StatusCode == HttpStatusCode.OK);
        enregistres.ShouldBeGreaterThanOrEqualTo(10);
        issues.ShouldAllBe(i => i.Reponse.StatusCode == HttpStatusCode.OK || (i.Reponse.StatusCode == HttpStatusCode.ServiceUnavailable && i.Corps.Code() == "dossier-occupe"));
        (await hote.Services.GetRequiredService<IEventStore>().ReadStreamAsync(personne)).Count.ShouldBe(enregistres + 2);
    }

    [Fact]
    public async Task Un_refus_dit_sa_regle_et_le_champ()
    {
        await using var hote = await HoteDeTest.DemarrerAsync();
        using var client = hote.Client(Roles.Superviseur, "AGT-0042");
        var (_, cree) = await client.PosterAsync("/api/trajectoires", Aline);
        var chemin = $"/api/trajectoires/{cree.GetProperty("id").GetGuid()}";

        var (illisible, corps) = await client.PosterAsync($"{chemin}/gir", """{"gir":"quatre"}""");
        illisible.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        corps.Code().ShouldBe("champ-invalide");
        corps.GetProperty("champ").GetString().ShouldBe("gir");

        var (impossible, refus) = await client.PosterAsync($"{chemin}/gir", """{"gir":9}""");
        impossible.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        refus.Code().ShouldBe("valeur-hors-domaine");
        refus.GetProperty("champ").GetString().ShouldBe("gir");
        refus.TryGetProperty("confirmable", out _).ShouldBeFalse();

        var (inhabituel, confirmable) = await client.PosterAsync($"{chemin}/orientations/confirmation", """{"confirme":false}""");
        inhabituel.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        confirmable.GetProperty("confirmable").GetBoolean().ShouldBeTrue();
        (await client.PosterAsync($"{chemin}/orientations/confirmation", "{}")).Reponse.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Un_dossier_absorbe_se_lit_et_s_ecrit_a_travers_celui_qui_l_absorbe()
    {
        await using var hote = await HoteDeTest.DemarrerAsync();
        using var client = hote.Client(Roles.Superviseur, "AGT-0042");
        var (_, un) = await client.PosterAsync("/api/trajectoires", Aline);
        var (_, deux) = await client.PosterAsync("/api/trajectoires", Aline);
        var (garde, absorbe) = (un.GetProperty("id").GetGuid(), deux.GetProperty("id").GetGuid());
        var (_, visite) = await client.PosterAsync($"/api/trajectoires/{absorbe}/visites", """{"resultat":"porteClose"}""", cle: "visite-1");
        (await client.PosterAsync($"/api/trajectoires/{garde}/fusion", $$"""{"absorbe":"{{absorbe}}"}""")).Reponse.StatusCode.ShouldBe(HttpStatusCode.OK);

        var (_, dossier) = await client.LireAsync($"/api/trajectoires/{absorbe}");
        dossier.GetProperty("personne").GetGuid().ShouldBe(garde);
        dossier.GetProperty("chronologie").EnumerateArray().ShouldContain(l => l.GetProperty("type").GetString() == "VisiteTentee");
        var (_, acte) = await client.PosterAsync($"/api/trajectoires/{absorbe}/visites", """{"resultat":"realisee"}""");
        acte.GetProperty("id").GetGuid().ShouldBe(garde);

        // Its first answer was lost before the merge: the repetition is still the same act.
        var (repete, fait) = await client.PosterAsync($"/api/trajectoires/{absorbe}/visites", """{"resultat":"porteClose"}""", cle: "visite-1");
        repete.StatusCode.ShouldBe(HttpStatusCode.OK, fait.ToString());
        fait.GetProperty("faits")[0].GetProperty("id").GetGuid().ShouldBe(visite.GetProperty("faits")[0].GetProperty("id").GetGuid());
        (await client.PosterAsync($"/api/trajectoires/{garde}/separation", $$"""{"absorbe":"{{absorbe}}"}""")).Reponse.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await client.LireAsync($"/api/trajectoires/{absorbe}")).Corps.GetProperty("personne").GetGuid().ShouldBe(absorbe);
    }

    [Fact]
    public async Task Un_acte_d_un_carnet_ne_s_enregistre_que_dans_la_session_de_son_compte()
    {
        await using var hote = await HoteDeTest.DemarrerAsync();
        using var client = hote.Client(Roles.Superviseur, "AGT-0042");
        var (_, cree) = await client.PosterAsync("/api/trajectoires", Aline);
        var visites = $"/api/trajectoires/{cree.GetProperty("id").GetGuid()}/visites";
        var carnet = (await client.LireAsync("/carnet/compte")).Corps.GetProperty("carnet").GetString();

        client.DefaultRequestHeaders.Add("X-Carnet", "celui-d-un-autre");
        var (refus, corps) = await client.PosterAsync(visites, """{"resultat":"porteClose"}""");
        (refus.StatusCode, corps.Code()).ShouldBe((HttpStatusCode.Forbidden, "autre-compte"));
        client.DefaultRequestHeaders.Remove("X-Carnet");
        client.DefaultRequestHeaders.Add("X-Carnet", carnet);
        (await client.PosterAsync(visites, """{"resultat":"porteClose"}""")).Reponse.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var autre = hote.Client(Roles.Referent, "AGT-0007");
        (await autre.LireAsync("/carnet/compte")).Corps.GetProperty("carnet").GetString().ShouldNotBe(carnet);
    }

    [Fact]
    public async Task Une_correction_garde_ce_qui_avait_ete_dit()
    {
        await using var hote = await HoteDeTest.DemarrerAsync();
        using var client = hote.Client(Roles.Superviseur, "AGT-0042");
        var (_, cree) = await client.PosterAsync("/api/trajectoires", Aline);
        var chemin = $"/api/trajectoires/{cree.GetProperty("id").GetGuid()}";
        var (_, visite) = await client.PosterAsync($"{chemin}/visites", """{"resultat":"porteClose"}""");
        var id = visite.GetProperty("faits")[0].GetProperty("id").GetGuid();

        var (corrige, corps) = await client.PosterAsync($"{chemin}/rectifications", $$"""{"evenementId":"{{id}}","donnees":{"resultat":"realisee"},"motif":"Je m'étais trompée de porte."}""");
        corrige.StatusCode.ShouldBe(HttpStatusCode.OK, corps.ToString());
        var (_, dossier) = await client.LireAsync(chemin);
        var correction = dossier.GetProperty("corrections").EnumerateArray().ShouldHaveSingleItem();
        correction.GetProperty("motif").GetString().ShouldBe("Je m'étais trompée de porte.");
        correction.GetProperty("avant").GetString().ShouldNotBe(correction.GetProperty("apres").GetString());
        (await client.PosterAsync($"{chemin}/rectifications", """{"evenementId":"inconnu","donnees":{}}""")).Corps.Code().ShouldBe("evenement-introuvable");
    }

    [Fact]
    public async Task L_effacement_ferme_le_coffre_et_laisse_les_faits()
    {
        await using var hote = await HoteDeTest.DemarrerAsync();
        using var client = hote.Client(Roles.Superviseur, "AGT-0042");
        var (_, cree) = await client.PosterAsync("/api/trajectoires", Aline);
        var personne = cree.GetProperty("id").GetGuid();

        using var referent = hote.Client(Roles.Referent, "AGT-0007");
        (await referent.PosterAsync($"/api/trajectoires/{personne}/effacement", """{"regle":"RGPD-17"}""")).Reponse.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await client.PosterAsync($"/api/trajectoires/{personne}/effacement", """{"regle":"RGPD-17","motif":"Elle l'a demandé au guichet."}""")).Reponse.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await client.PosterAsync($"/api/trajectoires/{personne}/effacement", """{"regle":"RGPD-17","motif":"demandeDeLaPersonne"}""")).Reponse.StatusCode.ShouldBe(HttpStatusCode.OK);

        (await hote.Bd.ValeurAsync<long>("select count(*) from coffre.cles")).ShouldBe(0);
        var (_, dossier) = await client.LireAsync($"/api/trajectoires/{personne}");
        dossier.GetProperty("identite").ValueKind.ShouldBe(JsonValueKind.Null);
        dossier.GetProperty("existe").GetBoolean().ShouldBeTrue();
    }

    [Theory]
    [InlineData(Roles.Import)]
    [InlineData(Roles.Statisticien)]
    [InlineData(Roles.Administrateur)]
    public async Task Qui_n_accompagne_personne_n_ouvre_ni_n_ecrit_aucun_dossier(string role)
    {
        await using var hote = await HoteDeTest.DemarrerAsync();
        var personne = Guid.NewGuid();
        await hote.EcrireAsync(personne, new PersonneInscrite(Sexe.F, new Mois(1984, 5)), new ReferentDesigne(RoleReferent.Rsa, "AGT-0007"));
        using var client = hote.Client(role, "AGT-0007");

        (await client.PosterAsync("/api/trajectoires", Aline)).Reponse.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await client.LireAsync($"/api/trajectoires/{personne}")).Reponse.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await client.PosterAsync($"/api/trajectoires/{personne}/visites", """{"resultat":"realisee"}""")).Reponse.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        var agent = (await client.PosterAsync("/api/agents/AGT-9999", """{"site":"ARRAS"}""")).Reponse.StatusCode;
        agent.ShouldBe(role == Roles.Administrateur ? HttpStatusCode.OK : HttpStatusCode.Forbidden);
    }
}
