using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace Accompagnement.Api.Tests.Infrastructure;

/// <summary>A browser of few means: it keeps cookies, follows nothing by itself, and sends the forms of pages.</summary>
internal sealed partial class Navigateur(HttpClient client) : IDisposable
{
    /// <summary>Its cookies, by name.</summary>
    public Dictionary<string, string> Cookies { get; } = [];

    public Task<(HttpResponseMessage Reponse, string Page)> AllerAsync(string adresse) => EnvoyerAsync(new(HttpMethod.Get, adresse));

    /// <summary>Sends a form of a page that was read, with its antiforgery token.</summary>
    public Task<(HttpResponseMessage Reponse, string Page)> PosterAsync(string adresse, string page, params (string Nom, string Valeur)[] champs) => EnvoyerAsync(new(HttpMethod.Post, adresse)
    {
        Content = new FormUrlEncodedContent(champs.Append(("__RequestVerificationToken", Antiforgery().Match(page).Groups[1].Value)).Select(c => KeyValuePair.Create(c.Item1, c.Item2))),
    });

    /// <summary>Signs in with a local account.</summary>
    public async Task<HttpResponseMessage> ConnecterAsync(string identifiant, string motDePasse, string? retour = null)
    {
        var adresse = $"/connexion{(retour is null ? "" : $"?retour={Uri.EscapeDataString(retour)}")}";
        var (_, page) = await AllerAsync(adresse);
        return (await PosterAsync(adresse, page, ("_handler", "connexion"), ("Saisie.Identifiant", identifiant), ("Saisie.MotDePasse", motDePasse))).Reponse;
    }

    public void Dispose() => client.Dispose();

    private async Task<(HttpResponseMessage Reponse, string Page)> EnvoyerAsync(HttpRequestMessage requete)
    {
        requete.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/html"));
        if (Cookies.Count > 0)
        {
            requete.Headers.Add("Cookie", string.Join("; ", Cookies.Select(c => $"{c.Key}={c.Value}")));
        }

        var reponse = await client.SendAsync(requete);
        foreach (var cookie in reponse.Headers.TryGetValues("Set-Cookie", out var recus) ? recus : [])
        {
            var (nom, valeur) = cookie.Split(';')[0].Split('=', 2) is [var n, var v] ? (n, v) : ("", "");
            if (valeur.Length == 0)
            {
                Cookies.Remove(nom);
            }
            else
            {
                Cookies[nom] = valeur;
            }
        }

        return (reponse, WebUtility.HtmlDecode(await reponse.Content.ReadAsStringAsync()));
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]*)\"")]
    private static partial Regex Antiforgery();
}
