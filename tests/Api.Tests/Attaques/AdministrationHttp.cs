using System.Net;
using System.Text.Json;
using Accompagnement.Api.Commandes;
using Accompagnement.Api.Hote;
using Accompagnement.Api.Securite;
using Accompagnement.Api.Tests.Infrastructure;
using Accompagnement.Api.Tests.Trajectoires;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Orientation;
using Accompagnement.Domain.Personnes;
using Accompagnement.EventStore.Traces;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Accompagnement.Api.Tests.Attaques;

/// <summary>Retention, traces, duplicates and the proof that nothing was touched.</summary>
public sealed class AdministrationHttp
{
    [Fact]
    public async Task Une_campagne_se_simule_s_etablit_se_confirme_par_une_autre_personne_s_execute_et_se_trace()
    {
        await using var hote = await HoteDeTest.DemarrerAsync(reglages: new() { ["Limites:Recherche"] = "1000" });
        using var luc = hote.Client(Roles.Administrateur, "AGT-ADM1");
        using var lea = hote.Client(Roles.Administrateur, "AGT-ADM2");
        using var departement = hote.Client(Roles.Superviseur, "AGT-0042");
        using var duSite = hote.Client(Roles.Superviseur, "AGT-0043", ["ARRAS"]);
        using var referente = hote.Client(Roles.Referent, "AGT-0007");

        // One who came back, one of long ago, one to keep: the clock of the first two started in 2015.
        var lignes = new Faits();
        var (ancien, garde) = (Guid.NewGuid(), Guid.NewGuid());
        await hote.ImporterAsync(
        [
            lignes.Ligne("PersonneInscrite", $"trajectoire/{ancien}", "2015-01-02", new { sexe = "F", naissance = "1984-05", identite = new { nomNaissance = "Zwertvaegher", prenoms = "Maud", dateNaissance = "1984-05-17" } }),
            lignes.Ligne("PersonneInscrite", $"trajectoire/{garde}", "2015-01-02", new { sexe = "F", naissance = "1984-05", identite = new { nomNaissance = "Zwertvaeger", prenoms = "Maud", dateNaissance = "1984-05-17" } }),
        ]);

        // Duplicates of the whole base are named by identifiers, to who knows nobody.
        var doublons = (await luc.LireAsync("/api/doublons")).Corps;
        doublons.GetProperty("paires").EnumerateArray().ShouldHaveSingleItem().GetProperty("score").GetDouble().ShouldBeGreaterThan(0.9);
        doublons.ToString().ShouldNotContain("Zwert");
        (await departement.LireAsync("/api/doublons")).Reponse.StatusCode.ShouldBe(HttpStatusCode.Forbidden);

        // Only who may sees the lists, and nobody confirms their own.
        (await luc.LireAsync("/api/conservation/simulation")).Corps.GetProperty("parRegle")[0].GetProperty("dossiers").GetInt32().ShouldBe(2);
        (await hote.Bd.ValeurAsync<long>("select count(*) from conservation.listes")).ShouldBe(0);
        foreach (var autre in new[] { duSite, referente })
        {
            (await autre.LireAsync("/api/conservation/listes")).Reponse.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        }

        (await departement.PosterAsync("/api/conservation/listes", "")).Reponse.StatusCode.ShouldBe(HttpStatusCode.Forbidden, "établir est à l'administrateur");
        var (etablie, cree) = await luc.PosterAsync("/api/conservation/listes", "");
        etablie.StatusCode.ShouldBe(HttpStatusCode.Created);
        var liste = $"/api/conservation/listes/{cree.GetProperty("liste").GetGuid()}";
        (await luc.PosterAsync($"{liste}/execution", "")).Corps.Code().ShouldBe("liste-non-confirmee");
        var confirmation = JsonSerializer.Serialize(new { visa = "AD62-2026-118", exceptions = new[] { new { personne = garde, decision = "Archiver", motif = "Contentieux en cours devant le tribunal", jusquau = "2099-01-01" } } });
        (await luc.PosterAsync($"{liste}/confirmation", confirmation)).Corps.Code().ShouldBe("liste-non-confirmable");
        (await duSite.PosterAsync($"{liste}/confirmation", confirmation)).Reponse.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await departement.PosterAsync($"{liste}/confirmation", """{"exceptions":[]}""")).Corps.Code().ShouldBe("visa-manquant");
        ((int)(await departement.PosterAsync($"{liste}/confirmation", confirmation.Replace("\"Archiver\"", "99", StringComparison.Ordinal))).Reponse.StatusCode).ShouldBeInRange(400, 422, "une décision qui n'existe pas");
        (await departement.PosterAsync($"{liste}/confirmation", confirmation.Replace(garde.ToString(), Guid.NewGuid().ToString(), StringComparison.Ordinal))).Corps.Code().ShouldBe("choix-hors-liste");
        (await departement.PosterAsync($"{liste}/confirmation", """{"visa":"V","par":"AGT-ADM1","confirmeeLe":"2020-01-01"}""")).Corps.TryGetProperty("confirmeePar", out var par).ShouldBeTrue();
        par.GetString().ShouldBe("AGT-0042", "le corps ne dit pas qui confirme");
        (await lea.PosterAsync($"{liste}/confirmation", confirmation)).Corps.Code().ShouldBe("liste-non-confirmable", "une fois");

