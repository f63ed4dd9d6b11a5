using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Accompagnement.Projections.Diffusion;

/// <summary>
/// The record key of a counted object: the first 32 bits of HMAC-SHA-256(secret, object id), read as a fixed-point number in [0,1).
/// The same object has the same key in every table and every year; without the secret a key says nothing.
/// </summary>
public sealed class CleDEnregistrement(SecretDeDiffusion secret) : IDisposable
{
    // Kept ready with the secret: half the time of a new one for each object. One by thread, since it is not safe for two.
    private readonly ThreadLocal<IncrementalHash> hmac = new(() => IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret.Cle), trackAllValues: true);

    /// <summary>The key of an object known by its identifier, taken in the order in which it is written.</summary>
    public uint De(Guid objet)
    {
        Span<byte> octets = stackalloc byte[16];
        objet.TryWriteBytes(octets, bigEndian: true, out _);
        return De(octets);
    }

    /// <summary>The key of an object known by a code.</summary>
    public uint De(string objet)
    {
        ArgumentException.ThrowIfNullOrEmpty(objet);
        return De(Encoding.UTF8.GetBytes(objet));
    }

    /// <summary>The key of an object known by some bytes.</summary>
    public uint De(ReadOnlySpan<byte> objet)
    {
        Span<byte> empreinte = stackalloc byte[HMACSHA256.HashSizeInBytes];
        var calcul = hmac.Value!;
        calcul.AppendData(objet);
        calcul.GetHashAndReset(empreinte);
        return BinaryPrimitives.ReadUInt32BigEndian(empreinte);
    }

    public void Dispose()
    {
        foreach (var calcul in hmac.Values)
        {
            calcul.Dispose();
        }

        hmac.Dispose();
    }
}
