namespace Accompagnement.Api.Tests.Infrastructure;

/// <summary>A clock that goes where it is told, forwards or backwards.</summary>
internal sealed class HorlogeReglable(DateTimeOffset depart) : TimeProvider
{
    private DateTimeOffset maintenant = depart;

    public void Avancer(TimeSpan duree) => maintenant += duree;

    public override DateTimeOffset GetUtcNow() => maintenant;
}
