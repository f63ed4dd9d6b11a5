using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Accompagnement.EventStore.Coffre;

/// <summary>
/// AES-256-GCM with a fresh random nonce: nonce, ciphertext, tag. The associated data binds what is sealed to whom and what it
/// is about, so that a sealed value moved to another person's row does not open.
/// </summary>
internal static class Scellement
{
    private const int Nonce = 12;
    private const int Marque = 16;

    public static byte[] Sceller(AesGcm aes, ReadOnlySpan<byte> clair, ReadOnlySpan<byte> lien)
    {
        var scelle = new byte[Nonce + clair.Length + Marque];
        var nonce = scelle.AsSpan(0, Nonce);
        RandomNumberGenerator.Fill(nonce);
        aes.Encrypt(nonce, clair, scelle.AsSpan(Nonce, clair.Length), scelle.AsSpan(Nonce + clair.Length), lien);
        return scelle;
    }

    /// <exception cref="CryptographicException">The key or the link is not the right one, or the value was altered.</exception>
    public static byte[] Ouvrir(AesGcm aes, ReadOnlySpan<byte> scelle, ReadOnlySpan<byte> lien)
    {
        if (scelle.Length < Nonce + Marque)
        {
            throw new CryptographicException("A sealed value is too short.");
        }

        var clair = new byte[scelle.Length - Nonce - Marque];
        aes.Decrypt(scelle[..Nonce], scelle[Nonce..^Marque], scelle[^Marque..], clair, lien);
        return clair;
    }

    public static AesGcm Aes(ReadOnlySpan<byte> cle) => new(cle, Marque);

    /// <summary>The link of a secret: its holder, its identifier, its nature.</summary>
    public static byte[] Lien(Guid titulaire, Guid objet, short nature)
    {
        var lien = new byte[34];
        titulaire.TryWriteBytes(lien);
        objet.TryWriteBytes(lien.AsSpan(16));
        BinaryPrimitives.WriteInt16BigEndian(lien.AsSpan(32), nature);
        return lien;
    }
}
