using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Accompagnement.Api.Securite;

/// <summary>
/// The département's OpenID Connect provider, from the configuration: <c>Oidc:Autorite</c>, <c>Oidc:Audience</c>, the names of its
/// claims (<c>Oidc:Revendications:role</c>…) and what its values mean here (<c>Oidc:Roles:GRP_TRAVAILLEUR_SOCIAL=referent</c>). With
/// <c>Oidc:Client</c> people also sign in to pages there.
/// </summary>
public sealed record FournisseurDIdentite(
    string Autorite, string Audience, IReadOnlyDictionary<string, string> Revendications, IReadOnlyDictionary<string, string> Roles, TimeSpan Rafraichissement)
{
    /// <summary>The name it knows these pages by; null when they do not sign in there.</summary>
    public string? Client { get; init; }

    /// <summary>The client's secret, if it was given one: <c>Oidc:Secret</c>, or the first line of the file <c>Oidc:FichierDuSecret</c>.</summary>
    public string? Secret { get; init; }

    /// <summary>What is asked for about the person: <c>Oidc:Portees</c>, words with spaces between.</summary>
    public IReadOnlyList<string> Portees { get; init; } = ["openid", "profile"];

    /// <summary>The public address of these pages, where a proxy stands in front: <c>Oidc:Adresse</c>.</summary>
    public string? Adresse { get; init; }

    /// <summary>The scheme of its tokens.</summary>
    public const string Schema = "Oidc";

    private static readonly string[] Noms =
        [Securite.Revendications.Role, Securite.Revendications.Agent, Securite.Revendications.Site, Securite.Revendications.Service, Securite.Revendications.Structure, Securite.Revendications.Nom];

    /// <summary>No symmetric algorithm: the provider's public key would then be the secret, and "none" is no signature.</summary>
    private static readonly string[] Algorithmes =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512, SecurityAlgorithms.RsaSsaPssSha256,
        SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512, SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    /// <summary>The provider that the configuration names; null when it names none.</summary>
    /// <exception cref="InvalidOperationException">It names one by half, or over a line that anybody can listen to.</exception>
    public static FournisseurDIdentite? Lire(IConfiguration configuration)
    {
        var section = configuration.GetSection("Oidc");
        if (section["Autorite"] is not { Length: > 0 } autorite)
        {
            return null;
        }

        if (!Uri.TryCreate(autorite, UriKind.Absolute, out var adresse) || (adresse.Scheme != Uri.UriSchemeHttps && !adresse.IsLoopback))
        {
            throw new InvalidOperationException("Oidc:Autorite est une adresse https.");
        }

        return section["Audience"] is { Length: > 0 } audience
            ? new(
                autorite, audience,
                Noms.ToDictionary(n => n, n => section[$"Revendications:{n}"] is { Length: > 0 } nom ? nom : n),
                section.GetSection("Roles").GetChildren().Where(r => r.Value is not null).ToDictionary(r => r.Key, r => r.Value!, StringComparer.Ordinal),
                TimeSpan.FromSeconds(section.GetValue("RafraichissementSecondes", 60)))
            {
                Client = section["Client"] is { Length: > 0 } client ? client : null,
                Secret = section["FichierDuSecret"] is { Length: > 0 } fichier ? File.ReadLines(fichier).FirstOrDefault()?.Trim() : section["Secret"],
                Portees = section["Portees"]?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? ["openid", "profile"],
                Adresse = section["Adresse"]?.TrimEnd('/'),
            }
            : throw new InvalidOperationException("Oidc:Audience manque : un jeton fait pour une autre application serait accepté.");
    }

    /// <summary>How its tokens are checked. Keys are found by discovery, and looked for again when a token is signed by an unknown one.</summary>
    internal void Regler(JwtBearerOptions options)
    {
        options.Authority = Autorite;
        options.RequireHttpsMetadata = !new Uri(Autorite).IsLoopback;
        options.MapInboundClaims = false;
        options.RefreshInterval = Rafraichissement;
        options.TokenValidationParameters = Controles(Audience);
        options.Events = new JwtBearerEvents
        {
            OnTokenValidated = contexte =>
            {
                contexte.Principal = Traduire(contexte.Principal!);
                return Task.CompletedTask;
            },
        };
    }

    /// <summary>
    /// A key that the provider withdrew is worth nothing as soon as its keys are read again, every hour at the latest: the library
    /// would go on accepting the one before.
    /// </summary>
    internal static void OublierLesClesRetirees(object? configuration)
    {
        if (configuration is BaseConfigurationManager cles)
        {
            cles.UseLastKnownGoodConfiguration = false;
            cles.AutomaticRefreshInterval = TimeSpan.FromHours(1);
        }
    }

    /// <summary>What a token of this provider must be.</summary>
    internal static TokenValidationParameters Controles(string destinataire) => new()
    {
        ValidAudience = destinataire,
        ValidAlgorithms = Algorithmes,
        RequireSignedTokens = true,
        RequireExpirationTime = true,
        ClockSkew = TimeSpan.FromSeconds(30),
        NameClaimType = "sub",
        RoleClaimType = Securite.Revendications.Role,
    };

    /// <summary>An address of this site, as the provider knows it.</summary>
    internal string Chez(HttpRequest requete, string chemin) => $"{Adresse ?? $"{requete.Scheme}://{requete.Host}"}{chemin}";

    /// <summary>Whether a token says it comes from another issuer than this instance; whether it does is checked afterwards.</summary>
    internal static bool EstDAilleurs(string? autorisation)
    {
        const string Porteur = "Bearer ";
        if (autorisation?.StartsWith(Porteur, StringComparison.OrdinalIgnoreCase) != true)
        {
            return false;
        }

        var lecteur = new JsonWebTokenHandler();
        var jeton = autorisation[Porteur.Length..].Trim();
        try
        {
            return lecteur.CanReadToken(jeton) && lecteur.ReadJsonWebToken(jeton).Issuer != Jetons.Emetteur;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    /// <summary>
    /// Only what this application knows passes: a claim that the provider lets people choose must not become a right. Two roles at
    /// once would add up to a right that neither has: they give none.
    /// </summary>
    internal ClaimsPrincipal Traduire(ClaimsPrincipal recu)
    {
        var revendications = new List<Claim> { new("sub", recu.FindFirstValue("sub") ?? "") };
        foreach (var (ici, chezLui) in Revendications)
        {
            var valeurs = recu.FindAll(chezLui).Select(c => c.Value).Distinct();
            if (ici == Securite.Revendications.Role)
            {
                valeurs = Roles.Count == 0 ? valeurs : valeurs.Select(v => Roles.GetValueOrDefault(v)).OfType<string>();
                valeurs = valeurs.Where(Securite.Roles.Tous.Contains).Distinct().Take(2).ToArray() is [var seul] ? [seul] : [];
            }

            revendications.AddRange(valeurs.Select(v => new Claim(ici, v)));
        }

        var nom = revendications.Exists(r => r.Type == Securite.Revendications.Nom) ? Securite.Revendications.Nom : "sub";
        return new(new ClaimsIdentity(revendications, Schema, nom, Securite.Revendications.Role));
    }
}
