using System.Text;
using Accompagnement.Api.Securite;
using Accompagnement.Api.Tests.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Accompagnement.Api.Tests.Attaques;

/// <summary>
/// The table of every endpoint with its rule, in docs/points.md, is made from the running application. To write it again after a
/// change that is meant: run the tests with ECRIRE_LES_DOCS=1, and read the difference.
/// </summary>
public sealed class TableDesPoints
{
    [Fact]
    public async Task Chaque_point_a_une_regle_et_la_table_est_celle_du_code()
    {
        await using var hote = await HoteDeTest.DemarrerAsync();
        var points = hote.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .SelectMany(p => (p.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["*"]).Select(m => (Chemin: "/" + p.RoutePattern.RawText!.TrimStart('/'), Methode: m, Point: p)))
            .Where(p => !EstUnFichier(p.Point))
            .OrderBy(p => p.Chemin, StringComparer.Ordinal).ThenBy(p => p.Methode, StringComparer.Ordinal)
            .ToArray();

        points.Where(p => Regle(p.Point) is null).Select(p => $"{p.Methode} {p.Chemin}").ShouldBeEmpty("Ces points n'ont pas de règle d'accès.");

        var table = new StringBuilder("""
            # Les points d'entrée et leur règle

            Cette page est produite par les tests à partir de l'application ; elle ne s'écrit pas à la main. La règle dit qui peut appeler ;
            le besoin d'en connaître (docs/acces.md) dit ensuite ce qui lui est montré. Les fichiers statiques sont publics.

            | Appel | Règle | Rôles |
            | --- | --- | --- |

            """.ReplaceLineEndings("\n"));
        foreach (var (chemin, methode, point) in points)
        {
            var regle = Regle(point)!;
            table.Append(System.Globalization.CultureInfo.InvariantCulture, $"| `{methode} {chemin}` | {regle} | {(Droits.ParDroit.TryGetValue(regle, out var roles) ? string.Join(", ", roles) : regle == "session" ? "tous" : "sans connexion")} |\n");
        }

        var fichier = Path.Combine(Racine(), "docs", "points.md");
        if (Environment.GetEnvironmentVariable("ECRIRE_LES_DOCS") == "1")
        {
            await File.WriteAllTextAsync(fichier, table.ToString());
        }

        (await File.ReadAllTextAsync(fichier)).ShouldBe(table.ToString(), "docs/points.md n'est plus celle du code : relancez les tests avec ECRIRE_LES_DOCS=1 et relisez la différence.");
    }

    private static string? Regle(Endpoint point)
    {
        if (point.Metadata.GetMetadata<IAllowAnonymous>() is not null)
        {
            return "public";
        }

        var regles = point.Metadata.GetOrderedMetadata<IAuthorizeData>();
        return regles.Select(r => r.Policy).OfType<string>().LastOrDefault() ?? (regles.Count > 0 ? "session" : null);
    }

    /// <summary>Styles and images, whose address carries their fingerprint.</summary>
    private static bool EstUnFichier(RouteEndpoint point) =>
        point.Metadata.Any(m => m.GetType().Name is "StaticAssetDescriptor") || point.RoutePattern.RawText?.TrimStart('/') is "{**path:file}" or "_framework/opaque-redirect";

    private static string Racine()
    {
        var dossier = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(dossier, "Accompagnement.sln")))
        {
            dossier = Path.GetDirectoryName(dossier)!;
        }

        return dossier;
    }
}
