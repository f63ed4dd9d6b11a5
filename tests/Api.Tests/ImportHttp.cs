using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Accompagnement.Api.Securite;
using Accompagnement.Api.Tests.Infrastructure;

namespace Accompagnement.Api.Tests;

public sealed class ImportHttp(HotePartage partage) : IClassFixture<HotePartage>
{
    private static readonly Uri Evenements = new("/api/evenements", UriKind.Relative);

    [Fact]
    public async Task Un_envoi_repete_n_enregistre_rien_deux_fois()
    {
        await using var hote = await HoteDeTest.DemarrerAsync();
        var faits = new Faits();
        string[] lignes = [.. faits.Inscrire(Guid.NewGuid(), "1990-04", "62041")];
        Comptes(await hote.ImporterAsync(lignes)).ShouldBe((2, 0, 0));
        Comptes(await hote.ImporterAsync(lignes)).ShouldBe((0, 2, 0));
        Comptes(await hote.ImporterAsync([.. lignes, .. lignes])).ShouldBe((0, 4, 0));
        (await hote.Bd.ValeurAsync<long>("select count(*) from mt_events")).ShouldBe(2);
    }

    [Fact]
    public async Task Un_fichier_coupe_n_importe_ou_est_pris_comme_entier()
    {
        // A correction folds the whole stream again: what is in the store, and what the batch has added.
        await using var hote = await HoteDeTest.DemarrerAsync();
        var faits = new Faits();
        for (var coupe = 0; coupe <= 8; coupe++)
        {
            var (personne, autre) = (Guid.NewGuid(), Guid.NewGuid());
            var (sujet, domicile, rendezVous) = (Faits.Personne(personne), $"domicile-{coupe}", Guid.NewGuid());
            string[] lignes =
            [
                faits.Ligne("PersonneInscrite", sujet, "2019-02-04", new { sexe = "F", naissance = "1974-02" }),
                faits.Ligne("DomicileDeclare", sujet, "2019-02-05", new { codeInsee = "62048", typeLogement = "heberge" }, id: domicile),
                faits.Ligne("EvenementRectifie", sujet, "2019-04-09", new { evenementId = domicile, donnees = new { codeInsee = "62244", typeLogement = "heberge" }, motif = "erreurDeSaisie" }),
                faits.Ligne("RendezVousFixe", sujet, "2019-05-01", new { rendezVousId = rendezVous, objet = "accesAuxDroits", prevuLe = "2019-05-14T14:00:00+02:00", agent = "AGT-0217", lieu = "site" }),
                faits.Ligne("PersonneInscrite", Faits.Personne(autre), "2019-05-02", new { sexe = "F", naissance = "1974-02" }),
                faits.Ligne("DossiersFusionnes", sujet, "2019-05-03", new { absorbe = autre, motif = "doublon" }),
                faits.Ligne("DossiersSepares", sujet, "2019-05-04", new { absorbe = autre, motif = "erreur" }),
                faits.Ligne("RendezVousHonore", sujet, "2019-05-14", new { rendezVousId = rendezVous }),
                faits.Ligne("DossierClos", sujet, "2020-05-02", new { motif = "finAccompagnement" }),
            ];
            if (coupe > 0)
            {
                Comptes(await hote.ImporterAsync(lignes[..coupe])).ShouldBe((coupe, 0, 0), $"{coupe}");
            }

            var suite = await hote.ImporterAsync(lignes[coupe..]);
            Comptes(suite).ShouldBe((lignes.Length - coupe, 0, 0), $"{coupe} : {suite}");
        }
    }

    /// <summary>Lines are recorded by several transactions at once: files that are merged, in this batch or before, are judged in the order of the lines all the same.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Des_dossiers_fusionnes_se_jugent_comme_ligne_par_ligne_en_quelque_lot_qu_ils_arrivent(int graine)
    {
        var lignes = Fusions(new Random(graine));
        var attendu = await EnvoyerAsync(1);
        attendu.Rejets.Split('\n').Length.ShouldBeGreaterThan(20);
        foreach (var taille in new[] { lignes.Count, 210, 30 })
        {
            (await EnvoyerAsync(taille)).ShouldBe(attendu, $"{taille}");
        }

        async Task<(string Rejets, string Versions, string Fusions)> EnvoyerAsync(int taille)
        {
            await using var hote = await HoteDeTest.DemarrerAsync();
            foreach (var lot in lignes.Chunk(taille))
            {
                await hote.ImporterAsync(lot);
            }

            return (
                await hote.Bd.ValeurAsync<string>("select string_agg(id || ' ' || regle, e'\\n' order by id) from accompagnement.rejets") ?? "",
                await hote.Bd.ValeurAsync<string>("select string_agg(id || ' ' || version, e'\\n' order by id) from mt_streams") ?? "",
                await hote.Bd.ValeurAsync<string>("select string_agg(absorbe || ' ' || absorbant, e'\\n' order by absorbe) from accompagnement.fusions") ?? "");
        }
    }

