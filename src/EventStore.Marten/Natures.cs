using Accompagnement.Domain.Faits;

namespace Accompagnement.EventStore.Marten;

/// <summary>What Marten takes the type of a stream from: the name of a class, in snake_case.</summary>
internal static class Natures
{
    public static Type De(Flux nature) => nature switch
    {
        Flux.Trajectoire => typeof(Trajectoire),
        Flux.Foyer => typeof(Foyer),
        Flux.Agent => typeof(Agent),
        Flux.Structure => typeof(Structure),
        Flux.Registre => typeof(Registre),
        _ => throw new ArgumentOutOfRangeException(nameof(nature), nature, "Not the kind of one stream."),
    };

    private sealed class Trajectoire;

    private sealed class Foyer;

    private sealed class Agent;

    private sealed class Structure;

    private sealed class Registre;
}
