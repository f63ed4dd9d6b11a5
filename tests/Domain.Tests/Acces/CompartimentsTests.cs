using System.Text.Json;
using Accompagnement.Domain.Acces;
using Accompagnement.Domain.Enfance;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Mesures;
using Accompagnement.Domain.Orientation;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Tests.Acces;

public sealed class CompartimentsTests
{
    private static readonly Compte Social = new("s", RoleCompte.Referent, "AGT-1", ["ARRAS"], ["social"]);
    private static readonly Compte Ase = Social with { Services = ["ase"] };
    private static readonly Guid Personne = Guid.Parse("6f0c6c1e-8f0e-4f5e-9d8a-0a4c3c2b1a10");
    private int rang;

    [Fact]
    public void Les_faits_de_protection_de_l_enfance_n_existent_que_pour_l_ase()
    {
        var faits = new[] { Fait(new PersonneInscrite(Sexe.F, new Mois(2012, 4))), Fait(new MiseALAbriDemarree()), Fait(new ReferentDesigne(RoleReferent.Ase, "AGT-7", null)) };
        Compartiments.Visibles(faits, Social).ShouldBe([faits[0]]);
        Compartiments.Visibles(faits, Ase).ShouldBe(faits);
    }

    [Fact]
    public void Une_mesure_de_l_ase_cache_tous_ses_faits_et_ce_qu_elle_devient()
    {
        var (aemo, suite, asll) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        var faits = new[]
        {
            Fait(new MesureDecidee(aemo, TypeMesure.AEMO_J)), Fait(new MesureDemarree(aemo)), Fait(new MesureConvertie(aemo, suite)),
            Fait(new MesureDemarree(suite)), Fait(new MesureDecidee(asll, TypeMesure.ASLL_SIMPLE)), Fait(new MesureDemarree(asll)),
        };
        Compartiments.Visibles(faits, Social).ShouldBe([faits[4], faits[5]]);
    }

    [Fact]
    public void Une_correction_est_cachee_avec_ce_qu_elle_corrige_et_trahit_ce_qui_l_etait()
    {
        var mesure = Guid.NewGuid();
        var decidee = Fait(new MesureDecidee(mesure, TypeMesure.ASLL_SIMPLE));
        var rectifiee = Fait(new EvenementRectifie(
            decidee.Provenance.Id, DonneesRectifiees.Scellees(JsonDocument.Parse($$"""{"mesureId":"{{mesure}}","type":"AEMO_J"}""").RootElement)));
        var annulee = Fait(new EvenementAnnule(rectifiee.Provenance.Id));
        Compartiments.Visibles([decidee, rectifiee, annulee], Social).ShouldBeEmpty();

        var abri = Fait(new MiseALAbriDemarree());
        Compartiments.Visibles([abri, Fait(new EvenementAnnule(abri.Provenance.Id))], Social).ShouldBeEmpty();
    }

    [Fact]
    public void Un_superviseur_de_tous_les_services_voit_l_ase_et_celui_du_logement_non()
    {
        var superviseur = new Compte("c", RoleCompte.Superviseur, "AGT-9");
        Compartiments.Ouvert(superviseur).ShouldBeTrue();
        Compartiments.Ouvert(superviseur with { Services = ["logement"] }).ShouldBeFalse();
        Compartiments.Ouvert(new Compte("s", RoleCompte.Statisticien, Services: ["ase"])).ShouldBeFalse();
    }

    [Fact]
    public void Une_vue_limitee_n_a_que_les_referents_et_les_mesures_sans_texte()
    {
        var mesure = Guid.NewGuid();
        var faits = new[]
        {
            Fait(new PersonneInscrite(Sexe.F, new Mois(1980, 4))), Fait(new MesureDecidee(mesure, TypeMesure.ASLL_SIMPLE)),
            Fait(new MesureDecidee(Guid.NewGuid(), TypeMesure.AEMO_A)), Fait(new Accueil.EntretienRealise(Note: new(Guid.NewGuid()))),
        };
        var vue = VueDuDossier.De(faits, new(NiveauAcces.Limite, TitreAcces.Partage), Social);
        vue.Faits.ShouldBe([faits[0], faits[1]]);
        vue.Textes.ShouldBeFalse();
        VueDuDossier.De(faits, DecisionAcces.Refus, Ase).Faits.ShouldBeEmpty();
    }

    private Fait Fait(IEvenement evenement) => new(
        Sujet.Trajectoire(Personne), evenement, new(2026, 1, 1, 9, 0, 0, TimeSpan.Zero), new(2026, 1, 2, 9, 0, 0, TimeSpan.Zero), new("/essai", $"f-{rang++}"));
}
