using System.Globalization;
using System.Xml.Linq;

namespace Accompagnement.Projections.Olinpe;

/// <summary>One event of the return: the variables that have a value.</summary>
public sealed class Donnee(IReadOnlyDictionary<string, string> valeurs)
{
    /// <summary>The value of a variable, empty when it has none.</summary>
    public string this[string variable] => valeurs.GetValueOrDefault(variable, "");

    public IEnumerable<string> Presentes => valeurs.Where(v => v.Value.Length > 0).Select(v => v.Key);

    public bool A(string variable) => this[variable].Length > 0;

    /// <summary>The same event with another value of a variable.</summary>
    public Donnee Avec(string variable, string valeur) =>
        new(new Dictionary<string, string>(valeurs, StringComparer.Ordinal) { [variable] = valeur });

    /// <summary>A day of the event; null when absent or partly unknown.</summary>
    public DateOnly? Jour(string variable) =>
        DateOnly.TryParseExact(this[variable], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var jour) ? jour : null;

    /// <summary>
    /// Whether the person is of age at the receiver's reference date: the decision, else the start, else 1 January of the year of the
    /// return. Null when the birth is unknown.
    /// </summary>
    public bool? Majeur(int annee)
    {
        if (!int.TryParse(this["ANAIS"], NumberStyles.None, CultureInfo.InvariantCulture, out var an) || an is 9999 or 0)
        {
            return null;
        }

        var mois = int.TryParse(this["MNAIS"], NumberStyles.None, CultureInfo.InvariantCulture, out var m) && m is >= 1 and <= 12 ? m : 1;
        var jour = Jour("DATDECPE") ?? Jour("DATDEB") ?? new DateOnly(annee, 1, 1);
        return new Domain.Faits.Mois(an, mois).AgeLe(jour) >= 18;
    }

    internal XElement EnXml() => new("DONNEE", Codebook.Variables.Where(A).Select(v => new XElement(v, this[v])));
}

/// <summary>The file that is sent.</summary>
public static class FichierOlinpe
{
    public static XDocument Ecrire(IEnumerable<Donnee> donnees, DateOnly export) => new(
        new XDeclaration("1.0", "UTF-8", null),
        new XElement(
            "DECRET",
            new XElement("INTRO", new XElement("VERSIONXSD", Codebook.VersionXsd), new XElement("DATEXPORT", export.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))),
            donnees.Select(d => d.EnXml())));
}
