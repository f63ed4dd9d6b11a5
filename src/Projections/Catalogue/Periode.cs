using System.Globalization;

namespace Accompagnement.Projections.Catalogue;

public enum GenrePeriode
{
    Annee,
    Trimestre,
    Mois,
    AnneeScolaire,
}

/// <summary>A period that figures are asked for: <c>2015</c>, <c>2015-T1</c>, <c>2015-03</c>, or the school year <c>2014-2015</c>.</summary>
/// <param name="Code">How the contract writes it.</param>
/// <param name="Genre">What it is.</param>
/// <param name="Debut">Its first day.</param>
/// <param name="Fin">Its last day.</param>
public readonly record struct Periode(string Code, GenrePeriode Genre, DateOnly Debut, DateOnly Fin)
{
    private const int PremiereAnnee = 1900;
    private const int DerniereAnnee = 2200;

    public static Periode Annee(int annee) =>
        new(annee.ToString(CultureInfo.InvariantCulture), GenrePeriode.Annee, new(annee, 1, 1), new(annee, 12, 31));

    /// <summary>The school year that ends in a year: from 1 September to 31 August.</summary>
    public static Periode Scolaire(int anneeDeFin) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{anneeDeFin - 1}-{anneeDeFin}"), GenrePeriode.AnneeScolaire, new(anneeDeFin - 1, 9, 1), new(anneeDeFin, 8, 31));

    public static Periode Trimestre(int annee, int trimestre)
    {
        var debut = new DateOnly(annee, trimestre * 3 - 2, 1);
        return new(string.Create(CultureInfo.InvariantCulture, $"{annee}-T{trimestre}"), GenrePeriode.Trimestre, debut, debut.AddMonths(3).AddDays(-1));
    }

    public static Periode Mois(int annee, int mois)
    {
        var debut = new DateOnly(annee, mois, 1);
        return new(string.Create(CultureInfo.InvariantCulture, $"{annee}-{mois:00}"), GenrePeriode.Mois, debut, debut.AddMonths(1).AddDays(-1));
    }

    /// <summary>The same period two years before: what evolutions compare with.</summary>
    public Periode DeuxAnsAvant => Genre switch
    {
        GenrePeriode.Annee => Annee(Debut.Year - 2),
        GenrePeriode.Trimestre => Trimestre(Debut.Year - 2, (Debut.Month + 2) / 3),
        GenrePeriode.Mois => Mois(Debut.Year - 2, Debut.Month),
        _ => Scolaire(Fin.Year - 2),
    };

    /// <summary>The school year that ends in this year; any other period stays what it is.</summary>
    public Periode EnAnneeScolaire => Genre == GenrePeriode.Annee ? Scolaire(Debut.Year) : this;

    public static bool TryParse(string? texte, out Periode periode)
    {
        periode = default;
        if (texte is not { Length: >= 4 and <= 9 } || !Nombre(texte.AsSpan(0, 4), out var annee) || annee is < PremiereAnnee or > DerniereAnnee)
        {
            return false;
        }

        if (texte.Length == 4)
        {
            periode = Annee(annee);
            return true;
        }

        var suite = texte.AsSpan(4);
        if (suite[0] != '-')
        {
            return false;
        }

        switch (suite.Length)
        {
            case 3 when suite[1] == 'T' && suite[2] is >= '1' and <= '4':
                periode = Trimestre(annee, suite[2] - '0');
                return true;
            case 3 when Nombre(suite[1..], out var mois) && mois is >= 1 and <= 12:
                periode = Mois(annee, mois);
                return true;
            case 5 when Nombre(suite[1..], out var fin) && fin == annee + 1:
                periode = Scolaire(fin);
                return true;
            default:
                return false;
        }
    }

    private static bool Nombre(ReadOnlySpan<char> texte, out int nombre) =>
        int.TryParse(texte, NumberStyles.None, CultureInfo.InvariantCulture, out nombre);
}
