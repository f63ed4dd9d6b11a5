using System.Text;
using System.Text.Json.Nodes;
using Accompagnement.Domain.Accueil;
using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Mesures;
using Accompagnement.Domain.Personnes;
using Accompagnement.Domain.Rsa;
using Accompagnement.Domain.Tests.Contrat;
using Repertoire = Accompagnement.Domain.Decisions.Actes;

namespace Accompagnement.Domain.Tests.Actes;

public sealed class ActesTests
{
    public static TheoryData<string> Noms => [.. Repertoire.Tous.Select(a => a.TypeCommande.Name)];

    [Fact]
    public void Chaque_commande_est_au_repertoire() =>
        typeof(Commande).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(Commande))).Select(t => t.Name).Order()
            .ShouldBe(Repertoire.Tous.Select(a => a.TypeCommande.Name).Order());

    [Fact]
    public void Un_chemin_mene_a_un_acte_et_un_seul()
    {
        foreach (var acte in Repertoire.Tous)
        {
            foreach (var nature in Enum.GetValues<Flux>().Where(f => f != Flux.Tous && (acte.Flux & f) != 0))
            {
                Repertoire.Trouver(acte.Chemin, nature).ShouldBeSameAs(acte);
            }
        }

        Repertoire.Trouver("contrats/renouvellement").ShouldBe(RenouvelerContrat.Acte);
        Repertoire.Trouver("contrats/inconnu").ShouldBeNull();
    }

    [Fact]
    public void Les_actes_couvrent_tous_les_evenements_du_contrat() =>
        Repertoire.Tous.SelectMany(a => Decider(a, a.Exemple).Evenements).Select(e => e.GetType().Name).Distinct().Order(StringComparer.Ordinal)
            .ShouldBe(NomsDuContrat.Tous.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Noms))]
    public void L_exemple_d_un_acte_est_accepte(string nom)
    {
        var acte = Repertoire.Tous.Single(a => a.TypeCommande.Name == nom);

        var decision = Decider(acte, acte.Exemple);

        decision.Refus.ShouldBeNull();
        decision.Faits.ShouldNotBeEmpty();
        decision.Faits.ShouldAllBe(f => f.Provenance.Auteur == "AGT-0042" && f.Survenu == DossierTemoin.Maintenant);
        decision.Faits.Select(f => f.Id).Distinct().Count().ShouldBe(decision.Faits.Count);
        Encoding.UTF8.GetString([.. Decider(acte, acte.Exemple).Faits.SelectMany(f => Octets(f))])
            .ShouldBe(Encoding.UTF8.GetString([.. decision.Faits.SelectMany(f => Octets(f))]), "the same seed gives the same facts");
    }

    /// <summary>What a command records is what an import of the same facts would record.</summary>
    [Theory]
    [MemberData(nameof(Noms))]
    public void Un_acte_et_l_import_des_memes_faits_jugent_pareil(string nom)
    {
        var acte = Repertoire.Tous.Single(a => a.TypeCommande.Name == nom);
        if ((acte.Flux & Flux.Trajectoire) == 0)
        {
            return;
        }

        foreach (var etat in (Trajectoire[])[Trajectoire.Vide, DossierTemoin.Pour(acte), DossierTemoin.Plier(DossierTemoin.Etat, new DossierClos()), DossierTemoin.Plier(DossierTemoin.Etat, new PersonneDecedee())])
        {
            var decision = Decider(acte, acte.Exemple, etat);
            var importe = etat;
            Refus? refus = null;
            foreach (var fait in Decider(acte, acte.Exemple, DossierTemoin.Pour(acte)).Faits)
            {
                refus ??= GardesTrajectoire.Garder(importe, new Examen(fait, DossierTemoin.Maintenant, DossierTemoin.Contexte.Territoires));
                importe = Trajectoire.Evolve(importe, fait, _ => Trajectoire.Vide);
            }

            if (refus is not null)
            {
                decision.Refus.ShouldNotBeNull().Regle.ShouldBe(refus.Regle);
            }
        }
    }

    [Fact]
    public void Ce_qui_est_inhabituel_se_confirme()
    {
        var acte = Repertoire.Trouver("sanctions")!;
        const string Corps = """{"nature":"suppression","taux":100,"dureeMois":4}""";

        Decider(acte, Corps).Refus.ShouldNotBeNull().Regle.ShouldBe("sanction-sans-avis-equipe");
        Decider(acte, Corps, DossierTemoin.Plier(DossierTemoin.Etat, new AvisEquipeRendu())).Refus.ShouldBeNull();
        Decider(acte, Corps.Replace("}", ",\"confirme\":true}", StringComparison.Ordinal)).Faits.ShouldHaveSingleItem().Signalements.ShouldBe(["sanction-sans-avis-equipe"]);
    }

    [Fact]
    public void Ce_qui_est_impossible_ne_se_confirme_pas() =>
        Decider(Repertoire.Trouver("mesures/demarrage")!, $$"""{"mesureId":"{{Guid.Empty}}","confirme":true}""").Refus.ShouldNotBeNull().Regle.ShouldBe("mesure-non-ouverte");

    [Fact]
    public void Un_acte_peut_se_saisir_plus_tard_mais_pas_d_avance()
    {
        var acte = Repertoire.Trouver("visites")!;
        var visite = Decider(acte, """{"resultat":"realisee","survenuLe":"2025-06-12","canal":"papier"}""").Faits.ShouldHaveSingleItem();

        visite.Jour.ShouldBe(new DateOnly(2025, 6, 12));
        visite.Saisi.ShouldBe(DossierTemoin.Maintenant);
        visite.Provenance.Canal.ShouldBe(Canal.Papier);
        Decider(acte, """{"resultat":"realisee","survenuLe":"2025-07-01"}""").Refus.ShouldNotBeNull().Regle.ShouldBe("fait-futur");
    }

    [Fact]
    public void Les_textes_d_un_acte_vont_au_coffre()
    {
        var lecture = Accueillir.Acte.Lire(Encoding.UTF8.GetBytes(Accueillir.Acte.Exemple), DossierTemoin.Contexte.Graine, new Collecte());

        Encoding.UTF8.GetString(lecture.Secrets.ShouldHaveSingleItem().Clair).ShouldBe("Je ne peux plus payer mon loyer.");
        ((Accueillir)lecture.Commande!).Expression.ShouldBe(new TexteConfidentiel(lecture.Secrets[0].Id));
    }

    [Fact]
    public void Un_entretien_prevu_honore_son_rendez_vous() =>
        Decider(RealiserEntretien.Acte, $$"""{"rendezVousId":"{{DossierTemoin.RendezVous}}"}""").Evenements.Select(e => e.GetType().Name)
            .ShouldBe(["RendezVousHonore", "EntretienRealise"]);

    [Fact]
    public void Une_mesure_convertie_laisse_la_nouvelle_en_attente()
    {
        var decision = Decider(ConvertirMesure.Acte, ConvertirMesure.Acte.Exemple);
        var etat = decision.Faits.Aggregate(DossierTemoin.Etat, (e, f) => Trajectoire.Evolve(e, f, _ => Trajectoire.Vide));

        etat.Mesures[DossierTemoin.MesureDemarree].Etape.ShouldBe(EtapeMesure.Convertie);
        etat.Mesures[((MesureConvertie)decision.Faits[0].Evenement).Vers].Etape.ShouldBe(EtapeMesure.Decidee);
    }

    [Theory]
    [InlineData("contrats", "{}", "champ-obligatoire", "type")]
    [InlineData("contrats", "[]", "json-invalide", null)]
    [InlineData("contrats", "null", "json-invalide", null)]
    [InlineData("gir", "{\"gir\":\"quatre\"}", "champ-invalide", "gir")]
    [InlineData("gir", "{\"gir\":4,\"couleur\":1}", "champ-inconnu", null)]
    [InlineData("mesures", "{\"type\":\"AEMO\"}", "valeur-inconnue", "type")]
    [InlineData("entretiens", "{\"note\":\"a\\u0000b\"}", "json-invalide", null)]
    [InlineData("entretiens", "{\"note\":\"a\\u001bb\"}", "json-invalide", null)]
    public void Un_corps_faux_dit_ce_qui_est_attendu(string chemin, string corps, string regle, string? champ)
    {
        var refus = Repertoire.Trouver(chemin)!.Lire(Encoding.UTF8.GetBytes(corps), Guid.Empty, new Collecte()).Refus.ShouldNotBeNull();
        refus.Regle.ShouldBe(regle);
        (refus.Champ is { Length: > 0 } c ? c : null).ShouldBe(champ);
    }

    [Fact]
    public void Un_texte_a_ses_lignes_et_ses_barres_obliques()
    {
        var corps = """{"note":"Elle dit :\n\t« \\u0000 » \\ et « c'est payé ».","participants":["l'\u00e9ducatrice"]}""";
        Repertoire.Trouver("entretiens")!.Lire(Encoding.UTF8.GetBytes(corps), Guid.Empty, new Collecte()).Refus.ShouldBeNull();
    }

    [Fact]
    public void Un_corps_abime_ne_leve_jamais()
    {
        var hasard = new Random(2025);
        for (var i = 0; i < 5_000; i++)
        {
            var acte = Repertoire.Tous[i % Repertoire.Tous.Count];
            var corps = Encoding.UTF8.GetBytes(acte.Exemple);
            corps[hasard.Next(corps.Length)] = (byte)hasard.Next(256);
            var lecture = acte.Lire(corps, Guid.Empty, new Collecte());
            (lecture.Commande is null).ShouldBe(lecture.Refus is not null);
        }
    }

    [Fact]
    public void Chaque_acte_se_presente_en_francais() =>
        Repertoire.Tous.ShouldAllBe(a => a.Titre.Length > 3 && a.Resume.EndsWith('.') && char.IsUpper(a.Titre[0]) && JsonNode.Parse(a.Exemple, null, default) is JsonObject);

    private static byte[] Octets(Fait fait) => [.. fait.Id.ToByteArray(), .. fait.Evenement is EvenementRectifie ? [] : TypeEvenement.De(fait.Evenement).Ecrire(fait.Evenement)];

    private static Decision Decider(Acte acte, string corps, Trajectoire? etat = null)
    {
        var lecture = acte.Lire(Encoding.UTF8.GetBytes(corps), DossierTemoin.Contexte.Graine, new Collecte());
        lecture.Refus.ShouldBeNull();
        var contexte = (acte.Flux & Flux.Trajectoire) != 0
            ? DossierTemoin.Contexte
            : DossierTemoin.Contexte with
            {
                Sujet = acte.Flux switch
                {
                    Flux.Foyer => Sujet.Foyer(DossierTemoin.Foyer),
                    Flux.Agent => Sujet.Agent("AGT-0042"),
                    _ => Sujet.Structure("MECS-LIEVIN"),
                },
                Ouvert = acte.Chemin.Length > 0,
            };
        return acte.Decider(lecture.Commande!, etat ?? DossierTemoin.Pour(acte), contexte);
    }
}
