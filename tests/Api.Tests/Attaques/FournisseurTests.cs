using System.Net;
using System.Net.Http.Headers;
using Accompagnement.Api.Securite;
using Accompagnement.Api.Tests.Infrastructure;
using Accompagnement.Api.Tests.Trajectoires;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Orientation;
using Accompagnement.Domain.Personnes;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;

namespace Accompagnement.Api.Tests.Attaques;

public sealed class FournisseurTests
{
    private const string Autorite = FournisseurDeTest.Autorite;

    private static readonly Dictionary<string, string?> Reglages = FournisseurDeTest.Reglages;

    [Fact]
    public async Task Un_jeton_du_fournisseur_ouvre_les_dossiers_de_son_agent_meme_apres_un_changement_de_cle()
    {
        using var fournisseur = new FournisseurDeTest();
        await using var hote = await DemarrerAsync(fournisseur);
        var personne = Guid.NewGuid();
        await hote.EcrireAsync(personne, new PersonneInscrite(Sexe.F, new Mois(1984, 5)), new ReferentDesigne(RoleReferent.Rsa, "AGT-0007"));
        var chemin = $"/api/trajectoires/{personne}";

        (await StatutAsync(hote, chemin, fournisseur.Signer())).ShouldBe(HttpStatusCode.OK);
        (await StatutAsync(hote, chemin, fournisseur.Signer(agent: "AGT-0008"))).ShouldBe(HttpStatusCode.NotFound);
        (await StatutAsync(hote, chemin, fournisseur.Signer(expire: TimeSpan.FromSeconds(-20)))).ShouldBe(HttpStatusCode.OK, "trente secondes d'écart d'horloge");

        var ancien = fournisseur.Signer();
        fournisseur.ChangerDeCle();
        await Task.Delay(1100);
        var apres = HttpStatusCode.Unauthorized;
        for (var essai = 0; essai < 20 && apres == HttpStatusCode.Unauthorized; essai++)
        {
            apres = await StatutAsync(hote, chemin, fournisseur.Signer());
            await Task.Delay(200);
        }

        apres.ShouldBe(HttpStatusCode.OK);
        (await StatutAsync(hote, chemin, ancien)).ShouldBe(HttpStatusCode.Unauthorized, "une clé retirée ne vaut plus rien");
    }

    [Fact]
    public async Task Un_jeton_faux_perime_ou_fait_pour_un_autre_est_refuse()
    {
        using var fournisseur = new FournisseurDeTest();
        using var autre = new FournisseurDeTest();
        await using var hote = await DemarrerAsync(fournisseur);
        const string Chemin = "/api/personnes?q=dupont";

        (await StatutAsync(hote, Chemin, fournisseur.Signer())).ShouldBe(HttpStatusCode.OK);
        (await StatutAsync(hote, Chemin, autre.Signer())).ShouldBe(HttpStatusCode.Unauthorized, "signé par un autre");
        (await StatutAsync(hote, Chemin, fournisseur.Signer(audience: "autre"))).ShouldBe(HttpStatusCode.Unauthorized, "pour une autre application");
        (await StatutAsync(hote, Chemin, fournisseur.Signer(emetteur: "https://autre.test"))).ShouldBe(HttpStatusCode.Unauthorized, "d'un autre émetteur");
        (await StatutAsync(hote, Chemin, fournisseur.Signer(expire: TimeSpan.FromMinutes(-2)))).ShouldBe(HttpStatusCode.Unauthorized, "périmé");
        (await StatutAsync(hote, Chemin, fournisseur.Signer(groupe: "GRP_INCONNU"))).ShouldBe(HttpStatusCode.Forbidden, "sans rôle ici");
        (await StatutAsync(hote, Chemin, fournisseur.Signer(groupe: "referent"))).ShouldBe(HttpStatusCode.Forbidden, "un groupe qui porte le nom d'un rôle n'en est pas un");
        (await StatutAsync(hote, Chemin, SansSignature(fournisseur.Signer()))).ShouldBe(HttpStatusCode.Unauthorized, "alg=none");
        (await StatutAsync(hote, Chemin, fournisseur.SignerAvecLaClePublique())).ShouldBe(HttpStatusCode.Unauthorized, "la clé publique prise pour un secret");
    }

    [Fact]
    public async Task En_production_les_jetons_de_l_instance_ne_valent_plus_rien()
    {
        using var fournisseur = new FournisseurDeTest();
        await using var hote = await DemarrerAsync(fournisseur, new(Reglages) { ["Mode"] = "production" });

        (await StatutAsync(hote, "/api/personnes?q=dupont", hote.Jeton(Roles.Superviseur, "AGT-0001"))).ShouldBe(HttpStatusCode.Unauthorized);
        (await StatutAsync(hote, "/api/personnes?q=dupont", fournisseur.Signer())).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public void La_production_refuse_les_comptes_de_demonstration_et_l_absence_de_toute_connexion()
    {
        static IConfiguration Avec(params (string, string?)[] valeurs) => new ConfigurationBuilder().AddInMemoryCollection(valeurs.ToDictionary(v => v.Item1, v => v.Item2)).Build();

        ModeDeProduction.Empechements(Avec(), comptesDeDemonstration: true).ShouldBeEmpty();
        ModeDeProduction.Empechements(Avec(("Mode", "production")), comptesDeDemonstration: true).Count().ShouldBe(2);
        ModeDeProduction.Empechements(Avec(("Mode", "production"), ("Oidc:Autorite", Autorite), ("Oidc:Audience", "a")), comptesDeDemonstration: false).ShouldBeEmpty();
        Should.Throw<InvalidOperationException>(() => FournisseurDIdentite.Lire(Avec(("Oidc:Autorite", "http://sso.pas-de-calais.test"), ("Oidc:Audience", "a"))));
        Should.Throw<InvalidOperationException>(() => FournisseurDIdentite.Lire(Avec(("Oidc:Autorite", Autorite))));
    }

    private static Task<HoteDeTest> DemarrerAsync(FournisseurDeTest fournisseur, Dictionary<string, string?>? reglages = null) => HoteDeTest.DemarrerAsync(
        b => b.Services.Configure<JwtBearerOptions>(FournisseurDIdentite.Schema, o => o.BackchannelHttpHandler = fournisseur), reglages ?? Reglages);

    private static async Task<HttpStatusCode> StatutAsync(HoteDeTest hote, string chemin, string jeton)
    {
        using var client = hote.Client(null);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", jeton);
        return (await client.LireAsync(chemin)).Reponse.StatusCode;
    }

    internal static string SansSignature(string jeton) => $"{Base64UrlEncoder.Encode("""{"alg":"none","typ":"JWT"}""")}.{jeton.Split('.')[1]}.";
}
