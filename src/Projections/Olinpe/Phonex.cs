using System.Globalization;
using System.Text.RegularExpressions;

namespace Accompagnement.Projections.Olinpe;

/// <summary>
/// The phonetic form of a French name as the national receiver's own tool makes it: the rules of Frédéric Brouard's phonex (1999), in the
/// order and with the gaps that the tool has, then the letters that are left as the digits of a number in base 22.
/// </summary>
/// <remarks>
/// The rules are of no interest to us, only that the same name gives the same number there and here: « qu » is never one sound because « q »
/// was replaced just before, and a tripled letter keeps two. Do not mend them.
/// </remarks>
public static class Phonex
{
    /// <summary>The digits of base 22, each at its rank; another letter is worth 0.</summary>
    private const string Chiffres = "12345efghiklnorstuwxyz";

    /// <summary>PHP writes a number as text with so many digits.</summary>
    private const int ChiffresEcrits = 14;

    // Each line is applied to the whole name before the next: a later rule sees what an earlier one has written.
    private static readonly (Regex Motif, string Son)[] Regles =
    [
        .. Lignes("y→i", "(?<![csp])h→", "ph→f", "gan→kan", "gam→kam", "gain→kain", "gaim→kaim"),
        .. Lignes("ain([aeiou])→yn$1", "ein([aeiou])→yn$1", "aim([aeiou])→yn$1", "eim([aeiou])→yn$1"),
        .. Lignes("eau→o", "oua→2", "ein→4", "ain→4", "eim→4", "aim→4", "ai→y", "ei→y", "er→yr", "ess→yss", "et→yt"),
        .. Lignes("an($|[^aeiou1234])→1$1", "am($|[^aeiou1234])→1$1", "en($|[^aeiou1234])→1$1", "em($|[^aeiou1234])→1$1", "in($|[^aeiou1234])→4$1", "on→1"),
        .. Lignes("([aeiou1234])s([aeiou1234])→$1z$2", "oe→e", "eu→e", "au→o", "oi→2", "oy→2", "ou→3"),
        .. Lignes("ch→5", "sch→5", "sh→5", "ss→s", "sc→s", "c([ei])→s$1"),
        .. Lignes("c→k", "q→k", "qu→k", "gu→k", "ga→ka", "go→ko", "gy→ky", "a→o", "d→t", "p→t", "j→g", "b→f", "v→f", "m→n"),
        .. Lignes(@"(.)\1→$1", "[tx]$→"),
    ];

    /// <summary>The letters and digits that a name is reduced to.</summary>
    /// <param name="nom">A name without accents nor spaces; its case does not matter.</param>
    public static string Code(string nom) => Regles.Aggregate(nom.ToLowerInvariant(), (s, r) => r.Motif.Replace(s, r.Son));

    /// <summary>The number of a name, in [0,1), as text.</summary>
    /// <param name="nom">A name without accents nor spaces; its case does not matter.</param>
    public static string De(string nom)
    {
        var nombre = 0.0;
        var code = Code(nom);
        for (var i = 0; i < code.Length; i++)
        {
            nombre += Math.Max(0, Chiffres.IndexOf(code[i], StringComparison.Ordinal)) * Math.Pow(22, -(i + 1));
        }

        return nombre.ToString($"G{ChiffresEcrits}", CultureInfo.InvariantCulture);
    }

    private static IEnumerable<(Regex, string)> Lignes(params string[] lignes) =>
        lignes.Select(l => l.Split('→')).Select(l => (new Regex(l[0], RegexOptions.CultureInvariant), l[1]));
}
