using System.Threading.RateLimiting;
using Accompagnement.Api.Acces;
using Accompagnement.EventStore.Traces;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;

namespace Accompagnement.Api.Securite;

/// <summary>
/// Traces those who are turned away before they reach anything: a wrong password, a token that is not good, a role that may not. Past
/// thirty a minute for one account, or from one address for those without, more of the same would tell nothing and fill the database.
/// </summary>
public sealed class TracesDeConnexion(JournalDesTraces journal, TimeProvider horloge) : IAuthorizationMiddlewareResultHandler, IDisposable
{
    /// <summary>Who has shown nothing that can be believed.</summary>
    public const string Anonyme = "anonyme";

    private const int ParMinute = 30;

    private readonly AuthorizationMiddlewareResultHandler suite = new();
    private readonly PartitionedRateLimiter<string> limite = PartitionedRateLimiter.Create<string, string>(adresse =>
        RateLimitPartition.GetFixedWindowLimiter(adresse, _ => new() { PermitLimit = ParMinute, Window = TimeSpan.FromMinutes(1) }));

    /// <summary>A sign-in that was refused.</summary>
    /// <param name="http">The request.</param>
    /// <param name="compte">An account that exists; never what was typed, which may be a password.</param>
    /// <param name="raison">Why, as a code.</param>
    public ValueTask RefusAsync(HttpContext http, string compte, string raison) => NoterAsync(http, compte, null, Anonyme, "connexion", raison);

    /// <summary>Traces a password that did not open a session, and says why in French, without telling an account that does not exist.</summary>
    public async ValueTask<string> RefuserAsync(HttpContext http, IssueConnexion issue, CompteLocal? vise)
    {
        var (raison, message) = issue switch
        {
            IssueConnexion.Bloquee => ("bloque", $"Trop d'essais : ce compte est bloqué pour {Comptes.Blocage.TotalMinutes:0} minutes au plus."),
            IssueConnexion.Perimee => ("perime", "Ce mot de passe provisoire est périmé : demandez-en un autre à votre administrateur."),
            _ => ("mot-de-passe", "Identifiant ou mot de passe inexact."),
        };
        await RefusAsync(http, vise?.Identifiant ?? Anonyme, raison);
        return message;
    }

    /// <inheritdoc/>
    public async Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Forbidden)
        {
            var compte = context.User.CompteDAcces();
            await NoterAsync(context, compte?.Nom ?? context.User.Compte(), compte?.Agent, compte?.Role.ToString() ?? "aucun", Appel(context), "role");
        }
        else if (authorizeResult.Challenged && context.Request.Headers.Authorization.Count > 0)
        {
            await NoterAsync(context, Anonyme, null, Anonyme, Appel(context), "jeton-refuse");
        }

        await suite.HandleAsync(next, context, policy, authorizeResult);
    }

    public void Dispose() => limite.Dispose();

    /// <summary>Somebody was turned away from a call.</summary>
    public async ValueTask NoterAsync(HttpContext http, string compte, string? agent, string role, string objet, string raison)
    {
        var adresse = http.Connection.RemoteIpAddress?.ToString();

        // By account first: junk sent without one must not cover what a known one tries.
        using var bail = limite.AttemptAcquire(compte == Anonyme ? adresse ?? "locale" : $"c/{compte}");
        if (bail.IsAcquired)
        {
            await journal.NoterAsync(new(NatureTrace.Refus, horloge.GetUtcNow(), compte, agent, role, [], objet, raison, adresse), http.RequestAborted);
        }
    }

    /// <summary>The route and not the address: what was typed in it stays out of the traces.</summary>
    private static string Appel(HttpContext http) => $"{http.Request.Method} {(http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText}";
}