    private static List<string> Fusions(Random hasard)
    {
        var faits = new Faits();
        var personnes = Enumerable.Range(0, 16).Select(_ => Guid.NewGuid()).ToArray();
        List<string> lignes = [.. personnes.SelectMany(p => faits.Inscrire(p, "1990-04", "62041", "2015-01-05"))];
        List<(Guid, Guid)> fusions = [];
        for (var jour = new DateOnly(2015, 2, 1); lignes.Count < 460; jour = jour.AddDays(1))
        {
            var (sujet, autre) = (personnes[hasard.Next(16)], personnes[hasard.Next(16)]);
            var le = $"{jour:yyyy-MM-dd}";
            switch (hasard.Next(10))
            {
                case 0 or 1 when sujet != autre:
                    lignes.Add(faits.Ligne("DossiersFusionnes", Faits.Personne(sujet), le, new { absorbe = autre, motif = "doublon" }, id: $"f-{fusions.Count}"));
                    fusions.Add((sujet, autre));
                    break;
                case 2 when fusions.Count > 0:
                    var (de, absorbe) = fusions[hasard.Next(fusions.Count)];
                    lignes.Add(faits.Ligne("DossiersSepares", Faits.Personne(de), le, new { absorbe, motif = "erreur" }));
                    break;
                case 3 when fusions.Count > 0:
                    var place = hasard.Next(fusions.Count);
                    lignes.Add(hasard.Next(2) == 0
                        ? faits.Ligne("EvenementRectifie", Faits.Personne(fusions[place].Item1), le, new { evenementId = $"f-{place}", donnees = new { absorbe = autre, motif = "doublon" }, motif = "erreurDeSaisie" })
                        : faits.Ligne("EvenementAnnule", Faits.Personne(fusions[place].Item1), le, new { evenementId = $"f-{place}", motif = "erreurDeSaisie" }));
                    break;
                default:
                    // Some happened before a merge and are told after it: those are taken.
                    lignes.Add(faits.Ligne("DomicileDeclare", Faits.Personne(sujet), $"{jour.AddDays(-hasard.Next(0, 3) * 10):yyyy-MM-dd}", new { codeInsee = "62119", typeLogement = "heberge" }, le));
                    break;
            }
        }

        return lignes;
    }

    [Fact]
    public async Task Chaque_mauvaise_ligne_est_rendue_avec_sa_regle_et_les_autres_sont_enregistrees()
    {
        await using var hote = await HoteDeTest.DemarrerAsync();
        var faits = new Faits();
        var personne = Guid.NewGuid();
        string[] lignes =
        [
            .. faits.Inscrire(personne, "1990-04", "62041"),
            "{ pas du json",
            faits.Ligne("MesureTerminee", Faits.Personne(personne), "2015-01-01", new { mesureId = Guid.NewGuid(), motif = "echeance" }),
            faits.Ligne("GirEvalue", Faits.Personne(personne), "2015-01-01", new { gir = 7 }),
            faits.Ligne("GirEvalue", Faits.Personne(personne), "2015-01-01", new { gir = 4 }),
            faits.Ligne("GirEvalue", Faits.Personne(Guid.NewGuid()), "2015-01-01", new { gir = 4 }),
        ];
        var bilan = JsonDocument.Parse(await hote.ImporterAsync(lignes)).RootElement;
        Comptes(bilan.GetRawText()).ShouldBe((3, 0, 4));
        var rejets = bilan.GetProperty("rejets").EnumerateArray().Select(r => (r.GetProperty("ligne").GetInt64(), r.GetProperty("code").GetString())).ToArray();
        rejets.ShouldBe([(3, "json-invalide"), (4, "mesure-non-ouverte"), (5, "valeur-hors-domaine"), (7, "flux-non-ouvert")]);

        using var client = hote.Client(Roles.Import);
        var gardes = (await client.GetStringAsync(new Uri($"/api/evenements/rejets/{bilan.GetProperty("lot").GetGuid()}", UriKind.Relative))).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        gardes.Length.ShouldBe(4);
        JsonDocument.Parse(gardes[0]).RootElement.GetProperty("recu").GetString().ShouldBe("{ pas du json");
        JsonDocument.Parse(gardes[2]).RootElement.GetProperty("valeur").GetString().ShouldBe("7");
    }

