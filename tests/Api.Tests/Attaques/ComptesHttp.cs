using System.Net;
using System.Text.RegularExpressions;
using Accompagnement.Api.Administration;
using Accompagnement.Api.Securite;
using Accompagnement.Api.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace Accompagnement.Api.Tests.Attaques;

/// <summary>Local accounts, kept from a page: what is given is good once, what is withdrawn is withdrawn now.</summary>
public sealed partial class ComptesHttp
{
    private const string Page = "/administration/comptes";
    private const string Phrase = "quatre mots sans lien";

    [Fact]
    public async Task Un_compte_s_ouvre_choisit_son_mot_de_passe_change_de_role_se_ferme_et_tout_est_trace()
    {
        await using var hote = await HoteDeTest.DemarrerAsync(reglages: new() { ["Limites:Connexion"] = "1000" });
        var comptes = hote.Services.GetRequiredService<Comptes>();
        await comptes.EnregistrerAsync(new("luc", "Luc Fournier", Roles.Administrateur, null, [], []), "phrase-de-passe", default);
        await comptes.EnregistrerAsync(new("karim", "Karim Benali", Roles.Superviseur, null, [], []), "phrase-de-passe", default);
        using var luc = new Navigateur(hote.Client(null));
        await luc.ConnecterAsync("luc", "phrase-de-passe");
        using var karim = new Navigateur(hote.Client(null));
        await karim.ConnecterAsync("karim", "phrase-de-passe");
        (await karim.AllerAsync(Page)).Reponse.Headers.Location!.OriginalString.ShouldContain("/acces-refuse");

        // What cannot be an account is refused before anything is written.
        (await OuvrirAsync("Nadia!", Roles.Statisticien, "")).ShouldContain("Un identifiant a de 2 à 60 caractères");
        (await OuvrirAsync("nadia", Roles.Referent, "")).ShouldContain("Un référent a un code d'agent");
        (await OuvrirAsync("nadia", Roles.Import, "")).ShouldContain("Ce rôle n'existe pas");
        (await OuvrirAsync("karim", Roles.Statisticien, "")).ShouldContain("Un compte a déjà cet identifiant");
        (await hote.Bd.ValeurAsync<long>("select count(*) from traces.journal where nature = 'Habilitation'")).ShouldBe(0);

        // The first password opens nothing but the choice of another.
        var provisoire = MotDePasse(await OuvrirAsync("nadia", Roles.Referent, "AGT-0042"));
        (await luc.AllerAsync(Page)).Page.ShouldNotContain(provisoire);
        (await OuvrirAsync("autre", Roles.Referent, "AGT-0042")).ShouldContain("Un autre compte ouvert a ce code d'agent");
        using var nadia = new Navigateur(hote.Client(null));
        (await nadia.ConnecterAsync("nadia", provisoire)).Headers.Location!.OriginalString.ShouldContain("/connexion/mot-de-passe?identifiant=nadia");
        nadia.Cookies.ShouldNotContainKey("accompagnement");
        (await ChoisirAsync(nadia, provisoire, "court")).Page.ShouldContain("au moins 12 caractères");
        (await ChoisirAsync(nadia, provisoire, "nadia-nadia-nadia")).Page.ShouldContain("ne contient pas l'identifiant");
        (await ChoisirAsync(nadia, "pas le bon", Phrase)).Page.ShouldContain("Identifiant ou mot de passe inexact");
        (await ChoisirAsync(nadia, provisoire, Phrase)).Reponse.StatusCode.ShouldBe(HttpStatusCode.Found);
        (await nadia.AllerAsync("/personnes")).Reponse.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await nadia.ConnecterAsync("nadia", provisoire)).StatusCode.ShouldBe(HttpStatusCode.OK, "le provisoire ne vaut plus rien");

