using System.Text.Json.Serialization;

namespace Accompagnement.Projections.Pilotage;

/// <summary>Counts and the shares made from them, for one cell.</summary>
public interface IParts
{
    /// <summary>As a file has them, in the order of its header.</summary>
    IReadOnlyList<object?> Colonnes { get; }
}

/// <summary>The shares of one cell; what it is not broken down by is empty.</summary>
public sealed record LignePart<T>(string Service, string Territoire, T Parts)
    where T : IParts
{
    [JsonIgnore]
    public IReadOnlyList<object?> Champs => [Service, Territoire, .. Parts.Colonnes];
}

/// <summary>D7: what became of the appointments of a period; a cancelled one is neither held nor missed.</summary>
public sealed record IssuesDesRendezVous(long Honores, long ManquesParUsager, long ManquesParProfessionnel, long ManquesSansCause, long Annules) : IParts
{
    public const string Entete = "service;territoire;honores;manques_usager;manques_professionnel;manques_sans_cause;annules;part_honores";

    public double? PartHonores => Part.De(Honores, Honores + ManquesParUsager + ManquesParProfessionnel + ManquesSansCause);

    public IReadOnlyList<object?> Colonnes => [Honores, ManquesParUsager, ManquesParProfessionnel, ManquesSansCause, Annules, PartHonores];
}

/// <summary>D7: the visits tried in a period.</summary>
public sealed record IssuesDesVisites(long Realisees, long PortesCloses, long Refusees) : IParts
{
    public const string Entete = "service;territoire;realisees;portes_closes;refusees;part_portes_closes";

    public double? PartPortesCloses => Part.De(PortesCloses, Realisees + PortesCloses + Refusees);

    public IReadOnlyList<object?> Colonnes => [Realisees, PortesCloses, Refusees, PartPortesCloses];
}

/// <summary>D8: social and financial diagnostics done, out of the assignations of the period (each mandates one).</summary>
public sealed record DiagnosticsSociaux(long Realises, long PortesCloses, long Refus, long Mandates) : IParts
{
    public const string Entete = "service;territoire;realises;portes_closes;refus;mandates;part_realises";

    public double? PartRealises => Part.De(Realises, Mandates);

    public IReadOnlyList<object?> Colonnes => [Realises, PortesCloses, Refus, Mandates, PartRealises];
}

/// <summary>S1: exits of a period from one dispositif, by class.</summary>
public sealed record Sorties(string Dispositif, string Territoire, long Toutes, long Durables, long Transitions, long Positives)
{
    public const string Entete = "dispositif;territoire;sorties;durables;transitions;positives;part_durables;part_dynamiques";

    public double? PartDurables => Part.De(Durables, Toutes);

    public double? PartDynamiques => Part.De(Durables + Transitions + Positives, Toutes);

    [JsonIgnore]

    public IReadOnlyList<object?> Champs => [Dispositif, Territoire, Toutes, Durables, Transitions, Positives, PartDurables, PartDynamiques];
}

/// <summary>R1: how often accompaniment is broken, over a period.</summary>
/// <param name="ChangementsDeReferent">Referents replaced by another.</param>
/// <param name="AnneesDeSuivi">Years that persons had a referent, added up, in each role.</param>
/// <param name="ChangementsDeLieu">Places of living changed.</param>
/// <param name="Accueils">Accueils in progress on at least one day.</param>
public sealed record Continuite(
    long ChangementsDeReferent, double AnneesDeSuivi, long ChangementsDeLieu, long Accueils, long Orientations, long Reorientations) : IParts
{
    public const string Entete =
        "service;territoire;changements_de_referent;annees_de_suivi;changements_par_an;changements_de_lieu;accueils;lieux_par_accueil;orientations;reorientations;taux_de_reorientation";

    public double? ChangementsDeReferentParAn => AnneesDeSuivi > 0 ? ChangementsDeReferent / AnneesDeSuivi : null;

    public double? LieuxChangesParAccueil => Part.De(ChangementsDeLieu, Accueils);

    public double? TauxDeReorientation => Part.De(Reorientations, Orientations);

    public IReadOnlyList<object?> Colonnes =>
    [
        ChangementsDeReferent, AnneesDeSuivi, ChangementsDeReferentParAn, ChangementsDeLieu, Accueils, LieuxChangesParAccueil, Orientations, Reorientations,
        TauxDeReorientation,
    ];
}

internal static class Part
{
    public static double? De(long partie, long tout) => tout == 0 ? null : (double)partie / tout;
}
