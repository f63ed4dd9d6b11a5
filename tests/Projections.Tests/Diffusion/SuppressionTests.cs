using Accompagnement.Projections.Diffusion;
using Accompagnement.Projections.Diffusion.Suppression;

namespace Accompagnement.Projections.Tests.Diffusion;

public sealed class SuppressionTests
{
    private static readonly SuppressionDeCellules Suppression = new(new Solveur());

    [Fact]
    public async Task Une_cellule_dont_rien_ne_depend_reste_seule_retenue()
    {
        var publication = new PublicationExacte([new("a", 3), new("b", 40)], []);
        var resultat = await Proteger(publication, new(5, 0.85m, 4));
        Statuts(resultat).ShouldBe(["a:C", "b:F"]);
    }

    [Fact]
    public async Task Une_ligne_et_son_total_demandent_la_moindre_des_autres_parties()
    {
        // 3 + 20 + 40 = 63: one more part is needed, and the smallest one is enough.
        var publication = new PublicationExacte(
            [new("a", 3), new("b", 20), new("c", 40), new("t", 63)], [new("t", ["a", "b", "c"])]);
        var resultat = await Proteger(publication, new(5, 0.85m, 4));
        Statuts(resultat).ShouldBe(["a:C", "b:D", "c:F", "t:F"]);
        resultat.Cout.ShouldBe(20);
        resultat.Intervalles["a"].ShouldBe(new Intervalle(0, 23));
    }

    [Fact]
    public async Task Un_tableau_a_deux_entrees_prend_le_rectangle_le_moins_cher()
    {
        // Rows A, B, C; columns x, y. A/x = 2 is confidential. The rectangles are A/y + B/x + B/y = 20 + 20 + 10 = 50 and
        // A/y + C/x + C/y = 20 + 8 + 9 = 37; withholding totals costs more.
        var publication = Tableau(["A", "B", "C"], ["x", "y"], [[2, 20], [20, 10], [8, 9]]);
        var resultat = await Proteger(publication, new(3, 0.85m, 5));
        Retenues(resultat, StatutDeConfidentialite.C).ShouldBe(["A/x"]);
        Retenues(resultat, StatutDeConfidentialite.D).ShouldBe(["A/y", "C/x", "C/y"]);
        resultat.Cout.ShouldBe(37);
        // A/x goes down to 0 and up by 8, as far as C/x allows.
        resultat.Intervalles["A/x"].ShouldBe(new Intervalle(0, 10));
    }

    [Fact]
    public async Task L_intervalle_demande_change_le_choix()
    {
        // The same table; 12 wide, C/x + C/y no longer hide enough (2 down and 8 up), B can: 2 down and 10 or more up.
        var publication = Tableau(["A", "B", "C"], ["x", "y"], [[2, 20], [20, 10], [8, 9]]);
        var resultat = await Proteger(publication, new(3, 0.85m, 12));
        resultat.Intervalles["A/x"].Largeur.ShouldBeGreaterThanOrEqualTo(12);
        Retenues(resultat, StatutDeConfidentialite.D).ShouldBe(["A/y", "B/x", "B/y"]);
    }

    [Fact]
    public async Task Deux_retenues_par_ligne_et_par_colonne_ne_suffisent_pas_toujours()
    {
        // Two rectangles in opposite corners look safe line by line; the linear attacker still bounds each of them exactly as told.
        var publication = Tableau(["A", "B", "C", "D"], ["x", "y", "z", "w"], [[3, 30, 40, 50], [30, 60, 70, 80], [40, 70, 2, 20], [50, 80, 20, 30]]);
        var resultat = await Proteger(publication, new(5, 0.85m, 6));
        resultat.Refus.ShouldBeNull();
        resultat.Intervalles.Keys.Order().ShouldBe(["A/x", "C/z"]);
        resultat.Intervalles.Values.ShouldAllBe(i => i.Largeur >= 6);
    }

