using Accompagnement.Domain.Referentiels;
using Accompagnement.Projections.Diffusion;

namespace Accompagnement.Projections.Tests.Diffusion;

public sealed class DemandesDeDiffusionTests
{
    private static readonly DateOnly Aujourdhui = new(2016, 4, 1);
    private static readonly DateOnly FinMars = new(2016, 3, 31);

    [Fact]
    public void Une_periode_close_hier_est_diffusee_et_celle_qui_finit_aujourd_hui_non()
    {
        Examiner(new("2016-03", FinMars, ["territoire"])).ShouldBeNull();
        Examiner(new("2016-03", FinMars, ["territoire"]), FinMars).ShouldBe("periode-en-cours");
        Examiner(new("2016", new(2016, 12, 31), [])).ShouldBe("periode-en-cours");
        Examiner(new("2016-03-31", null, [])).ShouldBe("periode-inconnue");
    }

    [Theory]
    [InlineData("2016-03-31", null)]
    [InlineData(null, "2016-03-31")]
    [InlineData("", null)]
    public void Un_jour_n_est_jamais_repondu(string? au, string? vuAu) =>
        Examiner(new("2016-03", FinMars, [], Au: au, VuAu: vuAu)).ShouldBe("diffusion-jour");

    [Fact]
    public void Trois_dimensions_du_catalogue_au_plus()
    {
        Examiner(new("2016-03", FinMars, ["territoire", "sexe", "type"], Decoupage.Epci)).ShouldBeNull();
        Examiner(new("2016-03", FinMars, ["territoire", "sexe", "type", "age"], Decoupage.Epci)).ShouldBe("diffusion-dimensions");
        Examiner(new("2016-03", FinMars, ["sexe", "sexe", "type", "age"])).ShouldBeNull();
        Examiner(new("2016-03", FinMars, ["agent"])).ShouldBe("diffusion-dimension");
        Examiner(new("2016-03", FinMars, ["Sexe"])).ShouldBe("diffusion-dimension");
        Examiner(new("2016-03", FinMars, ["personne"])).ShouldBe("diffusion-dimension");
    }

    [Fact]
    public void Sexe_age_et_commune_demandent_un_droit_particulier()
    {
        DemandeDeDiffusion fine = new("2016-03", FinMars, ["territoire", "sexe", "age"], Decoupage.Commune);
        Examiner(fine).ShouldBe("diffusion-croisement-fin");
        DemandesDeDiffusion.Examiner(fine, Aujourdhui, DroitsDeDiffusion.CroisementsFins).ShouldBeNull();
        Examiner(fine with { Decoupage = Decoupage.Epci }).ShouldBeNull();
        Examiner(fine with { Dimensions = ["territoire", "sexe", "type"] }).ShouldBeNull();
    }

    private static string? Examiner(DemandeDeDiffusion demande, DateOnly? aujourdhui = null) =>
        DemandesDeDiffusion.Examiner(demande, aujourdhui ?? Aujourdhui, DroitsDeDiffusion.Ordinaires)?.Regle;
}
