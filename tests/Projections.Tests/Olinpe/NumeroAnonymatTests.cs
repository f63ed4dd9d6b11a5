using Accompagnement.Domain.Faits;
using Accompagnement.Projections.Olinpe;

namespace Accompagnement.Projections.Tests.Olinpe;

public sealed class NumeroAnonymatTests
{
    private static readonly byte[] Secret = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];
    private static readonly Guid Dossier = Guid.Parse("5f0c6c1e-8f0e-4f5e-9d8a-0a4c3c2b1a00");

    // The first is the one that the author of the algorithm published; the others were computed in PHP by the receiver's own rules.
    [Theory]
    [InlineData("PHYLAURHEIMSMET", "0.29241361598339")]
    [InlineData("DUPONT", "0.76389932381668")]
    [InlineData("MARTIN", "0.57369773394763")]
    [InlineData("BERNARD", "0.31541825965914")]
    [InlineData("PEREZ", "0.76993526119055")]
    [InlineData("CHAPUIS", "0.21025476437165")]
    [InlineData("BOYER", "0.27673143910935")]
    [InlineData("GAUTHIER", "0.48295001202329")]
    [InlineData("HENRY", "0.029770848985725")]
    [InlineData("ROUSSEAU", "0.64196007786353")]
    [InlineData("SCHMITT", "0.69124803633632")]
    [InlineData("QUENTIN", "0.48973830494688")]
    [InlineData("GUILLAUME", "0.47423142111674")]
    [InlineData("JEANMARC", "0.32856627268396")]
    [InlineData("NGUYEN", "0.56696093163035")]
    [InlineData("OUASSIM", "0.077342736151902")]
    [InlineData("ESSAID", "0.94196093163035")]
    [InlineData("AAA", "0.61776859504132")]
    [InlineData("CECILE", "0.69359807360571")]
    [InlineData("BEAUVOIS", "0.30015744236298")]
    [InlineData("SHANNON", "0.18294515401953")]
    [InlineData("GAINZA", "0.46277149784851")]
    [InlineData("XX", "0")]
    [InlineData("ON", "0")]
    public void La_forme_phonetique_est_celle_de_l_outil_national(string nom, string forme) => Phonex.De(nom).ShouldBe(forme, Phonex.Code(nom));

    [Theory]
    [InlineData("Zoé, Anne", "Martin", 5, 2008, "442c591058b930ddd4f24fc5b758f6eddf0bf4ff")]
    [InlineData("Jean-Marc", "D’Hervé Le Gall", 12, 2010, "a9e6360135327860bc3597f85c4961cf35f124a5")]
    [InlineData(null, "Dupont", 5, 2008, "1f513a00cf9000d39b5e604141ac4f0bd05b62c3")]
    [InlineData(null, null, 5, 2008, "5e7afeeb08aabce255d27da3a25f0992454f8a67")]
    public void Le_numero_est_celui_que_donnent_les_regles_du_recepteur(string? prenoms, string? nom, int mois, int annee, string numero) =>
        NumeroAnonymat.De(new(Prenoms: prenoms, NomUsage: nom), new Mois(annee, mois), Dossier, "secret-invente"u8).ShouldBe(numero);

    [Fact]
    public void Un_nom_corrige_qui_se_dit_de_meme_garde_la_seconde_moitie_du_numero()
    {
        var (avant, apres) = (De(new("Dupont", Prenoms: "Zoé")), De(new("Dupond", Prenoms: "Zoé")));
        apres[..20].ShouldNotBe(avant[..20]);
        apres[20..].ShouldBe(avant[20..]);
    }

    [Fact]
    public void Le_numero_suit_l_identite_et_le_secret_et_rien_d_autre()
    {
        var identite = new Identite("Dupont", Prenoms: "Zoé, Anne", DateNaissance: new(2008, 5, 3));
        var numero = De(identite);
        Codebook.Admet("NUMANONYM", numero).ShouldBeTrue();
        De(identite with { NomNaissance = "DUPONT", Prenoms = "zoe" }, Guid.NewGuid()).ShouldBe(numero);

        // The day of birth is not in it: the decree names the month and the year.
        De(identite with { DateNaissance = new(2008, 5, 4) }).ShouldBe(numero);
        NumeroAnonymat.De(identite, new Mois(2008, 6), Dossier, Secret).ShouldNotBe(numero);
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
