using Accompagnement.Domain.Acces;
using Accompagnement.EventStore.Tests.Coffre;
using Accompagnement.EventStore.Traces;

namespace Accompagnement.EventStore.Tests.Traces;

public sealed class TracesTests
{
    private static readonly Compte Agent = new("a.martin", RoleCompte.Referent, "AGT-1", ["ARRAS"], ["social"]);
    private static readonly Guid Personne = Guid.NewGuid();
    private static readonly DateTimeOffset Maintenant = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Beaucoup_d_ecrivains_de_plusieurs_processus_font_une_seule_chaine()
    {
        await using var atelier = await Atelier.OuvrirAsync();
        var journaux = Enumerable.Range(0, 3).Select(_ => new JournalDesTraces(atelier.Base.Source)).ToArray();
        await Task.WhenAll(Enumerable.Range(0, 12).Select(async i =>
        {
            for (var n = 0; n < 100; n++)
            {
                await journaux[i % 3].NoterAsync(Consultation($"dossier/{i}/{n}"));
            }

            await journaux[i % 3].NoterDurablementAsync(Consultation($"export/{i}"));
        }));
        foreach (var journal in journaux)
        {
            await journal.DisposeAsync();
        }

        var bilan = await new Verification(atelier.Base.Source).ExecuterAsync();
        bilan.Anomalie.ShouldBeNull();
        bilan.Traces.ShouldBe(1212);
        bilan.TeteTraces.Numero.ShouldBe(1212);
    }

    [Fact]
    public async Task Noter_durablement_n_a_fini_qu_une_fois_ecrit_et_la_personne_a_la_liste()
    {
        await using var atelier = await Atelier.OuvrirAsync();
        await using var journal = new JournalDesTraces(atelier.Base.Source);
        await journal.NoterDurablementAsync(Consultation("export\0 \uD800" + new string('x', 5000)));
        (await atelier.Base.ValeurAsync<long>("select count(*) from traces.journal")).ShouldBe(1);
        var trace = (await new LecteurDesTraces(atelier.Base.Source).QuiAVuAsync(Personne)).ShouldHaveSingleItem();
        trace.Agent.ShouldBe("AGT-1");
        (await new LecteurDesTraces(atelier.Base.Source).QuiAVuAsync(Guid.NewGuid())).ShouldBeEmpty();
        (await new Verification(atelier.Base.Source).ExecuterAsync()).Anomalie.ShouldBeNull();
    }

    [Fact]
    public async Task Une_base_qui_ne_repond_plus_refuse_l_export_et_ne_perd_pas_la_trace()
    {
        await using var atelier = await Atelier.OuvrirAsync();
        await using var journal = new JournalDesTraces(atelier.Base.Source);
        await atelier.Base.ExecuterAsync("alter table traces.journal rename to journal_absent");
        await Should.ThrowAsync<TraceNonEcriteException>(journal.NoterDurablementAsync(Consultation("export")));
        journal.Panne.ShouldNotBeNull();
        await atelier.Base.ExecuterAsync("alter table traces.journal_absent rename to journal");
        await journal.NoterDurablementAsync(Consultation("export"));
        (await atelier.Base.ValeurAsync<long>("select count(*) from traces.journal")).ShouldBe(2);
    }

    [Theory]
    [InlineData("update traces.journal set compte = 'autre' where numero = 7", 7, Atteinte.Modifiee)]
    [InlineData("update traces.journal set personnes = '{}' where numero = 3", 3, Atteinte.Modifiee)]
    [InlineData("update traces.journal set nature = 'Rien' where numero = 4", 4, Atteinte.Modifiee)]
    [InlineData("update traces.journal set instant = instant + interval '1 microsecond' where numero = 9", 9, Atteinte.Modifiee)]
    [InlineData("delete from traces.journal where numero = 5", 5, Atteinte.Supprimee)]
    [InlineData("delete from traces.journal where numero >= 19", 19, Atteinte.Supprimee)]
    [InlineData("delete from traces.journal", 1, Atteinte.Supprimee)]
    [InlineData("insert into traces.journal select 21, gen_random_uuid(), instant, nature, compte, agent, role, personnes, objet, titre, adresse, empreinte from traces.journal where numero = 20", 21, Atteinte.Inseree)]
    [InlineData("insert into traces.journal select 0, gen_random_uuid(), instant, nature, compte, agent, role, personnes, objet, titre, adresse, empreinte from traces.journal where numero = 20", 0, Atteinte.Inseree)]
    public async Task La_premiere_trace_touchee_est_nommee(string sql, long ligne, Atteinte atteinte)
    {
        await using var atelier = await Atelier.OuvrirAsync();
        await TracerAsync(atelier, 20);
        await atelier.Base.ExecuterAsync(sql);
        var anomalie = (await new Verification(atelier.Base.Source).ExecuterAsync()).Anomalie;
        anomalie.ShouldNotBeNull();
        (anomalie.Table, anomalie.Ligne, anomalie.Atteinte).ShouldBe(("traces.journal", ligne, atteinte));
    }

