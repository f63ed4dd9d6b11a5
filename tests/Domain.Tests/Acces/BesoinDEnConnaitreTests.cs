using Accompagnement.Domain.Acces;
using Accompagnement.Domain.Personnes;
using FsCheck;
using FsCheck.Fluent;

namespace Accompagnement.Domain.Tests.Acces;

public sealed class BesoinDEnConnaitreTests
{
    private static readonly DateTimeOffset Maintenant = new(2026, 3, 11, 10, 0, 0, TimeSpan.FromHours(1));
    private static readonly DateOnly Jour = new(2026, 3, 11);
    private static readonly Compte Referent = new("a.martin", RoleCompte.Referent, "AGT-1", ["ARRAS"], ["social"], "CCAS-ARRAS");

    [Fact]
    public void Un_inconnu_du_dossier_ne_voit_rien() =>
        Niveau(Referent, new DossierDemande([new("AGT-2", "ARRAS", "social")], [new("LENS", "social")])).ShouldBe(NiveauAcces.Aucun);

    [Fact]
    public void Le_referent_voit_tout_le_dossier() =>
        Decision(Referent, new DossierDemande([new("AGT-1")])).ShouldBe(new DecisionAcces(NiveauAcces.Complet, TitreAcces.Referent));

    [Theory]
    [InlineData("ARRAS", "social", NiveauAcces.Complet)]
    [InlineData("ARRAS", "ase", NiveauAcces.Aucun)]
    [InlineData("LENS", "social", NiveauAcces.Aucun)]
    public void L_equipe_est_un_site_et_un_service(string site, string service, NiveauAcces attendu) =>
        Niveau(Referent, new DossierDemande(Equipes: [new(site, service)])).ShouldBe(attendu);

    [Theory]
    [InlineData(NiveauPartage.Total, 0, NiveauAcces.Complet)]
    [InlineData(NiveauPartage.Limite, 0, NiveauAcces.Limite)]
    [InlineData(NiveauPartage.Limite, null, NiveauAcces.Limite)]
    [InlineData(NiveauPartage.Total, -1, NiveauAcces.Aucun)]
    public void Un_partage_vaut_jusqu_a_son_dernier_jour_compris(NiveauPartage niveau, int? jours, NiveauAcces attendu) =>
        Niveau(Referent, new DossierDemande(Partages: [new("CCAS-ARRAS", niveau, jours is { } j ? Jour.AddDays(j) : null)])).ShouldBe(attendu);

    [Fact]
    public void Un_partage_avec_une_autre_structure_n_ouvre_rien_et_sans_structure_non_plus()
    {
        Niveau(Referent, new DossierDemande(Partages: [new("AUTRE", NiveauPartage.Total)])).ShouldBe(NiveauAcces.Aucun);
        Niveau(Referent with { Structure = "" }, new DossierDemande(Partages: [new("", NiveauPartage.Total)])).ShouldBe(NiveauAcces.Aucun);
    }

    [Fact]
    public void Le_rendez_vous_n_ouvre_que_son_jour()
    {
        Decision(Referent, new DossierDemande(RendezVous: [new("AGT-1", Jour)])).Titre.ShouldBe(TitreAcces.RendezVousDuJour);
        Niveau(Referent, new DossierDemande(RendezVous: [new("AGT-1", Jour.AddDays(1)), new("AGT-2", Jour)])).ShouldBe(NiveauAcces.Aucun);
    }

    [Fact]
    public void Un_superviseur_sans_sites_couvre_le_departement_et_avec_sites_ses_equipes()
    {
        var superviseur = new Compte("chef", RoleCompte.Superviseur, "AGT-9");
        var dossier = new DossierDemande(Equipes: [new("LENS", "logement")]);
        Niveau(superviseur, dossier).ShouldBe(NiveauAcces.Complet);
        Niveau(superviseur with { Sites = ["LENS"] }, dossier).ShouldBe(NiveauAcces.Complet);
        Niveau(superviseur with { Sites = ["ARRAS"] }, dossier).ShouldBe(NiveauAcces.Aucun);
        Niveau(superviseur with { Sites = ["LENS"], Services = ["ase"] }, dossier).ShouldBe(NiveauAcces.Aucun);
    }

