using Accompagnement.Domain.Faits;

namespace Accompagnement.Domain.Autonomie;

public enum Droit
{
    APA_DOMICILE,
    APA_ETABLISSEMENT,
    PCH,
    ACTP,
    AAH,
    AEEH,
    ASH,
    ORIENTATION,
}

/// <summary>Une décision est prise sur un droit lié à l'âge ou au handicap.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record DecisionAutonomie([Sensible] Droit Droit, [Sensible] bool Accord) : IEvenement;

/// <summary>Le droit est ouvert.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record DroitAutonomieOuvert([Sensible] Droit Droit) : IEvenement;

/// <summary>Le droit est fermé.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record DroitAutonomieFerme([Sensible] Droit Droit, [Sensible] CodeOuTexte? Motif = null) : IEvenement;

/// <summary>Le degré de dépendance est évalué, de GIR 1 (le plus dépendant) à GIR 6.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record GirEvalue([Sensible] int Gir) : IEvenement;

/// <summary>L'enfant est vu en consultation de PMI.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record ConsultationInfantile([Statistique] string? Lieu = null) : IEvenement;

/// <summary>L'enfant est vu en bilan de quatre ans à l'école maternelle.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record BilanQuatreAns(
    [Statistique] string? AnneeScolaire = null,
    [Sensible] IReadOnlyList<CodeOuTexte>? Orientations = null) : IEvenement;

/// <summary>La future mère est vue en entretien prénatal.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record EntretienPrenatal : IEvenement;
