using System.Text;
using System.Text.Json;
using Accompagnement.Api.Tests.Infrastructure;
using Accompagnement.Domain.Faits;
using Accompagnement.EventStore;
using Microsoft.Extensions.DependencyInjection;

namespace Accompagnement.Api.Tests.Trajectoires;

/// <summary>Files written as a past would have left them, and calls on them.</summary>
internal static class Dossiers
{
    private static int numero;

    /// <summary>Records events in a stream without judging them, each under the id given or one of its own.</summary>
    public static async Task EcrireAsync(this HoteDeTest hote, Sujet sujet, DateOnly jour, params IEnumerable<(IEvenement Evenement, string? Id)> evenements)
    {
        var store = hote.Services.GetRequiredService<IEventStore>();
        var version = (await store.ReadStreamAsync(sujet.Flux)).Count;
        Fait[] faits =
        [.. evenements.Select(e => new Fait(sujet, e.Evenement, Calendrier.Minuit(jour), Calendrier.Minuit(jour), new("/passe", e.Id ?? $"p-{Interlocked.Increment(ref numero)}", "AGT-0099")))];
        await store.AppendAsync(new(sujet, version, faits));
    }

    public static Task EcrireAsync(this HoteDeTest hote, Guid personne, params IEnumerable<IEvenement> evenements) =>
        hote.EcrireAsync(Sujet.Trajectoire(personne), new DateOnly(2025, 3, 3), evenements.Select(e => (e, (string?)null)));

    public static async Task<(HttpResponseMessage Reponse, JsonElement Corps)> PosterAsync(
        this HttpClient client, string chemin, string corps, string? version = null, string? cle = null)
    {
        using var requete = new HttpRequestMessage(HttpMethod.Post, new Uri(chemin, UriKind.Relative)) { Content = new StringContent(corps, Encoding.UTF8, "application/json") };
        if (version is not null)
        {
            requete.Headers.TryAddWithoutValidation("If-Match", version);
        }

        if (cle is not null)
        {
            requete.Headers.Add("Idempotency-Key", cle);
        }

        var reponse = await client.SendAsync(requete);
        return (reponse, await reponse.CorpsAsync());
    }

    public static async Task<(HttpResponseMessage Reponse, JsonElement Corps)> LireAsync(this HttpClient client, string chemin)
    {
        var reponse = await client.GetAsync(new Uri(chemin, UriKind.Relative));
        return (reponse, await reponse.CorpsAsync());
    }

    public static async Task<JsonElement> CorpsAsync(this HttpResponseMessage reponse)
    {
        var texte = await reponse.Content.ReadAsStringAsync();
        return texte is ['{' or '[', ..] ? JsonDocument.Parse(texte).RootElement.Clone() : default;
    }

    public static string Code(this JsonElement probleme) => probleme.GetProperty("code").GetString()!;
}
