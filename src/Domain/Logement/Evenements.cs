using Accompagnement.Domain.Faits;

namespace Accompagnement.Domain.Logement;

public enum Parc
{
    Social,
    Prive,
}

/// <summary>The stages of an eviction, in the order the law gives them.</summary>
public enum StadeExpulsion
{
    CommandementDePayer,
    Assignation,
    Audience,
    Jugement,
    CommandementDeQuitter,
    ConcoursDemande,
    ConcoursAccorde,
    Expulsion,
    Cloture,
}

public enum ResultatDsf
{
    Realise,
    PorteClose,
    Refus,
}

public enum IssueSaisine
{
    Accede,
    Maintenu,
    Reoriente,
    SansSuite,
}

/// <summary>Une procédure d'expulsion, du commandement de payer à la clôture.</summary>
public interface IEvenementExpulsion : IEvenement
{
    Guid ProcedureId { get; }
}

/// <summary>Une saisine de la commission logement, de l'entrée à l'issue.</summary>
public interface IEvenementSaisine : IEvenement
{
    Guid SaisineId { get; }
}

/// <summary>Une procédure d'expulsion est ouverte.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record ProcedureExpulsionOuverte(
    [Identifiante] Guid ProcedureId,
    [Sensible] Parc? Parc = null,
    [Sensible] decimal? Dette = null) : IEvenementExpulsion;

/// <summary>La procédure franchit un stade.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record StadeExpulsionFranchi([Identifiante] Guid ProcedureId, [Sensible] StadeExpulsion Stade) : IEvenementExpulsion;

/// <summary>Le diagnostic social et financier est fait, ou n'a pas pu l'être.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record DiagnosticSocialFinancier(
    [Identifiante] Guid ProcedureId,
    [Sensible] ResultatDsf Resultat,
    [Sensible] bool? ConnuDuService = null) : IEvenementExpulsion;

/// <summary>La commission logement est saisie.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record SaisineLogement([Identifiante] Guid SaisineId, [Sensible] CodeOuTexte? SituationEntree = null) : IEvenementSaisine;

/// <summary>Une préconisation est faite.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record PreconisationLogement([Identifiante] Guid SaisineId, [Sensible] CodeOuTexte? Type = null) : IEvenementSaisine;

/// <summary>La commission valide la préconisation, ou non.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record CommissionLogement([Identifiante] Guid SaisineId, [Sensible] bool? Validee = null) : IEvenementSaisine;

/// <summary>L'issue de la saisine est connue.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record IssueLogement([Identifiante] Guid SaisineId, [Sensible] IssueSaisine Issue) : IEvenementSaisine;
