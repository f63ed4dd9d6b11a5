using System.Globalization;

namespace Accompagnement.Simulation;

/// <summary>
/// The populations that the rates of 2015 were published over, found again from values and rates. Two territories published none: theirs
/// are those of the five others, in proportion of their inhabitants.
/// </summary>
internal static class Populations
{
    // The seven territories in the order of Carte; « - » where nothing was published.
    private const string Connues = """
        enfants_moins_6_ans 14547 23017 - 12630 - 30670 13455
        mineurs 50429 68357 - 40000 - 92353 33438
        jeunes_0_20_ans 55743 78421 - 45102 - 105000 38000
        menages_20_64_ans 120933 168455 - 92090 - 209533 84188
        population_60_ans_et_plus 46852 65703 - 35802 - 78013 39950
        population_0_59_ans 161507 228893 - 126351 - 287989 110704
        """;

    private static readonly Dictionary<string, double?[]> Lues = Connues
        .Split('\n').Select(l => l.Split(' '))
        .ToDictionary(l => l[0], l => l[1..].Select(v => v == "-" ? (double?)null : double.Parse(v, CultureInfo.InvariantCulture)).ToArray(), StringComparer.Ordinal);

    public static IEnumerable<string> Noms => Lues.Keys;

    public static double De(string population, int territoire, Carte carte)
    {
        var valeurs = Lues[population];
        return valeurs[territoire]
            ?? carte.PopulationDe(territoire) * valeurs.Sum()!.Value / Enumerable.Range(0, Carte.Territoires).Where(t => valeurs[t] is not null).Sum(carte.PopulationDe);
    }
}