    [Fact]
    public async Task Aucun_nom_ni_jour_de_naissance_ni_note_n_entre_dans_le_journal_des_faits()
    {
        await using var hote = await HoteDeTest.DemarrerAsync();
        var faits = new Faits();
        var personne = Guid.NewGuid();
        await hote.ImporterAsync(
        [
            faits.Ligne("PersonneInscrite", Faits.Personne(personne), "2014-01-01", new { sexe = "M", naissance = "1971-03", identite = new { nomNaissance = "Quenottard", prenoms = "Anselme", dateNaissance = "1971-03-17", telephone = "0199001122", adresse = "3 rue des Essais" } }),
            faits.Ligne("EntretienRealise", Faits.Personne(personne), "2014-01-02", new { objet = "budget", note = "Monsieur Quenottard parle de sa dette." }),
            faits.Ligne("DossierClos", Faits.Personne(personne), "2014-01-03", new { motif = "part vivre chez sa soeur Anselmine" }),
        ]);
        foreach (var schema in new[] { "public.mt_events", "public.mt_streams", "accompagnement.rejets", "faits.episodes", "faits.actes" })
        {
            foreach (var secret in new[] { "Quenottard", "Anselm", "1971-03-17", "0199001122", "rue des Essais", "dette" })
            {
                (await hote.Bd.ValeurAsync<long>($"select count(*) from {schema} t where t::text ilike '%{secret}%'")).ShouldBe(0, $"{secret} in {schema}");
            }
        }
    }

    [Fact]
    public async Task Un_corps_compresse_un_tableau_et_un_seul_fait_sont_pris()
    {
        await using var hote = await HoteDeTest.DemarrerAsync();
        using var client = hote.Client(Roles.Import);
        var faits = new Faits();
        var lignes = faits.Inscrire(Guid.NewGuid(), "1990-04", "62041").ToArray();

        using (var memoire = new MemoryStream())
        {
            await using (var gzip = new GZipStream(memoire, CompressionLevel.Fastest, leaveOpen: true))
            {
                await gzip.WriteAsync(Encoding.UTF8.GetBytes(lignes[0]));
            }

            using var corps = new ByteArrayContent(memoire.ToArray());
            corps.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
            corps.Headers.ContentEncoding.Add("gzip");
            using var reponse = await client.PostAsync(Evenements, corps);
            Comptes(await reponse.Content.ReadAsStringAsync()).ShouldBe((1, 0, 0));
        }

        using (var corps = new StringContent($"[{lignes[0]},{lignes[1]}]", Encoding.UTF8, "application/cloudevents-batch+json"))
        using (var reponse = await client.PostAsync(Evenements, corps))
        {
            Comptes(await reponse.Content.ReadAsStringAsync()).ShouldBe((1, 1, 0));
        }

        using (var corps = new StringContent(lignes[1], Encoding.UTF8, "application/cloudevents+json"))
        using (var reponse = await client.PostAsync(Evenements, corps))
        {
            Comptes(await reponse.Content.ReadAsStringAsync()).ShouldBe((0, 1, 0));
        }

        using (var corps = new StringContent(lignes[1], Encoding.UTF8, "text/plain"))
        using (var reponse = await client.PostAsync(Evenements, corps))
        {
            reponse.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        }
    }

    [Fact]
    public async Task Un_corps_decompresse_de_plus_d_un_mega_passe_et_un_faux_gzip_est_dit()
    {
        await using var hote = await HoteDeTest.DemarrerAsync();
        using var client = hote.Client(Roles.Import);
        var faits = new Faits();
        var lignes = Enumerable.Range(0, 4000).SelectMany(_ => faits.Inscrire(Guid.NewGuid(), "1990-04", "62041"));
        var texte = Encoding.UTF8.GetBytes(string.Join('\n', lignes));
        texte.Length.ShouldBeGreaterThan(2 * 1024 * 1024);
        using var memoire = new MemoryStream();
        await using (var gzip = new GZipStream(memoire, CompressionLevel.Fastest, leaveOpen: true))
        {
            await gzip.WriteAsync(texte);
        }

        using var corps = new ByteArrayContent(memoire.ToArray());
        corps.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
        corps.Headers.ContentEncoding.Add("gzip");
        using var reponse = await client.PostAsync(Evenements, corps);
        Comptes(await reponse.Content.ReadAsStringAsync()).ShouldBe((8000, 0, 0));

        using var faux = new ByteArrayContent(texte[..1000]);
        faux.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
        faux.Headers.ContentEncoding.Add("gzip");
        using var refus = await client.PostAsync(Evenements, faux);
        refus.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await refus.Content.ReadAsStringAsync()).ShouldContain("gzip-invalide");
    }

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData(Roles.Referent, HttpStatusCode.Forbidden)]
    [InlineData(Roles.Superviseur, HttpStatusCode.Forbidden)]
    [InlineData(Roles.Statisticien, HttpStatusCode.Forbidden)]
    public async Task Seuls_import_et_administrateur_enregistrent_des_fichiers(string? role, HttpStatusCode attendu)
    {
        var hote = partage.Hote;
        using var client = hote.Client(role);
        using var corps = new StringContent("{}", Encoding.UTF8, "application/x-ndjson");
        using var reponse = await client.PostAsync(Evenements, corps);
        reponse.StatusCode.ShouldBe(attendu);
    }

    private static (long Acceptes, long DejaConnus, long Rejetes) Comptes(string json)
    {
        var bilan = JsonDocument.Parse(json).RootElement;
        return (bilan.GetProperty("acceptes").GetInt64(), bilan.GetProperty("dejaConnus").GetInt64(), bilan.GetProperty("rejetes").GetInt64());
    }
}
