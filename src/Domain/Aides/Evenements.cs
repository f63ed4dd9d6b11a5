using Accompagnement.Domain.Faits;

namespace Accompagnement.Domain.Aides;

public enum Fonds
{
    FSL,
    FAJ,
    SU,
    AFP,
    AIPP,
    AFASE,
    FPEL,
}

public enum Volet
{
    ALI,
    MAINTIEN,
    EET,
    GARANTIE,
    TRAVAUX,
    RECHERCHE,
    AUTRE,
}

public enum Energie
{
    Electricite,
    Gaz,
    Eau,
    Telephone,
    Mixte,
}

public enum Instructeur
{
    Mds,
    Partenaire,
}

public enum FormeAide
{
    Subvention,
    Pret,
    Mixte,
}

public enum Beneficiaire
{
    Tiers,
    Menage,
}

public enum IssueRecours
{
    Confirme,
    Infirme,
}

/// <summary>Une demande d'aide financière, de la demande au paiement, au recours et au remboursement.</summary>
public interface IEvenementAide : IEvenement
{
    Guid DemandeId { get; }
}

/// <summary>Une aide est demandée à un fonds.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record AideSollicitee(
    [Identifiante] Guid DemandeId,
    [Sensible] Fonds Fonds,
    [Sensible] Volet? Volet = null,
    [Sensible] Energie? Energie = null,
    [Sensible] decimal? MontantDemande = null,
    [Statistique] Instructeur? Instructeur = null,
    [Identifiante] Guid? FoyerId = null) : IEvenementAide;

/// <summary>Des pièces manquent ; elles sont demandées.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record PiecesDemandees([Identifiante] Guid DemandeId, [Sensible] IReadOnlyList<CodeOuTexte>? Pieces = null) : IEvenementAide;

/// <summary>Une pièce est arrivée.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record PieceRecue([Identifiante] Guid DemandeId, [Sensible] CodeOuTexte? Piece = null) : IEvenementAide;

/// <summary>Le dossier de demande est complet : le délai de décision court.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record DossierComplet([Identifiante] Guid DemandeId) : IEvenementAide;

/// <summary>La demande est inscrite à une séance de commission.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record AideInscrite(
    [Identifiante] Guid DemandeId,
    [Statistique] CodeOuTexte? Commission = null,
    [Statistique] DateOnly? SeanceLe = null) : IEvenementAide;

/// <summary>L'aide est accordée.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record AideAccordee(
    [Identifiante] Guid DemandeId,
    [Sensible] decimal? Montant = null,
    [Statistique] FormeAide? Forme = null,
    [Sensible] int? Mensualites = null,
    [Statistique] Beneficiaire? VerseA = null) : IEvenementAide;

/// <summary>L'aide est refusée.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record AideRefusee([Identifiante] Guid DemandeId, [Sensible] CodeOuTexte? Motif = null) : IEvenementAide;

/// <summary>La décision est reportée à une autre séance.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record AideAjournee([Identifiante] Guid DemandeId, [Sensible] CodeOuTexte? Motif = null) : IEvenementAide;

/// <summary>La demande est retirée.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record AideRetiree([Identifiante] Guid DemandeId, [Statistique] CodeOuTexte? Par = null) : IEvenementAide;

/// <summary>L'aide, ou une partie, est versée.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record AideVersee([Identifiante] Guid DemandeId, [Sensible] decimal? Montant = null) : IEvenementAide;

/// <summary>Une mensualité d'un prêt est remboursée.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record RemboursementRecu([Identifiante] Guid DemandeId, [Sensible] decimal? Montant = null) : IEvenementAide;

/// <summary>La personne conteste la décision.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record RecoursForme([Identifiante] Guid DemandeId, [Sensible] CodeOuTexte? Motif = null) : IEvenementAide;

/// <summary>Le recours est tranché : la décision est confirmée, ou la demande est à décider de nouveau.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record RecoursTranche([Identifiante] Guid DemandeId, [Sensible] IssueRecours Issue) : IEvenementAide;
