using Accompagnement.Domain.Referentiels;

namespace Accompagnement.Domain.Echeances;

public enum EtatEcheance
{
    AVenir,
    EnRetard,
    Tenue,
    TenueEnRetard,

    /// <summary>What was due lost its object: the right closed, the person died, the request was withdrawn.</summary>
    SansObjet,
}

/// <summary>Something that a fact made due, and what became of it.</summary>
/// <param name="Nature">What is due.</param>
/// <param name="OrigineId">The fact that armed it.</param>
/// <param name="OrigineLe">The day the delay runs from.</param>
/// <param name="DueLe">The last day.</param>
/// <param name="Source">The text or the setting that gives the delay, or the fact that named the date.</param>
/// <param name="Objet">The measure, contract, request, information or accueil it is about; null when it is about the person.</param>
public sealed record Echeance(NatureEcheance Nature, Guid OrigineId, DateOnly OrigineLe, DateOnly DueLe, string Source, Guid? Objet = null)
{
    /// <summary>The day it was done.</summary>
    public DateOnly? TenueLe { get; init; }

    /// <summary>The day it lost its object.</summary>
    public DateOnly? LeveeLe { get; init; }

    /// <summary>Where it stands on a day, knowing what it knows.</summary>
    public EtatEcheance EtatLe(DateOnly jour) => this switch
    {
        { TenueLe: { } tenue } when tenue <= jour => tenue <= DueLe ? EtatEcheance.Tenue : EtatEcheance.TenueEnRetard,
        { LeveeLe: { } levee } when levee <= jour => EtatEcheance.SansObjet,
        _ => jour <= DueLe ? EtatEcheance.AVenir : EtatEcheance.EnRetard,
    };
}
