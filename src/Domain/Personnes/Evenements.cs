using System.Text.Json.Serialization;
using Accompagnement.Domain.Faits;

namespace Accompagnement.Domain.Personnes;

public enum Sexe
{
    F,
    M,
    X,
}

public enum TypeLogement
{
    LocataireSocial,
    LocatairePrive,
    Proprietaire,
    Heberge,
    Structure,
    SansDomicile,
}

public enum RoleFoyer
{
    Allocataire,
    Conjoint,
    Parent,
    Enfant,
    Autre,
}

public enum TypeFoyer
{
    Rsa,
    Menage,
    Famille,
}

public enum NiveauPartage
{
    Total,
    Limite,
}

/// <summary>La personne est inscrite : son dossier commence ici.</summary>
[Evenement(Flux.Trajectoire, Ouvre = true)]
public sealed record PersonneInscrite(
    [Statistique] Sexe Sexe,
    [Sensible] Mois Naissance,
    [Identifiante] IdentiteConfidentielle? Identite = null) : IEvenement;

/// <summary>L'état civil ou les coordonnées sont mis à jour.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record IdentiteRectifiee([Identifiante] IdentiteConfidentielle Identite) : IEvenement;

/// <summary>La personne déclare où elle habite ; sa commune dit de quel territoire elle relève.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record DomicileDeclare(
    [Statistique] string? CodeInsee = null,
    [Sensible] TypeLogement? TypeLogement = null,
    [Statistique] string? Qpv = null) : IEvenement;

/// <summary>La personne entre dans un foyer.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record FoyerRejoint([Identifiante] Guid FoyerId, [Sensible] RoleFoyer? Role = null) : IEvenement;

/// <summary>La personne quitte un foyer.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record FoyerQuitte([Identifiante] Guid FoyerId, [Sensible] CodeOuTexte? Motif = null) : IEvenement;

/// <summary>Un autre dossier de la même personne est absorbé : il est clos, son histoire se lit à travers celui-ci.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record DossiersFusionnes([Identifiante] Guid Absorbe) : IEvenement;

/// <summary>La fusion était une erreur : les deux dossiers reprennent chacun leur histoire.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record DossiersSepares([Identifiante] Guid Absorbe) : IEvenement;

/// <summary>La personne est décédée.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record PersonneDecedee : IEvenement;

/// <summary>Le dossier est clos.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record DossierClos([Sensible] CodeOuTexte? Motif = null) : IEvenement;

/// <summary>Le dossier est rouvert.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record DossierRouvert([Sensible] CodeOuTexte? Motif = null) : IEvenement;

/// <summary>La personne accepte qu'une structure voie son dossier, en entier ou sans les textes.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record PartageAccorde(
    [Statistique] string Structure,
    [Statistique] NiveauPartage Niveau,
    [Statistique] DateOnly? Jusquau = null) : IEvenement;

/// <summary>La personne retire son accord de partage à une structure.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record PartageRetire([Statistique] string Structure) : IEvenement;

/// <summary>La personne donne ou refuse son accord sur un objet précis.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record ConsentementRecueilli([Sensible] CodeOuTexte Objet, [Sensible] bool Accord) : IEvenement;

/// <summary>Un fait enregistré n'était pas exact : ses données sont remplacées en entier.</summary>
[Evenement(Flux.Tous)]
public sealed record EvenementRectifie(
    [Identifiante][property: JsonConverter(typeof(IdentifiantExterneEnJson))] string EvenementId,
    [Sensible] DonneesRectifiees Donnees,
    [Sensible] CodeOuTexte? Motif = null) : IEvenement;

/// <summary>Un fait enregistré n'a jamais eu lieu : il est retiré.</summary>
[Evenement(Flux.Tous)]
public sealed record EvenementAnnule(
    [Identifiante][property: JsonConverter(typeof(IdentifiantExterneEnJson))] string EvenementId,
    [Sensible] CodeOuTexte? Motif = null) : IEvenement;

/// <summary>Ce qui identifiait la personne a été effacé, selon une règle de conservation ou à sa demande.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record DonneesEffacees([Statistique] string Regle, [Sensible] CodeOuTexte? Motif = null) : IEvenement;

/// <summary>Le foyer est constitué.</summary>
[Evenement(Flux.Foyer, Ouvre = true)]
public sealed record FoyerConstitue([Statistique] TypeFoyer Type) : IEvenement;

/// <summary>Le foyer n'existe plus.</summary>
[Evenement(Flux.Foyer)]
public sealed record FoyerDissous([Sensible] CodeOuTexte? Motif = null) : IEvenement;
