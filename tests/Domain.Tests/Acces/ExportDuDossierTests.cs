using System.Text;
using Accompagnement.Domain.Accueil;
using Accompagnement.Domain.Acces;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Mesures;
using Accompagnement.Domain.Personnes;

namespace Accompagnement.Domain.Tests.Acces;

public sealed class ExportDuDossierTests
{
    private static readonly DateTimeOffset Instant = new(2026, 3, 11, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public void L_export_se_lit_en_francais_avec_les_textes_et_qui_a_vu()
    {
        var (note, motif, efface) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        Fait[] faits =
        [
            Fait(new PersonneInscrite(Sexe.F, new Mois(1980, 4), new(Guid.NewGuid()))),
            Fait(new EntretienRealise(Note: new(note))),
            Fait(new EntretienRealise(Note: new(efface))),
            Fait(new DossierClos(CodeOuTexte.DuTexte(new(motif)))),
            Fait(new MesureDecidee(Guid.NewGuid(), TypeMesure.MASP1, Echeance: new(2027, 3, 11))),
        ];
        var export = ExportDuDossier.Assembler(
            Guid.NewGuid(), faits, new Identite("Dupré", Prenoms: "Zoé", DateNaissance: new(1980, 4, 2)),
            new Dictionary<Guid, string> { [note] = "Vient avec sa sœur.", [motif] = "Déménage à Lyon" },
            [new(Instant, "AGT-1", "Consultation", "Referent")], Instant);

        export.Identite.ShouldContain(new DetailDExport("Date de naissance", "02/04/1980"));
        export.Faits[1].Details.ShouldBe([new("Note", "Vient avec sa sœur.")]);
        export.Faits[2].Details.ShouldBe([new("Note", "(effacé)")]);
        export.Faits[3].Details.ShouldBe([new("Motif", "Déménage à Lyon")]);
        export.Faits[4].Libelle.ShouldBe("Mesure décidée");
        export.Faits[4].Details.ShouldBe([new("Type", "MASP1"), new("Échéance", "11/03/2027")]);
        Encoding.UTF8.GetString(export.EnJson()).ShouldContain("Vient avec sa sœur.");
    }

    [Fact]
    public void Chaque_evenement_et_chaque_champ_a_un_libelle_sans_majuscule_au_milieu()
    {
        LibellesFrancais.De("RendezVousHonore").ShouldBe("Rendez-vous honoré");
        foreach (var nom in TypeEvenement.Tous.SelectMany(t => t.Champs.Select(c => c.Nom).Append(t.Nom)))
        {
            LibellesFrancais.De(nom).ShouldMatch("^[A-ZÉÀ][^_]+$");
        }
    }

    private static Fait Fait(IEvenement evenement) => new(Sujet.Trajectoire(Guid.Empty), evenement, Instant, Instant, new("/essai", Guid.NewGuid().ToString()));
}
