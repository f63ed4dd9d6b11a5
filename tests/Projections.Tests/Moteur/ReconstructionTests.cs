using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;
using Accompagnement.EventStore.Postgres;
using Accompagnement.Projections.Faits;
using Accompagnement.Projections.Moteur;
using FsCheck;
using FsCheck.Fluent;

namespace Accompagnement.Projections.Tests.Moteur;

public class ReconstructionTests
{
    [Fact]
    public void Ce_qui_etait_connu_un_jour_ne_change_plus_jamais() =>
        Verifier(60, graine =>
        {
            var faits = Departement.Tirer(graine, personnes: 6);
            var hasard = new Random(graine);
            var jour = new DateOnly(2014, 1, 1).AddDays(hasard.Next(1100)).DayNumber;
            var connus = faits.Where(f => f.JourSaisi.DayNumber <= jour).ToList();
            Connues(faits, jour).ShouldBe(Connues(connus, jour), ignoreOrder: true);
        });

    [Fact]
    public void Projeter_par_pages_donne_les_memes_faits_que_tout_refaire() =>
        Verifier(6, graine => ParPagesAsync(graine).GetAwaiter().GetResult());

    [Fact]
    public async Task Une_projection_tuee_au_milieu_d_une_page_reprend_et_donne_les_memes_faits()
    {
        var faits = Departement.Tirer(7);
        await using var atelier = await Atelier.OuvrirAsync();
        await atelier.EnregistrerAsync(faits);
        for (var i = 0; ; i++)
        {
            var position = await atelier.Projection.PositionAsync(CancellationToken.None);
            var page = await atelier.Store.ReadAllAsync(position, 97);
            if (page.Position == position)
            {
                break;
            }

            if (i % 2 == 0)
            {
                await Should.ThrowAsync<OperationCanceledException>(() => atelier.Projection.ProjeterAsync(page, position, new CancellationToken(true)));
                using var coupure = new CancellationTokenSource(TimeSpan.FromMilliseconds(3));
                try
                {
                    await atelier.Projection.ProjeterAsync(page, position, coupure.Token);
                }
                catch (OperationCanceledException)
                {
                }

                atelier.Redemarrer();
            }
            else
            {
                await atelier.Projection.ProjeterAsync(page, position, CancellationToken.None);
            }
        }

        var lignes = await atelier.LignesAsync();
        await new Reconstruction(atelier.Source, atelier.Store).ExecuterAsync();
        lignes.ShouldBe(await atelier.LignesAsync());
    }

    [Fact]
    public async Task Reconstruire_pendant_que_des_faits_arrivent_ne_perd_rien()
    {
        var faits = Departement.Tirer(11, personnes: 60);
        var moitie = faits.Count / 2;
        await using var atelier = await Atelier.AvecAsync([.. faits.Take(moitie)]);
        var ecriture = Task.Run(async () =>
        {
            foreach (var lot in faits.Skip(moitie).Chunk(20))
            {
                await atelier.EnregistrerAsync(lot);
            }
        });
        await new Reconstruction(atelier.Source, atelier.Store).ExecuterAsync();
        await ecriture;
        await atelier.SuivreAsync(50);
        await using var temoin = await Atelier.AvecAsync(faits);
        (await atelier.LignesAsync()).ShouldBe(await temoin.LignesAsync());
    }

    [Fact]
    public async Task Une_reconstruction_interrompue_laisse_les_faits_en_service_et_recommence()
    {
        await using var atelier = await Atelier.AvecAsync(Departement.Tirer(3));
        var avant = await atelier.LignesAsync();
        using var coupure = new CancellationTokenSource();
        var reconstruction = new Reconstruction(atelier.Source, atelier.Store);
        await Should.ThrowAsync<OperationCanceledException>(() => reconstruction.ExecuterAsync(new Coupure(coupure), coupure.Token));
        (await atelier.LignesAsync()).ShouldBe(avant);
        await reconstruction.ExecuterAsync();
        (await atelier.LignesAsync()).ShouldBe(avant);
    }

