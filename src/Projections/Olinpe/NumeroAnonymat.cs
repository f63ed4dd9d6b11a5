using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Accompagnement.Domain.Faits;

namespace Accompagnement.Projections.Olinpe;

/// <summary>
/// NUMANONYM, as the national receiver's own tool makes it: 40 hexadecimal characters, half of them from the first name, a family name and
/// the month of birth as they are written, half from the phonetic forms of the two names; each is the head of a SHA-1 with a shared secret.
/// A child whose name is corrected in one letter often keeps the second half. The receiver hashes each half again.
/// </summary>
/// <remarks>
/// The family name is the mother's maiden name when it is known, else the name of use, else that of birth; the number of the file stands for
/// whatever is missing, so that no two children become one. The day of birth is not taken: CASF D.226-3-4 names the month and the year.
/// It is a pseudonym and not anonymous: whoever has the secret and a list of names finds the children again. It is computed when the
/// return is made, written in the return only, never stored, never logged, never a key of anything here (decision 0071).
/// </remarks>
public static class NumeroAnonymat
{
    private const int Moitie = 20;
    private const int LongueurDUneForme = 12;
    private const string Otes = "-/ '.";

    /// <summary>The number of one child, in 40 hexadecimal characters.</summary>
    /// <param name="identite">What the coffre says; null when it says nothing, or no longer.</param>
    /// <param name="naissance">The month of birth.</param>
    /// <param name="dossier">The number of the file.</param>
    /// <param name="secret">The secret shared with the receiver.</param>
    /// <param name="nomDeLaMere">The mother's maiden name, when it is known.</param>
    public static string De(Identite? identite, Mois? naissance, Guid dossier, ReadOnlySpan<byte> secret, string? nomDeLaMere = null)
    {
        var numero = dossier.ToString("N");
        var prenom = Premier(identite?.Prenoms?.Trim().Split(' ', ',')[0]) ?? numero;
        var nom = Premier(nomDeLaMere, identite?.NomUsage, identite?.NomNaissance) ?? numero;
        var mois = naissance is { } m ? string.Create(CultureInfo.InvariantCulture, $"{m.Numero}{m.Annee}") : numero;
        return Empreinte(EnLettres(prenom + nom + mois), secret) + Empreinte(Forme(prenom) + Forme(nom), secret);
    }

    private static string? Premier(params ReadOnlySpan<string?> noms)
    {
        foreach (var nom in noms)
        {
            if (!string.IsNullOrWhiteSpace(nom) && EnLettres(nom).Length > 0)
            {
                return nom;
            }
        }

        return null;
    }

    /// <summary>As the tool writes a name: upper case, without accents, spaces, hyphens, slashes, apostrophes, full stops.</summary>
    private static string EnLettres(string texte)
    {
        var lettres = new StringBuilder();
        foreach (var c in texte.Replace('’', '\'').Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark && !Otes.Contains(c, StringComparison.Ordinal))
            {
                lettres.Append(char.ToUpperInvariant(c));
            }
        }

        return lettres.ToString();
    }

    private static string Forme(string nom) => Phonex.De(EnLettres(nom)) is var forme && forme.Length > LongueurDUneForme ? forme[..LongueurDUneForme] : forme;

    private static string Empreinte(string texte, ReadOnlySpan<byte> secret)
    {
        byte[] message = [.. Encoding.Latin1.GetBytes(texte), .. secret];
#pragma warning disable CA5350 // The national format asks for SHA-1; nothing here relies on its strength.
        return Convert.ToHexStringLower(SHA1.HashData(message))[..Moitie];
#pragma warning restore CA5350
    }
}
