using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Accompagnement.Domain.Faits;

namespace Accompagnement.EventStore.Coffre;

/// <summary>
/// Turns names into keyed fingerprints of their trigrams. Names that look alike share many fingerprints whatever their accents,
/// order or small mistakes, so a name can be searched without being in the database. Without the key they say nothing.
/// </summary>
public sealed class Empreinteur(Trousseau trousseau)
{
    private readonly ConcurrentDictionary<string, int> connues = new(StringComparer.Ordinal);

    /// <summary>Every fingerprint of an identity: names, birth date, allocataire number.</summary>
    public int[] De(Identite identite)
    {
        var jetons = new HashSet<string>(StringComparer.Ordinal);
        foreach (var nom in new[] { identite.NomNaissance, identite.NomUsage, identite.Prenoms })
        {
            jetons.UnionWith(Trigrammes(nom));
        }

        if (identite.DateNaissance is { } date)
        {
            jetons.Add(Naissance(date));
        }

        if (identite.NumeroAllocataire is { Length: > 0 } numero)
        {
            jetons.Add(Numero(numero));
        }

        // Sorted: in the order of the name, each trigram would tell which one follows it.
        int[] empreintes = [.. jetons.Select(Empreinte)];
        Array.Sort(empreintes);
        return empreintes;
    }

    /// <summary>The fingerprints of a name as typed in a search.</summary>
    public int[] DuNom(string texte) => [.. Trigrammes(texte).Select(Empreinte)];

    public int DeLaNaissance(DateOnly date) => Empreinte(Naissance(date));

    public int DuNumero(string numero) => Empreinte(Numero(numero));

    /// <summary>The fingerprint that every name beginning with this letter has.</summary>
    internal int DeLInitiale(char lettre) => Empreinte($"  {lettre}");

    /// <summary>The trigrams of each word, padded as pg_trgm does, without accents or case.</summary>
    internal static IEnumerable<string> Trigrammes(string? texte)
    {
        foreach (var mot in Mots(texte))
        {
            var borde = $"  {mot} ";
            for (var i = 0; i + 3 <= borde.Length; i++)
            {
                yield return borde.Substring(i, 3);
            }
        }
    }

    /// <summary>The words of a text: letters and digits, without accents or case.</summary>
    internal static IEnumerable<string> Mots(string? texte)
    {
        var mot = new StringBuilder();
        foreach (var c in (texte ?? "").Replace("œ", "oe", StringComparison.OrdinalIgnoreCase).Replace("æ", "ae", StringComparison.OrdinalIgnoreCase).Normalize(NormalizationForm.FormD))
        {
            if (char.IsLetterOrDigit(c))
            {
                mot.Append(char.ToLowerInvariant(c));
            }
            else if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark && mot.Length > 0)
            {
                yield return mot.ToString();
                mot.Clear();
            }
        }

        if (mot.Length > 0)
        {
            yield return mot.ToString();
        }
    }

    /// <summary>An allocataire number as it is compared: without spaces or case.</summary>
    private static string Numero(string numero) => "n:" + string.Concat(Mots(numero));

    private static string Naissance(DateOnly date) => "d:" + date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private int Empreinte(string jeton)
    {
        // Trigrams are few and come back all the time; anything longer would fill memory.
        return jeton.Length <= 3 ? connues.GetOrAdd(jeton, Calculer) : Calculer(jeton);

        int Calculer(string j)
        {
            Span<byte> empreinte = stackalloc byte[32];
            HMACSHA256.HashData(trousseau.Recherche, Encoding.UTF8.GetBytes(j), empreinte);
            return BinaryPrimitives.ReadInt32BigEndian(empreinte);
        }
    }
}
