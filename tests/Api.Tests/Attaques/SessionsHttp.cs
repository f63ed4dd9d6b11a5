using System.Net;
using Accompagnement.Api.Securite;
using Accompagnement.Api.Tests.Infrastructure;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.DependencyInjection;

namespace Accompagnement.Api.Tests.Attaques;

/// <summary>Sessions of pages, with a local account and through the département's provider.</summary>
public sealed class SessionsHttp
{
    [Fact]
    public async Task Une_session_copiee_fixee_ou_detournee_n_ouvre_rien()
    {
        await using var hote = await HoteDeTest.DemarrerAsync(reglages: new() { ["Limites:Connexion"] = "1000" });
        await hote.Services.GetRequiredService<Comptes>().EnregistrerAsync(new("claire", "Claire Delattre", Roles.Referent, "AGT-0001", [], []), "phrase-de-passe", default);
        await hote.Services.GetRequiredService<Comptes>().EnregistrerAsync(new("pirate", "Pirate", Roles.Statisticien, null, [], []), "autre-phrase", default);
        using var claire = new Navigateur(hote.Client(null));

        // An open redirection: only a path of this site is followed.
        foreach (var retour in (string[])["https://ailleurs.test/", "//ailleurs.test", "/\\ailleurs.test", "javascript:alert(1)", "/\t/ailleurs.test", "personnes"])
        {
            using var essai = new Navigateur(hote.Client(null));
            (await essai.ConnecterAsync("claire", "phrase-de-passe", retour)).Headers.Location!.OriginalString.TrimEnd('/').ShouldBeOneOf("", "http://127.0.0.1");
            (await essai.AllerAsync($"{ConnexionParFournisseur.Suite}?retour={Uri.EscapeDataString(retour)}")).Page.ShouldContain("content=\"0;url=/\"");
        }

        var (injectee, _) = await claire.AllerAsync($"{ConnexionParFournisseur.Suite}?retour={Uri.EscapeDataString("/a\"><script>alert(1)</script>")}");
        (await injectee.Content.ReadAsStringAsync()).ShouldNotContain("<script>");

        // Fixation: a session that was there before signing in is another one afterwards.
        using var pirate = new Navigateur(hote.Client(null));
        (await pirate.ConnecterAsync("pirate", "autre-phrase")).StatusCode.ShouldBe(HttpStatusCode.Found);
        var fixee = pirate.Cookies["accompagnement"];
        claire.Cookies["accompagnement"] = fixee;
        (await claire.ConnecterAsync("claire", "phrase-de-passe", "/personnes")).Headers.Location!.OriginalString.ShouldEndWith("/personnes");
        claire.Cookies["accompagnement"].ShouldNotBe(fixee);
        pirate.Cookies["accompagnement"] = fixee;
        (await pirate.AllerAsync("/")).Reponse.StatusCode.ShouldBe(HttpStatusCode.Found, "la session d'avant est fermée");
        (await claire.AllerAsync("/")).Page.ShouldContain("Claire Delattre");

        // Without its antiforgery token, signing out by a link of another site does nothing.
        (await claire.PosterAsync("/deconnexion", "")).Reponse.StatusCode.ShouldBe(HttpStatusCode.BadRequest);

        // Replay: a copy of the cookie is worth nothing once its owner has signed out.
        var copie = claire.Cookies["accompagnement"];
        var (_, page) = await claire.AllerAsync("/personnes");
        (await claire.PosterAsync("/deconnexion", page)).Reponse.Headers.Location!.OriginalString.ShouldBe("/connexion");
        claire.Cookies.ShouldNotContainKey("accompagnement");
        claire.Cookies["accompagnement"] = copie;
        (await claire.AllerAsync("/personnes")).Reponse.StatusCode.ShouldBe(HttpStatusCode.Found);
        (await claire.AllerAsync("/api/personnes?q=dupont")).Reponse.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

        // An account that changes loses its sessions: a right withdrawn is withdrawn now.
        claire.Cookies.Clear();
        await claire.ConnecterAsync("claire", "phrase-de-passe");
        await hote.Services.GetRequiredService<Comptes>().EnregistrerAsync(new("claire", "Claire Delattre", Roles.Statisticien, null, [], []), "phrase-de-passe", default);
        (await claire.AllerAsync("/personnes")).Reponse.StatusCode.ShouldBe(HttpStatusCode.Found);

        // Wrong passwords are traced under the account that exists, and what was typed is not.
        for (var i = 0; i < Comptes.EchecsAdmis + 1; i++)
        {
            await pirate.ConnecterAsync("claire", "mauvais");
        }

