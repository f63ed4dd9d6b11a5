using System.Diagnostics;
using System.Text.Json;
using Accompagnement.Api.Tests.Infrastructure;
using Accompagnement.Api.Trajectoires;
using Accompagnement.Domain.Acces;
using Accompagnement.Domain.Accueil;
using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Orientation;
using Accompagnement.Domain.Personnes;
using Microsoft.Extensions.DependencyInjection;

namespace Accompagnement.Api.Tests.Trajectoires;

public sealed class LectureDuDossier
{
    [Fact]
    public async Task Un_dossier_de_deux_cents_faits_se_lit_vite()
    {
        await using var hote = await HoteDeTest.DemarrerAsync();
        var personne = Guid.NewGuid();
        await hote.EcrireAsync(
            personne,
            [new PersonneInscrite(Sexe.F, new Mois(1984, 5)), new ReferentDesigne(RoleReferent.Rsa, "AGT-0007"), .. Enumerable.Range(0, 200).Select(_ => new VisiteTentee(ResultatVisite.PorteClose))]);
        var lecteur = hote.Services.GetRequiredService<LecteurDeDossiers>();
        var compte = new Compte("AGT-0007", RoleCompte.Referent, "AGT-0007");
        var durees = new List<double>();
        for (var i = 0; i < 60; i++)
        {
            var debut = Stopwatch.GetTimestamp();
            (await lecteur.LireAsync(personne, compte, null, null, new("mesure"), CancellationToken.None)).ShouldNotBeNull();
            durees.Add(Stopwatch.GetElapsedTime(debut).TotalMilliseconds);
        }

        var mediane = durees.Skip(20).Order().ElementAt(20);
        TestContext.Current.SendDiagnosticMessage($"Lecture d'un dossier de 202 faits : médiane {mediane:0.0} ms");

        // Ten milliseconds are the aim, on a machine that does nothing else; a quadratic reading would take seconds.
        mediane.ShouldBeLessThan(60);
    }

    [Fact]
    public async Task OpenAPI_decrit_le_corps_de_chaque_acte_avec_son_exemple()
    {
        await using var hote = await HoteDeTest.DemarrerAsync();
        using var client = hote.Client(null);
        var (_, document) = await client.LireAsync("/openapi/v1.json");
        var chemins = document.GetProperty("paths");
        foreach (var acte in Actes.Tous.Where(a => (a.Flux & Flux.Trajectoire) != 0 && a.Chemin.Length > 0))
        {
            var operation = chemins.GetProperty($"/api/trajectoires/{{personne}}/{acte.Chemin}").GetProperty("post");
            operation.GetProperty("summary").GetString().ShouldBe(acte.Titre);
            var corps = operation.GetProperty("requestBody").GetProperty("content").GetProperty("application/json");
            // An act that needs nothing but to be said has an empty example, which OpenAPI's writer leaves out.
            var exemple = corps.TryGetProperty("example", out var donne) ? donne : JsonDocument.Parse("{}").RootElement;
            JsonElement.DeepEquals(exemple, JsonDocument.Parse(acte.Exemple).RootElement).ShouldBeTrue(acte.Chemin);
            foreach (var champ in corps.GetProperty("schema").GetProperty("properties").EnumerateObject())
            {
                champ.Value.GetProperty("description").GetString().ShouldNotBeNullOrWhiteSpace(champ.Name);
            }
        }
    }
}
