using Accompagnement.Domain.Faits;

namespace Accompagnement.Domain.Orientation;

public enum Parcours
{
    Social,
    Socioprofessionnel,
    Professionnel,
}

public enum Dispositif
{
    Solidarite,
    Socioprofessionnel,
    Plie,
    FranceTravail,
    AccompagnementGlobal,
    Independant,
    Caf,
    Specifique,
    ReferentParcours,
}

public enum RoleReferent
{
    Rsa,
    Ase,
    Parcours,
    Logement,
    AccompagnementGlobal,
    Autonomie,
}

/// <summary>La personne est orientée vers un parcours.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record OrientationPrononcee(
    [Sensible] Parcours Parcours,
    [Sensible] Dispositif? Dispositif = null,
    [Statistique] string? Structure = null,
    [Statistique] CodeOuTexte? Decideur = null) : IEvenement;

/// <summary>La personne accepte son orientation.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record OrientationConfirmee([Sensible] CodeOuTexte? Motif = null) : IEvenement;

/// <summary>La personne conteste son orientation.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record OrientationContestee([Sensible] CodeOuTexte? Motif = null) : IEvenement;

/// <summary>La personne change de parcours.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record ReorientationPrononcee(
    [Sensible] Parcours Vers,
    [Sensible] Parcours? De = null,
    [Sensible] Dispositif? Dispositif = null,
    [Sensible] CodeOuTexte? Motif = null,
    [Sensible] CodeOuTexte? AvisEquipe = null) : IEvenement;

/// <summary>Un agent devient référent de la personne, dans un rôle.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record ReferentDesigne(
    [Statistique] RoleReferent Role,
    [Statistique] string Agent,
    [Statistique] string? Structure = null,
    [Statistique] bool? ChoisiParLaPersonne = null) : IEvenement;

/// <summary>Un référent laisse la place à un autre.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record ReferentRemplace(
    [Statistique] RoleReferent Role,
    [Statistique] string Ancien,
    [Statistique] string Nouveau,
    [Sensible] CodeOuTexte? Motif = null) : IEvenement;

/// <summary>Un référent cesse de l'être.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record ReferentDecharge(
    [Statistique] RoleReferent Role,
    [Statistique] string Agent,
    [Sensible] CodeOuTexte? Motif = null) : IEvenement;
