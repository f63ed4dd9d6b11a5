using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Accompagnement.Api.Securite;
using Accompagnement.Api.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace Accompagnement.Api.Tests.Trajectoires;

public sealed class FluxHttp
{
    [Fact]
    public async Task Le_flux_importe_dans_une_base_vide_donne_une_base_egale()
    {
        await using var hote = await HoteDeTest.DemarrerAsync();
        using var client = hote.Client(Roles.Superviseur, "AGT-0042", ["ARRAS"]);
        using var tous = hote.Client(Roles.Superviseur, "AGT-0001");
        var personne = await InscrireAsync("Lemaire");
        var double_ = await InscrireAsync("Lemère");
        var effacee = await InscrireAsync("Oubliée");
        await tous.PosterAsync($"/api/trajectoires/{personne}/entretiens", """{"note":"Une \"note\" avec des accents : é, œ.","objet":"bilan"}""");
        await tous.PosterAsync($"/api/trajectoires/{personne}/fusion", $$"""{"absorbe":"{{double_}}"}""");
        var (_, visite) = await tous.PosterAsync($"/api/trajectoires/{personne}/visites", """{"resultat":"porteClose","objet":"Vérifier l'adresse, elle paraît fausse."}""");
        await tous.PosterAsync($"/api/trajectoires/{personne}/rectifications", $$"""{"evenementId":"{{visite.GetProperty("faits")[0].GetProperty("id").GetGuid()}}","donnees":{"resultat":"realisee","objet":"L'adresse était juste, j'avais mal lu."},"motif":"Mauvaise porte, en fait."}""");
        await tous.PosterAsync($"/api/trajectoires/{effacee}/effacement", """{"regle":"RGPD-17"}""");
        await tous.PosterAsync("/api/agents/AGT-0007", """{"site":"ARRAS","identite":{"nomUsage":"Carpentier"}}""");
        await tous.PosterAsync("/api/registres/ARRAS/accueils", """{"mode":"physique","expression":"Il ne veut pas dire son nom."}""");
        var lignes = new Faits();
        await hote.ImporterAsync(
        [
            .. lignes.Inscrire(Guid.NewGuid(), "1990-01", "62041"),
            lignes.Ligne("VisiteTentee", $"trajectoire/{personne}", "2026-11-01", new { resultat = "refusee", couleurDeLaPorte = "bleue" }),
        ]);

        using var lecteur = hote.Client(Roles.Import);
        var recu = await LireToutAsync(lecteur, max: 3);
        recu.ShouldContain(l => l.Contains("Il ne veut pas dire son nom.", StringComparison.Ordinal));
        recu.ShouldContain(l => l.Contains("couleurDeLaPorte", StringComparison.Ordinal));
        recu.ShouldNotContain(l => l.Contains("Oubliée", StringComparison.Ordinal));

        await using var autre = await HoteDeTest.DemarrerAsync();
        var bilan = await autre.ImporterAsync(recu);
        bilan.ShouldContain("\"rejetes\":0", customMessage: bilan);

        // References into a coffre are its own; what they lead to is compared in the clear, below.
        const string Faits = "select string_agg(concat(id, stream_id, version, type, timestamp, headers), '|' order by stream_id, version) from public.mt_events";
        (await autre.Bd.ValeurAsync<string>(Faits)).ShouldBe(await hote.Bd.ValeurAsync<string>(Faits));
        const string Fusions = "select string_agg(concat(absorbe, absorbant, survenu), '|') from accompagnement.fusions";
        (await autre.Bd.ValeurAsync<string>(Fusions)).ShouldBe(await hote.Bd.ValeurAsync<string>(Fusions));
        const string Vus = "select string_agg(id::text, ',' order by id) from accompagnement.faits_connus";
        (await autre.Bd.ValeurAsync<string>(Vus)).ShouldBe(await hote.Bd.ValeurAsync<string>(Vus));

        using var lecteurAutre = autre.Client(Roles.Import);
        (await LireToutAsync(lecteurAutre, 1000)).Select(SansPosition).Order().ShouldBe(recu.Select(SansPosition).Order());

        async Task<Guid> InscrireAsync(string nom) =>
            (await tous.PosterAsync("/api/trajectoires", $$$"""{"sexe":"F","naissance":"1984-05","identite":{"nomNaissance":"{{{nom}}}","prenoms":"Aline"}}""")).Corps.GetProperty("id").GetGuid();
    }

    [Theory]
    [InlineData(Roles.Referent)]
    [InlineData(Roles.Superviseur)]
    [InlineData(Roles.Statisticien)]
    public async Task Le_flux_est_ferme_a_qui_n_en_a_pas_le_droit(string role)
    {
        await using var hote = await HoteDeTest.DemarrerAsync();
        using var client = hote.Client(role, "AGT-0001");
        (await client.LireAsync("/api/evenements")).Reponse.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Un_accueil_sans_nom_rattache_plus_tard_n_est_compte_qu_une_fois()
    {
        await using var hote = await HoteDeTest.DemarrerAsync();
        using var client = hote.Client(Roles.Superviseur, "AGT-0001");
        var (_, contact) = await client.PosterAsync("/api/registres/ARRAS/accueils", """{"mode":"physique"}""");
        var id = contact.GetProperty("faits")[0].GetProperty("id").GetGuid();
        await client.PosterAsync("/api/registres/ARRAS/accueils", """{"mode":"telephone"}""");
        var (_, cree) = await client.PosterAsync("/api/trajectoires", """{"sexe":"F","naissance":"1984-05","codeInsee":"62041"}""");
        var avant = await ContactsAsync();
        var (rattache, corps) = await client.PosterAsync($"/api/trajectoires/{cree.GetProperty("id").GetGuid()}/accueils/rattachement", $$"""{"registre":"ARRAS","evenementId":"{{id}}"}""");
        rattache.StatusCode.ShouldBe(HttpStatusCode.OK, corps.ToString());
        (await ContactsAsync()).ShouldBe(avant);
        avant.Contacts.ShouldBe(2);

        // Reception is counted where it happened: attaching a contact names a person and adds no contact, in the store or in the figures.
        async Task<(long Contacts, long Actes)> ContactsAsync()
        {
            var projection = hote.Services.GetRequiredService<Hote.ProjectionEnContinu>();
            var position = await hote.Bd.ValeurAsync<long>("select max(seq_id) from public.mt_events");
            (await projection.AttendreAsync(position, TimeSpan.FromMinutes(1), CancellationToken.None)).ShouldBeTrue();
            return (await hote.Bd.ValeurAsync<long>("select count(*) from public.mt_events where type = 'contact_recu'"), await hote.Bd.ValeurAsync<long>("select count(*) from faits.actes"));
        }
    }

    private static string SansPosition(string ligne)
    {
        var objet = JsonNode.Parse(ligne)!.AsObject();
        objet.Remove("position");
        return objet.ToJsonString();
    }

    private static async Task<List<string>> LireToutAsync(HttpClient client, int max)
    {
        var lignes = new List<string>();
        for (var position = "0"; ;)
        {
            using var reponse = await client.GetAsync(new Uri($"/api/evenements?apres={position}&max={max}", UriKind.Relative));
            reponse.StatusCode.ShouldBe(HttpStatusCode.OK);
            var page = Encoding.UTF8.GetString(await reponse.Content.ReadAsByteArrayAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            var suivante = reponse.Headers.GetValues("X-Position").Single();
            lignes.AddRange(page);
            if (page.Length == 0 && suivante == position)
            {
                return lignes;
            }

            position = suivante;
        }
    }
}
