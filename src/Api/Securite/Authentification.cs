using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Authorization;
using Microsoft.IdentityModel.Tokens;

namespace Accompagnement.Api.Securite;

/// <summary>How people may sign in to pages here.</summary>
/// <param name="ComptesLocaux">With an account kept by the instance.</param>
/// <param name="Fournisseur">Through the département's provider.</param>
public sealed record ManieresDeSeConnecter(bool ComptesLocaux, bool Fournisseur);

/// <summary>How one signs in: a session by cookie for pages, a bearer token for programs.</summary>
public static class Authentification
{
    /// <summary>The cookie that carries the session of a page.</summary>
    public const string CookieDeSession = "accompagnement";

    private const string Choix = "choix";

    public static void AddAuthentification(this IServiceCollection services, IConfiguration configuration)
    {
        var fournisseur = FournisseurDIdentite.Lire(configuration);
        var propres = ModeDeProduction.AccepteSesPropresJetons(configuration);
        var constructeur = services.AddAuthentication(Choix)
            .AddPolicyScheme(Choix, null, o => o.ForwardDefaultSelector = contexte => Schema(contexte, fournisseur, propres))
            .AddCookie(o => Session(o, ModeDeProduction.Est(configuration)))
            .AddJwtBearer();
        if (fournisseur is not null)
        {
            constructeur.AddJwtBearer(FournisseurDIdentite.Schema, fournisseur.Regler);
            services.AddOptions<JwtBearerOptions>(FournisseurDIdentite.Schema).PostConfigure(o => FournisseurDIdentite.OublierLesClesRetirees(o.ConfigurationManager));
        }

        if (fournisseur is { Client: not null })
        {
            constructeur.AddOpenIdConnect(ConnexionParFournisseur.Schema, o => ConnexionParFournisseur.Regler(o, fournisseur, ModeDeProduction.Est(configuration)));
            services.AddOptions<OpenIdConnectOptions>(ConnexionParFournisseur.Schema).PostConfigure(o => FournisseurDIdentite.OublierLesClesRetirees(o.ConfigurationManager));
        }

        services.AddSingleton(new ManieresDeSeConnecter(ModeDeProduction.AccepteLesComptesLocaux(configuration), fournisseur is { Client: not null }));
        services.AddSingleton<Sessions>();
        services.AddSingleton<SecretsDuCarnet>();
        services.AddSingleton<TracesDeConnexion>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler>(s => s.GetRequiredService<TracesDeConnexion>());

        services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme).Configure<Jetons>((o, jetons) =>
        {
            o.MapInboundClaims = false;
            o.TokenValidationParameters = new TokenValidationParameters
            {
                ValidIssuer = Jetons.Emetteur,
                ValidAudience = Jetons.Destinataire,
                IssuerSigningKey = propres ? jetons.Cle : null,
                ValidAlgorithms = [Jetons.Algorithme],
                RequireSignedTokens = true,
                RequireExpirationTime = true,
                ClockSkew = TimeSpan.FromSeconds(30),
                NameClaimType = "sub",
                RoleClaimType = Revendications.Role,
            };
        });
        var autorisation = services.AddAuthorizationBuilder();
        foreach (var (droit, roles) in Droits.ParDroit)
        {
            autorisation.AddPolicy(droit, p => p.RequireAuthenticatedUser().RequireRole(roles));
        }
    }

    private static string Schema(HttpContext contexte, FournisseurDIdentite? fournisseur, bool propres)
    {
        var requete = contexte.Request;
        var enSession = requete.Headers.Cookie.Any(c => c?.Contains(CookieDeSession, StringComparison.Ordinal) == true);
        if (requete.Headers.Authorization.Count == 0 && (enSession || !requete.Path.StartsWithSegments("/api")))
        {
            return CookieAuthenticationDefaults.AuthenticationScheme;
        }

        return fournisseur is not null && (!propres || FournisseurDIdentite.EstDAilleurs(requete.Headers.Authorization))
            ? FournisseurDIdentite.Schema
            : JwtBearerDefaults.AuthenticationScheme;
    }

    private static void Session(CookieAuthenticationOptions o, bool production)
    {
        o.Cookie.Name = CookieDeSession;
        o.Cookie.HttpOnly = true;
        o.Cookie.SameSite = SameSiteMode.Strict;
        o.Cookie.SecurePolicy = production ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
        o.ExpireTimeSpan = TimeSpan.FromHours(10);
        o.SlidingExpiration = true;
        o.LoginPath = "/connexion";
        o.AccessDeniedPath = "/acces-refuse";
        o.ReturnUrlParameter = "retour";
        Sessions.Relier(o.Events);
        o.Events.OnRedirectToLogin = c => Rediriger(c, StatusCodes.Status401Unauthorized);
        o.Events.OnRedirectToAccessDenied = c => Rediriger(c, StatusCodes.Status403Forbidden);
    }

    /// <summary>A page is sent to the sign-in; a program is told no.</summary>
    private static Task Rediriger(RedirectContext<CookieAuthenticationOptions> contexte, int statut)
    {
        if (contexte.Request.Path.StartsWithSegments("/api"))
        {
            contexte.Response.StatusCode = statut;
        }
        else
        {
            // What was being sent is not recorded: the sign-in says so, and leads back to it.
            contexte.Response.Redirect(HttpMethods.IsPost(contexte.Request.Method) && statut == StatusCodes.Status401Unauthorized
                ? $"{contexte.RedirectUri}&saisie=1"
                : contexte.RedirectUri);
        }

        return Task.CompletedTask;
    }
}
