using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Accompagnement.Api.Hote;
using Accompagnement.Api.Securite;
using Accompagnement.Api.Tests.Infrastructure;
using Accompagnement.Api.Tests.Trajectoires;
using Microsoft.Extensions.DependencyInjection;

namespace Accompagnement.Api.Tests.Pannes;

/// <summary>What could upset the order of the facts, and what is damaged. The long forms are in <c>ops/eprouver</c>.</summary>
public sealed class OrdreSousLaCharge
{
    private static readonly Uri Evenements = new("/api/evenements", UriKind.Relative);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Un_numero_garde_en_suspens_ne_retient_pas_les_ecrivains_et_n_est_jamais_saute(bool valide)
    {
        await using var hote = await HoteDeTest.DemarrerAsync();
        var lignes = Integrite.Lignes(900);
        await hote.ImporterAsync(lignes[..300]);
        var projection = hote.Services.GetRequiredService<ProjectionEnContinu>();
        await using var connexion = await hote.Bd.Source.OpenConnectionAsync();
        await using var transaction = await connexion.BeginTransactionAsync();
        long numero;
        await using (var ecriture = new Npgsql.NpgsqlCommand("""
            with n as (insert into mt_streams (id, type, version) values (gen_random_uuid(), 'trajectoire', 1) returning id),
                 e as (select * from mt_events where type = 'personne_inscrite' and version = 1 order by seq_id limit 1)
            insert into mt_events select r.* from n, e,
                lateral jsonb_populate_record(null::mt_events, to_jsonb(e) || jsonb_build_object('seq_id', nextval('mt_events_sequence'), 'id', gen_random_uuid(), 'stream_id', n.id)) r
            returning seq_id
            """, connexion, transaction))
        {
            numero = (long)(await ecriture.ExecuteScalarAsync())!;
        }

        using var client = hote.Client(Roles.Import);
        using var corps = new StringContent(string.Join('\n', lignes[300..]), Encoding.UTF8, "application/x-ndjson");
        using var reponse = await client.PostAsync(Evenements, corps);
        reponse.StatusCode.ShouldBe(HttpStatusCode.OK);
        var position = Integrite.Position(reponse);
        position.ShouldBeGreaterThan(numero);
        (await projection.AttendreAsync(position, TimeSpan.FromMilliseconds(400), CancellationToken.None)).ShouldBeFalse();
        projection.Position.ShouldBeLessThan(numero);

        await (valide ? transaction.CommitAsync() : transaction.RollbackAsync());
        // No delay has to pass: only the work that was held back.
        (await projection.AttendreAsync(position, TimeSpan.FromSeconds(20), CancellationToken.None)).ShouldBeTrue();
        (await hote.Bd.ValeurAsync<long>("select count(*) from mt_events where type <> 'tombstone'")).ShouldBe(900 + (valide ? 1 : 0));
        await Integrite.VerifierAsync(hote);
    }

    [Fact]
    public async Task Une_horloge_qui_saute_ne_change_ni_l_ordre_ni_les_chiffres()
    {
        var horloge = new HorlogeReglable(DateTimeOffset.UtcNow);
        await using var hote = await HoteDeTest.DemarrerAsync(b => b.Services.AddSingleton<TimeProvider>(horloge));
        using var client = hote.Client(Roles.Superviseur, "AGT-0042");
        using var import = hote.Client(Roles.Import);
        string? personne = null;
        var lignes = Integrite.Lignes(600);
        var sauts = new[] { 0.0, 1, -1, -1, 48, -48, -48, 48 };
        for (var i = 0; i < sauts.Length; i++)
        {
            horloge.Avancer(TimeSpan.FromHours(sauts[i]));
            if (personne is null)
            {
                var (cree, corpsCree) = await client.PosterAsync("/api/trajectoires", """{"sexe":"F","naissance":"1984-05","codeInsee":"62041"}""");
                cree.StatusCode.ShouldBe(HttpStatusCode.Created);
                personne = corpsCree.GetProperty("id").GetString()!;
            }

            var (acte, issue) = await client.PosterAsync($"/api/trajectoires/{personne}/visites", """{"resultat":"realisee"}""", $"\"{i + 2}\"");
            acte.StatusCode.ShouldBe(HttpStatusCode.OK, issue.ToString());
            using var corps = new StringContent(string.Join('\n', lignes[(i * 75)..((i + 1) * 75)]), Encoding.UTF8, "application/x-ndjson");
            using var reponse = await import.PostAsync(Evenements, corps);
            (await reponse.Content.ReadAsStringAsync()).ShouldContain("\"acceptes\":75");
        }

        (await hote.Bd.ValeurAsync<long>($"select count(*) from mt_events where stream_id = '{personne}'")).ShouldBe(2 + sauts.Length);
        (await hote.Bd.ValeurAsync<long>($"""
            select count(*) from (select timestamp < lag(timestamp) over (order by version) recule from mt_events where stream_id = '{personne}') x where recule
            """)).ShouldBe(sauts.Count(s => s < 0));
        await Integrite.VerifierAsync(hote);
    }

