using Accompagnement.Projections.Pilotage;

namespace Accompagnement.Projections.Tests.Pilotage;

public class FichierCsvTests
{
    [Theory]
    [InlineData("=CMD()", "'=CMD()")]
    [InlineData("-1+2", "'-1+2")]
    [InlineData("@x", "'@x")]
    [InlineData("ADAE;Arras", "\"ADAE;Arras\"")]
    [InlineData("dit \"le\"", "\"dit \"\"le\"\"\"")]
    [InlineData("", "")]
    public void Un_texte_reste_un_texte_dans_un_tableur(string texte, string champ) => FichierCsv.Champ(texte).ShouldBe(champ);

    [Fact]
    public void Les_nombres_ont_une_virgule_et_ce_qui_n_a_pas_de_sens_est_vide()
    {
        FichierCsv.Champ(0.25).ShouldBe("0,25");
        FichierCsv.Champ(-1.5m).ShouldBe("-1,5");
        FichierCsv.Champ(12345L).ShouldBe("12345");
        FichierCsv.Champ(new DateOnly(2015, 3, 1)).ShouldBe("2015-03-01");
        FichierCsv.Champ(null).ShouldBe("");
    }

    [Theory]
    [InlineData(LigneAttente.Entete, 13)]
    [InlineData(LigneDelai.Entete, 13)]
    [InlineData(LigneCharge.Entete, 8)]
    [InlineData(LigneRupture.Entete, 5)]
    public void Chaque_entete_a_les_colonnes_du_contrat(string entete, int colonnes) => entete.Split(';').Length.ShouldBe(colonnes);

    [Fact]
    public async Task Un_fichier_a_autant_de_champs_que_son_entete()
    {
        var sortie = new StringWriter();
        await FichierCsv.EcrireAsync(sortie, LigneAttente.Entete, [
            new LigneAttente("AEMO_J", "ADAE", "Arrageois", new(2015, 1, 31), 3, new(2014, 11, 2), 61, null, 0.5, 1, 2, 0, null).Champs]);
        sortie.ToString().ShouldBe($"{LigneAttente.Entete}\r\nAEMO_J;ADAE;Arrageois;2015-01-31;3;2014-11-02;61;;0,5;1;2;0;\r\n");
    }
}
