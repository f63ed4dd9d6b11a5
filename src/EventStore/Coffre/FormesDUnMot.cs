namespace Accompagnement.EventStore.Coffre;

/// <summary>
/// What the index is asked for one word of a name. A mistake (a letter added, dropped, changed, or swapped with its neighbour) touches at most
/// four trigrams in a row: whoever has all the others has this word, or nearly. Each form is a set of fingerprints to have all of, so
/// the index gives a few hundred rows where any one trigram in common would give thousands.
/// </summary>
internal static class FormesDUnMot
{
    /// <summary>A set of trigrams is no more precise for being longer than this: its rarest ones are looked up.</summary>
    private const int ParForme = 4;

    /// <summary>The trigrams that a mistake touches, and one more: windows then move by two.</summary>
    private const int Fenetre = 5;

    /// <summary>The word itself.</summary>
    public static int[] Exacte(int[] trigrammes, Func<int, double> attendues) => Rares(trigrammes, attendues);

    /// <summary>The beginning of a longer word, and the word with one mistake in it, wherever it is.</summary>
    public static IEnumerable<int[]> Proches(int[] trigrammes, Func<int, double> attendues)
    {
        yield return Rares(trigrammes.Length > 3 ? trigrammes[..^1] : trigrammes, attendues);
        var largeur = Math.Min(Fenetre, trigrammes.Length - 2);
        var pas = largeur == Fenetre ? 2 : 1;
        for (var debut = 0; debut < trigrammes.Length - largeur; debut += pas)
        {
            yield return Rares([.. trigrammes[..debut], .. trigrammes[(debut + largeur)..]], attendues);
        }

        yield return Rares(trigrammes[..^largeur], attendues);
    }

    private static int[] Rares(int[] trigrammes, Func<int, double> attendues) => [.. trigrammes.Distinct().OrderBy(attendues).Take(ParForme)];
}
