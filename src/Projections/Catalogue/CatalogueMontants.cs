namespace Accompagnement.Projections.Catalogue;

/// <summary>What aids are worth: each count of aids granted has its total and its mean in euros, declared once for all.</summary>
public static class CatalogueMontants
{
    private const string Domaine = "Montants des aides";
    private static readonly bool[] TotalPuisMoyen = [false, true];

    /// <summary>The amounts of some counts of aids: the total of I6 is <c>I6.montant</c>, its mean <c>I6.moyen</c>.</summary>
    public static IEnumerable<Indicateur> De(IEnumerable<Indicateur> indicateurs) =>
        from aides in indicateurs
        where aides.Calcul is Comptage { Objet: ObjetCompte.Aide }
        let actes = (Comptage)aides.Calcul with { AvecMontant = true }
        from moyen in TotalPuisMoyen
        select aides with
        {
            Code = $"{aides.Code}.{(moyen ? "moyen" : "montant")}",
            Libelle = $"{aides.Libelle} : {(moyen ? "montant moyen" : "montant total")}",
            Definition = $"{(moyen ? "Montant accordé en moyenne par aide" : "Somme des montants accordés")}, en euros, pour les aides dont le montant est connu. Ce qui est compté : {char.ToLowerInvariant(aides.Definition[0])}{aides.Definition[1..]}",
            Unite = "€",
            Calcul = new Montant(actes, moyen),
            Domaine = Domaine,
        };
}
