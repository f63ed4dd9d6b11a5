using System.Net;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Accompagnement.Api.Tests.Infrastructure;

/// <summary>An OpenID Connect provider that answers discovery, keys, tokens and its account's data, without a line.</summary>
internal sealed class FournisseurDeTest : HttpMessageHandler
{
    public const string Autorite = "https://sso.pas-de-calais.test";

    private readonly Dictionary<string, (string Defi, string Nonce, string Compte)> codes = [];
    private RSA cle = RSA.Create(2048);
    private string kid = Guid.NewGuid().ToString("N");
    private string? dernier;

    /// <summary>The settings of an instance that trusts it.</summary>
    public static Dictionary<string, string?> Reglages { get; } = new()
    {
        ["Oidc:Autorite"] = Autorite,
        ["Oidc:Audience"] = "accompagnement",
        ["Oidc:Client"] = "accompagnement",
        ["Oidc:Secret"] = "secret-de-l-essai",
        ["Oidc:RafraichissementSecondes"] = "1",
        ["Oidc:Revendications:role"] = "groupes",
        ["Oidc:Revendications:agent"] = "matricule",
        ["Oidc:Roles:GRP_AS"] = "referent",
        ["Oidc:Roles:GRP_SI"] = "administrateur",
    };

    /// <summary>The groups of each of its accounts.</summary>
    public Dictionary<string, string[]> Groupes { get; } = new() { ["claire"] = ["GRP_AS"], ["nemo"] = [], ["double"] = ["GRP_AS", "GRP_SI"] };

    public void ChangerDeCle()
    {
        cle.Dispose();
        (cle, kid) = (RSA.Create(2048), Guid.NewGuid().ToString("N"));
    }

    /// <summary>What its sign-in page does: the person is known, and sent back with a code.</summary>
    /// <returns>Where it sends them, and what was asked.</returns>
    public (Uri Retour, IReadOnlyDictionary<string, string> Demande) Reconnaitre(Uri demande, string compte)
    {
        var lue = QueryHelpers.ParseQuery(demande.Query).ToDictionary(p => p.Key, p => p.Value.ToString());
        var code = Guid.NewGuid().ToString("N");
        codes[code] = (lue["code_challenge"], lue["nonce"], compte);
        return (new($"{lue["redirect_uri"]}?code={code}&state={Uri.EscapeDataString(lue["state"])}"), lue);
    }

    public string Signer(string groupe = "GRP_AS", string agent = "AGT-0007", string audience = "accompagnement", string emetteur = Autorite, TimeSpan? expire = null) =>
        Creer(Signature(), [new("sub", "claire"), new("groupes", groupe), new("matricule", agent), new("role", "administrateur")], audience, emetteur, expire ?? TimeSpan.FromMinutes(5));

    public string SignerAvecLaClePublique() => Creer(
        new SigningCredentials(new SymmetricSecurityKey(Encoding.ASCII.GetBytes(cle.ExportRSAPublicKeyPem())) { KeyId = kid }, SecurityAlgorithms.HmacSha256),
        [new("sub", "claire"), new("groupes", "GRP_AS")], "accompagnement", Autorite, TimeSpan.FromMinutes(5));

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        switch (request.RequestUri!.AbsolutePath)
        {
            case "/.well-known/openid-configuration":
                return Json(new Dictionary<string, object>
                {
                    ["issuer"] = Autorite,
                    ["jwks_uri"] = $"{Autorite}/cles",
                    ["authorization_endpoint"] = $"{Autorite}/autoriser",
                    ["token_endpoint"] = $"{Autorite}/jeton",
                    ["userinfo_endpoint"] = $"{Autorite}/compte",
                    ["end_session_endpoint"] = $"{Autorite}/sortir",
                });
            case "/cles":
                var publique = cle.ExportParameters(false);
                return Json(new { keys = new[] { new { kty = "RSA", use = "sig", alg = "RS256", kid, n = Base64UrlEncoder.Encode(publique.Modulus), e = Base64UrlEncoder.Encode(publique.Exponent) } } });
            case "/jeton":
                return Echanger(QueryHelpers.ParseQuery(await request.Content!.ReadAsStringAsync(cancellationToken)).ToDictionary(p => p.Key, p => p.Value.ToString()));
            case "/compte" when dernier is { } compte:
                return Json(new Dictionary<string, object> { ["sub"] = compte, ["name"] = "Claire Delattre", ["matricule"] = "AGT-0007", ["groupes"] = Groupes[compte], ["role"] = "administrateur" });
            default:
                return new(HttpStatusCode.NotFound);
        }
    }

    protected override void Dispose(bool disposing)
    {
        cle.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>A code is worth one token, to who knows what its challenge was made from.</summary>
    private HttpResponseMessage Echanger(Dictionary<string, string> demande)
    {
        if (!codes.Remove(demande["code"], out var attendu) || demande["client_secret"] != "secret-de-l-essai"
            || Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(demande["code_verifier"]))) != attendu.Defi)
        {
            return new(HttpStatusCode.BadRequest) { Content = new StringContent("""{"error":"invalid_grant"}""", Encoding.UTF8, "application/json") };
        }

        dernier = attendu.Compte;
        var identite = Creer(Signature(), [new("sub", attendu.Compte), new("nonce", attendu.Nonce)], "accompagnement", Autorite, TimeSpan.FromMinutes(5));
        return Json(new { access_token = "acces-opaque", id_token = identite, token_type = "Bearer", expires_in = 300 });
    }

    private SigningCredentials Signature() => new(new RsaSecurityKey(cle) { KeyId = kid, CryptoProviderFactory = new() { CacheSignatureProviders = false } }, SecurityAlgorithms.RsaSha256);

    private static HttpResponseMessage Json(object corps) =>
        new(HttpStatusCode.OK) { Content = new StringContent(JsonSerializer.Serialize(corps), Encoding.UTF8, "application/json") };

    private static string Creer(SigningCredentials signature, Claim[] revendications, string audience, string emetteur, TimeSpan expire) =>
        new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = emetteur,
            Audience = audience,
            IssuedAt = DateTime.UtcNow,
            NotBefore = DateTime.UtcNow.AddMinutes(-10),
            Expires = DateTime.UtcNow + expire,
            Subject = new ClaimsIdentity(revendications),
            SigningCredentials = signature,
        });
}
