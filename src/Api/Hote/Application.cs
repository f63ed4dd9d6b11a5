using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Accompagnement.Api.Administration;
using Accompagnement.Api.Diffusion;
using Accompagnement.Api.Import;
using Accompagnement.Api.Pages;
using Accompagnement.Api.Pages.Carnet;
using Accompagnement.Api.Points;
using Accompagnement.Api.Reponses;
using Accompagnement.Api.Securite;
using Accompagnement.Api.Trajectoires;
using Accompagnement.EventStore.Etats;
using Accompagnement.EventStore.Traces;
using Accompagnement.Projections.Catalogue;
using Accompagnement.Projections.Moteur;
using Accompagnement.Projections.Pilotage;
using Microsoft.AspNetCore.DataProtection;
using Serilog;

namespace Accompagnement.Api.Hote;

/// <summary>Puts the web application together: the same for the program and for the tests' in-memory host.</summary>
public static class Application
{
    /// <param name="instance">The database and the keys; not disposed here.</param>
    /// <param name="journal">The log.</param>
    /// <param name="regler">Last changes, such as the server to use.</param>
    /// <param name="reglages">Settings that prevail over those of the environment.</param>
    public static WebApplication Construire(
        Instance instance, Serilog.ILogger journal, Action<WebApplicationBuilder>? regler = null, IEnumerable<KeyValuePair<string, string?>>? reglages = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(Application).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.Logging.ClearProviders().AddSerilog(journal);
        builder.WebHost.ConfigureKestrel(k =>
        {
            k.AddServerHeader = false;
            k.Limits.MaxRequestHeadersTotalSize = 32 * 1024;
            k.Limits.MaxRequestBodySize = 1024 * 1024;
            k.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
            k.Limits.MinRequestBodyDataRate = new(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
        });
        builder.Configuration.AddInMemoryCollection(reglages);
        Services(builder.Services, instance, builder.Configuration);
        Securite(builder.Services, instance, builder.Configuration);
        regler?.Invoke(builder);

        var app = builder.Build();
        app.Use(app.Services.GetRequiredService<Compteurs>().CompterAsync);
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.Use(SansPageBlanche);
        app.Use(Entetes);
        app.Use(SansCaractereNul);
        app.MapStaticAssets();
        app.Use(SansLimite.Appliquer);
        app.UseRequestDecompression();
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.MapOpenApi().AllowAnonymous().CacheOutput(p => p.NoCache());
        app.MapSante();
        app.MapEvenements();
        app.MapActes();
        app.MapTrajectoires();
        app.MapAcces();
        app.MapConservation();
        app.MapTraces();
        app.MapPersonnes();
        app.MapFlux();
        app.MapIndicateurs();
        app.MapReferentiels();
        app.MapAgregats();
        app.MapPublications();
        app.MapRetours();
        app.MapPilotage();
        app.MapPilotageParts();
        app.MapBureau();
        app.MapConnexion();
        app.MapCarnet();
        app.MapRazorComponents<App>();
        return app;
    }

    private static void Services(IServiceCollection services, Instance instance, ConfigurationManager configuration)
    {
        services.AddSingleton(instance);
        services.AddSingleton(instance.Source);
        services.AddSingleton(instance.Coffre);
        services.AddSingleton(instance.Options);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(_ => Stockage.Ouvrir(configuration[Stockage.Reglage], instance.Source));
        services.AddSingleton<Compteurs>();
        services.AddSingleton<LecteurEtats>();
        services.AddSingleton<ServiceImport>();
        services.AddTrajectoires();
        services.AddAdministration();
        services.AddSingleton<SceauDesEvenements>();
        services.AddHostedService<SceauEnContinu>();
        services.AddSingleton<ProjectionFaits>();
        services.AddSingleton<ProjectionEnContinu>();
        services.AddHostedService(s => s.GetRequiredService<ProjectionEnContinu>());
        services.AddSingleton<Calculateur>();
        services.AddDiffusion(instance);
        services.AddSingleton<EcheancesDAgent>();
        services.AddSingleton<Comptes>();
        services.AddSingleton(s => new Jetons(Instance.LireOuCreerSecret(instance.Options, "jetons"), s.GetRequiredService<TimeProvider>()));
        services.AddRequestDecompression();
        services.AddOutputCache();
        services.AddSingleton<IProblemDetailsWriter, ProblemesEnPage>();
        services.AddProblemDetails(o => o.CustomizeProblemDetails = Problemes.Completer);
        services.AddExceptionHandler<Pannes>();
        services.AddOpenApi(o => o.AddOperationTransformer<ActesEnOpenApi>());
        services.AddRazorComponents();
        services.AddPages();
        services.AddCascadingAuthenticationState();
        services.AddHttpContextAccessor();
        services.ConfigureHttpJsonOptions(o =>
        {
            o.SerializerOptions.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
            o.SerializerOptions.TypeInfoResolverChain.Insert(0, JsonDeLApi.Default);
            o.SerializerOptions.TypeInfoResolverChain.Insert(1, JsonDuPilotage.Default);
            o.SerializerOptions.TypeInfoResolverChain.Insert(2, JsonDesPoints.Default);
            o.SerializerOptions.TypeInfoResolverChain.Insert(3, JsonDeLAdministration.Default);
            o.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
        });
    }

    private static void Securite(IServiceCollection services, Instance instance, IConfiguration configuration)
    {
        services.AddDataProtection().SetApplicationName("accompagnement").PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(instance.Options.Cles, "sessions")));
        services.AddAuthentification(configuration);
        services.AddLimites(configuration);
    }

    /// <summary>No text of the database holds the character 0: an address that does is refused here, once for all that read one.</summary>
    private static Task SansCaractereNul(HttpContext contexte, RequestDelegate suite) =>
        contexte.Request.Path.Value?.Contains('\0', StringComparison.Ordinal) == true || contexte.Request.QueryString.Value?.Contains("%00", StringComparison.Ordinal) == true
            ? Problemes.De(StatusCodes.Status400BadRequest, "parametre-invalide", "Un paramètre n'a pas la forme attendue.", "Une adresse ne contient pas le caractère nul.").ExecuteAsync(contexte)
            : suite(contexte);

    /// <summary>A form whose token no longer holds is refused by a page without a word: taken back here, so that words are put in it.</summary>
    private static async Task SansPageBlanche(HttpContext contexte, RequestDelegate suite)
    {
        await suite(contexte);
        if (contexte.Response is { HasStarted: false, StatusCode: StatusCodes.Status400BadRequest, ContentLength: null } reponse)
        {
            reponse.ContentType = null;
        }
    }

    private static Task Entetes(HttpContext contexte, RequestDelegate suite)
    {
        var entetes = contexte.Response.Headers;
        entetes.ContentSecurityPolicy = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";
        entetes.XContentTypeOptions = "nosniff";
        entetes["Referrer-Policy"] = "same-origin";
        entetes.XFrameOptions = "DENY";
        entetes["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()";
        entetes.CacheControl = "no-store";
        return suite(contexte);
    }
}