    [Fact]
    public async Task Une_queue_retiree_avec_sa_tete_est_trahie_par_l_ancre_notee_ailleurs()
    {
        await using var atelier = await Atelier.OuvrirAsync();
        await TracerAsync(atelier, 20);
        var verification = new Verification(atelier.Base.Source);
        var ancre = (await verification.ExecuterAsync()).TeteTraces;
        await atelier.Base.ExecuterAsync("delete from traces.journal where numero > 15; update traces.tete set (numero, empreinte) = (select numero, empreinte from traces.journal where numero = 15)");
        (await verification.ExecuterAsync()).Anomalie.ShouldBeNull();
        (await verification.ExecuterAsync(ancreTraces: ancre)).Anomalie!.Ligne.ShouldBe(16);
    }

    [Fact]
    public async Task La_purge_des_vieilles_traces_laisse_une_chaine_qui_se_prouve()
    {
        await using var atelier = await Atelier.OuvrirAsync();
        await TracerAsync(atelier, 20);
        var limite = await atelier.Base.ValeurAsync<DateTime>("select instant from traces.journal where numero = 11");
        (await new LecteurDesTraces(atelier.Base.Source).PurgerAsync(new(limite))).ShouldBe(10);
        await TracerAsync(atelier, 5);
        var bilan = await new Verification(atelier.Base.Source).ExecuterAsync();
        bilan.Anomalie.ShouldBeNull();
        bilan.Traces.ShouldBe(15);
        await atelier.Base.ExecuterAsync("delete from traces.journal where numero = 11");
        (await new Verification(atelier.Base.Source).ExecuterAsync()).Anomalie!.Ligne.ShouldBe(11);
    }

    [Theory]
    [InlineData("update public.mt_events set data = data || '{\"sexe\":\"M\"}' where seq_id = 4", 4, Atteinte.Modifiee)]
    [InlineData("update public.mt_events set timestamp = timestamp - interval '1 day' where seq_id = 2", 2, Atteinte.Modifiee)]
    [InlineData("update public.mt_events set headers = headers || '{\"auteur\":\"X\"}' where seq_id = 1100", 1100, Atteinte.Modifiee)]
    [InlineData("delete from public.mt_events where seq_id = 6", 6, Atteinte.Supprimee)]
    [InlineData("delete from public.mt_events where seq_id >= 1100", 1100, Atteinte.Supprimee)]
    [InlineData("insert into public.mt_events (seq_id, id, stream_id, version, data, type) select 5000, gen_random_uuid(), stream_id, 99, data, type from public.mt_events where seq_id = 3; update public.mt_events set seq_id = -1 where seq_id = 5; update public.mt_events set seq_id = 5 where seq_id = 5000", 5, Atteinte.Modifiee)]
    public async Task Le_premier_evenement_touche_est_nomme(string sql, long ligne, Atteinte atteinte)
    {
        await using var atelier = await Atelier.OuvrirAsync();
        for (var i = 0; i < 5; i++)
        {
            await atelier.InscrireAsync(null, "une note");
        }

        await atelier.Base.ExecuterAsync("select setval('public.mt_events_sequence', 1099)");
        await atelier.InscrireAsync(null, "une note");
        var sceau = new SceauDesEvenements(atelier.Base.Source, atelier.Store);

        // The numbers that were never used are closed by tombstones, which are sealed like the facts.
        var scelles = await sceau.ScellerAsync();
        scelles.ShouldBeGreaterThanOrEqualTo(1100);
        (await sceau.ScellerAsync()).ShouldBe(0);
        var verification = new Verification(atelier.Base.Source);
        var bilan = await verification.ExecuterAsync();
        bilan.Anomalie.ShouldBeNull();
        bilan.Evenements.ShouldBe(scelles);

        await atelier.Base.ExecuterAsync(sql);
        var anomalie = (await verification.ExecuterAsync()).Anomalie;
        anomalie.ShouldNotBeNull();
        (anomalie.Ligne, anomalie.Atteinte).ShouldBe((ligne, atteinte));
    }

