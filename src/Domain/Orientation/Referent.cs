using System.Collections.Immutable;
using Accompagnement.Domain.Faits;

namespace Accompagnement.Domain.Orientation;

/// <summary>An agent who accompanies the person in a role. Several roles, or a pair in one role, may act at once.</summary>
public readonly record struct Referent(RoleReferent Role, string Agent, DateOnly Depuis)
{
    public static ImmutableArray<Referent> Evolve(ImmutableArray<Referent> tous, IEvenement evenement, DateOnly jour) => evenement switch
    {
        ReferentDesigne e => Ajouter(tous, e.Role, e.Agent, jour),
        ReferentRemplace e => Ajouter(Retirer(tous, e.Role, e.Ancien), e.Role, e.Nouveau, jour),
        ReferentDecharge e => Retirer(tous, e.Role, e.Agent),
        _ => tous,
    };

    public static bool Est(ImmutableArray<Referent> tous, RoleReferent role, string agent)
    {
        foreach (var referent in tous)
        {
            if (referent.Role == role && referent.Agent == agent)
            {
                return true;
            }
        }

        return false;
    }

    private static ImmutableArray<Referent> Ajouter(ImmutableArray<Referent> tous, RoleReferent role, string agent, DateOnly jour) =>
        Est(tous, role, agent) ? tous : tous.Add(new(role, agent, jour));

    private static ImmutableArray<Referent> Retirer(ImmutableArray<Referent> tous, RoleReferent role, string agent) =>
        tous.RemoveAll(r => r.Role == role && r.Agent == agent);
}

/// <summary>The track a person is on, since when, and whether she accepted it.</summary>
public sealed record OrientationEnCours(Parcours Parcours, Dispositif? Dispositif, string? Structure, DateOnly Le, bool? Acceptee = null)
{
    public static OrientationEnCours? Evolve(OrientationEnCours? actuelle, IEvenement evenement, DateOnly jour) => evenement switch
    {
        // One recorded late does not undo one that happened after it.
        OrientationPrononcee e when actuelle is null || jour >= actuelle.Le => new(e.Parcours, e.Dispositif, e.Structure, jour),
        ReorientationPrononcee e when actuelle is null || jour >= actuelle.Le => new(e.Vers, e.Dispositif, null, jour),
        OrientationConfirmee when actuelle is not null => actuelle with { Acceptee = true },
        OrientationContestee when actuelle is not null => actuelle with { Acceptee = false },
        _ => actuelle,
    };
}
