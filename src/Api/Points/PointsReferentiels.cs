using System.Text;
using Accompagnement.Api.Reponses;
using Accompagnement.Api.Securite;
using Accompagnement.Domain.Referentiels;
using Accompagnement.Projections.Catalogue;
using Microsoft.AspNetCore.Mvc;
using Npgsql;

namespace Accompagnement.Api.Points;

/// <summary>One cut of the département, as it is answered.</summary>
public sealed record DecoupageDeReponse(string Code, DateOnly? ValideDu, DateOnly? ValideAu, IReadOnlyList<TerritoireDeReponse> Territoires);

/// <summary>One territory and its communes, by INSEE code.</summary>
public sealed record TerritoireDeReponse(string Libelle, IReadOnlyList<string> Communes);

/// <summary>How many lines were taken.</summary>
public sealed record BilanDenominateurs(int Enregistres);

/// <summary>Reference data: dated cuts, reference populations.</summary>
public static class PointsReferentiels
{
    private static readonly DateOnly Reforme = new(2016, 1, 1);

    public static void MapReferentiels(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/referentiels/territoires", Decoupages)
            .RequireAuthorization()
            .WithSummary("Les découpages du département et leurs dates");
        routes.MapPost("/api/referentiels/denominateurs", DenominateursAsync)
            .RequireAuthorization(Droits.Administrer)
            .DisableAntiforgery()
            .Accepts<string>("text/csv")
            .Produces<BilanDenominateurs>()
            .WithSummary("Charger des populations de référence")
            .WithDescription("CSV avec en-tête : population,territoire,annee,valeur. Une valeur déjà connue est remplacée.");
    }

    private static IEnumerable<DecoupageDeReponse> Decoupages()
    {
        var referentiel = Territoires.PasDeCalais;
        return Territoires.Decoupages.Select(d => new DecoupageDeReponse(
            d.Key,
            d.Value == Decoupage.Depuis2016 ? Reforme : null,
            d.Value == Decoupage.Avant2016 ? Reforme.AddDays(-1) : null,
            [.. referentiel.Communes.GroupBy(c => referentiel.Libelle(referentiel.Numero(c.CodeInsee), d.Value)).OrderBy(g => g.Key, StringComparer.Create(Formats.Francais, false))
                .Select(g => new TerritoireDeReponse(g.Key, [.. g.Select(c => c.CodeInsee)]))]));
    }

    private static async Task<IResult> DenominateursAsync(HttpContext http, [FromServices] NpgsqlDataSource source, CancellationToken ct)
    {
        try
        {
            using var lecteur = new StreamReader(http.Request.Body, new UTF8Encoding(false, throwOnInvalidBytes: true));
            var lignes = await Denominateurs.LireCsvAsync(lecteur, ct);
            await Denominateurs.EnregistrerAsync(source, lignes, ct);
            return TypedResults.Ok(new BilanDenominateurs(lignes.Count));
        }
        catch (DenominateursIllisiblesException e)
        {
            return Problemes.De(StatusCodes.Status400BadRequest, "denominateurs-illisibles", "Rien n'est enregistré : une ligne ne peut pas être lue.", e.Message);
        }
        catch (DecoderFallbackException)
        {
            return Problemes.De(StatusCodes.Status400BadRequest, "denominateurs-illisibles", "Rien n'est enregistré : le fichier n'est pas en UTF-8.");
        }
    }
}
