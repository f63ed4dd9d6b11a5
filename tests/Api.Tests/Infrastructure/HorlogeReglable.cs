namespace Accompagnement.Api.Tests.Infrastructure;

/// <summary>A clock that goes where it is told, forwards or backwards.</summary>
internal sealed class HorlogeReglable(DateTimeOffset depart) : TimeProvider
{
    public DateTimeOffset Instant { get; set; } = depart;

    public void Avancer(TimeSpan duree) => Instant += duree;

    public override DateTimeOffset GetUtcNow() => Instant;
}
