using System.Globalization;

namespace Accompagnement.Domain.Faits;

/// <summary>A month of a year, <c>AAAA-MM</c>: all that the events keep of a birth date.</summary>
public readonly record struct Mois(int Annee, int Numero) : IComparable<Mois>
{
    /// <summary>Months since January of year 0: differences are months.</summary>
    public int Rang => Annee * 12 + Numero - 1;

    public static Mois De(DateOnly jour) => new(jour.Year, jour.Month);

    public static Mois DuRang(int rang) => new(rang / 12, rang % 12 + 1);

    /// <summary>Completed years on a day, counted by month of birth: the birthday is the first day of the month.</summary>
    public int AgeLe(DateOnly jour) => (int)Math.Floor((De(jour).Rang - Rang) / 12.0);

    public static bool TryParse(ReadOnlySpan<char> texte, out Mois mois)
    {
        mois = default;
        if (texte.Length != 7 || texte[4] != '-'
            || !int.TryParse(texte[..4], NumberStyles.None, CultureInfo.InvariantCulture, out var annee)
            || !int.TryParse(texte[5..], NumberStyles.None, CultureInfo.InvariantCulture, out var numero)
            || annee < 1850 || numero is < 1 or > 12)
        {
            return false;
        }

        mois = new Mois(annee, numero);
        return true;
    }

    public int CompareTo(Mois other) => Rang.CompareTo(other.Rang);

    public static bool operator <(Mois gauche, Mois droite) => gauche.Rang < droite.Rang;

    public static bool operator >(Mois gauche, Mois droite) => gauche.Rang > droite.Rang;

    public static bool operator <=(Mois gauche, Mois droite) => gauche.Rang <= droite.Rang;

    public static bool operator >=(Mois gauche, Mois droite) => gauche.Rang >= droite.Rang;

    public bool TryFormat(Span<char> destination, out int ecrits) =>
        destination.TryWrite(CultureInfo.InvariantCulture, $"{Annee:0000}-{Numero:00}", out ecrits);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Annee:0000}-{Numero:00}");
}
