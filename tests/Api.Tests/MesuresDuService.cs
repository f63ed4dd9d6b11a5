using Accompagnement.Api.Securite;
using Accompagnement.Api.Tests.Infrastructure;

namespace Accompagnement.Api.Tests;

/// <summary>What the service tells about itself to whoever watches over it.</summary>
public sealed class MesuresDuService
{
    [Fact]
    public async Task Les_mesures_comptent_imports_reponses_et_retard_sans_nommer_personne()
    {
        await using var hote = await HoteDeTest.DemarrerAsync();
        var faits = new Faits();
        var personne = Guid.NewGuid();
        string[] lignes =
        [
            faits.Ligne("PersonneInscrite", Faits.Personne(personne), "2013-01-02", new { sexe = "F", naissance = "1984-05", identite = new { nomNaissance = "Zwertvaegher" } }),
            faits.Ligne("ConsultationInfantile", Faits.Personne(personne), "2013-02-02", new { }),
        ];
        await hote.ImporterAsync([.. lignes, "{"]);
        await hote.ImporterAsync(lignes);
        using var superviseur = hote.Client(Roles.Superviseur, "AGT-0042");
        await superviseur.GetAsync(new Uri($"/api/trajectoires/{personne}?secret=1", UriKind.Relative));
        using var client = hote.Client(null);
        (await client.GetAsync(new Uri("/rien-de-tel", UriKind.Relative))).IsSuccessStatusCode.ShouldBeFalse();

        using var reponse = await client.GetAsync(new Uri("/metrics", UriKind.Relative));
        reponse.Content.Headers.ContentType!.ToString().ShouldBe("text/plain; version=0.0.4; charset=utf-8");
        var texte = await reponse.Content.ReadAsStringAsync();
        var valeurs = texte.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(l => l[0] != '#')
            .ToDictionary(l => l[..l.LastIndexOf(' ')], l => double.Parse(l[(l.LastIndexOf(' ') + 1)..], System.Globalization.CultureInfo.InvariantCulture));
        valeurs["accompagnement_base_joignable"].ShouldBe(1);
        valeurs["accompagnement_faits_position"].ShouldBeGreaterThanOrEqualTo(2);
        valeurs["accompagnement_faits_retard"].ShouldBe(0);
        valeurs["accompagnement_faits_en_panne"].ShouldBe(0);
        valeurs["accompagnement_imports_total{issue=\"termine\"}"].ShouldBe(2);
        valeurs["accompagnement_faits_importes_total{issue=\"accepte\"}"].ShouldBe(2);
        valeurs["accompagnement_faits_importes_total{issue=\"deja_connu\"}"].ShouldBe(2);
        valeurs["accompagnement_faits_importes_total{issue=\"rejete\"}"].ShouldBe(1);
        valeurs["accompagnement_reponses_total{statut=\"4xx\"}"].ShouldBeGreaterThanOrEqualTo(1);
        valeurs["accompagnement_reponses_total{statut=\"5xx\"}"].ShouldBe(0);

        // Every answer is in one class of duration; the buckets add up to them.
        valeurs["accompagnement_reponse_secondes_count"].ShouldBe(valeurs.Where(v => v.Key.Contains("reponses_total", StringComparison.Ordinal)).Sum(v => v.Value));
        valeurs["accompagnement_reponse_secondes_bucket{le=\"+Inf\"}"].ShouldBe(valeurs["accompagnement_reponse_secondes_count"]);
        foreach (var nom in (string[])["Zwertvaegher", personne.ToString(), "AGT-", "secret", "rien-de-tel", "/api"])
        {
            texte.ShouldNotContain(nom, Case.Insensitive);
        }
    }
}