        await pirate.ConnecterAsync("mon-mot-de-passe-tape-trop-haut", "x");
        await hote.TracesEcritesAsync();
        (await hote.Bd.ValeurAsync<string>("select string_agg(n || ' ' || compte || ' ' || titre, ', ' order by compte desc, titre desc) from (select count(*) as n, compte, titre from traces.journal where objet = 'connexion' group by 2, 3) t"))
            .ShouldBe("5 claire mot-de-passe, 1 claire bloque, 1 anonyme mot-de-passe");
    }

    [Fact]
    public async Task On_se_connecte_aux_pages_par_le_fournisseur_et_l_on_en_sort()
    {
        using var fournisseur = new FournisseurDeTest();
        await using var hote = await HoteDeTest.DemarrerAsync(
            b =>
            {
                b.Services.Configure<JwtBearerOptions>(FournisseurDIdentite.Schema, o => o.BackchannelHttpHandler = fournisseur);
                b.Services.Configure<OpenIdConnectOptions>(ConnexionParFournisseur.Schema, o => o.BackchannelHttpHandler = fournisseur);
            },
            new(FournisseurDeTest.Reglages) { ["Limites:Connexion"] = "1000" });
        using var claire = new Navigateur(hote.Client(null));

        (await claire.AllerAsync("/connexion?retour=%2Fpersonnes")).Page.ShouldContain("/connexion/fournisseur?retour=%2Fpersonnes");
        var depart = (await claire.AllerAsync("/connexion/fournisseur?retour=%2Fpersonnes")).Reponse.Headers.Location!;
        var (retour, demande) = fournisseur.Reconnaitre(depart, "claire");
        (demande["response_type"], demande["code_challenge_method"], demande["redirect_uri"]).ShouldBe(("code", "S256", "http://127.0.0.1/connexion/retour"));
        demande["nonce"].ShouldNotBeEmpty();

        // Another browser that gets hold of the way back cannot use it, and a code is worth one sign-in.
        using var voleur = new Navigateur(hote.Client(null));
        (await voleur.AllerAsync(retour.PathAndQuery)).Reponse.Headers.Location!.OriginalString.ShouldBe("/connexion?refus=fournisseur");
        (await claire.AllerAsync(retour.PathAndQuery)).Reponse.Headers.Location!.OriginalString.ShouldBe("/connexion/suite?retour=%2Fpersonnes");
        (await claire.AllerAsync(retour.PathAndQuery)).Reponse.Headers.Location!.OriginalString.ShouldBe("/connexion?refus=fournisseur");
        claire.Cookies.ShouldContainKey("accompagnement");
        (await claire.AllerAsync("/")).Page.ShouldContain("Claire Delattre");
        (await claire.AllerAsync("/api/traces")).Reponse.StatusCode.ShouldBe(HttpStatusCode.Forbidden, "« role » du fournisseur n'est pas un rôle d'ici");
        (await claire.AllerAsync("/api/personnes?q=dupont")).Reponse.StatusCode.ShouldBe(HttpStatusCode.OK);

        // Who has no role here, or two, gets no session.
        foreach (var compte in (string[])["nemo", "double"])
        {
            using var autre = new Navigateur(hote.Client(null));
            var (chemin, _) = fournisseur.Reconnaitre((await autre.AllerAsync("/connexion/fournisseur?retour=//ailleurs.test")).Reponse.Headers.Location!, compte);
            (await autre.AllerAsync(chemin.PathAndQuery)).Reponse.Headers.Location!.OriginalString.ShouldBe("/connexion?refus=sans-role");
            autre.Cookies.ShouldNotContainKey("accompagnement");
        }

        // Keys change: the next sign-in finds the new one.
        fournisseur.ChangerDeCle();
        using var apres = new Navigateur(hote.Client(null));
        var suite = "";
        for (var essai = 0; essai < 20 && !suite.StartsWith("/connexion/suite", StringComparison.Ordinal); essai++)
        {
            await Task.Delay(essai == 0 ? 1100 : 200);
            var (chemin, _) = fournisseur.Reconnaitre((await apres.AllerAsync("/connexion/fournisseur")).Reponse.Headers.Location!, "claire");
            suite = (await apres.AllerAsync(chemin.PathAndQuery)).Reponse.Headers.Location!.OriginalString;
        }

        suite.ShouldBe("/connexion/suite?retour=%2F");

        // Signing out is said to the provider too, through a page: the site's policy lets no form leave it.
        var copie = claire.Cookies["accompagnement"];
        var (_, page) = await claire.AllerAsync("/personnes");
        var (sortie, vers) = await claire.PosterAsync("/deconnexion", page);
        sortie.StatusCode.ShouldBe(HttpStatusCode.OK);
        vers.ShouldContain($"url={FournisseurDeTest.Autorite}/sortir?");
        vers.ShouldContain("id_token_hint=");
        vers.ShouldContain(Uri.EscapeDataString("http://127.0.0.1/deconnexion/retour"));
        claire.Cookies["accompagnement"] = copie;
        (await claire.AllerAsync("/personnes")).Reponse.StatusCode.ShouldBe(HttpStatusCode.Found);
        await hote.TracesEcritesAsync();
        (await hote.Bd.ValeurAsync<long>("select count(*) from traces.journal where objet = 'connexion' and titre = 'sans-role'")).ShouldBe(2);
    }
}
