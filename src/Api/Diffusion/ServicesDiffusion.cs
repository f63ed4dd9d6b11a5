using Accompagnement.Api.Hote;
using Accompagnement.Api.Securite;
using Accompagnement.EventStore;
using Accompagnement.Projections.Catalogue;
using Accompagnement.Projections.Diffusion;
using Accompagnement.Projections.Diffusion.Suppression;
using Accompagnement.Projections.Olinpe;
using Accompagnement.Projections.Publications;

namespace Accompagnement.Api.Diffusion;

/// <summary>What the protected figures and the publications need.</summary>
public static class ServicesDiffusion
{
    private const string Fichier = "diffusion";
    private const string Bruit = "diffusion.bruit";

    public static void AddDiffusion(this IServiceCollection services, Instance instance)
    {
        // Read at start: without its secret, or with one that others may read, an instance that publishes must not run.
        services.AddSingleton(SecretDeDiffusion.LireOuCreer(Path.Combine(instance.Options.Cles, Fichier)));
        services.AddSingleton(new Protecteur(TableDePerturbation.Calculer(ChoixDuBruit.LireOuCreer(Path.Combine(instance.Options.Cles, Bruit)))));
        services.AddSingleton(s => new Clotures(instance.Source, s.GetRequiredService<TimeProvider>(), ModeDeProduction.DiffuseParMois(s.GetRequiredService<IConfiguration>())));
        services.AddSingleton<CalculateurProtege>();
        services.AddSingleton<JournalDesRequetes>();
        services.AddSingleton<DemandesDesPages>();
        services.AddSingleton<LecteurOlinpe>();
        services.AddSingleton(new SuppressionDeCellules(new Solveur()));
        services.AddSingleton(s => new ServicePublications(
            instance.Source, instance.Proprietaire, s.GetRequiredService<IEventStore>(), s.GetRequiredService<SecretDeDiffusion>(),
            s.GetRequiredService<Protecteur>(), s.GetRequiredService<SuppressionDeCellules>(), s.GetRequiredService<Clotures>()));
        services.ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolverChain.Insert(0, JsonDeLaDiffusion.Default));
    }
}
