namespace Accompagnement.Tests.Commun;

/// <summary>A clock that always tells the same time.</summary>
public sealed class HeureFixe(DateTimeOffset instant) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => instant;
}
