using Accompagnement.Domain.Faits;
using Accompagnement.EventStore.Coffre;

namespace Accompagnement.EventStore.Tests.Coffre;

public sealed class RechercheDePersonnesTests
{
    private static readonly Identite Zoe = new("Lefèbvre-Dupont", "Martin", "Zoé Marie", new(1985, 3, 12), NumeroAllocataire: "123 4567");

    [Theory]
    [InlineData("lefebvre zoe")]
    [InlineData("ZOÉ MARTIN")]
    [InlineData("martin, zoé")]
    [InlineData("lefevbre zoe")] // letters swapped
    [InlineData("Lefebre zo")] // a letter missing, a beginning
    [InlineData("dupond")]
    [InlineData("z martin")]
    [InlineData("M. Lefebvre 12/03/1985")]
    [InlineData("12031985")]
    [InlineData("lefebvre 1985-03-12")]
    [InlineData("lefebvre 03/12/1985")] // day and month the other way round
    [InlineData("lefebvre 01/01/1970")] // another date: the name alone still finds
    [InlineData("1234567")]
    public async Task Une_personne_se_trouve_comme_on_la_cherche(string texte)
    {
        await using var atelier = await Atelier.OuvrirAsync();
        var zoe = await atelier.InscrireAsync(Zoe);
        foreach (var autre in new Identite[] { new("Vasseur", Prenoms: "Paul", DateNaissance: new(1990, 1, 1)), new("Lecomte", Prenoms: "Anne"), new("Duquesne", Prenoms: "Jules") })
        {
            await atelier.InscrireAsync(autre);
        }

        var trouvees = await atelier.Recherche.ChercherAsync(texte);
        trouvees.ShouldNotBeEmpty();
        trouvees[0].Personne.ShouldBe(zoe);
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("  '; drop table -- ")]
    [InlineData("z")]
    [InlineData("vasseur zoe")]
    [InlineData("99/99/9999")]
    [InlineData("\0\uD800")]
    public async Task Ce_qui_ne_ressemble_a_personne_ne_trouve_personne(string? texte)
    {
        await using var atelier = await Atelier.OuvrirAsync();
        await atelier.InscrireAsync(Zoe);
        (await atelier.Recherche.ChercherAsync(texte)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Le_plus_ressemblant_vient_d_abord_et_un_ancien_nom_trouve_encore()
    {
        await using var atelier = await Atelier.OuvrirAsync();
        var exact = await atelier.InscrireAsync(new("Durand", Prenoms: "Léa"));
        var proche = await atelier.InscrireAsync(new("Durant", Prenoms: "Léa"));
        await atelier.RectifierAsync(proche, 1, new("Petit", Prenoms: "Léa"));
        (await atelier.Recherche.ChercherAsync("durand léa")).Select(t => t.Personne).ShouldBe([exact, proche]);
        var identites = await new LecteurIdentites(atelier.Base.Source, atelier.Coffre).IdentitesAsync([exact, proche, Guid.NewGuid()]);
        identites.Count.ShouldBe(2);
        identites[proche].NomNaissance.ShouldBe("Petit");
    }

    [Fact]
    public async Task Les_doublons_ont_presque_le_meme_nom_et_la_meme_naissance_ou_une_inconnue()
    {
        await using var atelier = await Atelier.OuvrirAsync();
        var identite = new Identite("Delattre", Prenoms: "Chloé", DateNaissance: new(1990, 5, 4));
        var soi = await atelier.InscrireAsync(identite);
        var faute = await atelier.InscrireAsync(identite with { NomNaissance = "Delatre", Prenoms = "Chloe" });
        var inversee = await atelier.InscrireAsync(identite with { DateNaissance = new(1990, 4, 5) });
        var sansDate = await atelier.InscrireAsync(identite with { DateNaissance = null });
        await atelier.InscrireAsync(identite with { DateNaissance = new(1960, 1, 1) });
        await atelier.InscrireAsync(identite with { NomNaissance = "Wartel", Prenoms = "Hugo" });
        (await atelier.Recherche.DoublonsAsync(identite, sauf: soi)).Select(d => d.Personne).ShouldBe([faute, inversee, sansDate], ignoreOrder: true);
    }

    [Fact]
    public void Les_empreintes_ne_disent_pas_l_ordre_des_lettres()
    {
        var empreintes = new Empreinteur(Trousseau.Lire([Atelier.Cle(1, 7)])).De(Zoe);
        empreintes.ShouldBe(empreintes.Order());
    }
}
