using System.Security.Cryptography;

namespace Accompagnement.Projections.Diffusion;

/// <summary>
/// What the noise depends on besides the objects: who knows it can remove the noise. It lives in a file outside the database,
/// readable by its owner only, and never changes: a new one would give the same cells another noise, and the two published values
/// together would tell more than either.
/// </summary>
public sealed class SecretDeDiffusion
{
    private const int Taille = 32;
    private const int TailleDeBloc = 64;
    private const UnixFileMode Interdits = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    private readonly byte[] cle;

    private SecretDeDiffusion(byte[] cle) => this.cle = cle;

    internal ReadOnlySpan<byte> Cle => cle;

    /// <summary>The block that HMAC-SHA-256 puts before the inner digest.</summary>
    internal byte[] BlocExterieur => Bloc(0x5C);

    /// <summary>The block that HMAC-SHA-256 puts before the message.</summary>
    internal byte[] BlocInterieur => Bloc(0x36);

    /// <summary>A secret from 32 bytes, for tests and for keys that a command prints.</summary>
    /// <exception cref="InvalidDataException">Not 32 bytes, or all alike.</exception>
    public static SecretDeDiffusion De(ReadOnlySpan<byte> octets) =>
        octets.Length == Taille && octets.ContainsAnyExcept(octets[0])
            ? new(octets.ToArray())
            : throw new InvalidDataException("Le secret de diffusion a 32 octets tirés au hasard.");

    /// <summary>Reads the key file, one line of base 64.</summary>
    /// <exception cref="InvalidDataException">The file holds no usable secret, or others may read it.</exception>
    public static SecretDeDiffusion Lire(string fichier)
    {
        if ((File.GetUnixFileMode(fichier) & Interdits) != 0)
        {
            throw new InvalidDataException($"Le fichier du secret de diffusion est lisible ou modifiable par d'autres : chmod 0400 {fichier}.");
        }

        var octets = new byte[Taille];
        return Convert.TryFromBase64String(File.ReadAllText(fichier).Trim(), octets, out var lus) && lus == Taille
            ? De(octets)
            : throw new InvalidDataException($"Le fichier {fichier} ne contient pas un secret de diffusion : 32 octets en base 64.");
    }

    /// <summary>Reads the key file, or creates it with random bytes when the site starts for the first time.</summary>
    public static SecretDeDiffusion LireOuCreer(string fichier)
    {
        if (!File.Exists(fichier))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(fichier))!);
            var temporaire = $"{fichier}.{Guid.NewGuid():N}";
            using (var flux = new FileStream(temporaire, new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                UnixCreateMode = UnixFileMode.UserRead,
            }))
            {
                flux.Write(System.Text.Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(Taille)) + "\n"));
                flux.Flush(flushToDisk: true);
            }

            try
            {
                File.Move(temporaire, fichier, overwrite: false);
            }
            catch (IOException) when (File.Exists(fichier))
            {
                // Another process of the site created it first: its secret is the one.
                File.Delete(temporaire);
            }
        }

        return Lire(fichier);
    }

    private byte[] Bloc(byte masque)
    {
        var bloc = new byte[TailleDeBloc];
        cle.CopyTo(bloc, 0);
        for (var i = 0; i < bloc.Length; i++)
        {
            bloc[i] ^= masque;
        }

        return bloc;
    }

    public override string ToString() => "SecretDeDiffusion(***)";
}
