using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;

namespace Accompagnement.Api.Reponses;

/// <summary>One sheet of a workbook. Numbers stay numbers; all else is text.</summary>
/// <param name="Nom">What its tab says.</param>
/// <param name="Lignes">Its rows; they are read once, as they are written.</param>
public sealed record Feuille(string Nom, IEnumerable<IReadOnlyList<object?>> Lignes);

/// <summary>
/// Workbooks for spreadsheets (Office Open XML), written row by row: the size of a sheet costs no memory. Texts are written as texts, so
/// none can be taken for a formula.
/// </summary>
public static class Xlsx
{
    public const string Type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private const int NomAuPlus = 31;
    private const int TexteAuPlus = 32_767;
    private const int LignesAuPlus = 1_048_576;
    private const string Classeur = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Paquet = "http://schemas.openxmlformats.org/package/2006";

    /// <summary>Writes a workbook; the stream stays open.</summary>
    /// <exception cref="ArgumentException">No sheet, or more rows than a sheet can hold.</exception>
    public static void Ecrire(Stream sortie, IEnumerable<Feuille> feuilles)
    {
        using var zip = new ZipArchive(sortie, ZipArchiveMode.Create, leaveOpen: true);
        var noms = new List<string>();
        foreach (var feuille in feuilles)
        {
            noms.Add(NomLibre(feuille.Nom, noms));
            using var xml = Partie(zip, $"xl/worksheets/sheet{noms.Count}.xml");
            EcrireFeuille(xml, feuille);
        }

        if (noms.Count == 0)
        {
            throw new ArgumentException("Un classeur a au moins une feuille.", nameof(feuilles));
        }

        Fixes(zip, noms);
    }

    /// <summary>A workbook as the answer to a request.</summary>
    public static IResult Repondre(string fichier, IEnumerable<Feuille> feuilles)
    {
        // A zip is written synchronously, an answer is not: it waits in a file that is gone once sent.
        var attente = new FileStream(
            Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 81_920, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        try
        {
            Ecrire(attente, feuilles);
            attente.Position = 0;
            return TypedResults.Stream(attente, Type, fichier);
        }
        catch
        {
            attente.Dispose();
            throw;
        }
    }

    private static void EcrireFeuille(XmlWriter xml, Feuille feuille)
    {
        xml.WriteStartElement("worksheet", Classeur);
        xml.WriteStartElement("sheetData", Classeur);
        var rang = 0;
        foreach (var ligne in feuille.Lignes)
        {
            if (++rang > LignesAuPlus)
            {
                throw new ArgumentException($"Une feuille a {LignesAuPlus} lignes au plus.", nameof(feuille));
            }

            xml.WriteStartElement("row", Classeur);
            foreach (var valeur in ligne)
            {
                EcrireCellule(xml, valeur);
            }

            xml.WriteEndElement();
        }

        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void EcrireCellule(XmlWriter xml, object? valeur)
    {
        xml.WriteStartElement("c", Classeur);
        if (valeur is decimal or int or long or short or byte or double)
        {
            xml.WriteElementString("v", Classeur, ((IFormattable)valeur).ToString(null, CultureInfo.InvariantCulture));
        }
        else if (valeur?.ToString() is { Length: > 0 } texte)
        {
            xml.WriteAttributeString("t", "inlineStr");
            xml.WriteStartElement("is", Classeur);
            xml.WriteStartElement("t", Classeur);
            xml.WriteAttributeString("xml", "space", null, "preserve");
            xml.WriteString(Lisible(valeur is DateOnly jour ? jour.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : texte));
            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    /// <summary>Without what XML cannot hold, and no longer than a cell.</summary>
    private static string Lisible(string texte)
    {
        var propre = new StringBuilder(texte.Length);
        for (var i = 0; i < texte.Length && propre.Length < TexteAuPlus; i++)
        {
            if (char.IsHighSurrogate(texte[i]) && i + 1 < texte.Length && char.IsLowSurrogate(texte[i + 1]))
            {
                propre.Append(texte, i++, 2);
            }
            else if (XmlConvert.IsXmlChar(texte[i]))
            {
                propre.Append(texte[i]);
            }
        }

        return propre.ToString();
    }

    private static string NomLibre(string nom, List<string> pris)
    {
        var propre = string.Concat(Lisible(nom).Where(c => c is not ('[' or ']' or ':' or '*' or '?' or '/' or '\\'))).Trim('\'', ' ');
        propre = propre.Length == 0 ? "Feuille" : propre;
        var essai = propre.Length > NomAuPlus ? propre[..NomAuPlus] : propre;
        for (var i = 2; pris.Contains(essai, StringComparer.OrdinalIgnoreCase); i++)
        {
            var suffixe = $" {i}";
            essai = propre[..Math.Min(propre.Length, NomAuPlus - suffixe.Length)] + suffixe;
        }

        return essai;
    }

    private static void Fixes(ZipArchive zip, List<string> noms)
    {
        using (var xml = Partie(zip, "[Content_Types].xml"))
        {
            xml.WriteStartElement("Types", $"{Paquet}/content-types");
            Element(xml, "Default", ("Extension", "rels"), ("ContentType", "application/vnd.openxmlformats-package.relationships+xml"));
            Element(xml, "Override", ("PartName", "/xl/workbook.xml"), ("ContentType", $"{Type}.main+xml"));
            for (var i = 1; i <= noms.Count; i++)
            {
                Element(xml, "Override", ("PartName", $"/xl/worksheets/sheet{i}.xml"), ("ContentType", "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"));
            }
        }

        using (var xml = Partie(zip, "_rels/.rels"))
        {
            xml.WriteStartElement("Relationships", $"{Paquet}/relationships");
            Element(xml, "Relationship", ("Id", "r1"), ("Type", $"{Relations}/officeDocument"), ("Target", "xl/workbook.xml"));
        }

        using (var xml = Partie(zip, "xl/_rels/workbook.xml.rels"))
        {
            xml.WriteStartElement("Relationships", $"{Paquet}/relationships");
            for (var i = 1; i <= noms.Count; i++)
            {
                Element(xml, "Relationship", ("Id", $"r{i}"), ("Type", $"{Relations}/worksheet"), ("Target", $"worksheets/sheet{i}.xml"));
            }
        }

        using (var xml = Partie(zip, "xl/workbook.xml"))
        {
            xml.WriteStartElement("workbook", Classeur);
            xml.WriteStartElement("sheets", Classeur);
            for (var i = 1; i <= noms.Count; i++)
            {
                xml.WriteStartElement("sheet", Classeur);
                xml.WriteAttributeString("name", noms[i - 1]);
                xml.WriteAttributeString("sheetId", i.ToString(CultureInfo.InvariantCulture));
                xml.WriteAttributeString("r", "id", Relations, $"r{i}");
                xml.WriteEndElement();
            }
        }
    }

    private static void Element(XmlWriter xml, string nom, params (string Nom, string Valeur)[] attributs)
    {
        xml.WriteStartElement(nom);
        foreach (var (attribut, valeur) in attributs)
        {
            xml.WriteAttributeString(attribut, valeur);
        }

        xml.WriteEndElement();
    }

    /// <summary>Closing the writer closes the elements left open.</summary>
    private static XmlWriter Partie(ZipArchive zip, string chemin) =>
        XmlWriter.Create(zip.CreateEntry(chemin, CompressionLevel.Fastest).Open(), new XmlWriterSettings { Encoding = new UTF8Encoding(false), CloseOutput = true });
}
