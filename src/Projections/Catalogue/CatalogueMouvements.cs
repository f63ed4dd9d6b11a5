namespace Accompagnement.Projections.Catalogue;

/// <summary>
/// What moves a stock: each figure of the form <see cref="Forme.Stock"/> over episodes has its entries, its exits, its newcomers and
/// its total since the start, declared once for all. Stock at the end = stock at the start + entries − exits, in every cell.
/// </summary>
public static class CatalogueMouvements
{
    private static readonly (Forme Forme, string Suffixe, string Libelle, string Definition)[] Formes =
    [
        (Forme.Entrees, "entrees", "entrées dans la période",
            "Nombre d'entrées dans la période : début, reprise, arrivée d'un autre territoire ou passage dans la tranche d'âge."),
        (Forme.Sorties, "sorties", "sorties dans la période",
            "Nombre de sorties dans la période : fin, départ vers un autre territoire ou passage à la tranche d'âge suivante."),
        (Forme.Nouveaux, "nouveaux", "nouveaux dans la période",
            "Nombre de ceux qui commencent pour la première fois dans la période, là où ils résident alors."),
        (Forme.Cumul, "cumul", "depuis l'origine",
            "Nombre de ceux qui ont été comptés au moins un jour depuis l'origine jusqu'à la fin de la période, à leur dernière résidence d'alors."),
    ];

    /// <summary>The movements of some stocks: the code of E11's entries is <c>E11.entrees</c>.</summary>
    public static IEnumerable<Indicateur> De(IEnumerable<Indicateur> indicateurs) =>
        from stock in indicateurs
        where stock.Calcul is Comptage { Forme: Forme.Stock, Objet: not ObjetCompte.Place }
        from f in Formes
        select stock with
        {
            Code = $"{stock.Code}.{f.Suffixe}",
            Libelle = $"{stock.Libelle} : {f.Libelle}",
            Definition = $"{f.Definition} Ce qui est compté : {char.ToLowerInvariant(stock.Definition[0])}{stock.Definition[1..]}",
            Calcul = (Comptage)stock.Calcul with { Forme = f.Forme },
        };
}
