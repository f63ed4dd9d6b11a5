using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Accompagnement.Projections.Olinpe;

/// <summary>
/// The French phonetic form of a name, so that « Dupont » and « Dupond » give the same number: Frédéric Brouard's phonex, its sounds
/// written with letters (the return wants letters only), in upper case, twelve at most.
/// </summary>
public static partial class Phonex
{
    private const int LongueurAuPlus = 12;

    // In this order: a later rule sees what an earlier one has written. Upper case stands for a sound that is settled.
    private static readonly (Regex Motif, string Son)[] Regles =
    [
        (Y(), "i"), (H(), ""), (Ph(), "f"), (Gain(), "k"), (NasalesOuvertes(), "in"),
        (Eau(), "o"), (Oi(), "W"), (Ou(), "U"), (Eu(), "e"), (Au(), "o"), (Ai(), "e"),
        (NasaleIn(), "I"), (NasaleAn(), "A"), (NasaleOn(), "O"),
        (SEntreVoyelles(), "z"), (ChSch(), "J"), (CDoux(), "s"), (GDoux(), "J"), (Dur(), "k"),
        (DeuxSourdes(), "t"), (FSourde(), "f"), (J(), "J"),
    ];

    public static string De(string? nom)
    {
        var lettres = new StringBuilder();
        foreach (var c in (nom ?? "").ToLowerInvariant().Replace("œ", "oe", StringComparison.Ordinal).Replace("æ", "ae", StringComparison.Ordinal).Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark && char.IsAsciiLetterLower(c))
            {
                lettres.Append(c);
            }
        }

        var son = Regles.Aggregate(lettres.ToString(), (s, r) => r.Motif.Replace(s, r.Son));
        son = Doubles().Replace(son, "$1");
        son = Finales().Replace(son, "");
        var ecrit = string.Concat(son.ToUpperInvariant().Where(char.IsAsciiLetterUpper));
        return ecrit.Length <= LongueurAuPlus ? ecrit : ecrit[..LongueurAuPlus];
    }

    [GeneratedRegex("y")]
    private static partial Regex Y();

    [GeneratedRegex("(?<![csp])h")]
    private static partial Regex H();

    [GeneratedRegex("ph")]
    private static partial Regex Ph();

    [GeneratedRegex("g(?=ai?[nm])")]
    private static partial Regex Gain();

    /// <summary>« ain », « ein » before a vowel.</summary>
    [GeneratedRegex("[ae]i[nm](?=[aeiou])")]
    private static partial Regex NasalesOuvertes();

    [GeneratedRegex("eau")]
    private static partial Regex Eau();

    [GeneratedRegex("oi|oua")]
    private static partial Regex Oi();

    [GeneratedRegex("ou")]
    private static partial Regex Ou();

    [GeneratedRegex("eu|oe")]
    private static partial Regex Eu();

    [GeneratedRegex("au")]
    private static partial Regex Au();

    [GeneratedRegex("[ae]i(?![nm])")]
    private static partial Regex Ai();

    [GeneratedRegex("(?:[ae]?i|u)[nm](?![aeiounm])")]
    private static partial Regex NasaleIn();

    [GeneratedRegex("[ae][nm](?![aeiounm])")]
    private static partial Regex NasaleAn();

    [GeneratedRegex("o[nm](?![aeiounm])")]
    private static partial Regex NasaleOn();

    [GeneratedRegex("(?<=[aeiouWUIAO])s(?=[aeiouWUIAO])")]
    private static partial Regex SEntreVoyelles();

    [GeneratedRegex("s?ch|sh")]
    private static partial Regex ChSch();

    [GeneratedRegex("s?[cç](?=[eiI])")]
    private static partial Regex CDoux();

    [GeneratedRegex("ge?(?=[eiI])|ge(?=[aoAO])")]
    private static partial Regex GDoux();

    [GeneratedRegex("qu?|gu?|c")]
    private static partial Regex Dur();

    [GeneratedRegex("d|p")]
    private static partial Regex DeuxSourdes();

    [GeneratedRegex("b|v")]
    private static partial Regex FSourde();

    [GeneratedRegex("j")]
    private static partial Regex J();

    [GeneratedRegex(@"(.)\1+")]
    private static partial Regex Doubles();

    /// <summary>What is not heard at the end; a short name keeps its letters.</summary>
    [GeneratedRegex("(?<=..)[txsze]+$")]
    private static partial Regex Finales();
}
