namespace Accompagnement.Projections.Diffusion.Epreuves;

/// <summary>One promise of <c>design/security-privacy.md</c>, section 3, measured without protection and with it.</summary>
/// <param name="Numero">Which of the seven proofs it belongs to.</param>
/// <param name="Nom">What is measured, in French, for the reader of the figures.</param>
/// <param name="Sans">The figure when the counts are published as they are.</param>
/// <param name="Avec">The figure when they are protected.</param>
/// <param name="Limite">What the protected figure must not exceed.</param>
/// <param name="Essais">How many trials it comes from.</param>
public sealed record Mesure(int Numero, string Nom, double Sans, double Avec, double Limite, long Essais)
{
    public bool Tenue => Avec <= Limite;

    public override string ToString() =>
        string.Create(System.Globalization.CultureInfo.GetCultureInfo("fr-FR"), $"({Numero}) {Nom} : sans {Sans:0.###}, avec {Avec:0.###}, limite {Limite:0.###}, {Essais:N0} essais{(Tenue ? "" : " — NON TENUE")}");
}

/// <summary>The proofs that published figures keep their secrets, over an invented département: attacks with protection off and on.</summary>
public static class Epreuves
{
    /// <summary>How often an attacker may find a difference of 1 to 4, where blind guessing finds it 2.5 times in 10.</summary>
    public const double DifferencesTrouvees = 0.40;

    /// <summary>How often the earlier count, or a cell, may come back exactly: a noise of 0 is the likeliest one, 2 times in 10.</summary>
    public const double RetourAuHasard = 0.25;

    /// <summary>Measures everything: a few seconds for the default size.</summary>
    public static IReadOnlyList<Mesure> Mesurer(int graine = 62, ParametresDePerturbation? parametres = null, int taille = 50_000)
    {
        var table = TableDePerturbation.Calculer(parametres ?? ParametresDePerturbation.ParDefaut);
        var octets = new byte[32];
        new Random(graine).NextBytes(octets);
        var departement = new DepartementSynthetique(graine, SecretDeDiffusion.De(octets), taille);
        var protecteur = new Protecteur(table);
        var differences = new EpreuvesDeDifferences(departement, table, protecteur);
        var chemins = new EpreuvesDeChemins(departement, table, protecteur, graine);
        var utilite = new EpreuvesDUtilite(departement, table, protecteur);
        return [
            differences.Perimetres(),
            differences.Ages(),
            differences.MoisSuccessifs(),
            differences.AgesParCommune(),
            differences.Evolutions(),
            chemins.MemeCelluleCentFois(),
            .. chemins.Moyennes(),
            utilite.ValeursInterdites(),
            .. utilite.Erreurs(),
        ];
    }
}
