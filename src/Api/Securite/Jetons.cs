using System.Security.Claims;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Accompagnement.Api.Securite;

/// <summary>
/// Bearer tokens signed with the instance's own key, for this machine: what <c>ops/jeton</c> prints. A département's own identity
/// provider signs its own.
/// </summary>
public sealed class Jetons(byte[] cle, TimeProvider horloge)
{
    public const string Emetteur = "accompagnement";
    public const string Destinataire = "accompagnement-api";

    /// <summary>The only algorithm taken.</summary>
    public const string Algorithme = SecurityAlgorithms.HmacSha256;

    public static readonly TimeSpan Duree = TimeSpan.FromHours(12);

    public SecurityKey Cle { get; } = new SymmetricSecurityKey(cle);

    /// <summary>Signs a token for a role.</summary>
    public string Signer(string role, string? agent, IEnumerable<string> sites, IEnumerable<string> services, string? structure = null, bool croisementsFins = false)
    {
        var revendications = new List<Claim> { new(Revendications.Role, role), new("sub", agent ?? $"jeton-{role}") };
        if (agent is not null)
        {
            revendications.Add(new(Revendications.Agent, agent));
        }

        if (structure is not null)
        {
            revendications.Add(new(Revendications.Structure, structure));
        }

        if (croisementsFins)
        {
            revendications.Add(new(Revendications.CroisementsFins, Revendications.Oui));
        }

        revendications.AddRange(sites.Select(s => new Claim(Revendications.Site, s)));
        revendications.AddRange(services.Select(s => new Claim(Revendications.Service, s)));
        var maintenant = horloge.GetUtcNow().UtcDateTime;
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Emetteur,
            Audience = Destinataire,
            IssuedAt = maintenant,
            NotBefore = maintenant.AddMinutes(-1),
            Expires = maintenant + Duree,
            Subject = new ClaimsIdentity(revendications),
            SigningCredentials = new SigningCredentials(Cle, Algorithme),
        });
    }
}
