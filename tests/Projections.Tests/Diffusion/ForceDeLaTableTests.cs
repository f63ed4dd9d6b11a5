using Accompagnement.Projections.Diffusion;

namespace Accompagnement.Projections.Tests.Diffusion;

public sealed class ForceDeLaTableTests
{
    private static readonly TableDePerturbation Table = TableDePerturbation.Calculer(ParametresDePerturbation.ParDefaut);

    [Fact]
    public void Ce_que_dit_la_page_des_elus_est_ce_que_fait_la_table()
    {
        var force = new ForceDeLaTable(Table);
        force.EcartType.ShouldBe(2, 1e-6);
        force.PartPublieeZero(1).ShouldBe(0.8, 1e-6);
        force.PartPublieeZero(3).ShouldBe(0.4, 1e-6);
        force.PartDeplaceeDAuPlus(7).ShouldBe(1, 1e-9);
        force.DifferenceTrouvee.ShouldBeInRange(0.25, 0.40);
        new ForceDeLaTable(TableDePerturbation.Calculer(ParametresDePerturbation.Renforces)).DifferenceTrouvee.ShouldBeLessThan(force.DifferenceTrouvee);

        // Drawn, the same figures come out.
        var hasard = new Random(3);
        const int Tirages = 200_000;
        var (proches, justes) = (0, 0);
        var attaquant = new Projections.Diffusion.Epreuves.Attaquant(Table);
        for (var i = 0; i < Tirages; i++)
        {
            var bruit = Table.Bruit(100, (uint)hasard.NextInt64(1L << 32));
            proches += Math.Abs(bruit) <= 2 ? 1 : 0;
            var d = 1 + i % 4;
            justes += attaquant.Deviner(100 + d + Table.Bruit(100 + d, (uint)hasard.NextInt64(1L << 32)), 100 + bruit) == d ? 1 : 0;
        }

        ((double)proches / Tirages).ShouldBe(force.PartDeplaceeDAuPlus(2), 0.005);
        ((double)justes / Tirages).ShouldBe(force.DifferenceTrouvee, 0.005);
    }

    [Fact]
    public void Le_bruit_d_un_site_s_ecrit_une_fois_a_cote_de_son_secret()
    {
        var dossier = Directory.CreateTempSubdirectory("bruit-").FullName;
        try
        {
            var fichier = Path.Combine(dossier, "cles", "diffusion.bruit");
            ChoixDuBruit.LireOuCreer(fichier).ShouldBe(ParametresDePerturbation.ParDefaut);
            File.ReadAllText(fichier).ShouldBe("7;4;5\n");
            File.WriteAllText(fichier, " 8;5.5;5 \n");
            ChoixDuBruit.LireOuCreer(fichier).ShouldBe(ParametresDePerturbation.Renforces);
            foreach (var faux in new[] { "", "7;4", "7;4;8", "7;0;5", "sept;4;5", "7;4;5;1", "7;-4;5", "7;NaN;5" })
            {
                File.WriteAllText(fichier, faux);
                Should.Throw<InvalidDataException>(() => ChoixDuBruit.LireOuCreer(fichier));
            }
        }
        finally
        {
            Directory.Delete(dossier, recursive: true);
        }
    }
}
