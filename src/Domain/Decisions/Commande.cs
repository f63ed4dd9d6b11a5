using Accompagnement.Domain.Faits;

namespace Accompagnement.Domain.Decisions;

/// <summary>An act of work that somebody asks to record. One file per act, in the folder of its trade.</summary>
public abstract record Commande
{
    /// <summary>When the act happened; the moment of recording when it is not said. A bare date is its midnight in Paris.</summary>
    public DateTimeOffset? SurvenuLe { get; init; }

    /// <summary>How it reached the service.</summary>
    public Canal? Canal { get; init; }

    /// <summary>True to record an act that is unusual but not impossible; it is then flagged, as an import would flag it.</summary>
    public bool? Confirme { get; init; }
}
