using Accompagnement.Projections.Pilotage;
using Accompagnement.Projections.Tests.Moteur;

namespace Accompagnement.Projections.Tests.Pilotage;

public class PrevisionsTests
{
    private const int Jour = 730_000;

    [Fact]
    public void Sans_passe_il_n_y_a_pas_de_prevision()
    {
        Previsions.Calculer([], 0, Jour, int.MaxValue - 1).ShouldBeNull();
        Previsions.Calculer([new(Jour - 10, Jour - 5, true, Jour - 10, int.MaxValue)], 0, Jour, int.MaxValue - 1).ShouldBeNull();
    }

    [Fact]
    public void Une_file_reguliere_est_prevue_a_son_rythme_et_l_epreuve_le_dit()
    {
        var prevision = Previsions.Calculer(File(attente: 100), 0, Jour, int.MaxValue - 1)!;
        prevision.MedianeJours.ShouldBeInRange(90, 110);
        prevision.BasJours.ShouldBeLessThanOrEqualTo(prevision.MedianeJours);
        prevision.HautJours.ShouldBeGreaterThanOrEqualTo(prevision.MedianeJours);
        prevision.Epreuve.Essais.ShouldBeGreaterThan(50);
        prevision.Epreuve.Couverture.ShouldBeGreaterThan(0.8);
        prevision.Epreuve.ErreurMediane.ShouldBeLessThan(15);
    }

    [Fact]
    public void Ce_qui_n_etait_pas_connu_alors_ne_sert_pas_a_prevoir_alors()
    {
        // Everything was entered on one day: no past forecast could have been made, so none is given now.
        var file = File(attente: 100).Where(a => a.ConnuA == int.MaxValue).Select(a => a with { ConnuDe = Jour - 1 });
        Previsions.Calculer([.. file], 0, Jour, int.MaxValue - 1).ShouldBeNull();
    }

    /// <summary>Versions that no trial looks at are not read: what is read must say the same as all of them.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Ce_qui_n_est_pas_lu_ne_change_rien(int graine)
    {
        var hasard = new Random(graine);
        var versions = Versions(hasard, decisions: 1_500);
        await using var atelier = await Atelier.AvecAsync([]);
        await using var commande = atelier.Source.CreateCommand("""
            insert into faits.episodes (nature, type, du, au, connu_de, connu_a, flux, objet, commune, sexe, debut, fin, valeur)
            select 203, 4, du, au, connu_de, connu_a, gen_random_uuid(), gen_random_uuid(), 1, 0, true, true, valeur from unnest($1, $2, $3, $4, $5) as v (du, au, connu_de, connu_a, valeur)
            """);
        commande.Parameters.Add(new() { Value = versions.Select(v => Date(v.Du)).ToArray() });
        commande.Parameters.Add(new() { Value = versions.Select(v => Date(v.Au)).ToArray() });
        commande.Parameters.Add(new() { Value = versions.Select(v => Date(v.ConnuDe)).ToArray() });
        commande.Parameters.Add(new() { Value = versions.Select(v => Date(v.ConnuA)).ToArray() });
        commande.Parameters.Add(new() { Value = versions.Select(v => v.Demarre ? 1 : v.Au == int.MaxValue ? 0 : 2).ToArray() });
        await commande.ExecuteNonQueryAsync();
        var previsions = 0;
        for (var i = 0; i < 40; i++)
        {
            var jour = Jour - hasard.Next(0, 700);
            var vuAu = hasard.Next(3) == 0 ? Vue.ToutConnu.DayNumber : jour + hasard.Next(-60, 400);
            var lue = await new Previsions(atelier.Source).LireAsync(new(Date(jour), Date(vuAu)), Filtre.Aucun);
            lue.ShouldBe(Previsions.Calculer([.. versions.Where(v => v.ConnuDe <= vuAu)], 0, jour, vuAu), $"{Date(jour)}, {Date(vuAu)}");
            previsions += lue is null ? 0 : 1;
        }

        previsions.ShouldBeGreaterThan(15);
    }

    private static DateOnly Date(int jour) => jour == int.MaxValue ? DateOnly.MaxValue : DateOnly.FromDayNumber(jour);

    /// <summary>Decisions of six years, that start or are abandoned, entered late or not, and corrected now and then, from one day to the next or after months.</summary>
    private static List<AttenteConnue> Versions(Random hasard, int decisions)
    {
        var versions = new List<AttenteConnue>();
        for (var i = 0; i < decisions; i++)
        {
            var du = Jour - hasard.Next(0, 2_190);
            var connu = du + (hasard.Next(3) == 0 ? hasard.Next(0, 120) : 0);
            for (var corrections = hasard.Next(4); corrections > 0; corrections--)
            {
                var jusqua = connu + 1 + hasard.Next(hasard.Next(2) == 0 ? 6 : 200);
                var (au, demarre) = hasard.Next(4) == 0 ? (du + hasard.Next(0, 300), hasard.Next(3) > 0) : (int.MaxValue, false);
                versions.Add(new(du + hasard.Next(-9, 9), au, demarre, connu, jusqua));
                connu = jusqua;
            }

            var fin = du + 40 + hasard.Next(0, 260);
            versions.Add(fin > Jour ? new(du, int.MaxValue, false, connu, int.MaxValue) : new(du, fin, hasard.Next(8) > 0, connu, int.MaxValue));
        }

        return versions;
    }

    /// <summary>A decision every five days for four years, started so many days later, each known on its day.</summary>
    private static List<AttenteConnue> File(int attente)
    {
        var file = new List<AttenteConnue>();
        for (var du = Jour - 1460; du <= Jour; du += 5)
        {
            var demarre = du + attente;
            if (demarre <= Jour)
            {
                file.Add(new(du, int.MaxValue, false, du, demarre));
                file.Add(new(du, demarre, true, demarre, int.MaxValue));
            }
            else
            {
                file.Add(new(du, int.MaxValue, false, du, int.MaxValue));
            }
        }

        return file;
    }
}