    [Fact]
    public async Task Deux_decoupages_lies_se_protegent_ensemble()
    {
        // The old cut M + T and the new cut MT + autre of the same people: withholding in one cut only gives the cell back by the other.
        var publication = new PublicationExacte(
            [new("M", 162), new("T", 64), new("dep", 226), new("MT", 223), new("partis", 3), new("MT-M", 160), new("MT-T", 63)],
            [new("dep", ["M", "T"]), new("dep", ["MT", "partis"]), new("MT", ["MT-M", "MT-T"])]);
        var resultat = await Proteger(publication, new(5, 0.85m, 10));
        Retenues(resultat, StatutDeConfidentialite.C).ShouldBe(["partis"]);
        // Without MT the cell comes back from dep, and without its parts MT comes back from them.
        Retenues(resultat, StatutDeConfidentialite.D).ShouldBe(["MT", "MT-T"]);
        resultat.Intervalles["partis"].Largeur.ShouldBeGreaterThanOrEqualTo(10);
    }

    [Fact]
    public async Task Deux_annees_liees_par_leur_total_se_protegent_ensemble()
    {
        var publication = new PublicationExacte(
            [new("2014/a", 4), new("2014/b", 50), new("2014", 54), new("2015/a", 30), new("2015/b", 60), new("2015", 90), new("a", 34), new("b", 110), new("tout", 144)],
            [new("2014", ["2014/a", "2014/b"]), new("2015", ["2015/a", "2015/b"]), new("a", ["2014/a", "2015/a"]), new("b", ["2014/b", "2015/b"]),
                new("tout", ["2014", "2015"]), new("tout", ["a", "b"])]);
        var resultat = await Proteger(publication, new(5, 0.85m, 10));
        // The four cells of the table, 50 + 30 + 60 = 140, or the margins of 2014/a: 54 + 90 + 34 + 110 = 288 and 50 + 34 + 110…
        Retenues(resultat, StatutDeConfidentialite.D).ShouldBe(["2014/b", "2015/a", "2015/b"]);
        resultat.Cout.ShouldBe(140);
    }

    [Fact]
    public async Task Elle_refuse_quand_rien_ne_suffit()
    {
        // The total and the other part were published last year: nothing can hide a any more.
        var publication = new PublicationExacte(
            [new("a", 3), new("b", 20, DejaPubliee: true), new("t", 23, DejaPubliee: true)], [new("t", ["a", "b"])]);
        var resultat = await Proteger(publication, new(5, 0.85m, 4));
        resultat.Refus.ShouldNotBeNull();
        resultat.Cellules.ShouldBeEmpty();
        var dejaConnue = new PublicationExacte([new("a", 3, DejaPubliee: true)], []);
        (await Proteger(dejaConnue, new(5, 0.85m, 4))).Refus.ShouldNotBeNull();
    }

    [Fact]
    public async Task Un_montant_domine_par_un_seul_est_confidentiel()
    {
        var publication = new PublicationExacte(
            [new("a", 900, PlusForte: 800, Contributeurs: 20), new("b", 5000, 300, 40), new("c", 7000, 300, 50), new("t", 12_900, 800, 110)],
            [new("t", ["a", "b", "c"])]);
        Retenues(await Proteger(publication, new(11, 0.85m, 450)), StatutDeConfidentialite.C).ShouldBe(["a"]);
        Retenues(await Proteger(publication, new(21, 0.95m, 450)), StatutDeConfidentialite.C).ShouldBe(["a"]);
        Retenues(await Proteger(publication, new(11, 0.95m, 450)), StatutDeConfidentialite.C).ShouldBeEmpty();
    }

    [Fact]
    public async Task L_attaquant_lineaire_retrouve_ce_que_deux_retenues_par_ligne_laissent_voir()
    {
        // A/x + A/y and B/x + B/y are withheld, two by line; the column totals leave them free, but A and the column x are out too
        // in the second attack, where the only unknown of a column is found exactly.
        var publication = Tableau(["A", "B"], ["x", "y", "z"], [[2, 20, 9], [30, 40, 5]]);
        var attaquant = new AttaquantLineaire(new Solveur());
        var libre = await attaquant.Attaquer(publication, new HashSet<string> { "A/x", "A/y", "B/x", "B/y" }, ["A/x"], TestContext.Current.CancellationToken);
        libre["A/x"].ShouldBe(new Intervalle(0, 22));
        var trouvee = await attaquant.Attaquer(publication, new HashSet<string> { "A/x", "A/y", "B/y", "B/z" }, ["A/x", "A/y"], TestContext.Current.CancellationToken);
        trouvee["A/x"].ShouldBe(new Intervalle(2, 2));
        trouvee["A/y"].ShouldBe(new Intervalle(20, 20));
    }

