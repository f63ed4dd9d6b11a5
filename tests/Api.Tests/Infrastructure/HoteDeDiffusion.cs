using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Accompagnement.Projections.Diffusion;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.DependencyInjection;

namespace Accompagnement.Api.Tests.Infrastructure;

/// <summary>An application whose noise and identifiers are always the same, so that what a test finds is not luck.</summary>
internal static class HoteDeDiffusion
{
    public const string Arras = "62041";
    public const string Lens = "62498";

    public static Task<HoteDeTest> DemarrerAsync(TimeProvider? horloge = null) =>
        HoteDeTest.DemarrerAsync(b =>
        {
            // As in production.
            b.Configuration["Diffusion:Cloture"] = "mois";
            b.Services.AddSingleton(SecretDeDiffusion.De(SHA256.HashData("épreuve"u8)));
            if (horloge is not null)
            {
                // Tokens are validated by the machine's own clock.
                b.Services.AddSingleton(horloge);
                b.Services.PostConfigure<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme, o => o.TokenValidationParameters.ValidateLifetime = false);
            }
        });

    /// <summary>The identifier of a number.</summary>
    public static Guid Id(string espace, int numero) => new(SHA256.HashData(Encoding.UTF8.GetBytes($"{espace}/{numero}")).AsSpan(0, 16));

    /// <summary>Households on RSA in a commune, in progress from 2012 on.</summary>
    public static IEnumerable<string> FoyersRsa(this Faits faits, string commune, int nombre, string composante = "socle", string jour = "2012-03-01", string? saisiLe = null)
    {
        for (var i = 0; i < nombre; i++)
        {
            var personne = Id($"{commune}/{composante}/{jour}", i);
            foreach (var ligne in faits.Inscrire(personne, "1980-05", commune, "2012-01-02"))
            {
                yield return ligne;
            }

            yield return faits.Ligne("DroitRsaOuvert", Faits.Personne(personne), jour, new { foyerId = Id($"foyer/{commune}/{composante}/{jour}", i), composante }, saisiLe);
        }
    }

    public static async Task<string> TexteAsync(this HttpClient client, string chemin, string type = "application/json", int statut = 200)
    {
        using var requete = new HttpRequestMessage(HttpMethod.Get, new Uri(chemin, UriKind.Relative));
        requete.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(type));
        using var reponse = await client.SendAsync(requete);
        var texte = await reponse.Content.ReadAsStringAsync();
        ((int)reponse.StatusCode).ShouldBe(statut, texte);
        reponse.Headers.CacheControl!.NoStore.ShouldBeTrue();
        return texte;
    }

    public static async Task<byte[]> OctetsAsync(this HttpClient client, string chemin, string type)
    {
        using var requete = new HttpRequestMessage(HttpMethod.Get, new Uri(chemin, UriKind.Relative));
        requete.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(type));
        using var reponse = await client.SendAsync(requete);
        reponse.IsSuccessStatusCode.ShouldBeTrue();
        return await reponse.Content.ReadAsByteArrayAsync();
    }

    public static async Task<string> EnvoyerAsync(this HttpClient client, string chemin, string corps, int statut, string type = "application/json")
    {
        using var contenu = new StringContent(corps, Encoding.UTF8, type);
        using var reponse = await client.PostAsync(new Uri(chemin, UriKind.Relative), contenu);
        var texte = await reponse.Content.ReadAsStringAsync();
        ((int)reponse.StatusCode).ShouldBe(statut, texte);
        return texte;
    }
}
