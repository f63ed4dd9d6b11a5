using Accompagnement.Domain.Enfance;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Mesures;
using Accompagnement.Domain.Personnes;
using Accompagnement.Projections.Olinpe;

namespace Accompagnement.Projections.Tests.Olinpe;

public sealed class OlinpeTests
{
    private static readonly string Anonymat = new('a', 40);
    private static readonly Guid Id = Guid.NewGuid();

    [Fact]
    public void Une_aemo_judiciaire_donne_un_debut_un_renouvellement_et_une_fin()
    {
        var donnees = Exporter(
            (new(2014, 12, 1), new InformationPreoccupanteRecue(Guid.NewGuid(), Emetteur: Emetteur.Ecole)),
            (new(2015, 1, 10), new MesureDecidee(Id, TypeMesure.AEMO_J)),
            (new(2015, 2, 3), new MesureDemarree(Id)),
            (new(2015, 6, 1), new ProjetPourLEnfantSigne()),
            (new(2015, 8, 1), new MesureRenouvelee(Id, new(2016, 2, 1))),
            (new(2015, 11, 30), new MesureTerminee(Id, FinMesure.Majorite)));
        donnees.Select(d => d["TYPEV"]).ShouldBe(["1", "2", "3"]);
        donnees.ShouldAllBe(d => d["DECISION"] == "2" && d["NATDECASSED"] == "15" && d["TYPDECJUD"] == "5" && d["DATDEB"] == "2015-02-03");
        donnees[0]["DATDECPE"].ShouldBe("2015-01-10");
        (donnees[0]["TRAITINFO"], donnees[0]["TRANSIP"], donnees[0]["DATIP"]).ShouldBe(("1", "543", "2014-12-01"));
        (donnees[0]["PROJET"], donnees[1]["PROJET"], donnees[1]["DATPPE"]).ShouldBe(("1", "2", "2015-06-01"));
        donnees[1]["DATDECPE"].ShouldBe("2015-08-01");
        (donnees[2]["DATFIN"], donnees[2]["MOTFININT"], donnees[2]["MOTIFML"]).ShouldBe(("2015-11-30", "2", "15"));
        RapportDAnomalies.Examiner(donnees, 2015).ShouldBeEmpty();
    }

    [Fact]
    public void Un_placement_dit_ou_l_enfant_est_et_combien_de_fois_il_a_change()
    {
        var donnees = Exporter(
            (new(2015, 1, 10), new AccueilDecide(Id, NatureAccueil.Judiciaire)),
            (new(2015, 1, 12), new AccueilDemarre(Id, Modalite.Urgence)),
            (new(2015, 3, 1), new LieuAccueilChange(Id, Modalite.AssistantFamilial)),
            (new(2015, 9, 1), new AccueilTermine(Id)));
        donnees.Select(d => d["LIEUPLAC"]).ShouldBe(["2", "1"]);
        donnees[1]["NBCHGLIEU"].ShouldBe("1");
        RapportDAnomalies.Examiner(donnees, 2015).ShouldBeEmpty();
    }

    [Fact]
    public void Chaque_nature_d_accueil_et_chaque_modalite_passent_les_regles_du_recepteur()
    {
        foreach (var nature in Enum.GetValues<NatureAccueil>())
        {
            foreach (var modalite in Enum.GetValues<Modalite>())
            {
                var donnees = Exporter(
                    (new(2015, 1, 10), new AccueilDecide(Id, nature)), (new(2015, 1, 12), new AccueilDemarre(Id, modalite)), (new(2015, 9, 1), new AccueilTermine(Id)));
                donnees.Count.ShouldBe(2);
                RapportDAnomalies.Examiner(donnees, 2015).ShouldBeEmpty($"{nature}, {modalite}");
            }
        }
    }

    [Fact]
    public void Chaque_type_et_chaque_fin_de_mesure_passent_les_regles_du_recepteur()
    {
        var exportes = new List<TypeMesure>();
        foreach (var type in Enum.GetValues<TypeMesure>())
        {
            foreach (var fin in Enum.GetValues<FinMesure>())
            {
                var naissance = type == TypeMesure.APJM ? new Mois(1996, 1) : new Mois(2008, 5);
                var donnees = ExportOlinpe.Exporter([new(Anonymat, naissance, Sexe.F, [
                    (new(2015, 1, 10), new MesureDecidee(Id, type)), (new(2015, 1, 12), new MesureDemarree(Id, Intensite: Intensite.Renforcee)), (new(2015, 9, 1), new MesureTerminee(Id, fin))])], 2015);
                RapportDAnomalies.Examiner(donnees, 2015).ShouldBeEmpty($"{type}, {fin}");
                exportes.AddRange(donnees.Count > 0 ? [type] : []);
            }
        }

        exportes.Distinct().ShouldBe([TypeMesure.AED_IED, TypeMesure.AEMO_A, TypeMesure.AEMO_J, TypeMesure.AEMO_RENFORCEE, TypeMesure.TISF, TypeMesure.AESF, TypeMesure.AGBF, TypeMesure.APJM]);
    }

