using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Orientation;

namespace Accompagnement.Domain.Diagnostic;

public enum MomentDiagnostic
{
    Entree,
    Intermediaire,
    Final,
}

/// <summary>The six themes of the diagnostic 360°; it is complete only with all six.</summary>
public enum Theme
{
    Famille,
    Logement,
    Sante,
    Budget,
    Mobilite,
    Emploi,
}

/// <summary>Un diagnostic 360°, rempli en une ou plusieurs séances.</summary>
public interface IEvenementDiagnostic : IEvenement
{
    Guid DiagnosticId { get; }
}

/// <summary>Un diagnostic 360° commence.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record DiagnosticOuvert(
    [Identifiante] Guid DiagnosticId,
    [Statistique] MomentDiagnostic? Moment = null,
    [Statistique] string? Grille = null) : IEvenementDiagnostic;

/// <summary>Un des six thèmes est renseigné, de 0 (autonome) à 4 (bloquant).</summary>
[Evenement(Flux.Trajectoire)]
public sealed record ThemeRenseigne(
    [Identifiante] Guid DiagnosticId,
    [Sensible] Theme Theme,
    [Sensible] int Niveau,
    [Sensible] IReadOnlyList<CodeOuTexte>? Freins = null,
    [Sensible] IReadOnlyList<CodeOuTexte>? Atouts = null,
    [Sensible] IReadOnlyList<CodeOuTexte>? Alertes = null,
    [TexteLibre] TexteConfidentiel? Note = null) : IEvenementDiagnostic;

/// <summary>Les six thèmes sont renseignés ; le diagnostic conclut.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record DiagnosticComplete(
    [Identifiante] Guid DiagnosticId,
    [Sensible] Parcours? Preconisation = null) : IEvenementDiagnostic;

/// <summary>La personne a relu la synthèse et y ajoute ce qu'elle veut.</summary>
[Evenement(Flux.Trajectoire)]
public sealed record SyntheseRelue(
    [Identifiante] Guid DiagnosticId,
    [TexteLibre] TexteConfidentiel? Precisions = null) : IEvenementDiagnostic;
