using Accompagnement.Domain.Acces;
using Accompagnement.Domain.Enfance;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Tests.Acces;

public sealed class ConservationTests
{
    private static readonly RegleConservation Contact = new("CONTACT", "", Declencheur.DernierContact, 24, Perimetre.Tous, IssueConservation.Effacement, "");
    private static readonly RegleConservation Majorite = new("MAJORITE", "", Declencheur.Majorite, 24, Perimetre.Ase, IssueConservation.Archivage, "");
    private static readonly RegleConservation Deces = new("DECES", "", Declencheur.Deces, 12, Perimetre.Tous, IssueConservation.Effacement, "");
    private int rang;

    [Fact]
    public void Deux_ans_apres_le_dernier_contact_le_dossier_est_propose_et_pas_la_veille()
    {
        var faits = new[] { Fait("2020-01-15", Inscrite(1980)), Fait("2021-05-10", new DossierRouvert()) };
        Conservation.Due(faits, [Contact], new(2023, 5, 9)).ShouldBeNull();
        Conservation.Due(faits, [Contact], new(2023, 5, 10)).ShouldBe(new Echeance(Contact, new(2023, 5, 10)));
    }

    [Fact]
    public void Un_dossier_d_enfant_protege_n_a_que_la_regle_de_l_enfance()
    {
        var faits = new[] { Fait("2010-01-15", Inscrite(2008)), Fait("2010-02-01", new MiseALAbriDemarree()) };
        Conservation.Due(faits, [Contact, Majorite], new(2026, 6, 30)).ShouldBeNull();
        Conservation.Due(faits, [Contact, Majorite], new(2028, 6, 30))!.Regle.ShouldBe(Majorite);
    }

    [Fact]
    public void Le_deces_peut_echoir_avant_le_dernier_contact_et_un_dossier_efface_n_echoit_plus()
    {
        List<Fait> faits = [Fait("2020-01-15", Inscrite(1980)), Fait("2020-02-01", new PersonneDecedee())];
        Conservation.Due(faits, [Contact, Deces], new(2021, 2, 1))!.Regle.ShouldBe(Deces);
        faits.Add(Fait("2022-03-01", new DonneesEffacees("DECES")));
        Conservation.Due(faits, [Contact, Deces], new(2050, 1, 1)).ShouldBeNull();
    }

    [Fact]
    public void Un_deces_annule_n_a_pas_eu_lieu()
    {
        var deces = Fait("2020-02-01", new PersonneDecedee());
        Fait[] faits = [Fait("2020-01-15", Inscrite(1980)), deces, Fait("2020-03-01", new EvenementAnnule(deces.Provenance.Id))];
        Conservation.Due(faits, [Deces], new(2050, 1, 1)).ShouldBeNull();
    }

    private static PersonneInscrite Inscrite(int annee) => new(Sexe.F, new Mois(annee, 6));

    private Fait Fait(string jour, IEvenement evenement)
    {
        var instant = Calendrier.Minuit(DateOnly.Parse(jour, System.Globalization.CultureInfo.InvariantCulture));
        return new(Sujet.Trajectoire(Guid.Empty), evenement, instant, instant, new("/essai", $"f-{rang++}"));
    }
}