        // A role that changes is changed now: the session of the one before is over.
        using var avant = new Navigateur(hote.Client(null));
        await avant.ConnecterAsync("nadia", Phrase);
        (await ChangerAsync("nadia", "changer", ("nom", "Nadia Petit"), ("role", Roles.Statisticien), ("agent", ""), ("sites", ""))).ShouldContain("ses sessions sont fermées");
        (await avant.AllerAsync("/personnes")).Reponse.Headers.Location!.OriginalString.ShouldContain("/connexion");
        await avant.ConnecterAsync("nadia", Phrase);
        (await avant.AllerAsync("/chiffres")).Reponse.StatusCode.ShouldBe(HttpStatusCode.OK);

        // Closed, it opens nothing, and says no more than a wrong password would.
        (await ChangerAsync("nadia", "acces", ("acte", "fermer"))).ShouldContain("est fermé");
        (await avant.AllerAsync("/chiffres")).Reponse.StatusCode.ShouldBe(HttpStatusCode.Found);
        (await avant.ConnecterAsync("nadia", Phrase)).StatusCode.ShouldBe(HttpStatusCode.OK);
        var rendu = MotDePasse(await ChangerAsync("nadia", "acces", ("acte", "mot-de-passe")));
        await hote.Bd.ValeurAsync<int>("update acces.comptes set provisoire_jusqua = now() - interval '1 second' where identifiant = 'nadia' returning 1");
        (await ChoisirAsync(avant, rendu, "encore quatre autres mots")).Page.ShouldContain("périmé");

        // Nobody raises nor closes their own account, whatever the form says.
        foreach (var (formulaire, champs) in new[] { ("changer", new[] { ("nom", "Luc"), ("role", Roles.Superviseur) }), ("acces", [("acte", "fermer")]) })
        {
            await ChangerAsync("luc", formulaire, champs);
        }

        var tenue = hote.Services.GetRequiredService<TenueDesComptes>();
        (await tenue.FermerAsync("luc", new("luc", Domain.Acces.RoleCompte.Administrateur), null, default))!.Regle.ShouldBe("compte-de-soi");
        (await luc.AllerAsync(Page)).Page.ShouldContain("Luc Fournier");
        (await hote.Bd.ValeurAsync<string>("select string_agg(titre || '/' || compte || '/' || objet, ', ' order by numero) from traces.journal where nature = 'Habilitation'")).ShouldBe(
            "ouverture : referent AGT-0042/luc/comptes/nadia, changement : statisticien sans agent/luc/comptes/nadia, fermeture/luc/comptes/nadia, mot de passe provisoire/luc/comptes/nadia");

        async Task<string> OuvrirAsync(string identifiant, string role, string agent)
        {
            var (_, page) = await luc.AllerAsync(Page);
            return (await luc.PosterAsync(Page, page, ("_handler", "ouvrir"), ("identifiant", identifiant), ("nom", "Nadia Petit"), ("role", role), ("agent", agent), ("sites", ""))).Page;
        }

        async Task<string> ChangerAsync(string identifiant, string formulaire, params (string, string)[] champs)
        {
            var (_, page) = await luc.AllerAsync($"{Page}?compte={identifiant}");
            return (await luc.PosterAsync($"{Page}?compte={identifiant}", page, [("_handler", formulaire), .. champs])).Page;
        }
    }

    private static async Task<(HttpResponseMessage Reponse, string Page)> ChoisirAsync(Navigateur qui, string ancien, string nouveau)
    {
        var (_, page) = await qui.AllerAsync("/connexion/mot-de-passe");
        return await qui.PosterAsync(
            "/connexion/mot-de-passe", page, ("_handler", "choisir"), ("Saisie.Identifiant", "nadia"), ("Saisie.Ancien", ancien), ("Saisie.Nouveau", nouveau), ("Saisie.Encore", nouveau));
    }

    private static string MotDePasse(string page) => Secret().Match(page).Groups[1].Value is { Length: > 0 } lu ? lu : throw new InvalidOperationException(page);

    [GeneratedRegex("secret\">([a-z0-9-]+)<")]
    private static partial Regex Secret();
}