    [Fact]
    public void Une_mesure_qui_attend_encore_n_est_pas_envoyee_et_une_autre_annee_non_plus()
    {
        Exporter((new(2015, 1, 10), new MesureDecidee(Id, TypeMesure.AEMO_J))).ShouldBeEmpty();
        Exporter((new(2013, 1, 10), new MesureDecidee(Id, TypeMesure.AEMO_J)), (new(2014, 1, 10), new MesureDemarree(Id))).ShouldBeEmpty();
    }

    public static TheoryData<string, string> ValeursNonAttendues() => new()
    {
        { "NATPDECADM", "10" }, { "TYPINTERDOM", "2" }, { "LIEUACC", "1" }, { "INSTITPLAC", "3" }, { "LIEUPLAC", "1" }, { "DATFIN", "2015-03-01" },
        { "MOTFININT", "1" }, { "DIPLOME", "1" }, { "NBCHGLIEU", "0" }, { "CHGLIEU", "1" }, { "MOTIFML", "15" }, { "DATDECMIN", "2015-01" },
        { "DATJE", "2015-01-01" }, { "DATSIGN", "2015-01-01" }, { "MOTIFSIG", "1" }, { "TRANSIP", "100" }, { "DATPPE", "2015-01-01" }, { "NIVSCO", "310" },
        { "TYPCLASSPE", "11" }, { "TYPETABSPE", "850" }, { "MODACC", "1" }, { "ORIENTEFF", "1" }, { "MENAGEJM", "1" }, { "AUTREDA", "texte" },
    };

    [Theory, MemberData(nameof(ValeursNonAttendues))]
    public void Une_valeur_donnee_sans_sa_condition_est_signalee(string variable, string valeur)
    {
        var donnee = Aemo().Avec(variable, valeur);
        RapportDAnomalies.Examiner([donnee], 2015).ShouldContain(a => a.Rubrique == "non attendue" && a.Variable == variable);
        RapportDAnomalies.Examiner([Aemo()], 2015).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("SANTE", "2")]
    [InlineData("TITAP", "11")]
    [InlineData("NATDECASSED", "15")]
    public void Ce_qui_ne_vaut_que_pour_un_mineur_est_signale_pour_un_majeur(string variable, string valeur)
    {
        var majeur = Aemo().Avec("ANAIS", "1990").Avec(variable, valeur);
        RapportDAnomalies.Examiner([majeur], 2015).ShouldContain(a => a.Rubrique == "non attendue" && a.Variable == variable);
    }

    [Fact]
    public void Les_absences_les_doublons_les_durees_et_les_formats_sont_signales()
    {
        Rubriques(Aemo().Avec("DECISION", "")).ShouldContain("manquante");
        RapportDAnomalies.Examiner([Aemo().Avec("DECISION", "")], 2015).ShouldContain(a => a.Variable == "DECISION" && a.Bloquante);
        Rubriques(Aemo(), Aemo()).ShouldBe(["doublon"]);
        Rubriques(Aemo().Avec("DATDEB", "2015-13-01")).ShouldBe(["format de date"]);
        Rubriques(Aemo().Avec("SEXE", "3")).ShouldBe(["valeur inattendue"]);
        Rubriques(Aemo().Avec("ANSMERE", "2012")).ShouldBe(["date de naissance à vérifier"]);
        var fin = Aemo().Avec("TYPEV", "3").Avec("TRAITINFO", "").Avec("MOTFININT", "1");
        Rubriques(fin.Avec("DATFIN", "2015-05-01")).ShouldBe(["fin sans début"]);
        Rubriques(Aemo(), fin.Avec("DATFIN", "2018-05-01")).ShouldBe(["durée excessive"]);
    }

    [Fact]
    public void Le_fichier_a_la_forme_du_schema_national()
    {
        var xml = FichierOlinpe.Ecrire([Aemo()], new(2016, 4, 30));
        xml.Root!.Name.LocalName.ShouldBe("DECRET");
        xml.Root.Element("INTRO")!.Value.ShouldBe("2.02016-04-30");
        var noms = xml.Root.Element("DONNEE")!.Elements().Select(e => e.Name.LocalName).ToList();
        noms.ShouldBe([.. noms.OrderBy(n => n, StringComparer.Ordinal)]);
        noms.ShouldContain("NUMANONYM");
        Codebook.Variables.Count.ShouldBe(105);
    }

    private static IEnumerable<string> Rubriques(params Donnee[] donnees) => RapportDAnomalies.Examiner(donnees, 2015).Select(a => a.Rubrique).Distinct();

    private static Donnee Aemo() => Exporter((new(2015, 1, 10), new MesureDecidee(Id, TypeMesure.AEMO_J)), (new(2015, 2, 3), new MesureDemarree(Id)))[0];

    private static IReadOnlyList<Donnee> Exporter(params (DateOnly, IEvenement)[] evenements) =>
        ExportOlinpe.Exporter([new(Anonymat, new Mois(2008, 5), Sexe.M, evenements)], 2015);
}
