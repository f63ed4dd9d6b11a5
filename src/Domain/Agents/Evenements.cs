using Accompagnement.Domain.Faits;

namespace Accompagnement.Domain.Agents;

/// <summary>Un professionnel est enregistré.</summary>
[Evenement(Flux.Agent, Ouvre = true)]
public sealed record AgentEnregistre(
    [Statistique] CodeOuTexte? Metier = null,
    [Statistique] string? Site = null,
    [Statistique] decimal? Etp = null,
    [Identifiante] IdentiteConfidentielle? Identite = null,
    [Statistique] string? Structure = null,
    [Statistique] string? Service = null) : IEvenement;

/// <summary>L'agent change de site ou de quotité ; ce qu'il a fait avant reste à son ancien site.</summary>
[Evenement(Flux.Agent)]
public sealed record AffectationModifiee(
    [Statistique] string? Site = null,
    [Statistique] decimal? Etp = null,
    [Statistique] string? Service = null) : IEvenement;

/// <summary>L'agent s'absente.</summary>
[Evenement(Flux.Agent)]
public sealed record AbsenceDebutee([Sensible] CodeOuTexte? Motif = null, [Statistique] DateOnly? Jusquau = null) : IEvenement;

/// <summary>L'agent est de retour.</summary>
[Evenement(Flux.Agent)]
public sealed record AbsenceTerminee : IEvenement;

/// <summary>L'agent quitte le service.</summary>
[Evenement(Flux.Agent)]
public sealed record AgentParti : IEvenement;

/// <summary>L'agrément de référent est délivré ou retiré.</summary>
[Evenement(Flux.Agent)]
public sealed record AgrementReferent([Statistique] bool Delivre) : IEvenement;

/// <summary>Une structure est enregistrée : service, établissement, association, partenaire.</summary>
[Evenement(Flux.Structure, Ouvre = true)]
public sealed record StructureEnregistree(
    [Statistique] CodeOuTexte Type,
    [Statistique] string? Nom = null,
    [Statistique] string? CodeInsee = null) : IEvenement;

/// <summary>Le nombre de places d'une structure est fixé, pour un type de mesure ou une modalité d'accueil.</summary>
[Evenement(Flux.Structure)]
public sealed record CapaciteFixee([Statistique] string Pour, [Statistique] int Places) : IEvenement;

/// <summary>Des places sont momentanément indisponibles.</summary>
[Evenement(Flux.Structure)]
public sealed record PlacesBloquees(
    [Statistique] int Places,
    [Statistique] CodeOuTexte? Motif = null,
    [Statistique] string? Pour = null) : IEvenement;

/// <summary>La structure ferme.</summary>
[Evenement(Flux.Structure)]
public sealed record StructureFermee([Statistique] CodeOuTexte? Motif = null) : IEvenement;
