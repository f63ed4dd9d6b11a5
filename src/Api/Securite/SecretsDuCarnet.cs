using System.Security.Cryptography;
using System.Text;
using Accompagnement.Api.Hote;

namespace Accompagnement.Api.Securite;

/// <summary>
/// What an account's browser needs to keep things sealed between two sessions: a name for its notebook that says nothing of whose it
/// is, and a key that only its own session is given. Both are always the same for an account of an instance (docs/decisions/0080).
/// </summary>
public sealed class SecretsDuCarnet(OptionsInstance options)
{
    private readonly Lazy<byte[]> secret = new(() => Instance.LireOuCreerSecret(options, "carnets"));

    /// <summary>What the notebook of an account is called in the browser.</summary>
    public string Identifiant(string compte) => Convert.ToHexStringLower(Deriver("identifiant", compte)[..16]);

    /// <summary>The key of what an account's browser keeps: 256 bits in base 64.</summary>
    public string Clef(string compte) => Convert.ToBase64String(Deriver("clef", compte));

    private byte[] Deriver(string usage, string compte) => HMACSHA256.HashData(secret.Value, Encoding.UTF8.GetBytes($"{usage}\0{compte}"));
}
