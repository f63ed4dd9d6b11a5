using Accompagnement.Domain.Faits;
using Accompagnement.Projections.Olinpe;

namespace Accompagnement.Projections.Tests.Olinpe;

public sealed class NumeroAnonymatTests
{
    private static readonly byte[] Secret = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];
    private static readonly Guid Dossier = Guid.Parse("5f0c6c1e-8f0e-4f5e-9d8a-0a4c3c2b1a00");

    [Theory]
    [InlineData("Dupont", "DUPOND")]
    [InlineData("Lefèvre", "Lefebvre")]
    [InlineData("Philippe", "Filipe")]
    [InlineData("Thibaut", "Tibo")]
    [InlineData("Jean-Marc", "jean marc")]
    [InlineData("Moreau", "Moro")]
    [InlineData("Gauthier", "Gautier")]
    [InlineData("Lœtitia", "loetitia")]
    [InlineData("Zoé", "Léa", false)]
    [InlineData("Camille", "Kamile")]
    public void Deux_noms_qui_se_disent_de_meme_ont_la_meme_forme(string a, string b, bool meme = true)
    {
        (Phonex.De(a) == Phonex.De(b)).ShouldBe(meme, $"{Phonex.De(a)} et {Phonex.De(b)}");
        Phonex.De(a).ShouldAllBe(c => char.IsAsciiLetterUpper(c));
        Phonex.De(a).Length.ShouldBeInRange(1, 12);
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("'- 12")]
    public void Ce_qui_n_a_pas_de_lettres_n_a_pas_de_forme(string? nom) => Phonex.De(nom).ShouldBe("");

    [Fact]
    public void Le_numero_suit_l_identite_et_le_secret_et_rien_d_autre()
    {
        var identite = new Identite("Dupont", Prenoms: "Zoé, Anne", DateNaissance: new(2008, 5, 3));
        var numero = De(identite);
        Codebook.Admet("NUMANONYM", numero).ShouldBeTrue();
        De(identite with { NomNaissance = "DUPOND", Prenoms = "zoe" }, Guid.NewGuid()).ShouldBe(numero);
        De(identite with { DateNaissance = new(2008, 5, 4) }).ShouldNotBe(numero);
        De(identite with { Prenoms = "Lucie" }).ShouldNotBe(numero);
        NumeroAnonymat.De(identite, null, Dossier, [1]).ShouldNotBe(numero);
        NumeroAnonymat.De(identite, null, Dossier, Secret, "Martin").ShouldNotBe(numero);

        // Without a name two children stay two, and each keeps its number.
        De(null).ShouldBe(De(null));
        De(null).ShouldNotBe(De(null, Guid.NewGuid()));
        De(identite with { Prenoms = null }).ShouldNotBe(De(identite with { Prenoms = null }, Guid.NewGuid()));
    }

    [Fact]
    public void Chaque_variable_dit_ne_sait_pas_comme_le_schema_l_admet()
    {
        foreach (var variable in Codebook.Variables)
        {
            if (Codebook.InconnuDe(variable) is { } inconnu)
            {
                Codebook.Admet(variable, inconnu).ShouldBeTrue(variable);
            }
        }

        (Codebook.InconnuDe("LIEUACC"), Codebook.InconnuDe("SEXE"), Codebook.InconnuDe("MNAIS"), Codebook.InconnuDe("TYPEV"), Codebook.InconnuDe("DATDEB"))
            .ShouldBe(("99", "9", "99", null, "9999-99-99"));
    }

    private static string De(Identite? identite, Guid? dossier = null) => NumeroAnonymat.De(identite, new Mois(2008, 5), dossier ?? Dossier, Secret);
}
