using System.Xml.Linq;
using Accompagnement.Domain.Faits;

namespace Accompagnement.Domain.Tests.Contrat;

public sealed class EvenementsTests
{
    [Fact]
    public void Les_evenements_sont_exactement_ceux_du_contrat() =>
        TypeEvenement.Tous.Select(t => t.Nom).Order(StringComparer.Ordinal).ShouldBe(NomsDuContrat.Tous.Order(StringComparer.Ordinal));

    [Fact]
    public void Chaque_champ_de_chaque_evenement_a_une_classe() =>
        TypeEvenement.Tous.SelectMany(t => t.Champs.Where(c => c.Classe is null).Select(c => $"{t.Nom}.{c.Nom}")).ShouldBeEmpty();

    [Fact]
    public void Chaque_champ_des_objets_contenus_a_une_classe()
    {
        var contenus = TypeEvenement.Tous.SelectMany(t => t.Champs)
            .Select(c => c.Type.IsGenericType ? c.Type.GetGenericArguments()[0] : c.Type)
            .Where(t => t is { IsClass: true, Namespace: not null } && t.Namespace.StartsWith("Accompagnement.Domain", StringComparison.Ordinal))
            .Distinct().ToArray();

        contenus.Length.ShouldBeGreaterThanOrEqualTo(2);
        contenus.SelectMany(t => t.GetConstructors()[0].GetParameters())
            .Where(p => p.GetCustomAttributes(typeof(ClasseAttribute), inherit: true).Length == 0)
            .Select(p => $"{p.Member.DeclaringType!.Name}.{p.Name}").ShouldBeEmpty();
    }

    /// <summary>What a free text or an identity is may not be left to chance: its class follows from its type.</summary>
    [Fact]
    public void Les_textes_libres_et_les_identites_portent_leur_classe()
    {
        foreach (var (type, champ) in TypeEvenement.Tous.SelectMany(t => t.Champs.Select(c => (t, c))))
        {
            var nature = Nullable.GetUnderlyingType(champ.Type) ?? champ.Type;
            if (nature == typeof(TexteConfidentiel))
            {
                champ.Classe.ShouldBe(typeof(TexteLibreAttribute), $"{type.Nom}.{champ.Nom}");
            }
            else if (nature == typeof(IdentiteConfidentielle) || (nature == typeof(Guid) && champ.Nom.EndsWith("Id", StringComparison.Ordinal)))
            {
                champ.Classe.ShouldBe(typeof(IdentifianteAttribute), $"{type.Nom}.{champ.Nom}");
            }
        }
    }

    [Fact]
    public void Chaque_evenement_a_un_resume_en_francais()
    {
        var document = XDocument.Load(Path.ChangeExtension(typeof(IEvenement).Assembly.Location, ".xml"));
        var resumes = document.Descendants("member").ToDictionary(m => m.Attribute("name")!.Value, m => m.Element("summary")?.Value.Trim());
        foreach (var type in TypeEvenement.Tous)
        {
            var resume = resumes.GetValueOrDefault($"T:{type.Type.FullName}");
            resume.ShouldNotBeNullOrWhiteSpace(type.Nom);
            resume!.Length.ShouldBeGreaterThan(15, type.Nom);
            char.IsUpper(resume[0]).ShouldBeTrue(type.Nom);
            resume.ShouldEndWith(".", Case.Sensitive, type.Nom);
            resume.Split(' ').ShouldNotContain("the", type.Nom);
        }
    }

    [Fact]
    public void Les_noms_du_store_sont_distincts_et_sans_majuscule()
    {
        TypeEvenement.Tous.Select(t => t.NomStocke).Distinct().Count().ShouldBe(TypeEvenement.Tous.Count);
        TypeEvenement.Tous.ShouldAllBe(t => !t.NomStocke.Any(char.IsUpper));
        TypeEvenement.DuNomStocke("mesure_decidee").ShouldBe(TypeEvenement.DuNom("MesureDecidee"));
    }
}
