using Accompagnement.EventStore.Coffre;
using Accompagnement.Projections.Pilotage;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Accompagnement.Api.Pages;

/// <summary>What the pages need besides what the API already has.</summary>
public static class ServicesDesPages
{
    public static IServiceCollection AddPages(this IServiceCollection services)
    {
        services.TryAddSingleton<LecteurIdentites>();
        services.AddSingleton<Repertoire>();
        services.AddSingleton<NomsDesDossiers>();
        services.AddSingleton<Dossiers.SaisieDActes>();
        services.AddSingleton<Journee.LecteurDeJournee>();
        services.AddSingleton<Administration.ReconstructionEnFond>();
        services.TryAddSingleton<ListesAttente>();
        services.TryAddSingleton<Charges>();
        services.TryAddSingleton<Delais>();
        services.TryAddSingleton<DossiersDesChiffres>();
        services.TryAddSingleton<Ruptures>();
        services.TryAddSingleton<Series>();
        services.TryAddSingleton<Previsions>();
        services.TryAddSingleton<DroitsEtDevoirs>();
        services.TryAddSingleton<Parts>();
        services.TryAddSingleton<FilesActives>();
        services.TryAddSingleton<EcheancesDeService>();
        services.TryAddSingleton<Restitutions>();
        return services;
    }
}