    [Fact]
    public async Task Un_fait_illisible_arrete_la_projection_le_nomme_et_ne_perd_rien_une_fois_repare()
    {
        var faits = Departement.Tirer(5);
        await using var atelier = await Atelier.OuvrirAsync();
        await atelier.EnregistrerAsync(faits);
        await using (var abimer = atelier.Source.CreateCommand("update mt_events set type = 'inconnu_' || type where seq_id = 150"))
        {
            await abimer.ExecuteNonQueryAsync();
        }

        (await Should.ThrowAsync<FaitIllisibleException>(() => atelier.SuivreAsync(100))).Position.ShouldBe(150);
        (await atelier.Projection.PositionAsync(CancellationToken.None)).ShouldBeLessThan(150);
        (await Should.ThrowAsync<FaitIllisibleException>(() => new Reconstruction(atelier.Source, atelier.Store).ExecuterAsync())).Position.ShouldBe(150);
        await using (var reparer = atelier.Source.CreateCommand("update mt_events set type = substr(type, 9) where seq_id = 150"))
        {
            await reparer.ExecuteNonQueryAsync();
        }

        atelier.Redemarrer();
        await atelier.SuivreAsync(100);
        await using var temoin = await Atelier.AvecAsync(faits);
        (await atelier.LignesAsync()).ShouldBe(await temoin.LignesAsync());
    }

    [Fact]
    public async Task Des_lignes_changees_a_la_main_sont_remarquees_et_refaites()
    {
        var faits = Departement.Tirer(9);
        await using var atelier = await Atelier.AvecAsync(faits);
        Guid flux;
        await using (var abimer = atelier.Source.CreateCommand("""
            with choisi as (select flux from faits.episodes where nature = 7 and au = 'infinity' and connu_a = 'infinity' order by flux limit 1),
                 otes as (delete from faits.actes where flux in (table choisi))
            delete from faits.episodes where flux in (table choisi) returning flux
            """))
        {
            flux = (Guid)(await abimer.ExecuteScalarAsync())!;
        }

        // A move cuts what is in progress: rows that are gone have to be deleted.
        var modele = faits.Last(f => f.Sujet.Flux == flux);
        var lendemain = faits.Max(f => f.Saisi).AddDays(1);
        var demenagement = new Fait(modele.Sujet, new DomicileDeclare("62893"), lendemain, lendemain, modele.Provenance with { Id = "demenagement" });
        await atelier.EnregistrerAsync([demenagement]);
        (await Should.ThrowAsync<InvalidOperationException>(() => atelier.SuivreAsync(100))).Message.ShouldContain("changées par ailleurs");
        await atelier.SuivreAsync(100);
        await using var temoin = await Atelier.AvecAsync([.. faits, demenagement]);
        (await atelier.LignesAsync()).ShouldBe(await temoin.LignesAsync());
    }

    private static async Task ParPagesAsync(int graine)
    {
        var hasard = new Random(graine);
        var faits = Departement.Tirer(graine);
        await using var atelier = await Atelier.OuvrirAsync();
        atelier.Redemarrer(enMemoire: hasard.Next(4) switch { 0 => 0, 1 => 300, 2 => 3_000, _ => 200_000 });
        for (var i = 0; i < faits.Count;)
        {
            var n = Math.Min(faits.Count - i, hasard.Next(1, 120));
            await atelier.EnregistrerAsync(faits.GetRange(i, n));
            await atelier.SuivreAsync(hasard.Next(1, 60));
            i += n;
        }

        var lignes = await atelier.LignesAsync();
        lignes.ShouldNotBeEmpty();
        await new Reconstruction(atelier.Source, atelier.Store).ExecuterAsync();
        lignes.ShouldBe(await atelier.LignesAsync());
    }

    private static List<Ligne> Connues(List<Fait> faits, int jour)
    {
        // Files that were ever merged are made together, as the engine does.
        var groupes = new Liens();
        groupes.Ajouter(faits);
        var lignes = new List<Ligne>();
        foreach (var groupe in faits.GroupBy(f => groupes.Groupe(f.Sujet.Flux).Min()))
        {
            lignes.AddRange(new FabriqueDeFaits().Fabriquer([.. groupe])
                .Where(l => l.ConnuDe <= jour && l.ConnuA > jour && l.Ligne.Nature != Nature.Silence).Select(l => l.Ligne));
        }

        return lignes;
    }

    private static void Verifier(int fois, Action<int> propriete) =>
        Prop.ForAll(Gen.Choose(0, 1_000_000).ToArbitrary(), propriete).Check(Config.QuickThrowOnFailure.WithMaxTest(fois));

    private sealed class Coupure(CancellationTokenSource source) : IProgress<Progres>
    {
        public void Report(Progres value) => source.Cancel();
    }
}
