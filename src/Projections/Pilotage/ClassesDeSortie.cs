using Accompagnement.Domain.Rsa;

namespace Accompagnement.Projections.Pilotage;

/// <summary>The class of an exit; none of them for what is not a dynamic exit.</summary>
public enum ClasseDeSortie
{
    Aucune,
    Durable,
    Transition,
    Positive,
}

/// <summary>
/// The rule that gives an exit its class (schéma départemental de l'insertion: sorties dynamiques). A changed rule is a new
/// version with its first day: an exit is judged by the rule of its own day, for ever.
/// </summary>
public static class ClassesDeSortie
{
    private const int MoisDurable = 6;

    private static readonly IReadOnlyList<(int Version, DateOnly Du, Func<SituationSortie, int?, ClasseDeSortie> Regle)> Versions =
    [
        (1, DateOnly.MinValue, Version1),
    ];

    /// <summary>The version of the rule in force on a day.</summary>
    public static int Version(DateOnly jour) => Versions.Last(v => v.Du <= jour).Version;

    /// <summary>The class of an exit.</summary>
    /// <param name="situation">What the person leaves for.</param>
    /// <param name="dureeMois">The length of the contract of work, if told; a fixed-term one whose length is not told is short.</param>
    /// <param name="jour">The day of the exit.</param>
    public static ClasseDeSortie De(SituationSortie situation, int? dureeMois, DateOnly jour) =>
        Versions.Last(v => v.Du <= jour).Regle(situation, dureeMois);

    private static ClasseDeSortie Version1(SituationSortie situation, int? dureeMois) => situation switch
    {
        SituationSortie.Cdi or SituationSortie.Creation or SituationSortie.FonctionPublique => ClasseDeSortie.Durable,
        SituationSortie.Cdd or SituationSortie.Interim => dureeMois >= MoisDurable ? ClasseDeSortie.Durable : ClasseDeSortie.Transition,
        SituationSortie.ContratAide => ClasseDeSortie.Transition,
        SituationSortie.FormationQualifiante or SituationSortie.AutreSiae or SituationSortie.AutrePositive => ClasseDeSortie.Positive,
        _ => ClasseDeSortie.Aucune,
    };
}