    [Fact]
    public async Task Des_lignes_abimees_au_hasard_ont_chacune_leur_reponse_et_le_service_reste_debout()
    {
        await using var hote = await HoteDeTest.DemarrerAsync();
        var hasard = new Random(62);
        var lignes = Integrite.Lignes(1000).Select(l => Abimer(l, hasard)).ToArray();
        using var client = hote.Client(Roles.Import);
        var vues = 0L;
        foreach (var paquet in lignes.Chunk(250))
        {
            using var corps = new ByteArrayContent([.. paquet.SelectMany(l => (byte[])[.. l, (byte)'\n'])]);
            corps.Headers.ContentType = new("application/x-ndjson");
            using var reponse = await client.PostAsync(Evenements, corps);
            var texte = await reponse.Content.ReadAsStringAsync();
            reponse.StatusCode.ShouldBe(HttpStatusCode.OK, texte);
            var bilan = JsonDocument.Parse(texte).RootElement;
            vues += bilan.GetProperty("acceptes").GetInt64() + bilan.GetProperty("dejaConnus").GetInt64() + bilan.GetProperty("rejetes").GetInt64();
            bilan.GetProperty("rejets").EnumerateArray().ShouldAllBe(r => r.GetProperty("code").GetString()!.Length > 3 && r.GetProperty("detail").GetString()!.Length > 3);
        }

        vues.ShouldBe(lignes.Sum(l => 1 + l.Count(o => o == '\n')) - lignes.Count(l => l.All(o => o is (byte)' ' or (byte)'\r' or (byte)'\n')));
        await Integrite.VerifierAsync(hote);
    }

    [Fact]
    public async Task Ecrivains_et_lecteurs_ensemble_quelques_secondes_laissent_des_chiffres_justes()
    {
        await using var hote = await HoteDeTest.DemarrerAsync();
        using var import = hote.Client(Roles.Import);
        using var superviseur = hote.Client(Roles.Superviseur, "AGT-0042");
        var charge = new Charge(Integrite.Lignes(4500));
        using var fin = new CancellationTokenSource();
        var ecriture = charge.EcrireAsync(superviseur, import, fin.Token);
        var lectures = 0;
        for (var tour = 0; charge.LignesAcquises < 4500 && tour < 400; tour++)
        {
            foreach (var page in (string[])[$"/api/rapports/portrait-territorial?annee={2013 + tour % 3}", "/api/pilotage/listes-attente", "/api/pilotage/charge", $"/api/pilotage/delais?code=D{1 + tour % 6}"])
            {
                using var reponse = await superviseur.GetAsync(new Uri(page, UriKind.Relative));
                reponse.StatusCode.ShouldBe(HttpStatusCode.OK, string.Create(CultureInfo.InvariantCulture, $"{page} ({tour})"));
                lectures++;
            }
        }

        await fin.CancelAsync();
        await ecriture;
        lectures.ShouldBeGreaterThan(3);
        charge.LignesAcquises.ShouldBe(4500);
        charge.Refus.ShouldBe(0);
        await charge.RenvoyerAsync(import);
        await Integrite.VerifierAsync(hote);
    }

    private static byte[] Abimer(string ligne, Random hasard)
    {
        var place = hasard.Next(1, ligne.Length);
        return hasard.Next(9) switch
        {
            0 => Encoding.UTF8.GetBytes(ligne[..place]),
            1 => Encoding.UTF8.GetBytes(ligne.Remove(place - 1, 1)),
            2 => Encoding.UTF8.GetBytes(ligne.Insert(place, ((char)hasard.Next(33, 127)).ToString())),
            3 => Encoding.UTF8.GetBytes(ligne.Replace("\"data\":{", "\"data\":" + new string('[', 200) + "{", StringComparison.Ordinal)),
            4 => Encoding.UTF8.GetBytes(ligne.Replace(":\"", ":9e999,\"", StringComparison.Ordinal)),
            5 => Encoding.UTF8.GetBytes(ligne + ligne),
            6 => Encoding.UTF8.GetBytes(ligne.Insert(place, "\\ud800\\u0000")),
            7 => [.. Encoding.UTF8.GetBytes(ligne[..place]), 0xff, 0xfe, 0xc3, 0x28, .. Encoding.UTF8.GetBytes(ligne[place..])],
            _ => Encoding.UTF8.GetBytes(ligne),
        };
    }
}
