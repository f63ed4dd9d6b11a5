using Accompagnement.Domain.Faits;

namespace Accompagnement.Domain.Decisions;

/// <summary>What becomes of a command: the facts to record, or why nothing is.</summary>
/// <param name="Faits">The facts, in order, flagged where they are unusual; empty when refused.</param>
/// <param name="Refus">Why the command is refused, and what would be allowed.</param>
public sealed record Decision(IReadOnlyList<Fait> Faits, Refus? Refus)
{
    public IEnumerable<IEvenement> Evenements => Faits.Select(f => f.Evenement);

    public static Decision Refuser(string regle, string detail, string? valeur = null, string? champ = null) =>
        new([], new Refus(regle, detail, valeur, champ));
}