    [Fact]
    public async Task Un_evenement_glisse_a_la_place_d_une_pierre_est_nomme()
    {
        await using var atelier = await Atelier.OuvrirAsync();
        await atelier.InscrireAsync(null);
        await atelier.Base.ExecuterAsync("select setval('public.mt_events_sequence', 50)");
        await atelier.InscrireAsync(null);
        await new SceauDesEvenements(atelier.Base.Source, atelier.Store).ScellerAsync();
        await atelier.Base.ExecuterAsync("delete from public.mt_events where seq_id = 20; insert into public.mt_events (seq_id, id, stream_id, version, data, type) select 20, gen_random_uuid(), stream_id, 2, data, type from public.mt_events where seq_id = 1");
        var anomalie = (await new Verification(atelier.Base.Source).ExecuterAsync()).Anomalie!;
        (anomalie.Ligne, anomalie.Atteinte).ShouldBe((20, Atteinte.Modifiee));
    }

    [Fact]
    public async Task Un_scellement_reecrit_est_nomme()
    {
        await using var atelier = await Atelier.OuvrirAsync();
        await atelier.InscrireAsync(null);
        await new SceauDesEvenements(atelier.Base.Source, atelier.Store).ScellerAsync();
        await atelier.Base.ExecuterAsync("update traces.scellements set empreinte = set_byte(empreinte, 0, 255 - get_byte(empreinte, 0))");
        (await new Verification(atelier.Base.Source).ExecuterAsync()).Anomalie!.Table.ShouldBe("traces.scellements");
    }

    [Fact]
    public async Task Un_acces_exceptionnel_est_trace_son_motif_scelle_et_le_superviseur_averti()
    {
        await using var atelier = await Atelier.OuvrirAsync();
        await using var journal = new JournalDesTraces(atelier.Base.Source);
        var personne = await atelier.InscrireAsync(null);
        var acces = new AccesExceptionnels(atelier.Base.Source, atelier.Coffre, journal);
        (await acces.OuvrirAsync(Agent, personne, "urgence", Maintenant)).Refus!.Regle.ShouldBe("motif-insuffisant");
        (await acces.OuvrirAsync(Agent, personne, "Présente à l'accueil, sa référente est absente.", Maintenant)).Acces.ShouldNotBeNull();

        var ouverts = await acces.OuvertsAsync(personne, Maintenant);
        BesoinDEnConnaitre.Decider(Agent, new DossierDemande(AccesExceptionnels: ouverts), Maintenant).Titre.ShouldBe(TitreAcces.AccesExceptionnel);
        (await acces.OuvertsAsync(personne, Maintenant.AddDays(5))).ShouldBeEmpty();
        var chef = new Compte("chef", RoleCompte.Superviseur, "AGT-9", ["ARRAS"]);
        (await acces.AvisAsync(chef with { Sites = ["LENS"] })).ShouldBeEmpty();
        (await acces.AvisAsync(Agent)).ShouldBeEmpty();
        var avis = (await acces.AvisAsync(chef)).ShouldHaveSingleItem();
        avis.Motif.ShouldBe("Présente à l'accueil, sa référente est absente.");
        (await acces.MarquerVuAsync(avis.Id, chef with { Sites = ["LENS"] }, Maintenant)).ShouldBeFalse();
        (await acces.MarquerVuAsync(avis.Id, chef, Maintenant)).ShouldBeTrue();
        (await acces.AvisAsync(chef)).ShouldBeEmpty();
        (await atelier.Base.ValeurAsync<long>("select count(*) from traces.journal where nature = 'AccesExceptionnel'")).ShouldBe(1);
    }

    private static async Task TracerAsync(Atelier atelier, int n)
    {
        await using var journal = new JournalDesTraces(atelier.Base.Source);
        for (var i = 1; i <= n; i++)
        {
            await journal.NoterDurablementAsync(Consultation($"dossier/{i}", Maintenant.AddMinutes(i)));
        }
    }

    private static Trace Consultation(string objet, DateTimeOffset? quand = null) =>
        Trace.De(NatureTrace.Consultation, Agent, quand ?? Maintenant, [Personne], objet, nameof(TitreAcces.Referent), "127.0.0.1");
}
