using System.Buffers;

namespace Accompagnement.Domain.Faits;

/// <summary>What the contract calls a code, and the keys that sites, agents and structures go by.</summary>
public static class Codes
{
    private const int LongueurCode = 64;
    private const int LongueurCle = 100;

    private static readonly SearchValues<char> Admis =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.:");

    /// <summary>Short, ASCII, without spaces; so never a sentence about somebody.</summary>
    public static bool EstCode(ReadOnlySpan<char> texte) =>
        texte.Length is > 0 and <= LongueurCode && !texte.ContainsAnyExcept(Admis);

    /// <summary>A key as partners really write them: letters of any alphabet, digits, spaces and light punctuation.</summary>
    public static bool EstCle(ReadOnlySpan<char> texte)
    {
        if (EstCode(texte))
        {
            return true;
        }

        if (texte.IsWhiteSpace() || texte.Length > LongueurCle)
        {
            return false;
        }

        foreach (var c in texte)
        {
            if (!char.IsLetterOrDigit(c) && !" -_.:'’()°&,+".Contains(c, StringComparison.Ordinal))
            {
                return false;
            }
        }

        return true;
    }
}
