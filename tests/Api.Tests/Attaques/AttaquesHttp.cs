using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Accompagnement.Api.Securite;
using Accompagnement.Api.Tests.Infrastructure;
using Accompagnement.Api.Tests.Trajectoires;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Orientation;
using Accompagnement.Domain.Personnes;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Npgsql;

namespace Accompagnement.Api.Tests.Attaques;

/// <summary>What an attacker tries over HTTP: nothing gets in, and what names a file leaves a trace.</summary>
public sealed class AttaquesHttp
{
    [Fact]
    public async Task L_identifiant_d_un_autre_n_ouvre_rien_et_chaque_essai_est_trace()
    {
        await using var hote = await HoteDeTest.DemarrerAsync();
        var (mienne, autre) = (Guid.NewGuid(), Guid.NewGuid());
        await hote.EcrireAsync(mienne, new PersonneInscrite(Sexe.F, new Mois(1984, 5)), new ReferentDesigne(RoleReferent.Rsa, "AGT-0007"));
        await hote.EcrireAsync(autre, new PersonneInscrite(Sexe.F, new Mois(1984, 5)), new ReferentDesigne(RoleReferent.Rsa, "AGT-0008"));
        await hote.EcrireAsync(Sujet.Agent("AGT-0008"), new DateOnly(2025, 3, 3), (new Domain.Agents.AgentEnregistre(), null));
        using var client = hote.Client(Roles.Referent, "AGT-0007", ["ARRAS"], ["social"]);

        foreach (var lecture in (string[])["", "/chronologie", "/acces", "/export"])
        {
            (await client.LireAsync($"/api/trajectoires/{autre}{lecture}")).Reponse.StatusCode.ShouldBe(HttpStatusCode.NotFound, lecture);
        }

        foreach (var (chemin, corps) in ((string, string)[])
        [
            ("visites", """{"resultat":"realisee"}"""),
            ("referents", """{"role":"rsa","agent":"AGT-0007"}"""),
            ("partages", """{"structure":"MIENNE","niveau":"total"}"""),
            ("fusion", $$"""{"absorbe":"{{mienne}}"}"""),
        ])
        {
            (await client.PosterAsync($"/api/trajectoires/{autre}/{chemin}", corps)).Reponse.StatusCode.ShouldBe(HttpStatusCode.NotFound, chemin);
        }

        // A file of one's own must not become the way into another one.
        (await client.PosterAsync($"/api/trajectoires/{mienne}/fusion", $$"""{"absorbe":"{{autre}}"}""")).Reponse.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await client.LireAsync($"/api/trajectoires/{Sujet.Agent("AGT-0008").Flux}")).Reponse.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await hote.TracesEcritesAsync();
        (await hote.Bd.ValeurAsync<long>($"select count(*) from traces.journal where nature = 'Refus' and agent = 'AGT-0007' and personnes @> array['{autre}'::uuid]")).ShouldBe(9);
    }

    [Fact]
    public async Task Le_corps_ne_donne_ni_role_ni_auteur_ni_identifiant()
    {
        await using var hote = await HoteDeTest.DemarrerAsync();
        using var client = hote.Client(Roles.Referent, "AGT-0007", ["ARRAS"], ["social"]);
        foreach (var intrus in (string[])["\"role_\":\"administrateur\"", "\"auteur\":\"AGT-0001\"", "\"id\":\"6f0c6c1e-8f0e-4f5e-9d8a-0a4c3c2b1a10\"", "\"site\":\"LENS\"", "\"sites\":[\"LENS\"]", "\"__proto__\":{}", "\"sexe\":\"M\""])
        {
            var (reponse, corps) = await client.PosterAsync("/api/trajectoires", $$"""{"sexe":"F","naissance":"1984-05",{{intrus}}}""");
            reponse.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, $"{intrus} {corps}");
        }

        (await hote.Bd.ValeurAsync<long>("select count(*) from public.mt_events")).ShouldBe(0);
        (await client.PosterAsync("/api/trajectoires?role=administrateur&auteur=AGT-0001", """{"sexe":"F","naissance":"1984-05"}""")).Reponse.StatusCode.ShouldBe(HttpStatusCode.Created);
        (await hote.Bd.ValeurAsync<string>("select headers ->> 'auteur' from public.mt_events")).ShouldBe("AGT-0007");
    }

    [Fact]
    public async Task Un_jeton_forge_ou_sans_signature_n_ouvre_rien()
    {
        await using var hote = await HoteDeTest.DemarrerAsync();
        var juste = hote.Jeton(Roles.Superviseur, "AGT-0001");
        var forge = new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Jetons.Emetteur,
            Audience = Jetons.Destinataire,
            Claims = new Dictionary<string, object> { ["role"] = "superviseur", ["sub"] = "x" },
            SigningCredentials = new(new SymmetricSecurityKey(new byte[32]), SecurityAlgorithms.HmacSha256),
        });
        var morceaux = juste.Split('.');
        foreach (var (nom, jeton) in ((string, string)[])
        [
            ("forgé", forge),
            ("alg=none", FournisseurTests.SansSignature(juste)),
            ("contenu changé", $"{morceaux[0]}.{Base64UrlEncoder.Encode("""{"iss":"accompagnement","aud":"accompagnement-api","role":"administrateur","exp":4102444800}""")}.{morceaux[2]}"),
            ("tronqué", juste[..^4]),
            ("vide", "."),
            ("énorme", new string('a', 20_000)),
        ])
        {
            using var client = hote.Client(null);
            client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"Bearer {jeton}");
            (await client.LireAsync("/api/personnes?q=dupont")).Reponse.StatusCode.ShouldBe(HttpStatusCode.Unauthorized, nom);
        }

        using var statisticien = hote.Client(Roles.Statisticien);
        (await statisticien.LireAsync($"/api/trajectoires/{Guid.NewGuid()}")).Reponse.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        await hote.TracesEcritesAsync();
        (await hote.Bd.ValeurAsync<long>("select count(*) from traces.journal where nature = 'Refus' and titre = 'jeton-refuse' and objet like 'GET /api/personnes%'")).ShouldBe(6);
        (await hote.Bd.ValeurAsync<long>("select count(*) from traces.journal where nature = 'Refus' and titre = 'role' and role = 'Statisticien'")).ShouldBe(1);
    }

    [Fact]
    public async Task La_recherche_ne_dit_rien_de_qui_est_cache()
    {
        await using var hote = await HoteDeTest.DemarrerAsync();
        using var moi = hote.Client(Roles.Referent, "AGT-0007");
        using var autre = hote.Client(Roles.Referent, "AGT-0008");
        await moi.PosterAsync("/api/trajectoires", """{"sexe":"F","naissance":"1984-05","identite":{"nomNaissance":"Wattrelos","prenoms":"Irène","dateNaissance":"1984-05-17"}}""");
        const string Question = "/api/personnes?q=wattrelos%2012/03/1990";
        const string Proche = "/api/personnes?q=watrelos%20irene";
        var (avant, proche) = ((await moi.LireAsync(Question)).Corps.ToString(), (await moi.LireAsync(Proche)).Corps.ToString());
        avant.ShouldContain("Wattrelos", Case.Sensitive, "une date inexacte ne cache pas un nom");

        // Somebody else's file with this very name and date: my answers must not change.
        await autre.PosterAsync("/api/trajectoires", """{"sexe":"F","naissance":"1990-03","identite":{"nomNaissance":"Wattrelos","prenoms":"Irène","dateNaissance":"1990-03-12"}}""");
        await autre.PosterAsync("/api/trajectoires", """{"sexe":"F","naissance":"1990-03","identite":{"nomNaissance":"Watrelos","prenoms":"Irene"}}""");
        (await autre.LireAsync(Question)).Corps.GetProperty("personnes").GetArrayLength().ShouldBe(2);
        (await moi.LireAsync(Question)).Corps.ToString().ShouldBe(avant);
        (await moi.LireAsync(Proche)).Corps.ToString().ShouldBe(proche);
    }

    [Fact]
    public async Task Injections_et_chemins_tordus_restent_des_textes()
    {
        await using var hote = await HoteDeTest.DemarrerAsync();
        using var client = hote.Client(Roles.Superviseur, "AGT-0001");
        foreach (var chemin in (string[])
        [
            "/api/trajectoires/1%27%20or%20%271%27=%271", "/api/trajectoires/..%2f..%2fetc%2fpasswd", "/api/agents/..%2fetc/absences",
            "/api/structures/x%20;y/fermeture", "/api/registres/%7B%7B7*7%7D%7D%2f..%2f/accueils", "/../../cles/coffre", "/%2e%2e/cles/coffre",
        ])
        {
            var (reponse, corps) = chemin.Contains("/api/trajectoires", StringComparison.Ordinal) || chemin.Contains("cles", StringComparison.Ordinal)
                ? await client.LireAsync(chemin)
                : await client.PosterAsync(chemin, "{}");
            ((int)reponse.StatusCode).ShouldBeInRange(400, 499, $"{chemin} {corps}");
        }

        var (cree, personne) = await client.PosterAsync("/api/trajectoires", """{"sexe":"F","naissance":"1984-05","identite":{"nomNaissance":"'; drop table coffre.secrets; --","prenoms":"<script>alert(1)</script>"}}""");
        cree.StatusCode.ShouldBe(HttpStatusCode.Created);
        (await client.LireAsync($"/api/trajectoires/{personne.GetProperty("id").GetGuid()}")).Corps.GetProperty("identite").GetProperty("nomNaissance").GetString().ShouldBe("'; drop table coffre.secrets; --");
    }

    [Fact]
    public async Task Un_corps_enorme_ou_d_une_autre_forme_est_refuse()
    {
        await using var hote = await HoteDeTest.DemarrerAsync();
        using var client = hote.Client(Roles.Superviseur, "AGT-0001");
        (await client.PosterAsync("/api/trajectoires", $$"""{"sexe":"F","naissance":"1984-05","canal":"{{new string('a', 400_000)}}"}""")).Reponse.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await client.PosterAsync("/api/trajectoires", new string('[', 100_000))).Reponse.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        using var formulaire = new FormUrlEncodedContent([new("sexe", "F")]);
        (await client.PostAsync(new Uri("/api/trajectoires", UriKind.Relative), formulaire)).StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        using var bombe = new ByteArrayContent(await GzipAsync(new string(' ', 50_000_000)));
        bombe.Headers.ContentEncoding.Add("gzip");
        bombe.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        (await client.PostAsync(new Uri("/api/trajectoires", UriKind.Relative), bombe)).StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Chercher_ou_se_connecter_sans_cesse_est_arrete()
    {
        await using var hote = await HoteDeTest.DemarrerAsync(reglages: new() { ["Limites:Recherche"] = "5", ["Limites:Connexion"] = "3" });
        using var client = hote.Client(Roles.Superviseur, "AGT-0001");
        for (var i = 0; i < 5; i++)
        {
            (await client.LireAsync("/api/personnes?q=dupont")).Reponse.StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        var (reponse, corps) = await client.LireAsync("/api/personnes?q=dupont");
        reponse.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        reponse.Headers.RetryAfter.ShouldNotBeNull();
        corps.Code().ShouldBe("trop-souvent");
        using var autre = hote.Client(Roles.Superviseur, "AGT-0002");
        (await autre.LireAsync("/api/personnes?q=dupont")).Reponse.StatusCode.ShouldBe(HttpStatusCode.OK, "la limite est par compte");

        using var anonyme = hote.Client(null);
        var statuts = new List<HttpStatusCode>();
        for (var i = 0; i < 4; i++)
        {
            using var formulaire = new FormUrlEncodedContent([new("_handler", "connexion"), new("Saisie.Identifiant", "a"), new("Saisie.MotDePasse", "b")]);
            statuts.Add((await anonyme.PostAsync(new Uri("/connexion", UriKind.Relative), formulaire)).StatusCode);
        }

        statuts[^1].ShouldBe(HttpStatusCode.TooManyRequests);
        statuts[..^1].ShouldNotContain(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task L_application_ne_peut_ni_changer_ni_retirer_un_fait_ou_une_trace()
    {
        await using var hote = await HoteDeTest.DemarrerAsync();
        using var client = hote.Client(Roles.Superviseur, "AGT-0001");
        (await client.PosterAsync("/api/trajectoires", """{"sexe":"F","naissance":"1984-05"}""")).Reponse.StatusCode.ShouldBe(HttpStatusCode.Created);
        foreach (var sql in (string[])
        [
            "update public.mt_events set data = '{}'", "delete from public.mt_events", "truncate public.mt_events cascade", "delete from public.mt_streams",
            "update traces.journal set compte = 'x'", "delete from traces.journal", "delete from traces.scellements", "drop table traces.journal",
        ])
        {
            await using var commande = hote.Instance.Source.CreateCommand(sql);
            (await Should.ThrowAsync<PostgresException>(() => commande.ExecuteNonQueryAsync(), sql)).SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege, sql);
        }
    }

    [Fact]
    public async Task Une_reconstruction_laisse_l_application_lire_et_ecrire_ses_chiffres()
    {
        await using var hote = await HoteDeTest.DemarrerAsync();
        var lignes = new Faits();
        await hote.ImporterAsync(lignes.Inscrire(Guid.NewGuid(), "1990-01", "62041"));
        await Commandes.Reconstruire.ReconstruireAsync(hote.Instance, CancellationToken.None);
        await hote.ImporterAsync(lignes.Inscrire(Guid.NewGuid(), "1991-01", "62041"));
        await using var commande = hote.Instance.Source.CreateCommand("select count(*) from faits.actes");
        (await commande.ExecuteScalarAsync()).ShouldNotBeNull();
    }

    [Fact]
    public async Task Ni_nom_ni_note_ni_jeton_ni_recherche_dans_les_journaux()
    {
        await using var hote = await HoteDeTest.DemarrerAsync(niveau: Serilog.Events.LogEventLevel.Verbose);
        var jeton = hote.Jeton(Roles.Superviseur, "AGT-0001");
        using var client = hote.Client(Roles.Superviseur, "AGT-0001");
        var (_, cree) = await client.PosterAsync("/api/trajectoires", """{"sexe":"F","naissance":"1984-05","identite":{"nomNaissance":"Zwertvaegher","telephone":"0699887766"}}""");
        var chemin = $"/api/trajectoires/{cree.GetProperty("id").GetGuid()}";
        await client.PosterAsync($"{chemin}/entretiens", """{"note":"Hippopotame confidentiel."}""");
        await client.LireAsync("/api/personnes?q=Zwertvaegher");
        await client.LireAsync($"{chemin}/export");
        await client.PosterAsync($"{chemin}/acces-exceptionnel", """{"motif":"Hippopotame en danger immédiat dans le salon."}""");
        await client.PosterAsync($"{chemin}/gir", """{"gir":"Zwertvaegher"}""");
        using var administrateur = hote.Client(Roles.Administrateur, "AGT-0002");
        await administrateur.LireAsync("/api/doublons");
        await administrateur.LireAsync("/api/traces?qui=Zwertvaegher&personne=Zwertvaegher");
        await administrateur.PosterAsync("/api/conservation/listes", "");
        await client.PosterAsync($"/api/conservation/listes/{Guid.NewGuid()}/confirmation", """{"visa":"V1","archivage":{"motif":"Hippopotame","jusquau":"2099-01-01"}}""");
        using (var navigateur = new Navigateur(hote.Client(null)))
        {
            await navigateur.ConnecterAsync("Zwertvaegher", "0699887766", "/personnes?q=Zwertvaegher");
        }

        await hote.ImporterAsync([new Faits().Ligne("PersonneInscrite", $"trajectoire/{Guid.NewGuid()}", "2013-01-02", new { sexe = "F", naissance = "pas une date", identite = new { nomNaissance = "Zwertvaegher" } })]);

        var journal = new StringBuilder();
        foreach (var fichier in Directory.EnumerateFiles(Path.Combine(hote.Dossier, "journaux")))
        {
            await using var flux = new FileStream(fichier, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var lecteur = new StreamReader(flux);
            journal.Append(await lecteur.ReadToEndAsync());
        }

        journal.Length.ShouldBeGreaterThan(0);
        foreach (var secret in (string[])["Zwertvaegher", "0699887766", "Hippopotame", jeton.Split('.')[1][..40], "eyJ"])
        {
            journal.ToString().ShouldNotContain(secret, Case.Insensitive);
        }
    }

    private static async Task<byte[]> GzipAsync(string texte)
    {
        using var memoire = new MemoryStream();
        await using (var gzip = new System.IO.Compression.GZipStream(memoire, System.IO.Compression.CompressionLevel.Fastest))
        {
            await gzip.WriteAsync(Encoding.UTF8.GetBytes(texte));
        }

        return memoire.ToArray();
    }
}
