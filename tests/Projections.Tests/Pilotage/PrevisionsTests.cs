using Accompagnement.Projections.Pilotage;

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
