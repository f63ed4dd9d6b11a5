namespace Accompagnement.Domain.Faits;

/// <summary>Why a fact is refused.</summary>
/// <param name="Regle">The rule it breaks: a stable code.</param>
/// <param name="Detail">What is wrong and what would be accepted, in French, for the person who must mend it.</param>
/// <param name="Valeur">The offending value; never an identity or a free text.</param>
/// <param name="Champ">The field at fault, when there is one.</param>
public sealed record Refus(string Regle, string Detail, string? Valeur = null, string? Champ = null);