    [Fact]
    public async Task Des_tableaux_au_hasard_gardent_toujours_l_intervalle_demande()
    {
        var hasard = new Random(7);
        for (var essai = 0; essai < 6; essai++)
        {
            // The last ones are too large for the optimum: the continuous choice is audited too.
            var (l, c) = essai < 3 ? (3, 4) : (12, 9);
            var valeurs = Enumerable.Range(0, l).Select(_ => Enumerable.Range(0, c).Select(_ => hasard.Next(3) == 0 ? hasard.NextInt64(12) : hasard.NextInt64(200)).ToArray()).ToArray();
            var publication = Tableau([.. Enumerable.Range(0, l).Select(i => $"L{i}")], [.. Enumerable.Range(0, c).Select(j => $"C{j}")], valeurs);
            var regle = new RegleDeSuppression(8, 0.85m, 7);
            var resultat = await Proteger(publication, regle);
            resultat.Refus.ShouldBeNull();
            publication.Cellules.Where(regle.EstPrimaire).ShouldAllBe(p => resultat.Intervalles[p.Id].Largeur >= 7 - 1e-6);
            publication.Cellules.Where(p => resultat.Cellules[p.Id].Valeur is null).ShouldAllBe(p => p.Valeur > 0);
            publication.Cellules.Where(p => resultat.Cellules[p.Id].Valeur is { } v && v != p.Valeur).ShouldBeEmpty();
        }
    }

    [Fact]
    public void Une_relation_fausse_ou_inconnue_est_refusee()
    {
        Should.Throw<ArgumentException>(() => new PublicationExacte([new("a", 3), new("t", 4)], [new("t", ["a"])]));
        Should.Throw<ArgumentException>(() => new PublicationExacte([new("a", 3)], [new("t", ["a"])]));
        Should.Throw<ArgumentException>(() => new PublicationExacte([new("a", 3), new("a", 3)], []));
        Should.Throw<ArgumentException>(() => new PublicationExacte([new("a", -3)], []));
    }

    [Fact]
    public async Task Sans_solveur_rien_n_est_publie() =>
        await Should.ThrowAsync<SolveurIndisponibleException>(() => new SuppressionDeCellules(new Solveur("solveur-absent"))
            .Proteger(Tableau(["A", "B"], ["x", "y"], [[2, 20], [20, 30]]), RegleDeSuppression.ParDefaut, TestContext.Current.CancellationToken));

    private static Task<ResultatDeSuppression> Proteger(PublicationExacte publication, RegleDeSuppression regle) =>
        Suppression.Proteger(publication, regle, TestContext.Current.CancellationToken);

    private static IEnumerable<string> Statuts(ResultatDeSuppression resultat) => resultat.Cellules.Select(c => $"{c.Key}:{c.Value.Statut}");

    private static IEnumerable<string> Retenues(ResultatDeSuppression resultat, StatutDeConfidentialite statut) =>
        resultat.Cellules.Where(c => c.Value.Statut == statut).Select(c => c.Key).Order();

    private static PublicationExacte Tableau(string[] lignes, string[] colonnes, long[][] valeurs)
    {
        var cellules = new List<CelluleExacte>();
        var relations = new List<RelationAdditive>();
        for (var i = 0; i < lignes.Length; i++)
        {
            cellules.AddRange(colonnes.Select((c, j) => new CelluleExacte($"{lignes[i]}/{c}", valeurs[i][j])));
            cellules.Add(new($"{lignes[i]}", valeurs[i].Sum()));
            relations.Add(new(lignes[i], [.. colonnes.Select(c => $"{lignes[i]}/{c}")]));
        }

        for (var j = 0; j < colonnes.Length; j++)
        {
            cellules.Add(new(colonnes[j], valeurs.Sum(l => l[j])));
            relations.Add(new(colonnes[j], [.. lignes.Select(l => $"{l}/{colonnes[j]}")]));
        }

        cellules.Add(new("total", valeurs.Sum(l => l.Sum())));
        relations.Add(new("total", lignes));
        relations.Add(new("total", colonnes));
        return new(cellules, relations);
    }
}
