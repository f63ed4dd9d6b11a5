using Accompagnement.Api.Acces;
using Accompagnement.EventStore.Coffre;
using Accompagnement.EventStore.Traces;

namespace Accompagnement.Api.Trajectoires;

/// <summary>The services that open and extend files.</summary>
public static class ServicesTrajectoires
{
    public static IServiceCollection AddTrajectoires(this IServiceCollection services) => services
        .AddSingleton<JournalDesTraces>()
        .AddSingleton<LecteurDesTraces>()
        .AddSingleton<AccesExceptionnels>()
        .AddSingleton<LecteurIdentites>()
        .AddSingleton<RechercheDePersonnes>()
        .AddSingleton<Effacement>()
        .AddSingleton<LecteurDeFamilles>()
        .AddSingleton<GardeDAcces>()
        .AddSingleton<LecteurDesFoyers>()
        .AddSingleton<ServiceDeRecherche>()
        .AddSingleton<FluxEnClair>()
        .AddSingleton<LecteurDeDossiers>()
        .AddSingleton<EcritureDActe>()
        .AddSingleton<ServiceDActes>();
}