    [Fact]
    public void Un_acces_exceptionnel_ouvre_jusqu_a_la_fin_du_jour_ouvre()
    {
        var (acces, refus) = AccesExceptionnel.Ouvrir(Referent, "La personne se présente en urgence, sa référente est absente.", Maintenant);
        refus.ShouldBeNull();
        var dossier = new DossierDemande(AccesExceptionnels: [acces!]);
        Decision(Referent, dossier).Titre.ShouldBe(TitreAcces.AccesExceptionnel);
        BesoinDEnConnaitre.Decider(Referent, dossier, Maintenant.AddHours(13)).Autorise.ShouldBeTrue();
        BesoinDEnConnaitre.Decider(Referent, dossier, new(2026, 3, 12, 0, 0, 0, TimeSpan.FromHours(1))).Autorise.ShouldBeFalse();
        Niveau(Referent with { Agent = "AGT-2" }, dossier).ShouldBe(NiveauAcces.Aucun);
    }

    [Theory]
    [InlineData("2026-03-14", "2026-03-17")] // Saturday: until Monday's end
    [InlineData("2026-04-03", "2026-04-04")] // Friday before Easter
    [InlineData("2026-04-04", "2026-04-08")] // the Saturday: Easter Monday is not worked
    [InlineData("2026-05-14", "2026-05-16")] // Ascension: until Friday's end
    [InlineData("2026-12-25", "2026-12-29")]
    public void Un_jour_ferie_ne_compte_pas(string ouvert, string expire) =>
        AccesExceptionnel.Ouvrir(Referent, "La personne se présente en urgence ce jour.", Midi(ouvert)).Acces!.ExpireLe
            .ShouldBe(Domain.Faits.Calendrier.Minuit(DateOnly.Parse(expire, System.Globalization.CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData(null)]
    [InlineData("   ")]
    [InlineData("urgence")]
    [InlineData("..................")]
    public void Un_motif_qui_ne_dit_rien_est_refuse(string? motif) =>
        AccesExceptionnel.Ouvrir(Referent, motif, Maintenant).Refus!.Regle.ShouldBe("motif-insuffisant");

    [Fact]
    public void Un_dossier_archive_ne_s_ouvre_que_par_exception()
    {
        var dossier = new DossierDemande([new("AGT-1")], EnArchive: true);
        Niveau(Referent, dossier).ShouldBe(NiveauAcces.Aucun);
        Niveau(Referent, dossier with { AccesExceptionnels = [new("AGT-1", Maintenant, Maintenant.AddHours(1))] }).ShouldBe(NiveauAcces.Complet);
    }

    /// <summary>Whatever surrounds the file, who only counts, configures or sends facts never sees a person.</summary>
    [Fact]
    public void Statisticien_administrateur_et_import_ne_voient_jamais_personne() =>
        Prop.ForAll(
            ArbMap.Default.ArbFor<(bool, bool, bool, bool, bool)>(),
            c => new[] { RoleCompte.Statisticien, RoleCompte.Administrateur, RoleCompte.Import }.All(role =>
                Niveau(Referent with { Role = role }, Dossier(c)) == NiveauAcces.Aucun)).QuickCheckThrowOnFailure();

    /// <summary>One more link to the file never shows less of it.</summary>
    [Fact]
    public void Un_lien_de_plus_ne_retire_rien() =>
        Prop.ForAll(
            ArbMap.Default.ArbFor<(bool, bool, bool, bool, bool)>(),
            c => Niveau(Referent, Dossier(c)) <= Niveau(Referent, Dossier(c) with { Referents = [new("AGT-1")] })
                && Niveau(Referent, Dossier(c)) <= Niveau(Referent, Dossier(c) with { Partages = [.. Dossier(c).Partages, new("CCAS-ARRAS", NiveauPartage.Limite)] }))
            .QuickCheckThrowOnFailure();

    private static DateTimeOffset Midi(string jour) =>
        Domain.Faits.Calendrier.Minuit(DateOnly.Parse(jour, System.Globalization.CultureInfo.InvariantCulture)).AddHours(12);

    private static DossierDemande Dossier((bool Ref, bool Equipe, bool Partage, bool Rdv, bool Exc) c) => new(
        c.Ref ? [new("AGT-1")] : [],
        c.Equipe ? [new("ARRAS", "social")] : [],
        c.Partage ? [new("CCAS-ARRAS", NiveauPartage.Total)] : [],
        c.Rdv ? [new("AGT-1", Jour)] : [],
        c.Exc ? [new("AGT-1", Maintenant, Maintenant.AddHours(1))] : []);

    private static DecisionAcces Decision(Compte compte, DossierDemande dossier) => BesoinDEnConnaitre.Decider(compte, dossier, Maintenant);

    private static NiveauAcces Niveau(Compte compte, DossierDemande dossier) => Decision(compte, dossier).Niveau;
}
