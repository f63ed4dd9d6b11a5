using System.Text;
using Accompagnement.Domain.Faits;

namespace Accompagnement.Domain.Tests.Contrat;

public sealed class EnveloppeTests
{
    private const string Mesure =
        """{"mesureId":"6f0c6c1e-8f0e-4f5e-9d8a-0a4c3c2b1a10","type":"AEMO_J","cadre":"judiciaire","echeance":"2025-03-12","thematiques":["scolarite","la mère craint l'expulsion"]}""";

    [Fact]
    public void Une_ligne_du_contrat_est_lue_en_entier()
    {
        var lecture = Lignes.Lire(Lignes.Ecrire("MesureDecidee", Mesure));

        lecture.Refus.ShouldBeNull();
        lecture.Fait!.Jour.ShouldBe(new DateOnly(2024, 3, 12));
        lecture.Fait.Provenance.ShouldBe(new Provenance("/genesis", "g-1", "AGT-0042", "ARTOIS-BETHUNE", Canal.Guichet));
        Encoding.UTF8.GetString(lecture.Secrets.ShouldHaveSingleItem().Clair).ShouldBe("la mère craint l'expulsion");
    }

    [Theory]
    [InlineData("", "json-invalide")]
    [InlineData("[]", "json-invalide")]
    [InlineData("null", "json-invalide")]
    [InlineData("{\"specversion\":\"1.0\"", "json-invalide")]
    [InlineData("{\"specversion\":\"1.0\"} {}", "json-invalide")]
    [InlineData("{\"specversion\":1}", "attribut-invalide")]
    [InlineData("{\"specversion\":\"0.3\"}", "version-cloudevents")]
    [InlineData("{\"specversion\":\"1.0\",\"id\":\"\"}", "identifiant-invalide")]
    [InlineData("{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"MesureInventee\"}", "type-inconnu")]
    [InlineData("{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"DossierClos\",\"data\":[1]}", "donnees-invalides")]
    [InlineData("{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"DossierClos\",\"subject\":\"trajectoire/12\"}", "sujet-invalide")]
    [InlineData("{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"DossierClos\",\"subject\":\"agent/A1\"}", "flux-inadapte")]
    [InlineData("{\"id\":\"\\ud800\"}", "json-invalide")]
    public void Une_enveloppe_abimee_est_refusee_par_son_nom(string ligne, string regle) =>
        Lignes.Lire(ligne).Refus.ShouldNotBeNull().Regle.ShouldBe(regle);

    [Theory]
    [InlineData("2024-03-12", "date-invalide")]
    [InlineData("2024-03-12T00:00:00", "date-invalide")]
    [InlineData("2024-02-30T00:00:00Z", "date-invalide")]
    [InlineData("2025-06-30T12:00:01Z", "fait-futur")]
    [InlineData("2025-06-30T12:00:00Z", null)]
    [InlineData("9999-12-31T23:59:59-13:00", "date-invalide")]
    [InlineData("0001-01-01T00:00:00+14:00", "date-invalide")]
    public void Un_instant_est_complet_et_passe(string temps, string? regle) =>
        Lignes.Lire(Lignes.Ecrire("DossierClos", "{}", temps)).Refus?.Regle.ShouldBe(regle);

    [Fact]
    public void Un_fait_ne_survient_pas_apres_sa_saisie()
    {
        var ligne = Lignes.Ecrire("DossierClos", "{}").Replace("\"canal\"", "\"saisile\":\"2024-03-11T22:59:59Z\",\"canal\"", StringComparison.Ordinal);
        Lignes.Lire(ligne).Refus.ShouldNotBeNull().Regle.ShouldBe("fait-futur");
        Lignes.Lire(ligne.Replace("22:59:59", "23:00:00", StringComparison.Ordinal)).Refus.ShouldBeNull();
    }

    [Theory]
    [InlineData("MesureDecidee", "{}", "champ-obligatoire", "data.mesureId")]
    [InlineData("MesureDecidee", "{\"mesureId\":12,\"type\":\"AEMO_J\"}", "champ-invalide", "data.mesureId")]
    [InlineData("MesureDecidee", "{\"mesureId\":\"6f0c6c1e-8f0e-4f5e-9d8a-0a4c3c2b1a10\",\"type\":\"AEMO\"}", "valeur-inconnue", "data.type")]
    [InlineData("MesureDecidee", "{\"mesureId\":\"6f0c6c1e-8f0e-4f5e-9d8a-0a4c3c2b1a10\",\"type\":3}", "valeur-inconnue", "data.type")]
    [InlineData("GirEvalue", "{\"gir\":2.5}", "champ-invalide", "data.gir")]
    [InlineData("GirEvalue", "{\"gir\":99999999999}", "champ-invalide", "data.gir")]
    [InlineData("AideAccordee", "{\"demandeId\":\"6f0c6c1e-8f0e-4f5e-9d8a-0a4c3c2b1a10\",\"montant\":1e400}", "champ-invalide", "data.montant")]
    [InlineData("PersonneInscrite", "{\"sexe\":\"F\",\"naissance\":\"1980-13\"}", "champ-invalide", "data.naissance")]
    [InlineData("DossierClos", "{\"motif\":\"a\",\"motif\":\"b\"}", "json-invalide", "data")]
    public void Un_type_faux_dit_le_champ_et_ce_qui_est_attendu(string type, string data, string regle, string champ)
    {
        var refus = Lignes.Lire(Lignes.Ecrire(type, data)).Refus.ShouldNotBeNull();
        refus.Regle.ShouldBe(regle);
        refus.Champ.ShouldBe(champ);
    }

