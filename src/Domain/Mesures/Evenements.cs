using Accompagnement.Domain.Faits;

namespace Accompagnement.Domain.Mesures;

/// <summary>Every accompaniment that is decided, may wait, starts, changes, ends.</summary>
public enum TypeMesure
{
    AED_IED,
    AEMO_A,
    AEMO_J,
    AEMO_RENFORCEE,
    ASAP_MONO,
    ASAP_MULTI,
    TISF,
    AESF,
    AGBF,
    APJM,
    DMAD,
    DARF,
    ASLL_SIMPLE,
    ASLL_RENFORCE,
    AML_SIMPLE,
    AML_RENFORCE,
    FAL,
    GLA,
    AET,
    ADSL,
    VIAL,
    ENVAUL,
    LOGEMENT_ASE_SIMPLE,
    LOGEMENT_ASE_RENFORCE,
    MASP1,
    MASP2,
    COACH_JEUNE,
    COORDO_ASE,
    ACCOMPAGNEMENT_GLOBAL,
    SAVS,
    SAMSAH,
}

public enum Cadre
{
    Administratif,
    Judiciaire,
}

public enum Intensite
{
    Simple,
    Renforcee,
}

public enum FinMesure
{
    ObjectifsAtteints,
    Echeance,
    Majorite,
    Demenagement,
    RefusFamille,
    Placement,
    DecisionJuge,
    Autre,
}

/// <summary>Une mesure d'accompagnement. Entre la décision et le démarrage, elle attend : c'est la liste d'attente.</summary>
public interface IEvenementMesure : IEvenement
{
    Guid MesureId { get; }
}

/// <summary>Une mesure est proposée à la personne ou à la famille.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record MesureProposee(
    [Identifiante] Guid MesureId,
    [Sensible] TypeMesure Type,
    [Statistique] CodeOuTexte? Initiative = null,
    [Identifiante] Guid? FoyerId = null) : IEvenementMesure;

/// <summary>La famille accepte ou refuse la mesure proposée.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record AccordFamilialRecueilli([Identifiante] Guid MesureId, [Sensible] bool Accord) : IEvenementMesure;

/// <summary>La mesure est décidée ; elle attend jusqu'à son démarrage.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record MesureDecidee(
    [Identifiante] Guid MesureId,
    [Sensible] TypeMesure Type,
    [Sensible] Cadre? Cadre = null,
    [Sensible] CodeOuTexte? Cabinet = null,
    [Statistique] DateOnly? Echeance = null,
    [Identifiante] Guid? FoyerId = null,
    [Sensible] IReadOnlyList<CodeOuTexte>? Thematiques = null) : IEvenementMesure;

/// <summary>La mesure est confiée à un service.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record MesureAttribuee([Identifiante] Guid MesureId, [Statistique] string Structure) : IEvenementMesure;

/// <summary>En attendant la mesure, autre chose est mis en place.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record SubstitutionMiseEnPlace([Identifiante] Guid MesureId, [Sensible] TypeMesure Type) : IEvenementMesure;

/// <summary>La mesure démarre : l'attente finit.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record MesureDemarree(
    [Identifiante] Guid MesureId,
    [Statistique] string? Agent = null,
    [Sensible] Intensite? Intensite = null) : IEvenementMesure;

/// <summary>La mesure devient simple ou renforcée.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record IntensiteModifiee([Identifiante] Guid MesureId, [Sensible] Intensite Intensite) : IEvenementMesure;

/// <summary>La mesure est renouvelée jusqu'à une nouvelle échéance.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record MesureRenouvelee([Identifiante] Guid MesureId, [Statistique] DateOnly Echeance) : IEvenementMesure;

/// <summary>La mesure est suspendue.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record MesureSuspendue([Identifiante] Guid MesureId, [Sensible] CodeOuTexte? Motif = null) : IEvenementMesure;

/// <summary>La mesure suspendue reprend.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record MesureReprise([Identifiante] Guid MesureId) : IEvenementMesure;

/// <summary>La mesure devient une autre mesure, qui a son propre identifiant.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record MesureConvertie([Identifiante] Guid MesureId, [Identifiante] Guid Vers) : IEvenementMesure;

/// <summary>La mesure prend fin.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record MesureTerminee([Identifiante] Guid MesureId, [Sensible] FinMesure? Motif = null) : IEvenementMesure;

/// <summary>La mesure décidée n'a jamais démarré, et ne démarrera pas.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record MesureAbandonnee([Identifiante] Guid MesureId, [Sensible] CodeOuTexte? Motif = null) : IEvenementMesure;
