using Accompagnement.Api.Reponses;
using Accompagnement.Projections.Pilotage;

namespace Accompagnement.Api.Tests;

public sealed class CsvTests
{
    [Theory]
    [InlineData("=CMD()", "'=CMD()")]
    [InlineData("-1+2", "'-1+2")]
    [InlineData("@x", "'@x")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("-12,5", "-12,5")]
    [InlineData("ADAE;Arras", "\"ADAE;Arras\"")]
    [InlineData("dit \"le\"", "\"dit \"\"le\"\"\"")]
    [InlineData("", "")]
    public void Un_texte_reste_un_texte_dans_un_tableur(string texte, string champ)
    {
        Csv.Champ(texte).ShouldBe(champ);
        Csv.Ecrire([[texte, null]]).ShouldBe($"{champ};\n");
    }

    [Fact]
    public void Les_nombres_ont_une_virgule_et_ce_qui_n_a_pas_de_sens_est_vide()
    {
        Csv.Champ(0.25).ShouldBe("0,25");
        Csv.Champ(-1.5m).ShouldBe("-1,5");
        Csv.Champ(12345L).ShouldBe("12345");
        Csv.Champ(true).ShouldBe("true");
        Csv.Champ(new DateOnly(2015, 3, 1)).ShouldBe("2015-03-01");
        Csv.Champ(null).ShouldBe("");
    }

    [Theory]
    [InlineData(LigneAttente.Entete, 13)]
    [InlineData(LigneDelai.Entete, 13)]
    [InlineData(LigneCharge.Entete, 8)]
    [InlineData(LigneRupture.Entete, 5)]
    public void Chaque_entete_a_les_colonnes_du_contrat(string entete, int colonnes) => entete.Split(';').Length.ShouldBe(colonnes);

    [Fact]
    public void Chaque_ligne_a_autant_de_champs_que_son_entete()
    {
        var jour = new DateOnly(2015, 1, 31);
        Csv.Ecrire(LigneAttente.Entete, [new LigneAttente("AEMO_J", "ADAE", "Arrageois", jour, 3, new(2014, 11, 2), 61, null, 0.5, 1, 2, 0, null).Champs])
            .ShouldBe($"{LigneAttente.Entete}\r\nAEMO_J;ADAE;Arrageois;2015-01-31;3;2014-11-02;61;;0,5;1;2;0;\r\n");
        (string Entete, IReadOnlyList<object?> Champs)[] fichiers =
        [
            (LigneDelai.Entete, new LigneDelai("D1", "", "", "", 0, 0, 0, 0, null, null, null, null, null).Champs),
            (LigneEcheances.Entete, new LigneEcheances("", "", "", "", "", "", 0, 0, 0, null).Champs),
            (EcheanceOuverte.Entete, new EcheanceOuverte(default, "", "", "", "", jour, jour, default).Champs),
            (EnAttente.Entete, new EnAttente(default, default, "", "", "", jour, 0, false).Champs),
            (BrsaSansSuite.Entete, new BrsaSansSuite(default, "", jour, 0, false, false).Champs),
            (PersonneSuivie.Entete, new PersonneSuivie(default, "", jour, 0, null, null, 0, null).Champs),
            (NombreDeRuptures.Entete, new NombreDeRuptures("", "", "", 0, 0).Champs),
            (MoisDeSerie.Entete, new MoisDeSerie(jour, 0, 0, 0, 0, 0).Champs),
            (Cohorte.Entete, new Cohorte(jour, 0, 0, 0, 0).Champs),
            (Sorties.Entete, new Sorties("", "", 0, 0, 0, 0).Champs),
            (Continuite.Entete, new LignePart<Continuite>("", "", new(0, 0, 0, 0, 0, 0)).Champs),
            (IssuesDesRendezVous.Entete, new LignePart<IssuesDesRendezVous>("", "", new(0, 0, 0, 0, 0)).Champs),
            (IssuesDesVisites.Entete, new LignePart<IssuesDesVisites>("", "", new(0, 0, 0)).Champs),
            (DiagnosticsSociaux.Entete, new LignePart<DiagnosticsSociaux>("", "", new(0, 0, 0, 0)).Champs),
            (LigneRestitution.Entete, new LigneRestitution("", "", "", "", jour, jour, 0, 0, 0, 0, 0).Champs),
            (LigneCompletude.Entete, new LigneCompletude("", 0, null, 0, 0).Champs),
            (FigureDePilotage.Entete, CatalogueDuPilotage.Toutes[0].Champs),
        ];
        foreach (var (entete, champs) in fichiers)
        {
            champs.Count.ShouldBe(entete.Split(';').Length, entete);
        }
    }
}
