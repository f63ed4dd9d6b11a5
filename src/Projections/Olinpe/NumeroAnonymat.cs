using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Accompagnement.Domain.Faits;

namespace Accompagnement.Projections.Olinpe;

/// <summary>
/// NUMANONYM: SHA-1 of the phonetic forms of the child's first name and of a family name, the date of birth, and a secret shared with
/// the national receiver (<c>domain/olinpe-codebook.md</c>). The family name is the mother's maiden name when it is known, else the name
/// of use, else that of birth; without any name the number of the file stands for it, so that no two children become one.
/// </summary>
/// <remarks>
/// It is a pseudonym and not anonymous: whoever has the secret and a list of names finds the children again. It is computed when the
/// return is made, written in the return only, never stored, never logged, never a key of anything here (decision 0071).
/// </remarks>
public static class NumeroAnonymat
{
    /// <summary>The number of one child, in 40 hexadecimal characters.</summary>
    /// <param name="identite">What the coffre says; null when it says nothing, or no longer.</param>
    /// <param name="naissance">The month of birth, when the day is not known.</param>
    /// <param name="dossier">The number of the file.</param>
    /// <param name="secret">The secret shared with the receiver.</param>
    /// <param name="nomDeLaMere">The mother's maiden name, when it is known.</param>
    public static string De(Identite? identite, Mois? naissance, Guid dossier, ReadOnlySpan<byte> secret, string? nomDeLaMere = null)
    {
        var prenom = Phonex.De(identite?.Prenoms?.Trim().Split(' ', ',')[0]);
        var nom = Phonex.De(nomDeLaMere ?? identite?.NomUsage ?? identite?.NomNaissance);
        var jour = identite?.DateNaissance?.ToString("yyyyMMdd", CultureInfo.InvariantCulture)
            ?? (naissance is { } m ? string.Create(CultureInfo.InvariantCulture, $"{m.Annee:0000}{m.Numero:00}99") : "99999999");
        var sansNom = prenom.Length == 0 || nom.Length == 0;
        byte[] message = [.. Encoding.ASCII.GetBytes(sansNom ? $"{prenom}{nom}{dossier:N}{jour}" : prenom + nom + jour), .. secret];
#pragma warning disable CA5350 // The national format asks for SHA-1; nothing here relies on its strength.
        return Convert.ToHexString(SHA1.HashData(message));
#pragma warning restore CA5350
    }
}
