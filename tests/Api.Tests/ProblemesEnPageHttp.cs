using System.Net;
using Accompagnement.Api.Tests.Infrastructure;

namespace Accompagnement.Api.Tests;

/// <summary>What the server refuses, as somebody in front of a browser reads it.</summary>
public sealed class ProblemesEnPageHttp(HotePartage partage) : IClassFixture<HotePartage>
{
    private const string Navigateur = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    [Theory]
    [InlineData("/pilotage", Navigateur, true)]
    [InlineData("/dossier%3Cscript%3E", Navigateur, true)]
    [InlineData("/pilotage", "*/*", false)]
    [InlineData("/pilotage", "application/json", false)]
    [InlineData("/api/rien-de-tel", Navigateur, false)]
    public async Task Une_adresse_qui_ne_mene_nulle_part_se_lit_comme_une_page_et_se_traite_comme_un_probleme(string adresse, string accepte, bool enPage)
    {
        var (statut, type, texte) = await LireAsync(adresse, accepte);
        statut.ShouldBe(HttpStatusCode.NotFound);
        type.ShouldBe(enPage ? "text/html" : "application/problem+json");
        texte.ShouldContain("Rien de tel n");
        texte.ShouldContain("introuvable");
        if (enPage)
        {
            texte.ShouldContain("<a href=\"/\">Revenir à l'accueil</a>");
            texte.ShouldNotContain("<script>");
        }
    }

    [Fact]
    public async Task Une_forme_sans_son_jeton_dit_comment_revenir_a_ce_qui_etait_saisi()
    {
        var (statut, type, texte) = await LireAsync("/connexion", Navigateur, HttpMethod.Post);
        ((int)statut).ShouldBeInRange(400, 499);
        type.ShouldBe("text/html");
        texte.ShouldContain("« Précédent »");
    }

    private async Task<(HttpStatusCode Statut, string? Type, string Texte)> LireAsync(string adresse, string accepte, HttpMethod? methode = null)
    {
        using var client = partage.Hote.Client(null);
        using var demande = new HttpRequestMessage(methode ?? HttpMethod.Get, adresse);
        demande.Headers.Add("Accept", accepte);
        if (methode == HttpMethod.Post)
        {
            demande.Content = new FormUrlEncodedContent([new("_handler", "connexion")]);
        }

        using var reponse = await client.SendAsync(demande);
        return (reponse.StatusCode, reponse.Content.Headers.ContentType?.MediaType, await reponse.Content.ReadAsStringAsync());
    }
}
