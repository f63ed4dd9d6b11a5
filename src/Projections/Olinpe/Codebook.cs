using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Accompagnement.Projections.Olinpe;

/// <summary>
/// The 105 variables of the national child-protection return and what each may hold (XSD 2.0 of « decret2016 », in force since 2017; the
/// DREES collects since 2023). Coding trap: 1 is no, 2 is yes. Every variable may be absent.
/// </summary>
public static partial class Codebook
{
    public const string VersionXsd = "2.0";
    public const string Non = "1";
    public const string Oui = "2";
    public const string NeSaitPas = "9";

    // O: no/yes/unknown; J: a day; M: a month; A: a year; N: 0 to 99; T: 40 characters; H: a SHA-1 in hexadecimal; D: a département.
    private const string Texte = """
        ACCFAM O
        ACCMOD O
        ALLOC O
        ANAIS A
        ANSA1 A
        ANSA2 A
        ANSMERE A
        ANSPERE A
        AUTREDA T
        AUTREDJ T
        AUTREHEBER O
        AUTRLIEUACC O
        AUTRLIEUAR O
        CHGLIEU O
        COMPOMENAG 1 2 3 4 5 6 7 8 9 10 99
        CONDADD 1 2 3 9
        CONDEDEV O
        CONDEDUC O
        CONFL O
        CSPA1 1 2 3 4 5 6 7 8 9
        CSPA2 1 2 3 4 5 6 7 8 9
        CSPJM 1 2 3 4 5 6 7 8 9
        DANGER O
        DATDCMERE M
        DATDCPERE M
        DATDEB J
        DATDECAP J
        DATDECMIN M
        DATDECPE J
        DATFIN J
        DATIP J
        DATJE J
        DATPPE J
        DATSIGN J
        DCMERE O
        DCPERE O
        DECAP 1 2 3 4 5 6 9
        DECISION 1 2
        DEFINTEL O
        DIPLOME 1 2 3 4 5 9
        EMPLA1 1 2 3 4 5 6 7 8 20 30 50 99
        EMPLA2 1 2 3 4 5 6 7 8 20 30 50 99
        EMPLJM 1 2 3 4 5 6 7 8 20 30 50 99
        ENQPENAL O
        ETABSCOSPE O
        FINEVAL J
        FREQSCO 6 7 8 9
        HANDICAP O
        INSTITPLAC 1 2 3 4 5 6 9
        INTERANT O
        LIENA1 1 2 3 4 5 6 7 9
        LIENA2 1 2 3 4 5 6 7 9
        LIEUACC 1 2 3 4 5 6 7 8 9 10 11 12 13 14 16 99
        LIEUPLAC 1 2 3 4 5 6 8 9 10 11 12 13 19 20 21 99
        MENAGEJM 1 2 3 4 8 9
        MEREINC O
        MESANT O
        MINA O
        MINIMA O
        MNAIS N
        MODACC 1 2 3 4 5 6 9
        MORALITE O
        MOTFININT 1 2 3 9
        MOTIFML 10 11 12 13 14 15 16 18 19 99
        MOTIFSIG 1 2 3 4 5 9
        NATDECASSED 11 14 15 16 17 18 19 21 22 23 24 99
        NATDECPLAC 1 2 3 9
        NATPDECADM 10 11 12 13 14 15 16 18 19 20 21 99
        NBCHGLIEU N
        NBENF N
        NBFRAT N
        NEGLIG O
        NIVSCO 200 310 320 330 340 350 399 410 420 430 440 499 510 520 530 550 560 599 610 620 630 699 710 740 750 769 770 999
        NOTIFEVAL J
        NUMANONYM H
        NUMANONYMANT H
        NUMDEP D
        ORIENTDEC O
        ORIENTEFF O
        ORIGIP 10 20 31 32 33 34 40 99
        PEREINC O
        PLACMOD O
        PROJET O
        SAISJUR O
        SANTE O
        SCOCLASPE O
        SCODTCOM O
        SECURITE O
        SEXA1 1 2 9
        SEXA2 1 2 9
        SEXE 1 2 9
        SOUTSOC O
        TITAP 11 30 40 50 60 70 80 90 99
        TRAITINFO 1 2 3 4 5 9
        TRANSIP 100 200 300 400 510 520 530 541 542 543 550 560 570 580 590 600 611 612 613 620 630 640 999
        TYPCLASSPE 11 12 13 14 15 99
        TYPDECJUD 3 4 5 6 7 8 9 10 99
        TYPETABSPE 850 860 870 880 890 900 999
        TYPEV 1 2 3
        TYPINTERDOM 1 2 3 4 5 6 7 9 10
        VIOLCONJ O
        VIOLFAM O
        VIOLPHYS O
        VIOLPSY O
        VIOLSEX O
        """;

    private static readonly FrozenDictionary<string, Func<string, bool>> Formes =
        Texte.Split('\n').Select(l => l.Trim().Split(' ', 2)).ToFrozenDictionary(l => l[0], l => Forme(l[1]), StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string?> Inconnus =
        Texte.Split('\n').Select(l => l.Trim().Split(' ', 2)).ToFrozenDictionary(l => l[0], l => Inconnu(l[1]), StringComparer.Ordinal);

    /// <summary>The variables, in the order of the codebook, which is also the order in which they are written.</summary>
    public static IReadOnlyList<string> Variables { get; } = [.. Texte.Split('\n').Select(l => l.Trim().Split(' ', 2)[0])];

    /// <summary>Whether a variable exists and may hold this value; empty is always allowed.</summary>
    public static bool Admet(string variable, string valeur) =>
        Formes.TryGetValue(variable, out var forme) && (valeur.Length == 0 || forme(valeur));

    /// <summary>How a variable says « unknown »; null when it cannot.</summary>
    public static string? InconnuDe(string variable) => Inconnus.GetValueOrDefault(variable);

    private static string? Inconnu(string forme) => forme switch
    {
        "O" => NeSaitPas,
        "J" => "9999-99-99",
        "M" => "9999-99",
        "A" => "9999",
        "N" => "99",
        _ => forme.Split(' ') is { Length: > 1 } valeurs && valeurs[^1].All(c => c == '9') ? valeurs[^1] : null,
    };

    private static Func<string, bool> Forme(string forme) => forme switch
    {
        "O" => v => v is Non or Oui or NeSaitPas,
        "J" => v => Jour().IsMatch(v),
        "M" => v => Mois().IsMatch(v),
        "A" => v => Annee().IsMatch(v),
        "N" => v => v.Length <= 2 && v.All(char.IsAsciiDigit),
        "T" => v => v.Length <= 40,
        "H" => v => Empreinte().IsMatch(v),
        "D" => v => Departement().IsMatch(v),
        _ => forme.Split(' ').ToHashSet(StringComparer.Ordinal).Contains,
    };

    [GeneratedRegex(@"^(9999|(19|20)\d\d)-(0[1-9]|1[0-2]|99)-(0[1-9]|[12]\d|3[01]|99)\z")]
    private static partial Regex Jour();

    [GeneratedRegex(@"^(9999|(19|20)\d\d)-(0[1-9]|1[0-2]|99)\z")]
    private static partial Regex Mois();

    [GeneratedRegex(@"^(9999|0000|(19|20)\d\d)\z")]
    private static partial Regex Annee();

    [GeneratedRegex(@"^[0-9A-Fa-f]{40}\z")]
    private static partial Regex Empreinte();

    [GeneratedRegex(@"^(0[1-9]|[1-8]\d|9[0-5]|2[AB]|69D|97\d)\z")]
    private static partial Regex Departement();
}
