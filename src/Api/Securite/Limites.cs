using System.Globalization;
using System.Threading.RateLimiting;
using Accompagnement.Api.Acces;
using Accompagnement.Api.Reponses;

namespace Accompagnement.Api.Securite;

/// <summary>
/// How often one may try to sign in (by address), and search or open by exception (by account, and by address): what a person does in
/// a minute, not what a script does. <c>Limites:Connexion</c> and <c>Limites:Recherche</c> change the numbers per minute.
/// </summary>
public static class Limites
{
    private const int Connexion = 20;
    private const int Recherche = 60;

    /// <summary>Many professionals of one building share an address.</summary>
    private const int ParAdresse = 20;

    public static void AddLimites(this IServiceCollection services, IConfiguration configuration)
    {
        var connexion = configuration.GetValue("Limites:Connexion", Connexion);
        var recherche = configuration.GetValue("Limites:Recherche", Recherche);
        services.AddRateLimiter(o =>
        {
            o.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            o.OnRejected = async (rejet, _) => await RejeterAsync(rejet.HttpContext, rejet.Lease);
            o.GlobalLimiter = PartitionedRateLimiter.CreateChained(
                PartitionedRateLimiter.Create<HttpContext, string>(c => EstConnexion(c) ? ParMinute($"c/{Adresse(c)}", connexion) : Libre()),
                PartitionedRateLimiter.Create<HttpContext, string>(c => EstRecherche(c) ? ParMinute($"r/{c.User.Compte()}", recherche) : Libre()),
                PartitionedRateLimiter.Create<HttpContext, string>(c => EstRecherche(c) ? ParMinute($"a/{Adresse(c)}", recherche * ParAdresse) : Libre()));
        });
    }

    private static RateLimitPartition<string> Libre() => RateLimitPartition.GetNoLimiter("");

    private static RateLimitPartition<string> ParMinute(string cle, int nombre) =>
        RateLimitPartition.GetSlidingWindowLimiter(cle, _ => new() { PermitLimit = nombre, Window = TimeSpan.FromMinutes(1), SegmentsPerWindow = 6 });

    /// <summary>Where passwords are tried. The provider counts its own; coming back from it, a whole building signs in at half past eight.</summary>
    private static bool EstConnexion(HttpContext contexte) => HttpMethods.IsPost(contexte.Request.Method) && contexte.Request.Path.StartsWithSegments("/connexion");

    private static bool EstRecherche(HttpContext contexte) =>
        contexte.Request.Path.StartsWithSegments("/api/personnes") || contexte.Request.Path.StartsWithSegments("/personnes")
        || contexte.Request.Path.Value?.EndsWith("/acces-exceptionnel", StringComparison.OrdinalIgnoreCase) == true;

    private static string Adresse(HttpContext contexte) => contexte.Connection.RemoteIpAddress?.ToString() ?? "locale";

    private static async Task RejeterAsync(HttpContext contexte, RateLimitLease bail)
    {
        var attente = bail.TryGetMetadata(MetadataName.RetryAfter, out var apres) ? apres : TimeSpan.FromMinutes(1);
        contexte.Response.Headers.RetryAfter = Math.Ceiling(attente.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        var compte = contexte.User.CompteDAcces();
        await contexte.RequestServices.GetRequiredService<TracesDeConnexion>().NoterAsync(
            contexte, compte?.Nom ?? "anonyme", compte?.Agent, compte?.Role.ToString() ?? "anonyme", EstConnexion(contexte) ? "connexion" : "recherche", "trop-souvent");
        await Problemes.De(StatusCodes.Status429TooManyRequests, "trop-souvent", "Trop d'appels en peu de temps.", "Attendez un instant avant de recommencer.").ExecuteAsync(contexte);
    }
}
