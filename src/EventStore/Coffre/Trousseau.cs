using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Accompagnement.EventStore.Coffre;

/// <summary>
/// The wrapping keys of the coffre, kept outside the database: one line per version, <c>version:base64</c>, the highest in use.
/// Losing them is losing every identity and text; see the operations guide.
/// </summary>
public sealed class Trousseau
{
    private const int Taille = 32;
    private readonly SortedDictionary<short, byte[]> cles;

    private Trousseau(SortedDictionary<short, byte[]> cles)
    {
        this.cles = cles;
        EnUsage = cles.Keys.Last();
        Recherche = Deriver(cles.First().Value, "recherche");
        Rejets = Deriver(cles.First().Value, "rejets");
    }

    /// <summary>The version that new keys are wrapped with.</summary>
    public short EnUsage { get; }

    /// <summary>The key of the search fingerprints: derived from the first version, so that rotation does not change them.</summary>
    internal byte[] Recherche { get; }

    /// <summary>The key of the rejected lines.</summary>
    internal byte[] Rejets { get; }

    /// <summary>Reads a key file, or creates it with a first random key, readable by its owner only.</summary>
    /// <exception cref="InvalidDataException">The file is there but holds no usable key.</exception>
    public static Trousseau LireOuCreer(string fichier)
    {
        if (!File.Exists(fichier))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(fichier))!);
            var temporaire = fichier + ".nouveau";
            File.WriteAllText(temporaire, $"1:{Convert.ToBase64String(RandomNumberGenerator.GetBytes(Taille))}\n");
            File.SetUnixFileMode(temporaire, UnixFileMode.UserRead);
            File.Move(temporaire, fichier);
        }

        return Lire(File.ReadAllLines(fichier));
    }

    /// <summary>Reads keys from lines <c>version:base64</c>.</summary>
    /// <exception cref="InvalidDataException">No usable key.</exception>
    public static Trousseau Lire(IEnumerable<string> lignes)
    {
        var cles = new SortedDictionary<short, byte[]>();
        foreach (var ligne in lignes.Where(l => !string.IsNullOrWhiteSpace(l)))
        {
            var parts = ligne.Trim().Split(':', 2);
            if (parts.Length != 2 || !short.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var version))
            {
                throw new InvalidDataException("A line of the coffre's key file is not « version:base64 ».");
            }

            var cle = Convert.FromBase64String(parts[1]);
            cles[version] = cle.Length == Taille ? cle : throw new InvalidDataException("A wrapping key has 32 bytes.");
        }

        return cles.Count > 0 ? new(cles) : throw new InvalidDataException("The coffre's key file holds no key.");
    }

    /// <summary>The wrapping key of a version.</summary>
    /// <exception cref="CoffreFermeException">The key file no longer holds that version.</exception>
    internal byte[] Enveloppe(short version) =>
        cles.TryGetValue(version, out var cle) ? Deriver(cle, "enveloppe") : throw new CoffreFermeException($"The wrapping key of version {version} is missing.");

    private static byte[] Deriver(byte[] cle, string usage) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, cle, Taille, info: Encoding.ASCII.GetBytes($"accompagnement/coffre/{usage}"));
}

/// <summary>The coffre cannot be opened: the wrapping key is missing or is not the one it was closed with.</summary>
public sealed class CoffreFermeException : Exception
{
    public CoffreFermeException()
    {
    }

    public CoffreFermeException(string message)
        : base(message)
    {
    }

    public CoffreFermeException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