        (await departement.PosterAsync($"{liste}/execution", "")).Reponse.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await luc.PosterAsync($"{liste}/execution", "")).Reponse.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        JsonElement etat;
        do
        {
            await Task.Delay(50);
            etat = (await luc.LireAsync("/api/conservation/execution")).Corps;
        }
        while (etat.GetProperty("enCours").GetBoolean());
        etat.GetProperty("bilan").GetString().ShouldStartWith("2 effacés");
        (await departement.LireAsync($"{liste}")).Corps.GetProperty("liste").GetProperty("visa").GetString().ShouldBe("V");
        (await departement.LireAsync("/api/personnes?q=zwertvaegher")).Corps.GetProperty("personnes").GetArrayLength().ShouldBe(0);

        // Rules: from a day on, never before today.
        const string Regle = """{"code":"CONTACT-2ANS","libelle":"Trois ans","declencheur":"DernierContact","dureeMois":36,"perimetre":"Tous","issue":"Effacement","texte":"Délibération du conseil","active":true,"du":"DU"}""";
        (await luc.PosterAsync("/api/conservation/regles", Regle.Replace("DU", "2020-01-01", StringComparison.Ordinal))).Corps.Code().ShouldBe("regle-invalide");
        (await luc.PosterAsync("/api/conservation/regles", Regle.Replace("\"DU\"", "\"2099-01-01\"", StringComparison.Ordinal))).Reponse.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        foreach (var (de, vers) in new[] { ("\"DernierContact\"", "99"), ("\"Effacement\"", "-1"), ("36", "99999"), ("CONTACT-2ANS", "Mme K. l'a dit") })
        {
            ((int)(await luc.PosterAsync("/api/conservation/regles", Regle.Replace("DU", "2099-01-01", StringComparison.Ordinal).Replace(de, vers, StringComparison.Ordinal))).Reponse.StatusCode).ShouldBeInRange(400, 422, vers);
        }

        (await departement.PosterAsync("/api/conservation/regles", Regle)).Reponse.StatusCode.ShouldBe(HttpStatusCode.Forbidden);

        // The traces tell it all, and reading them is told too.
        (await luc.LireAsync($"/api/traces?personne={ancien}&nature=Effacement")).Corps.GetProperty("traces").EnumerateArray().ShouldHaveSingleItem().GetProperty("titre").GetString().ShouldBe("CONTACT-2ANS");
        (await luc.LireAsync("/api/traces?qui=AGT-0042&nature=Effacement")).Corps.GetProperty("traces").EnumerateArray().ShouldContain(t => t.GetProperty("titre").GetString() == "V");
        (await luc.LireAsync("/api/traces?qui=AGT-0007&nature=Refus")).Corps.GetProperty("traces")[0].GetProperty("titre").GetString().ShouldBe("role");
        (await luc.LireAsync("/api/traces?personne=moi")).Reponse.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await luc.LireAsync("/api/traces?qui=%27%20or%201%3D1--&nature=0")).Corps.GetProperty("traces").GetArrayLength().ShouldBe(0);
        (await luc.LireAsync("/api/traces?du=9999-12-31&au=0001-01-01")).Reponse.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await departement.LireAsync("/api/traces")).Reponse.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        using var formule = hote.Client(Roles.Administrateur, "=cmd|' /C calc'!A0");
        await formule.LireAsync("/api/traces");
        luc.DefaultRequestHeaders.Accept.ParseAdd("text/csv");
        var csv = await luc.GetStringAsync(new Uri("/api/traces", UriKind.Relative));
        csv.ShouldStartWith("numero;instant;nature;compte;agent;");
        csv.ShouldContain(";'=cmd|");
        csv.ShouldNotContain(";=cmd|");
        (await hote.Bd.ValeurAsync<long>("select count(*) from traces.journal where nature = 'Export' and objet = 'api/traces'")).ShouldBe(1);
    }

    [Fact]
    public async Task Les_pages_de_confiance_ne_s_ouvrent_qu_a_qui_en_repond()
    {
        await using var hote = await HoteDeTest.DemarrerAsync(reglages: new() { ["Limites:Connexion"] = "1000" });
        var personne = Guid.NewGuid();
        await hote.EcrireAsync(personne, new PersonneInscrite(Sexe.F, new Mois(1984, 5)), new ReferentDesigne(RoleReferent.Rsa, "AGT-0008"));
        using var agent = hote.Client(Roles.Referent, "AGT-0007", ["ARRAS"], ["social"]);
        (await agent.PosterAsync($"/api/trajectoires/{personne}/acces-exceptionnel", """{"motif":"La personne est devant moi, sa référente est absente."}""")).Reponse.StatusCode.ShouldBe(HttpStatusCode.Created);
        var comptes = hote.Services.GetRequiredService<Comptes>();
        foreach (var compte in (CompteLocal[])
        [
            new("luc", "Luc", Roles.Administrateur, null, [], []), new("lea", "Léa", Roles.Administrateur, null, [], []), new("chef", "Chef", Roles.Superviseur, null, ["ARRAS"], ["social"]),
            new("ailleurs", "Ailleurs", Roles.Superviseur, null, ["LENS"], []), new("claire", "Claire", Roles.Referent, "AGT-0007", [], []),
        ])
        {
            await comptes.EnregistrerAsync(compte, "phrase-de-passe", default);
        }

        async Task<Navigateur> Connecter(string compte)
        {
            var navigateur = new Navigateur(hote.Client(null));
            (await navigateur.ConnecterAsync(compte, "phrase-de-passe")).StatusCode.ShouldBe(HttpStatusCode.Found);
            return navigateur;
        }

        using var luc = await Connecter("luc");
        using var lea = await Connecter("lea");
        using var chef = await Connecter("chef");
        using var ailleurs = await Connecter("ailleurs");
        using var claire = await Connecter("claire");

        // The supervisor of this site reads the notice, with its reason, and says so.
        (await ailleurs.AllerAsync("/encadrement/acces-exceptionnels?tous=oui")).Page.ShouldContain("Aucun accès exceptionnel");
        (await claire.AllerAsync("/encadrement/acces-exceptionnels")).Reponse.Headers.Location!.OriginalString.ShouldContain("/acces-refuse");
        var (_, avis) = await chef.AllerAsync("/encadrement/acces-exceptionnels");
        avis.ShouldContain("sa référente est absente");
        var formulaire = avis[(avis.IndexOf("lu-", StringComparison.Ordinal))..][..39];
        (await ailleurs.PosterAsync("/encadrement/acces-exceptionnels", (await ailleurs.AllerAsync("/")).Page, ("_handler", formulaire))).Reponse.StatusCode.ShouldNotBe(HttpStatusCode.Found);
        (await chef.PosterAsync("/encadrement/acces-exceptionnels", avis, ("_handler", formulaire))).Reponse.StatusCode.ShouldBe(HttpStatusCode.Found);
        (await chef.AllerAsync("/encadrement/acces-exceptionnels")).Page.ShouldContain("Rien à lire");

        // Retention in pages, by two administrators.
        foreach (var (page, refuse) in new[] { ("/administration/traces", chef), ("/administration/conservation", claire) })
        {
            (await refuse.AllerAsync(page)).Reponse.Headers.Location!.OriginalString.ShouldContain("/acces-refuse");
        }

        (await chef.AllerAsync("/administration/conservation")).Page.ShouldContain("tous les services");
        var (_, accueil) = await luc.AllerAsync("/administration/conservation?simuler=oui&au=2099-01-01");
        accueil.ShouldContain("Deux ans après le dernier contact");
        var (etablie, _) = await luc.PosterAsync("/administration/conservation", accueil, ("_handler", "etablir"));
        var liste = new Uri(new("http://127.0.0.1"), etablie.Headers.Location!).AbsolutePath;
        (await chef.AllerAsync(liste)).Page.ShouldContain("n'existe pas");
        var (_, deLuc) = await luc.AllerAsync(liste);
        (await luc.PosterAsync(liste, deLuc, ("_handler", "confirmer"), ("visa", "AD62-1"))).Page.ShouldContain("vous l'avez établie vous-même");
        var (_, deLea) = await lea.AllerAsync(liste);
        (await lea.PosterAsync(liste, deLea, ("_handler", "confirmer"), ("visa", "AD62-1"))).Reponse.StatusCode.ShouldBe(HttpStatusCode.Found);
        (await lea.PosterAsync(liste, (await lea.AllerAsync(liste)).Page, ("_handler", "executer"))).Reponse.StatusCode.ShouldBe(HttpStatusCode.Found);

        (await luc.AllerAsync("/administration/traces?avant=abc&nature=rien&du=hier&personne=x")).Reponse.StatusCode.ShouldBe(HttpStatusCode.OK);
        var (_, traces) = await luc.AllerAsync($"/administration/traces?personne={personne}");
        traces.ShouldContain("accès exceptionnel");
        traces.ShouldContain("/api/traces?");
        traces.ShouldNotContain("référente est absente", Case.Insensitive, "le motif est au coffre");
    }

    [Fact]
    public async Task Verifier_nomme_la_ligne_touchee_et_prouve_une_sauvegarde_restauree()
    {
        await using var hote = await HoteDeTest.DemarrerAsync();
        using var client = hote.Client(Roles.Superviseur, "AGT-0042");
        for (var i = 0; i < 3; i++)
        {
            (await client.PosterAsync("/api/trajectoires", """{"sexe":"F","naissance":"1984-05","identite":{"nomNaissance":"Zwertvaegher"}}""")).Reponse.StatusCode.ShouldBe(HttpStatusCode.Created);
            await client.LireAsync("/api/personnes?q=zwertvaegher");
        }

        await hote.Services.GetRequiredService<JournalDesTraces>().NoterDurablementAsync(new(NatureTrace.Recherche, DateTimeOffset.UtcNow, "fin", null, "", [], "fin"));
        (await VerifierAsync(hote.Instance)).Code.ShouldBe(0);

        var fichier = Path.Combine(hote.Dossier, "sauvegarde");
        (await Sauvegarde.SauvegarderAsync(new(hote.Dossier, hote.Bd.Chaine), fichier, default)).ShouldBe(0);
        var vide = $"restauree_{Guid.NewGuid():N}";
        await hote.Bd.ExecuterAsync($"create database {vide}");
        try
        {
            var chaine = new NpgsqlConnectionStringBuilder(hote.Bd.Chaine) { Database = vide, Pooling = false }.ConnectionString;
            var dossier = Path.Combine(hote.Dossier, "restauree");
            await Should.ThrowAsync<UsageException>(() => Sauvegarde.RestaurerAsync(new(dossier, chaine), fichier, default), "sans la clé");
            Directory.CreateDirectory(Path.Combine(dossier, "cles"));
            File.Copy(Path.Combine(hote.Dossier, "cles", "coffre"), Path.Combine(dossier, "cles", "coffre"));
            (await Sauvegarde.RestaurerAsync(new(dossier, chaine), fichier, default)).ShouldBe(0);
            await using (var restauree = await Instance.OuvrirAsync(new(dossier, chaine), proprietaire: false))
            {
                (await VerifierAsync(restauree)).Code.ShouldBe(0);
                await using var effacer = restauree.Proprietaire.CreateCommand("delete from traces.journal where numero = 3");
                await effacer.ExecuteNonQueryAsync();
                (await VerifierAsync(restauree)).Erreurs.ShouldContain("traces.journal, ligne 3 (supprimee)");
            }

            await Should.ThrowAsync<UsageException>(() => Sauvegarde.RestaurerAsync(new(dossier, chaine), fichier, default), "rien n'est remplacé");
        }
        finally
        {
            await hote.Bd.ExecuterAsync($"drop database {vide} with (force)");
        }

        var position = await hote.Bd.ValeurAsync<long>("select min(seq_id) from public.mt_events where type <> 'tombstone'");
        await hote.Bd.ExecuterAsync($$"""update public.mt_events set data = data || '{"canal":"courrier"}' where seq_id = {{position}}""");
        var (code, erreurs) = await VerifierAsync(hote.Instance);
        (code, erreurs).ShouldSatisfyAllConditions(() => code.ShouldBe(1), () => erreurs.ShouldContain($"public.mt_events, ligne {position} (modifiee)"));
        await hote.Bd.ExecuterAsync("update traces.journal set agent = 'AGT-9999' where numero = 2");
        (await VerifierAsync(hote.Instance)).Erreurs.ShouldContain("traces.journal, ligne 2 (modifiee)");
    }

    private static async Task<(int Code, string Erreurs)> VerifierAsync(Instance instance)
    {
        using var erreurs = new StringWriter();
        return (await Verifier.ExecuterAsync(instance, null, null, TextWriter.Null, erreurs, default), erreurs.ToString());
    }
}
