using Accompagnement.Projections.Catalogue;
using Accompagnement.Projections.Faits;
using Accompagnement.Projections.Pilotage;
using Accompagnement.Projections.Publications;

namespace Accompagnement.Projections.Tests.Catalogue;

/// <summary>Kinds are answered by the codes of the contract; a code stands for one number.</summary>
public sealed class CodesDesTypesTests
{
    [Fact]
    public void Chaque_nature_nomme_ses_types_et_deux_types_n_ont_jamais_le_meme_code()
    {
        foreach (var nature in Enum.GetValues<Nature>())
        {
            Noms.Type(nature, -1).ShouldBe("", nature.ToString());
            Noms.Type(nature, 0).ShouldNotBe("0", nature.ToString());
        }

        foreach (var indicateur in CatalogueIndicateurs.Tous)
        {
            var types = LectureDesFaits.Base(indicateur).Types;
            var codes = types.Select(t => CodesDesTypes.Code(indicateur, t)).ToArray();
            codes.Distinct().Count().ShouldBe(types.Length, indicateur.Code);
        }

        var contacts = CatalogueIndicateurs.DuCode("C1")!;
        CodesDesTypes.Code(contacts, 1).ShouldBe("telephone");
        CodesDesTypes.Code(CatalogueIndicateurs.DuCode("I1")!, 0).ShouldBe("socle");
        CodesDesTypes.Code(CatalogueIndicateurs.DuCode("E10")!, 2).ShouldBe("AEMO_J");
        CodesDesTypes.Code(CatalogueIndicateurs.DuCode("E1")!, 0).ShouldBe(CodesDesTypes.UnSeulType);
        Noms.Type(Nature.Capacite, 102).ShouldBe("AEMO_J");
        Noms.Type(Nature.Capacite, 1).ShouldBe("mecs");
        Noms.Type(Nature.DecisionAutonomie, 9).ShouldBe("AAH rejet");
        Noms.Type(Nature.AideAccordee, 15).ShouldBe("FSL");
        Noms.Type(Nature.AideAccordee, 2).ShouldBe("FSL EET");
    }

    [Fact]
    public void Une_publication_d_avant_les_codes_garde_ses_octets()
    {
        var avant = new ContenuDePublication
        {
            Titre = "Foyers",
            Mode = "diffusion",
            Position = 1,
            VuAu = new(2026, 1, 1),
            Series = [],
            Definitions = [],
            Populations = [],
            Note = "",
            Cellules = [],
        };
        avant.Ecrire().ShouldStartWith("""{"titre":"Foyers",""");
        ContenuDePublication.Lire(avant.Ecrire()).Cles.ShouldBe(FormeDesCles.Numeros);
        var apres = avant with { Cles = FormeDesCles.Codes };
        ContenuDePublication.Lire(apres.Ecrire()).Cles.ShouldBe(FormeDesCles.Codes);
    }
}
