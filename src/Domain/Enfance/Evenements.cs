using Accompagnement.Domain.Faits;

namespace Accompagnement.Domain.Enfance;

public enum Emetteur
{
    Entourage,
    Ecole,
    JusticePolice,
    Sante,
    TravailleurSocial,
    Departement,
    Anonyme,
    Autre,
}

public enum QualificationIp
{
    Signalement,
    InformationService,
    Evaluation,
}

public enum SuiteIp
{
    Classement,
    Asap,
    MesureAdministrative,
    Signalement,
    Accueil,
}

public enum NatureAccueil
{
    Administratif,
    Judiciaire,
    PlacementDirect,
    Urgence,
    Recueil72h,
}

/// <summary>How a child in care lives. <c>dmad</c> and <c>darf</c> count as accueils but take no place.</summary>
public enum Modalite
{
    AssistantFamilial,
    Mecs,
    Foyer,
    Fjt,
    LieuDeVie,
    Autonomie,
    Urgence,
    Dmad,
    Darf,
    TiersDigne,
}

public enum TypeEntretienAutonomie
{
    Prealable17ans,
    Sortie6mois,
}

/// <summary>Une information préoccupante, de sa réception à la suite décidée.</summary>
public interface IEvenementIp : IEvenement
{
    Guid IpId { get; }
}

/// <summary>L'accueil d'un enfant confié, de la décision à la fin.</summary>
public interface IEvenementAccueil : IEvenement
{
    Guid AccueilId { get; }
}

/// <summary>Une information préoccupante est reçue au sujet d'un enfant.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record InformationPreoccupanteRecue(
    [Identifiante] Guid IpId,
    [Identifiante] Guid? FoyerId = null,
    [Sensible] Emetteur? Emetteur = null,
    [Sensible] IReadOnlyList<CodeOuTexte>? Themes = null) : IEvenementIp;

/// <summary>L'information est qualifiée : signalement, simple information, ou évaluation.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record IpQualifiee([Identifiante] Guid IpId, [Sensible] QualificationIp Suite) : IEvenementIp;

/// <summary>L'évaluation est confiée à un site, qui a trois mois.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record EvaluationIpConfiee(
    [Identifiante] Guid IpId,
    [Statistique] string? Site = null,
    [Statistique] DateOnly? Echeance = null) : IEvenementIp;

/// <summary>L'évaluation est rendue.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record EvaluationIpRendue([Identifiante] Guid IpId, [Sensible] CodeOuTexte? Conclusion = null) : IEvenementIp;

/// <summary>La suite donnée à l'évaluation est décidée.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record SuiteIpDecidee([Identifiante] Guid IpId, [Sensible] SuiteIp Suite) : IEvenementIp;

/// <summary>Un signalement est transmis à l'autorité judiciaire.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record SignalementTransmis([Sensible] CodeOuTexte? Destinataire = null, [Identifiante] Guid? IpId = null) : IEvenement;

/// <summary>L'accueil de l'enfant est décidé.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record AccueilDecide(
    [Identifiante] Guid AccueilId,
    [Sensible] NatureAccueil Nature,
    [Sensible] CodeOuTexte? Cabinet = null,
    [Statistique] DateOnly? Echeance = null) : IEvenementAccueil;

/// <summary>Une place est recherchée.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record PlaceRecherchee([Identifiante] Guid AccueilId) : IEvenementAccueil;

/// <summary>Une place est proposée.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record PlaceProposee([Identifiante] Guid AccueilId, [Statistique] string? Structure = null) : IEvenementAccueil;

/// <summary>L'accueil décidé n'a pas pu avoir lieu.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record AccueilNonExecute([Identifiante] Guid AccueilId, [Sensible] CodeOuTexte? Motif = null) : IEvenementAccueil;

/// <summary>L'enfant est accueilli.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record AccueilDemarre(
    [Identifiante] Guid AccueilId,
    [Sensible] Modalite Modalite,
    [Statistique] string? Structure = null,
    [Sensible] string? CodeInsee = null) : IEvenementAccueil;

/// <summary>L'enfant change de lieu d'accueil.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record LieuAccueilChange(
    [Identifiante] Guid AccueilId,
    [Sensible] Modalite Modalite,
    [Statistique] string? Structure = null,
    [Sensible] CodeOuTexte? Motif = null,
    [Sensible] string? CodeInsee = null) : IEvenementAccueil;

/// <summary>L'accueil prend fin.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record AccueilTermine([Identifiante] Guid AccueilId, [Sensible] CodeOuTexte? Motif = null) : IEvenementAccueil;

/// <summary>Un jeune qui se dit mineur et seul est mis à l'abri.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record MiseALAbriDemarree : IEvenement;

/// <summary>La mise à l'abri prend fin.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record MiseALAbriTerminee([Sensible] CodeOuTexte? Issue = null) : IEvenement;

/// <summary>La minorité du jeune est reconnue.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record MinoriteReconnue : IEvenement;

/// <summary>Le projet pour l'enfant est signé (CASF L.223-1-1).</summary>
[Evenement(Flux.Trajectoire)]
public sealed record ProjetPourLEnfantSigne([Sensible] IReadOnlyList<CodeOuTexte>? Participants = null) : IEvenement;

/// <summary>Le rapport de situation est rendu (CASF L.223-5).</summary>
[Evenement(Flux.Trajectoire)]
public sealed record RapportDeSituationRendu : IEvenement;

/// <summary>La commission examine le statut de l'enfant (CASF L.223-1).</summary>
[Evenement(Flux.Trajectoire)]
public sealed record StatutExamine([Sensible] CodeOuTexte? Avis = null) : IEvenement;

/// <summary>Un lien familial est constaté.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record LienFamilialConstate([Sensible] CodeOuTexte? Type = null) : IEvenement;

/// <summary>L'entretien d'autonomie a lieu : à 17 ans, ou six mois après la sortie (CASF L.222-5-1 et L.222-5-2-1).</summary>
[Evenement(Flux.Trajectoire)]
public sealed record EntretienAutonomieRealise([Sensible] TypeEntretienAutonomie Type) : IEvenement;
