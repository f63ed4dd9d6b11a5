using System.Globalization;
using Accompagnement.Domain.Referentiels;
using Accompagnement.Projections.Pilotage;

namespace Accompagnement.Projections.Catalogue;

/// <summary>
/// The dimension « type » as it is answered. Facts and the counts made from them tell kinds apart by their numbers; whoever reads a
/// figure is given the codes of the contract. A code stands for one number of its figure, so cells stay as many as they were.
/// </summary>
public static class CodesDesTypes
{
    /// <summary>What is counted is of a single kind.</summary>
    public const string UnSeulType = "TOUS";

    /// <summary>The code of a kind of what a figure counts.</summary>
    public static string Code(Indicateur indicateur, short type) =>
        Noms.Type(LectureDesFaits.Base(indicateur).Nature, type) is { Length: > 0 } code ? code : type < 0 ? Territoires.LibelleNonRenseigne : UnSeulType;

    /// <summary>The key of a cell in one dimension, as it is answered.</summary>
    public static string Cle(Indicateur indicateur, Dimension dimension, string cle) =>
        dimension == Dimension.Type && cle != Question.Toutes ? Code(indicateur, short.Parse(cle, CultureInfo.InvariantCulture)) : cle;

    /// <summary>The cells as they are answered.</summary>
    internal static IReadOnlyList<Cellule> Ecrire(Indicateur indicateur, IReadOnlyList<Dimension> dimensions, IReadOnlyList<Cellule> cellules) =>
        dimensions.Contains(Dimension.Type)
            ? [.. cellules.Select(c => c with { Cles = [.. dimensions.Select((d, i) => Cle(indicateur, d, c.Cles[i]))], ClesDesFaits = c.Cles })]
            : cellules;
}
