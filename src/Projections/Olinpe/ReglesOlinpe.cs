namespace Accompagnement.Projections.Olinpe;

/// <summary>A rule of the national receiver: these variables are expected only when the condition holds.</summary>
/// <param name="Variables">The variables, as the codebook names them.</param>
/// <param name="Condition">The condition, for the report.</param>
/// <param name="Attendue">Whether it holds for an event; the age is unknown when the birth is.</param>
public sealed record RegleOlinpe(IReadOnlyList<string> Variables, string Condition, Func<Donnee, bool?, bool> Attendue);

/// <summary>The rules by which the national receiver judges each event (<c>domain/olinpe-codebook.md</c>, consistency rules).</summary>
public static class ReglesOlinpe
{
    public static IReadOnlyList<RegleOlinpe> Toutes { get; } =
    [
        Si("NATPDECADM AUTREDA", "DECISION", "1"),
        Si("NATDECASSED AUTREDJ", "DECISION", "2"),
        Si("TYPINTERDOM", "NATPDECADM", "10 18 20"),
        Si("LIEUACC ACCMOD AUTRLIEUACC", "NATPDECADM", "11 12 13 14 15 16 18 19 21"),
        Si("TYPDECJUD", "NATDECASSED", "11 14 15 16 19 21 24"),
        Si("INSTITPLAC NATDECPLAC", "NATDECASSED", "17 18 21"),
        Si("LIEUPLAC PLACMOD AUTRLIEUAR", "NATDECASSED", "17 18 21 22 23"),
        Si("TRAITINFO", "TYPEV", "1"),
        Si("DATFIN MOTFININT DIPLOME NBCHGLIEU", "TYPEV", "3"),
        Si("CHGLIEU", "TYPEV", "2"),
        // The receiver takes 1 as well; the label of the variable speaks of 2 only.
        Si("MOTIFML", "MOTFININT", "1 2"),
        Si("DATDECMIN", "MOTIFML", "18"),
        Si("DATJE", "TRAITINFO", "4"),
        Si("DATSIGN MOTIFSIG", "TRAITINFO", "3"),
        Si("TRANSIP", "TRAITINFO", "1 2"),
        Si("DATPPE", "PROJET", "2"),
        Si("NIVSCO SCOCLASPE", "SCODTCOM", "2"),
        Si("TYPCLASSPE TYPETABSPE", "SCOCLASPE", "2"),
        Si("MODACC", "SCODTCOM", "1"),
        Si("ORIENTEFF", "ORIENTDEC", "2"),
        new(["NATPDECADM"], "20 et 21 : majeurs ; autres que 18, 20, 21 : mineurs", (d, majeur) => d["NATPDECADM"] switch
        {
            "20" or "21" => majeur != false,
            "18" or "99" => true,
            _ => majeur != true,
        }),
        new(["NATDECASSED"], "24 : majeurs ; autres que 21 et 24 : mineurs", (d, majeur) => d["NATDECASSED"] switch
        {
            "24" => majeur != false,
            "21" or "99" => true,
            _ => majeur != true,
        }),
        new(["MENAGEJM"], "majeurs seulement", (_, majeur) => majeur != false),
        new(
            Liste("""
                ANSMERE ANSPERE AUTREHEBER COMPOMENAG CSPA1 CSPA2 EMPLA1 EMPLA2 LIENA1 LIENA2 SEXA1 SEXA2 NBFRAT TITAP DECAP DATDECAP DCMERE
                DCPERE MEREINC PEREINC MINA PROJET DATPPE SANTE SECURITE MORALITE CONDEDUC CONDEDEV VIOLCONJ VIOLFAM VIOLPHYS VIOLPSY VIOLSEX
                NEGLIG CONFL CONDADD DEFINTEL DANGER CHGLIEU
                """),
            "mineurs seulement",
            (_, majeur) => majeur != true),
    ];

    private static RegleOlinpe Si(string variables, string condition, string valeurs)
    {
        var permises = Liste(valeurs).ToHashSet(StringComparer.Ordinal);
        return new(Liste(variables), $"{condition} = {valeurs.Replace(" ", ", ", StringComparison.Ordinal)}", (d, _) => permises.Contains(d[condition]));
    }

    private static string[] Liste(string texte) => texte.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
