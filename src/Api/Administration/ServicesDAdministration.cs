using Accompagnement.EventStore.Coffre;
using Accompagnement.EventStore.Traces;

namespace Accompagnement.Api.Administration;

/// <summary>What retention, traces and the search for duplicates need.</summary>
public static class ServicesDAdministration
{
    public static IServiceCollection AddAdministration(this IServiceCollection services) => services
        .AddSingleton<ReglesDeConservation>()
        .AddSingleton<CampagneDeConservation>()
        .AddSingleton<GelsDeConservation>()
        .AddSingleton<CampagneEnFond>()
        .AddSingleton<RechercheDeTraces>()
        .AddSingleton<LectureDeTraces>()
        .AddSingleton<TenueDesComptes>()
        .AddSingleton<LecteurDesMoyens>()
        .AddSingleton<DoublonsDeLaBase>();
}
