using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Accompagnement.Api.Securite;

/// <summary>
/// Signing in to pages through the département's provider: the authorization code flow with PKCE. It ends in the same session as a
/// local account; the provider's tokens are not kept, but for the one that signs out there too.
/// </summary>
public static class ConnexionParFournisseur
{
    /// <summary>The scheme of the flow.</summary>
    public const string Schema = "OidcPages";

    /// <summary>Where the flow starts.</summary>
    public const string Depart = "/connexion/fournisseur";

    /// <summary>Where the provider sends people back: to be registered there.</summary>
    public const string Retour = "/connexion/retour";

    /// <summary>The step on this site after the provider's.</summary>
    public const string Suite = "/connexion/suite";

    private const string RetourDeSortie = "/deconnexion/retour";

    internal static void Regler(OpenIdConnectOptions o, FournisseurDIdentite fournisseur, bool production)
    {
        o.SignInScheme = CookieAuthenticationDefaults.AuthenticationScheme;
        o.Authority = fournisseur.Autorite;
        o.RequireHttpsMetadata = !new Uri(fournisseur.Autorite).IsLoopback;
        o.ClientId = fournisseur.Client;
        o.ClientSecret = fournisseur.Secret;
        o.ResponseType = OpenIdConnectResponseType.Code;
        o.ResponseMode = OpenIdConnectResponseMode.Query;
        o.UsePkce = true;
        o.Scope.Clear();
        foreach (var portee in fournisseur.Portees)
        {
            o.Scope.Add(portee);
        }

        o.MapInboundClaims = false;
        o.RefreshInterval = fournisseur.Rafraichissement;
        o.TokenValidationParameters = FournisseurDIdentite.Controles(fournisseur.Client!);
        o.GetClaimsFromUserInfoEndpoint = true;
        o.ClaimActions.Clear();
        foreach (var chezLui in fournisseur.Revendications.Values)
        {
            o.ClaimActions.MapJsonKey(chezLui, chezLui);
        }

        o.CallbackPath = Retour;
        o.SignedOutCallbackPath = RetourDeSortie;
        o.SignedOutRedirectUri = "/connexion";

        // Signing somebody out by a link on another site is nobody's right.
        o.RemoteSignOutPath = default;
        foreach (var cookie in new[] { o.CorrelationCookie, o.NonceCookie })
        {
            // They come back with a navigation from the provider: no more is needed, so no more is allowed.
            cookie.SameSite = SameSiteMode.Lax;
            cookie.SecurePolicy = production ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
        }

        o.Events = new OpenIdConnectEvents
        {
            OnRedirectToIdentityProvider = c =>
            {
                c.ProtocolMessage.RedirectUri = fournisseur.Chez(c.Request, Retour);
                return Task.CompletedTask;
            },
            OnRedirectToIdentityProviderForSignOut = c => SortirAsync(c, fournisseur),
            OnTokenValidated = c =>
            {
                c.Properties!.StoreTokens([new() { Name = OpenIdConnectParameterNames.IdToken, Value = c.TokenEndpointResponse!.IdToken }]);
                return Task.CompletedTask;
            },
            OnTicketReceived = c => RecevoirAsync(c, fournisseur),
            OnRemoteFailure = async c =>
            {
                c.HandleResponse();
                await RefuserAsync(c.HttpContext, "anonyme", "fournisseur");
            },
        };
    }

    /// <summary>Whether the session was opened by the provider: signing out is then said to it as well.</summary>
    public static bool VientDuFournisseur(HttpContext http) => http.User.Identities.Any(i => i.AuthenticationType == FournisseurDIdentite.Schema);

    private static async Task RecevoirAsync(TicketReceivedContext c, FournisseurDIdentite fournisseur)
    {
        c.Principal = fournisseur.Traduire(c.Principal!);
        if (!c.Principal.HasClaim(r => r.Type == Revendications.Role))
        {
            c.HandleResponse();
            await RefuserAsync(c.HttpContext, c.Principal.Compte(), "sans-role");
        }
    }

    /// <summary>The sign-out was asked for by a form: the way to the provider goes through a page (see <see cref="AdresseLocale.Suite"/>).</summary>
    private static async Task SortirAsync(RedirectContext c, FournisseurDIdentite fournisseur)
    {
        c.HandleResponse();
        if (c.ProtocolMessage.IssuerAddress is not { Length: > 0 })
        {
            c.Response.Redirect("/connexion");
            return;
        }

        c.ProtocolMessage.PostLogoutRedirectUri = fournisseur.Chez(c.Request, RetourDeSortie);
        c.ProtocolMessage.State = c.Options.StateDataFormat.Protect(c.Properties);
        await AdresseLocale.Suite(c.ProtocolMessage.CreateLogoutRequestUrl()).ExecuteAsync(c.HttpContext);
    }

    private static async Task RefuserAsync(HttpContext http, string compte, string raison)
    {
        await http.RequestServices.GetRequiredService<TracesDeConnexion>().RefusAsync(http, compte, raison);
        http.Response.Redirect($"/connexion?refus={raison}");
    }
}
