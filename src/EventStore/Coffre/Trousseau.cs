using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Accompagnement.EventStore.Coffre;

/// <summary>
/// The wrapping keys of the coffre, kept outside the database: one line per version, <c>version:base64</c>, the highest in use.
/// Losing them is losing every identity and text; see docs/exploitation/cles.md.
/// </summary>
/// <remarks>
/// The keys of the search fingerprints and of the rejected lines come from the first version ever used. Once that version is
/// withdrawn they are kept by lines of their own, <c>recherche:base64</c> and <c>rejets:base64</c>.
/// </remarks>
public sealed class Trousseau
{
    private const int Taille = 32;
    private const string UsageRecherche = "recherche";
    private const string UsageRejets = "rejets";
    private readonly SortedDictionary<short, byte[]> cles;
    private readonly Dictionary<short, byte[]> enveloppes;

    private Trousseau(SortedDictionary<short, byte[]> cles, byte[]? recherche, byte[]? rejets)
    {
        this.cles = cles;
        enveloppes = cles.ToDictionary(c => c.Key, c => Deriver(c.Value, "enveloppe"));
        EnUsage = cles.Keys.Last();
        Recherche = recherche ?? Deriver(cles.First().Value, UsageRecherche);
        Rejets = rejets ?? Deriver(cles.First().Value, UsageRejets);
    }

    /// <summary>The version that new keys are wrapped with.</summary>
    public short EnUsage { get; }

    /// <summary>The versions this key file holds, in order.</summary>
    public IReadOnlyCollection<short> Versions => cles.Keys;

    /// <summary>The key of the search fingerprints: the same across rotations.</summary>
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
            Ecrire(fichier, [Ligne("1", RandomNumberGenerator.GetBytes(Taille))], remplacer: false);
        }

        return Lire(File.ReadAllLines(fichier));
    }

    /// <summary>Adds a new random version to a key file: from the next start, new keys are wrapped with it.</summary>
    public static Trousseau AjouterVersion(string fichier)
    {
        var trousseau = Lire(File.ReadAllLines(fichier));
        var suivante = checked((short)(trousseau.EnUsage + 1));
        var lignes = trousseau.Lignes(trousseau.cles.Keys).Append(Ligne(suivante.ToString(CultureInfo.InvariantCulture), RandomNumberGenerator.GetBytes(Taille)));
        Ecrire(fichier, lignes, remplacer: true);
        return Lire(File.ReadAllLines(fichier));
    }

    /// <summary>
    /// Withdraws every version but the one in use, once the rotation is over. What an older backup holds can be opened no more:
    /// that is also what finishes an erasure.
    /// </summary>
    public static Trousseau RetirerAnciennes(string fichier)
    {
        var trousseau = Lire(File.ReadAllLines(fichier));
        Ecrire(fichier, trousseau.Lignes([trousseau.EnUsage]), remplacer: true);
        return Lire(File.ReadAllLines(fichier));
    }

    /// <summary>Reads keys from lines <c>version:base64</c>.</summary>
    /// <exception cref="InvalidDataException">No usable key.</exception>
    public static Trousseau Lire(IEnumerable<string> lignes)
    {
        var cles = new SortedDictionary<short, byte[]>();
        byte[]? recherche = null;
        byte[]? rejets = null;
        foreach (var ligne in lignes.Where(l => !string.IsNullOrWhiteSpace(l)))
        {
            var parts = ligne.Trim().Split(':', 2);
            var cle = Decoder(parts.Length == 2 ? parts[1] : "");
            switch (parts[0])
            {
                case UsageRecherche:
                    recherche = cle;
                    break;
                case UsageRejets:
                    rejets = cle;
                    break;
                default:
                    var version = short.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var v) ? v : throw LigneIllisible();
                    cles[version] = cles.ContainsKey(version) ? throw new InvalidDataException($"The coffre's key file gives version {version} twice.") : cle;
                    break;
            }
        }

        return cles.Count > 0 ? new(cles, recherche, rejets) : throw new InvalidDataException("The coffre's key file holds no key.");
    }

    /// <summary>The wrapping key of a version.</summary>
    /// <exception cref="CoffreFermeException">The key file no longer holds that version.</exception>
    internal byte[] Enveloppe(short version) =>
        enveloppes.TryGetValue(version, out var cle) ? cle : throw new CoffreFermeException($"The wrapping key of version {version} is missing.");

    private IEnumerable<string> Lignes(IEnumerable<short> versions) =>
        versions.Select(v => Ligne(v.ToString(CultureInfo.InvariantCulture), cles[v]))
            .Prepend(Ligne(UsageRejets, Rejets))
            .Prepend(Ligne(UsageRecherche, Recherche));

    private static string Ligne(string nom, byte[] cle) => $"{nom}:{Convert.ToBase64String(cle)}";

    /// <summary>Written whole beside, forced to disk, then put in place: a crash leaves the old file or the new one, never half of one.</summary>
    private static void Ecrire(string fichier, IEnumerable<string> lignes, bool remplacer)
    {
        var temporaire = fichier + ".nouveau";
        File.Delete(temporaire);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead };
        using (var flux = new FileStream(temporaire, options))
        {
            flux.Write(Encoding.ASCII.GetBytes(string.Join('\n', lignes) + "\n"));
            flux.Flush(flushToDisk: true);
        }

        File.Move(temporaire, fichier, remplacer);
    }

    private static byte[] Decoder(string base64)
    {
        var cle = new byte[Taille + 1];
        return Convert.TryFromBase64String(base64, cle, out var n)
            ? n == Taille ? cle[..n] : throw new InvalidDataException("A wrapping key has 32 bytes.")
            : throw LigneIllisible();
    }

    private static InvalidDataException LigneIllisible() => new("A line of the coffre's key file is not « version:base64 ».");

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
