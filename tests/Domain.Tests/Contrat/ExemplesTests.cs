using System.Text;
using System.Text.Json.Nodes;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Rsa;
using Accompagnement.Domain.Upcasters;

namespace Accompagnement.Domain.Tests.Contrat;

/// <summary>
/// One stored example of every event, as it was written the first time (<c>Nom.json</c>), and of every shape since abandoned
/// (<c>Nom.v1.json</c>). They are never edited: a change that no longer reads them would lose the past of every file.
/// </summary>
public sealed class ExemplesTests
{
    private static readonly string Dossier = Path.Combine(AppContext.BaseDirectory, "Exemples");

    public static TheoryData<string> Fichiers => [.. Directory.GetFiles(Dossier, "*.json").Select(f => Path.GetFileName(f)!)];

    [Fact]
    public void Chaque_evenement_a_son_exemple_garde() =>
        TypeEvenement.Tous.Select(t => $"{t.Nom}.json").Where(f => !File.Exists(Path.Combine(Dossier, f))).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Fichiers))]
    public void Un_exemple_garde_se_lit_et_se_relit(string fichier)
    {
        var json = File.ReadAllText(Path.Combine(Dossier, fichier));
        var type = TypeEvenement.DuNom(fichier.Split('.')[0]).ShouldNotBeNull();

        var lu = type.LireStocke(Encoding.UTF8.GetBytes(json));
        var relu = type.LireStocke(type.Ecrire(lu));

        Encoding.UTF8.GetString(type.Ecrire(relu)).ShouldBe(Encoding.UTF8.GetString(type.Ecrire(lu)));
        if (!fichier.Contains(".v", StringComparison.Ordinal))
        {
            JsonNode.DeepEquals(JsonNode.Parse(type.Ecrire(lu)), JsonNode.Parse(json)).ShouldBeTrue($"{fichier}: {Encoding.UTF8.GetString(type.Ecrire(lu))}");
        }
    }

    [Fact]
    public void Un_exemple_remplit_tous_les_champs()
    {
        foreach (var type in TypeEvenement.Tous)
        {
            var exemple = (JsonObject)JsonNode.Parse(File.ReadAllText(Path.Combine(Dossier, $"{type.Nom}.json")))!;
            exemple.Select(c => c.Key).Order().ShouldBe(type.Champs.Select(c => c.Nom).Order(), type.Nom);
        }
    }

    [Fact]
    public void Les_objectifs_d_un_contrat_de_la_version_1_se_lisent_dans_le_store()
    {
        var contrat = (ContratSigne)TypeEvenement.DuNom("ContratSigne")!.LireStocke(File.ReadAllBytes(Path.Combine(Dossier, "ContratSigne.v1.json")));

        contrat.Objectifs.ShouldNotBeNull().Select(o => o.Code.Code).ShouldBe(["emploi", "mobilite"]);
    }

    [Fact]
    public void Les_objectifs_d_un_contrat_de_la_version_1_se_lisent_a_l_import()
    {
        const string Data = """{"contratId":"6f0c6c1e-8f0e-4f5e-9d8a-0a4c3c2b1a10","type":"cerSolidarite","objectifs":["emploi","trouver un logement à Arras"]}""";

        var lecture = Lignes.Lire(Lignes.Ecrire("ContratSigne", Data, schema: "https://exemple.fr/schemas/ContratSigne/v1"));

        lecture.Refus.ShouldBeNull();
        ((ContratSigne)lecture.Fait!.Evenement).Objectifs![0].Code.Code.ShouldBe("emploi");
        lecture.Secrets.Length.ShouldBe(1);
        Lignes.Lire(Lignes.Ecrire("ContratSigne", Data)).Refus!.Regle.ShouldBe("champ-invalide");
    }

    [Theory]
    [InlineData("https://exemple.fr/v1", null)]
    [InlineData("https://exemple.fr/v2", "version-inconnue")]
    [InlineData("https://exemple.fr/v0", "version-inconnue")]
    [InlineData("https://exemple.fr/schema.json", null)]
    public void Une_version_inconnue_est_refusee(string schema, string? regle) =>
        Lignes.Lire(Lignes.Ecrire("DossierClos", "{}", schema: schema)).Refus?.Regle.ShouldBe(regle);

    [Fact]
    public void Chaque_traducteur_a_un_exemple_de_ce_qu_il_traduit() =>
        Versions.Tous.Select(u => $"{u.Evenement}.v{u.De}.json").Where(f => !File.Exists(Path.Combine(Dossier, f))).ShouldBeEmpty();
}
