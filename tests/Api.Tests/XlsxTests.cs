using Accompagnement.Api.Reponses;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;

namespace Accompagnement.Api.Tests;

public sealed class XlsxTests
{
    [Fact]
    public void Un_classeur_est_conforme_et_garde_nombres_textes_et_feuilles()
    {
        using var flux = new MemoryStream();
        var long_ = new string('x', 40);
        Xlsx.Ecrire(flux, [
            new("Chiffres", [["code", "valeur"], ["I1", 12.5m], ["=1+1", -3], [null, long.MaxValue], ["  <é>&\u0000\u001f😀  ", new DateOnly(2015, 12, 31)], []]),
            new("a/b:[c]*?", [["x"]]), new(long_, [["y"]]), new(long_, [["z"]]), new("", [])]);
        flux.Position = 0;
        using var document = SpreadsheetDocument.Open(flux, isEditable: false);
        new OpenXmlValidator().Validate(document).Select(e => e.Description).ShouldBeEmpty();
        var noms = document.WorkbookPart!.Workbook.Sheets!.Elements<Sheet>().Select(f => f.Name!.Value!).ToArray();
        noms.ShouldBe(["Chiffres", "abc", new string('x', 31), new string('x', 29) + " 2", "Feuille"]);
        var premiere = (WorksheetPart)document.WorkbookPart.GetPartById(document.WorkbookPart.Workbook.Sheets!.Elements<Sheet>().First().Id!);
        var lignes = premiere.Worksheet.Descendants<Row>().Select(l => l.Elements<Cell>().ToArray()).ToArray();
        (lignes[1][1].DataType, lignes[1][1].InnerText).ShouldBe((null, "12.5"));
        lignes[2][0].DataType!.Value.ShouldBe(CellValues.InlineString);
        lignes[2][0].CellFormula.ShouldBeNull();
        lignes[2][0].InnerText.ShouldBe("=1+1");
        lignes[2][1].InnerText.ShouldBe("-3");
        lignes[3][0].InnerText.ShouldBe("");
        lignes[4][0].InnerText.ShouldBe("  <é>&😀  ");
        lignes[4][1].InnerText.ShouldBe("2015-12-31");
    }

    [Fact]
    public void Un_classeur_sans_feuille_est_refuse_et_cent_mille_lignes_ne_tiennent_pas_en_memoire()
    {
        Should.Throw<ArgumentException>(() => Xlsx.Ecrire(new MemoryStream(), []));
        var avant = GC.GetAllocatedBytesForCurrentThread();
        object?[] ligne = ["I1", "Arrageois"];
        Xlsx.Ecrire(Stream.Null, [new("Chiffres", Enumerable.Repeat<IReadOnlyList<object?>>(ligne, 100_000))]);
        (GC.GetAllocatedBytesForCurrentThread() - avant).ShouldBeLessThan(100_000_000);
    }
}
