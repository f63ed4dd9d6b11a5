using System.Text.Json;
using Accompagnement.Domain.Dossiers;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Mesures;
using Accompagnement.Domain.Personnes;
using Accompagnement.Domain.Tests.Contrat;

namespace Accompagnement.Domain.Tests.Recits;

public sealed class CorrectionsTests
{
    private static readonly DonneesRectifiees Arras = DonneesRectifiees.Scellees(JsonDocument.Parse("""{"codeInsee":"62041"}""").RootElement);

    [Fact]
    public void Un_fait_rectifie_se_lit_nouveau_et_ancien_selon_ce_qu_on_savait()
    {
        var recit = Recit.De("1990-03").Le("2025-01-06", new DomicileDeclare("62510"));
        var vise = recit.Faits[^1].Provenance.Id;
        recit.Le("2025-03-03", new EvenementRectifie(vise, Arras, CodeOuTexte.DuCode("erreurDeSaisie")));

        recit.Dossier("2025-01-06").Domicile!.CodeInsee.ShouldBe("62041");
        recit.Dossier("2025-01-06", vuAu: "2025-03-02").Domicile!.CodeInsee.ShouldBe("62510");
        recit.Dossier("2025-03-03").Chronologie.Single(l => l.Fait.Evenement is DomicileDeclare).Statut.ShouldBe(StatutFait.Rectifie);
        var correction = recit.Dossier("2025-03-03").Corrections.ShouldHaveSingleItem();
        ((DomicileDeclare)correction.Avant).CodeInsee.ShouldBe("62510");
        ((DomicileDeclare)correction.Apres!).CodeInsee.ShouldBe("62041");
        (correction.Par.Provenance.Auteur, correction.Motif?.Code, correction.EnVigueur).ShouldBe(("AGT-0042", "erreurDeSaisie", true));
        recit.Dossier("2025-03-03", vuAu: "2025-03-02").Corrections.ShouldBeEmpty();
    }

    [Fact]
    public void Un_fait_annule_disparait_et_son_annulation_s_annule()
    {
        var recit = Recit.De("1990-03").Le("2025-01-06", new PersonneDecedee());
        recit.Le("2025-02-03", new EvenementAnnule(recit.Faits[^1].Provenance.Id));
        recit.Etat.DecesLe.ShouldBeNull();
        recit.Dossier("2025-02-03").Chronologie.Single(l => l.Fait.Evenement is PersonneDecedee).Statut.ShouldBe(StatutFait.Annule);

        recit.Le("2025-02-04", new EvenementAnnule(recit.Faits[^1].Provenance.Id));
        recit.Etat.DecesLe.ShouldBe(Recit.Jour("2025-01-06"));
        recit.Dossier("2025-02-04").Corrections.Select(c => c.EnVigueur).ShouldBe([false, true]);
    }

    [Fact]
    public void Un_fait_saisi_plus_tard_n_etait_pas_connu()
    {
        var recit = Recit.De("1990-03").Le("2025-01-06", new DomicileDeclare("62041")).Saisi("2025-02-03", "2025-04-01", new DomicileDeclare("62510"));
        recit.Dossier("2025-03-01").Domicile!.CodeInsee.ShouldBe("62510");
        recit.Dossier("2025-03-01", vuAu: "2025-03-01").Domicile!.CodeInsee.ShouldBe("62041");
        recit.Saisi("2025-01-20", "2025-05-01", new DomicileDeclare("62119")).Dossier("2025-06-01").Domicile!.CodeInsee.ShouldBe("62510", "le dernier dans la vie, pas dans la saisie");
    }

    [Fact]
    public void Deux_dossiers_fusionnes_puis_separes_ne_perdent_rien()
    {
        var mesure = Recit.Id(60);
        var double_ = Recit.De("1990-03", personne: 2).Le("2025-01-06", new MesureDecidee(mesure, TypeMesure.ASLL_SIMPLE)).Le("2025-01-07", new DossierClos());
        var recit = Recit.De("1990-03").Le("2025-02-03", new DossiersFusionnes(double_.Personne));

        var fusionne = recit.Dossier("2025-02-03", null, double_);
        fusionne.EnCours.ShouldHaveSingleItem().Id.ShouldBe($"{mesure}");
        fusionne.Chronologie.Count.ShouldBe(recit.Faits.Count + double_.Faits.Count);
        fusionne.Etat.Close.ShouldBeFalse();
        recit.Dossier("2025-02-02", null, double_).EnCours.ShouldBeEmpty();

        recit.Le("2025-03-03", new DossiersSepares(double_.Personne));
        recit.Dossier("2025-03-03", null, double_).EnCours.ShouldBeEmpty();
        recit.Dossier("2025-02-15", null, double_).EnCours.ShouldHaveSingleItem();
        double_.Dossier("2025-03-03").EnCours.ShouldHaveSingleItem();
    }

    [Fact]
    public void Chaque_evenement_se_dit_en_une_phrase_sans_identite()
    {
        foreach (var type in TypeEvenement.Tous)
        {
            var evenement = Specimen.De(type);
            var phrase = Phrases.De(evenement);
            phrase.ShouldEndWith(".", Case.Sensitive, type.Nom);
            char.IsUpper(phrase.First(char.IsLetter)).ShouldBeTrue(phrase);
            phrase.ShouldNotContain("coffre:", Case.Sensitive, type.Nom);
            var secrets = type.Champs.Any(c => (Nullable.GetUnderlyingType(c.Type) ?? c.Type) == typeof(TexteConfidentiel) || (Nullable.GetUnderlyingType(c.Type) ?? c.Type) == typeof(IdentiteConfidentielle));
            (Phrases.AuCoffre(evenement).Count > 0 || !secrets).ShouldBeTrue(type.Nom);
        }
    }
}
