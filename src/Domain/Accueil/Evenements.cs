using System.Text.Json.Serialization;
using Accompagnement.Domain.Faits;

namespace Accompagnement.Domain.Accueil;

public enum ModeContact
{
    Physique,
    Telephone,
    Numerique,
    Courrier,
    AllerVers,
}

public enum Interlocuteur
{
    Usager,
    Partenaire,
    Tiers,
}

public enum VersAccueil
{
    PermanenceSociale,
    AccueilSpecialise,
    ReferentEnCharge,
    Partenaire,
}

public enum LieuRendezVous
{
    Site,
    Domicile,
    Partenaire,
    Visio,
}

public enum CauseManque
{
    Usager,
    Professionnel,
}

public enum ResultatVisite
{
    Realisee,
    PorteClose,
    Refusee,
}

/// <summary>Un rendez-vous, du moment où il est fixé à celui où il est tenu, manqué ou annulé.</summary>
public interface IEvenementRendezVous : IEvenement
{
    Guid RendezVousId { get; }
}

/// <summary>Une personne, un partenaire ou un tiers prend contact avec le service.</summary>
[Evenement(Flux.Trajectoire | Flux.Registre)]
public sealed record ContactRecu(
    [Statistique] ModeContact Mode,
    [Statistique] bool? AvecRendezVous = null,
    [Statistique] Interlocuteur? Interlocuteur = null,
    [Sensible] IReadOnlyList<CodeOuTexte>? Motifs = null,
    [Sensible] bool? Urgence = null) : IEvenement;

/// <summary>Un contact reçu sans nom s'avère être celui de cette personne.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record ContactRattache(
    [Statistique] string Registre,
    [Identifiante][property: JsonConverter(typeof(IdentifiantExterneEnJson))] string EvenementId) : IEvenement;

/// <summary>Ce que la personne demande, avec ses mots si elle le veut.</summary>
[Evenement(Flux.Trajectoire | Flux.Registre)]
public sealed record DemandeRecueillie(
    [Sensible] IReadOnlyList<CodeOuTexte>? Domaines = null,
    [Statistique] bool? HorsCompetence = null,
    [TexteLibre] TexteConfidentiel? Expression = null) : IEvenement;

/// <summary>L'accueil dirige la personne.</summary>
[Evenement(Flux.Trajectoire | Flux.Registre)]
public sealed record OrientationAccueil([Statistique] VersAccueil Vers, [Statistique] string? Structure = null) : IEvenement;

/// <summary>Un rendez-vous est fixé.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record RendezVousFixe(
    [Identifiante] Guid RendezVousId,
    [Sensible] CodeOuTexte? Objet = null,
    [Statistique] DateTimeOffset? PrevuLe = null,
    [Statistique] string? Agent = null,
    [Statistique] LieuRendezVous? Lieu = null,
    [Statistique] DateOnly? DemandeLe = null) : IEvenementRendezVous;

/// <summary>La personne est venue au rendez-vous.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record RendezVousHonore([Identifiante] Guid RendezVousId) : IEvenementRendezVous;

/// <summary>Le rendez-vous n'a pas eu lieu, du fait de la personne ou du professionnel.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record RendezVousManque([Identifiante] Guid RendezVousId, [Statistique] CauseManque? Cause = null) : IEvenementRendezVous;

/// <summary>Le rendez-vous est annulé avant sa date.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record RendezVousAnnule([Identifiante] Guid RendezVousId, [Statistique] CodeOuTexte? Par = null) : IEvenementRendezVous;

/// <summary>Le rendez-vous est déplacé.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record RendezVousReporte([Identifiante] Guid RendezVousId, [Statistique] DateTimeOffset? PrevuLe = null) : IEvenementRendezVous;

/// <summary>Une visite à domicile est tentée : réalisée, porte close ou refusée.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record VisiteTentee([Statistique] ResultatVisite Resultat, [Sensible] CodeOuTexte? Objet = null) : IEvenement;

/// <summary>Un entretien a lieu.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record EntretienRealise(
    [Sensible] CodeOuTexte? Objet = null,
    [Identifiante] Guid? RendezVousId = null,
    [Sensible] IReadOnlyList<CodeOuTexte>? Participants = null,
    [TexteLibre] TexteConfidentiel? Note = null) : IEvenement;

/// <summary>La personne suit une action collective.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record ActionCollectiveSuivie([Statistique] string ActionId, [Sensible] CodeOuTexte? Theme = null) : IEvenement;