    [Theory]
    [InlineData(20, true)]
    [InlineData(40, false)]
    [InlineData(100_000, false)]
    public void Une_imbrication_profonde_est_refusee_sans_bruit(int profondeur, bool admise)
    {
        var data = $$"""{"inconnu":{{new string('[', profondeur)}}{{new string(']', profondeur)}}}""";
        (Lignes.Lire(Lignes.Ecrire("DossierClos", data)).Refus is null).ShouldBe(admise);
    }

    [Fact]
    public void Un_texte_qui_n_est_pas_de_l_utf8_est_refuse()
    {
        var ligne = Encoding.UTF8.GetBytes(Lignes.Ecrire("DossierClos", """{"motif":"Zdemenagement"}"""));
        ligne[Array.IndexOf(ligne, (byte)'Z')] = 0xC3;
        Lignes.Lire(ligne).Refus.ShouldNotBeNull().Regle.ShouldBe("json-invalide");
    }

    [Fact]
    public void Une_ligne_de_dix_megaoctets_est_repondue()
    {
        var ligne = Lignes.Ecrire("EntretienRealise", $$"""{"note":"{{new string('x', 10_000_000)}}"}""");
        Lignes.Lire(ligne).Secrets.ShouldHaveSingleItem().Clair.Length.ShouldBe(10_000_000);
    }

    [Fact]
    public void Un_champ_inconnu_est_garde_au_coffre_sauf_le_nir()
    {
        var lecture = Lignes.Lire(Lignes.Ecrire("DossierClos", """{"motif":"autre","surnom":"Lulu","nir":"180057511111142","autre":"1 80 05 75 111 111 42"}"""));

        lecture.Fait!.Signalements.ShouldBe(["champs-inconnus"]);
        var garde = Encoding.UTF8.GetString(lecture.Secrets.ShouldHaveSingleItem().Clair);
        garde.ShouldContain("Lulu");
        garde.ShouldNotContain("111");
    }

    /// <summary>Every event's line, bent in a random place ten thousand times: answered, never thrown.</summary>
    [Fact]
    public void Dix_mille_lignes_abimees_ne_levent_jamais()
    {
        var hasard = new Random(62_000);
        var lignes = TypeEvenement.Tous.OrderBy(t => t.Nom, StringComparer.Ordinal)
            .Select(t => Encoding.UTF8.GetBytes(Lignes.Ecrire(t.Nom, Encoding.UTF8.GetString(t.Ecrire(Specimen.De(t)))))).ToArray();
        var refusees = 0;
        for (var i = 0; i < 10_000; i++)
        {
            var ligne = Abimer([.. lignes[i % lignes.Length]], hasard);
            var lecture = Lignes.Lire(ligne);
            (lecture.Fait is null).ShouldBe(lecture.Refus is not null, Encoding.UTF8.GetString(ligne));
            refusees += lecture.Refus is null ? 0 : 1;
        }

        refusees.ShouldBeInRange(2_000, 9_999);
    }

    private static byte[] Abimer(byte[] ligne, Random hasard)
    {
        for (var n = hasard.Next(1, 4); n > 0; n--)
        {
            var place = hasard.Next(ligne.Length);
            switch (hasard.Next(6))
            {
                case 0:
                    ligne[place] = (byte)hasard.Next(256);
                    break;
                case 1:
                    ligne = ligne[..Math.Max(1, place)];
                    break;
                case 2:
                    ligne = [.. ligne[..place], .. ligne[hasard.Next(place, ligne.Length)..]];
                    break;
                case 3:
                    ligne = [.. ligne[..place], .. "\"{[,:null1e9\\u0000"u8[hasard.Next(16)..], .. ligne[place..]];
                    break;
                case 4:
                    var fin = Math.Min(ligne.Length, place + 20);
                    ligne = [.. ligne[..fin], .. ligne[place..]];
                    break;
                default:
                    ligne[place] ^= 0x20;
                    break;
            }

            if (ligne.Length == 0)
            {
                return [0];
            }
        }

        return ligne;
    }
}
