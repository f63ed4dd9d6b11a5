using Accompagnement.Domain.Faits;

namespace Accompagnement.Domain.Rsa;

public enum Composante
{
    Socle,
    Activite,
    SocleEtActivite,
    Jeune,
}

public enum Organisme
{
    CAF,
    MSA,
}

public enum TypeContrat
{
    CerSolidarite,
    CerProfessionnel,
    Cerp,
    Ppae,
    ContratEngagement,
    Pacea,
    Asap,
}

public enum MomentBilan
{
    Intermediaire,
    Final,
}

public enum Atteint
{
    Oui,
    Partiel,
    Non,
}

public enum NatureSanction
{
    SuspensionRemobilisation,
    Suspension,
    Suppression,
    Radiation,
}

public enum SituationSortie
{
    Cdi,
    Cdd,
    Interim,
    Creation,
    FonctionPublique,
    ContratAide,
    FormationQualifiante,
    AutreSiae,
    AutrePositive,
    Retraite,
    Aah,
    Demenagement,
    SansSuite,
}

/// <summary>Le droit au RSA d'un foyer, porté par le dossier de l'allocataire.</summary>
public interface IEvenementDroitRsa : IEvenement
{
    Guid FoyerId { get; }
}

/// <summary>Un contrat d'engagement (CER, CERP, PPAE…) signé avec la personne.</summary>
public interface IEvenementContrat : IEvenement
{
    Guid ContratId { get; }
}

/// <summary>Une action d'insertion prescrite, commencée, terminée.</summary>
public interface IEvenementAction : IEvenement
{
    string ActionId { get; }
}

/// <summary>Le droit au RSA est ouvert.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record DroitRsaOuvert(
    [Identifiante] Guid FoyerId,
    [Sensible] Composante Composante,
    [Sensible] bool? Majore = null,
    [Statistique] Organisme? Organisme = null,
    [Sensible] bool? NouvelEntrant = null) : IEvenementDroitRsa;

/// <summary>Le droit change de composante.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record ComposanteRsaModifiee(
    [Identifiante] Guid FoyerId,
    [Sensible] Composante Composante,
    [Sensible] bool? Majore = null) : IEvenementDroitRsa;

/// <summary>Le versement est suspendu ; le droit reste ouvert.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record DroitRsaSuspendu([Identifiante] Guid FoyerId, [Sensible] CodeOuTexte? Motif = null) : IEvenementDroitRsa;

/// <summary>Le versement reprend.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record DroitRsaRepris([Identifiante] Guid FoyerId, [Sensible] CodeOuTexte? Motif = null) : IEvenementDroitRsa;

/// <summary>Le droit au RSA est fermé.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record DroitRsaFerme([Identifiante] Guid FoyerId, [Sensible] CodeOuTexte? Motif = null) : IEvenementDroitRsa;

/// <summary>La personne entre dans le champ des droits et devoirs, ou en sort.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record DroitsEtDevoirsModifies([Sensible] bool Soumis, [Sensible] CodeOuTexte? Motif = null) : IEvenement;

/// <summary>Un objectif du contrat, et pour quand.</summary>
public sealed record Objectif([Sensible] CodeOuTexte Code, [Statistique] DateOnly? Echeance = null);

/// <summary>Ce qu'est devenu un objectif du contrat.</summary>
public sealed record ObjectifEvalue([Sensible] CodeOuTexte Code, [Sensible] Atteint? Atteint = null);

/// <summary>Un contrat est signé.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record ContratSigne(
    [Identifiante] Guid ContratId,
    [Statistique] TypeContrat Type,
    [Statistique] DateOnly? Debut = null,
    [Statistique] DateOnly? Fin = null,
    [Sensible] decimal? HeuresHebdo = null,
    [Sensible] IReadOnlyList<Objectif>? Objectifs = null) : IEvenementContrat;

/// <summary>La personne refuse de signer un contrat.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record ContratRefuse([Identifiante] Guid ContratId, [Sensible] CodeOuTexte? Motif = null) : IEvenementContrat;

/// <summary>Le contrat est renouvelé jusqu'à une nouvelle date.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record ContratRenouvele([Identifiante] Guid ContratId, [Statistique] DateOnly Fin) : IEvenementContrat;

/// <summary>Le contrat est rompu avant son terme.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record ContratRompu([Identifiante] Guid ContratId, [Sensible] CodeOuTexte? Motif = null) : IEvenementContrat;

/// <summary>Un bilan du contrat est fait avec la personne.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record BilanRealise(
    [Identifiante] Guid ContratId,
    [Statistique] MomentBilan? Moment = null,
    [Sensible] IReadOnlyList<ObjectifEvalue>? Objectifs = null,
    [Sensible] IReadOnlyList<CodeOuTexte>? FreinsLeves = null,
    [Sensible] CodeOuTexte? Suites = null) : IEvenementContrat;

/// <summary>Une action d'insertion est prescrite.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record ActionPrescrite(
    [Identifiante] string ActionId,
    [Sensible] CodeOuTexte? Dispositif = null,
    [Statistique] string? Operateur = null) : IEvenementAction;

/// <summary>L'action commence.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record ActionDemarree(
    [Identifiante] string ActionId,
    [Sensible] CodeOuTexte? Dispositif = null,
    [Statistique] string? Operateur = null) : IEvenementAction;

/// <summary>L'action se termine.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record ActionTerminee(
    [Identifiante] string ActionId,
    [Sensible] CodeOuTexte? Issue = null,
    [Sensible] CodeOuTexte? Dispositif = null,
    [Statistique] string? Operateur = null) : IEvenementAction;

/// <summary>L'équipe pluridisciplinaire est saisie.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record EquipePluridisciplinaireSaisie([Sensible] CodeOuTexte? Motif = null) : IEvenement;

/// <summary>L'équipe pluridisciplinaire rend son avis.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record AvisEquipeRendu([Sensible] CodeOuTexte? Avis = null) : IEvenement;

/// <summary>Une sanction est décidée.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record SanctionDecidee(
    [Sensible] NatureSanction Nature,
    [Sensible] decimal? Taux = null,
    [Sensible] int? DureeMois = null) : IEvenement;

/// <summary>La sanction est levée.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record SanctionLevee([Sensible] CodeOuTexte? Motif = null) : IEvenement;

/// <summary>La personne sort d'un dispositif ; sa situation dit la classe de la sortie.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record SortieConstatee(
    [Sensible] SituationSortie Situation,
    [Sensible] CodeOuTexte? Dispositif = null,
    [Statistique] int? DureeMois = null) : IEvenement;
