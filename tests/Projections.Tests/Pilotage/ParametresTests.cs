using Accompagnement.Domain.Rsa;
using Accompagnement.Projections.Pilotage;
using Accompagnement.Projections.Tests.Moteur;

namespace Accompagnement.Projections.Tests.Pilotage;

public class ParametresTests
{
    private static readonly DateOnly Aujourdhui = new(2026, 3, 1);

    [Fact]
    public void Une_limite_est_celle_de_sa_date()
    {
        Parametres.Le(new(2024, 12, 31)).Limite("D1").ShouldBe(30);
        Parametres.Le(new(2025, 1, 1)).Limite("D1").ShouldBe(42);
    }

    [Fact]
    public void Un_renforce_pese_deux_et_le_reste_un()
    {
        var parametres = Parametres.Le(Aujourdhui);
        parametres.PoidsMesure("AEMO_J", renforcee: true).ShouldBe(2);
        parametres.PoidsMesure("AEMO_J", renforcee: false).ShouldBe(1);
        parametres.PoidsRole("rsa").ShouldBe(1);
    }

    [Fact]
    public async Task Un_seuil_change_vaut_des_son_jour_et_ne_recrit_pas_le_passe()
    {
        await using var atelier = await Atelier.OuvrirAsync();
        await Parametres.DefinirAsync(atelier.Source, new("seuil.silence", new(2026, 4, 1), 60, "Note du 1er mars"), "ADM", Aujourdhui, default);
        (await Parametres.LireAsync(atelier.Source, Vue.Le(new(2026, 3, 31)), default)).Silence.ShouldBe(90);
        (await Parametres.LireAsync(atelier.Source, Vue.Le(new(2026, 4, 1)), default)).Silence.ShouldBe(60);
        (await Parametres.LireAsync(atelier.Source, new(new(2026, 4, 1), new(2020, 1, 1)), default)).Silence.ShouldBe(90);
    }

    [Theory]
    [InlineData("seuil.inconnu", "2026-04-01", 10)]
    [InlineData("seuil.silence", "2026-02-28", 60)]
    [InlineData("seuil.silence", "2026-04-01", 29)]
    [InlineData("poids.role.rsa", "2026-04-01", -1)]
    [InlineData("poids.role.facteur", "2026-04-01", 1)]
    public async Task Un_parametre_inconnu_passe_ou_hors_bornes_est_refuse(string cle, string du, int valeur)
    {
        await using var atelier = await Atelier.OuvrirAsync();
        await Should.ThrowAsync<ArgumentException>(() => Parametres.DefinirAsync(
            atelier.Source, new(cle, DateOnly.Parse(du, System.Globalization.CultureInfo.InvariantCulture), valeur, "?"), "ADM", Aujourdhui, default));
    }

    [Theory]
    [InlineData(SituationSortie.Cdi, null, ClasseDeSortie.Durable)]
    [InlineData(SituationSortie.Cdd, 6, ClasseDeSortie.Durable)]
    [InlineData(SituationSortie.Cdd, 5, ClasseDeSortie.Transition)]
    [InlineData(SituationSortie.Interim, null, ClasseDeSortie.Transition)]
    [InlineData(SituationSortie.ContratAide, 12, ClasseDeSortie.Transition)]
    [InlineData(SituationSortie.AutreSiae, null, ClasseDeSortie.Positive)]
    [InlineData(SituationSortie.Retraite, null, ClasseDeSortie.Aucune)]
    public void Une_sortie_a_la_classe_que_donne_le_schema(SituationSortie situation, int? mois, ClasseDeSortie classe) =>
        ClassesDeSortie.De(situation, mois, Aujourdhui).ShouldBe(classe);
}
