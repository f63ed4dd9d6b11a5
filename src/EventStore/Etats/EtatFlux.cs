using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.EventStore.Etats;

/// <summary>What must be known of a stream to judge the next fact in it, at a version.</summary>
/// <param name="Version">The version of the stream; 0 when it does not exist.</param>
/// <param name="Trajectoire">The fold of a person's stream; empty for the others.</param>
/// <param name="Absorption">For a person's stream that another file has absorbed: which, and when.</param>
public sealed record EtatFlux(long Version, Trajectoire Trajectoire, Absorption? Absorption)
{
    public static EtatFlux Absent { get; } = new(0, Trajectoire.Vide, null);
}

/// <summary>A file absorbed by another one of the same person.</summary>
public readonly record struct Absorption(Guid Absorbant, DateTimeOffset Survenu);

/// <summary>Folds the facts of streams, corrections applied.</summary>
public static class Pliage
{
    /// <summary>The state after these facts of one person's stream.</summary>
    /// <param name="faits">All the facts, in the order of recording, corrections included.</param>
    /// <param name="absorbes">Gives the state of a file that this one absorbs.</param>
    public static Trajectoire Plier(IReadOnlyList<Fait> faits, Func<Guid, Trajectoire> absorbes)
    {
        var etat = Trajectoire.Vide;
        foreach (var fait in Histoire.Effective(faits))
        {
            etat = Trajectoire.Evolve(etat, fait, absorbes);
        }

        return etat;
    }
}
