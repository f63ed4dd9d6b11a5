using System.Diagnostics;
using Accompagnement.Domain.Acces;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;
using Accompagnement.EventStore.Coffre;
using Accompagnement.EventStore.Traces;
using Accompagnement.Tests.Commun;
using Npgsql;

namespace Accompagnement.EventStore.Tests.Coffre;

public sealed class EffacementTests
{
    private static readonly DateTimeOffset Maintenant = new(2026, 6, 1, 9, 0, 0, TimeSpan.Zero);
    private static readonly Identite Identite = new("Kowalczyk", Prenoms: "Wioletta", DateNaissance: new(1971, 2, 3), Telephone: "0600000001");

    [Fact]
    public async Task Une_personne_effacee_ne_se_trouve_plus_ni_dans_la_base_ni_dans_son_dump()
    {
        await using var atelier = await Atelier.OuvrirAsync();
        var personne = await atelier.InscrireAsync(Identite, "Kowalczyk craint son voisin Zbigniew.");
        var voisine = await atelier.InscrireAsync(new("Szymanska"), "autre note");
        var cle = await atelier.Base.ValeurAsync<byte[]>($"select cle from coffre.cles where titulaire = '{personne}'");
        await RejeterAsync(atelier, personne);
        var avant = await atelier.Base.ValeurAsync<long>("select count(*) from public.mt_events");
        (await DumpAsync(atelier.Base.Chaine)).ShouldContain(Convert.ToHexStringLower(cle!));

        var position = await Effacement(atelier).EffacerAsync(personne, "CONTACT-2ANS", auteur: "AGT-1");
        position.ShouldBeGreaterThan(0);
        (await Effacement(atelier).EffacerAsync(personne, "CONTACT-2ANS")).ShouldBe(0);

        (await atelier.Base.ValeurAsync<long>("select count(*) from public.mt_events")).ShouldBe(avant + 1);
        (await atelier.Store.ReadStreamAsync(personne))[^1].Fait.Evenement.ShouldBe(new DonneesEffacees("CONTACT-2ANS"));
        (await atelier.Recherche.ChercherAsync("kowalczyk")).ShouldBeEmpty();
        (await atelier.Coffre.OuvrirAsync(personne)).ShouldBeEmpty();
        (await new LecteurIdentites(atelier.Base.Source, atelier.Coffre).IdentitesAsync([personne, voisine])).Keys.ShouldBe([voisine]);
        var dump = await DumpAsync(atelier.Base.Chaine);
        dump.ShouldContain(personne.ToString());
        foreach (var trace in new[] { "Kowalczyk", "Wioletta", "Zbigniew", "0600000001", Convert.ToHexStringLower(cle!), "rejet-de-test", Convert.ToHexStringLower("Kowalczyk"u8) })
        {
            dump.ShouldNotContain(trace, Case.Insensitive);
        }
    }

    [Fact]
    public async Task Les_dossiers_absorbes_sont_effaces_avec_le_leur()
    {
        await using var atelier = await Atelier.OuvrirAsync();
        var (personne, absorbe) = (await atelier.InscrireAsync(Identite), await atelier.InscrireAsync(Identite));
        await atelier.Base.ExecuterAsync($"insert into accompagnement.fusions values ('{absorbe}', '{personne}', now())");
        await Effacement(atelier).EffacerAsync(personne, "DROIT-EFFACEMENT");
        (await atelier.Base.ValeurAsync<long>("select count(*) from coffre.cles")).ShouldBe(0);
        (await atelier.Store.ReadStreamAsync(absorbe))[^1].Fait.Evenement.ShouldBeOfType<DonneesEffacees>();
    }

    [Fact]
    public async Task Un_effacement_pendant_que_d_autres_ecrivent_ne_laisse_aucun_secret_illisible()
    {
        await using var atelier = await Atelier.OuvrirAsync();
        var personne = await atelier.InscrireAsync(Identite);
        var ecritures = Enumerable.Range(0, 4).Select(async i =>
        {
            for (var n = 0; n < 15; n++)
            {
                var texte = new Secret(Guid.NewGuid(), NatureSecret.Texte, "note"u8.ToArray());
                var version = await atelier.Base.ValeurAsync<long>($"select version from public.mt_streams where id = '{personne}'");
                try
                {
                    await atelier.EcrireAsync(personne, version, [Atelier.Fait(personne, new Domain.Accueil.EntretienRealise(Note: new(texte.Id)))], [new(personne, texte)]);
                }
                catch (VersionConflictException)
                {
                }
            }
        });
        await Task.WhenAll([.. ecritures, Effacement(atelier).EffacerAsync(personne, "DROIT-EFFACEMENT")]);
        var lisibles = await atelier.Coffre.OuvrirAsync(personne);
        lisibles.Count.ShouldBe((int)await atelier.Base.ValeurAsync<long>($"select count(*) from coffre.secrets where titulaire = '{personne}'"));
        await Effacement(atelier).EffacerAsync(personne, "DROIT-EFFACEMENT");
        (await atelier.Base.ValeurAsync<long>("select count(*) from coffre.secrets")).ShouldBe(0);
    }

    [Fact]
    public async Task Une_regle_qui_serait_un_texte_est_refusee()
    {
        await using var atelier = await Atelier.OuvrirAsync();
        await Should.ThrowAsync<ArgumentException>(Effacement(atelier).EffacerAsync(Guid.NewGuid(), "Mme K. l'a demandé"));
    }

    [Fact]
    public async Task Une_campagne_liste_puis_attend_une_autre_personne_et_son_visa_puis_efface()
    {
        await using var atelier = await Atelier.OuvrirAsync();
        var ancien = await atelier.InscrireAsync(Identite);
        var archive = await atelier.InscrireAsync(Identite);
        var gele = await atelier.InscrireAsync(Identite);
        var revenu = await atelier.InscrireAsync(Identite);
        var recent = await atelier.InscrireAsync(Identite, le: Maintenant.AddDays(-10));
        await atelier.Base.ExecuterAsync($"insert into conservation.gels (personne, motif, pose_par) values ('{gele}', 'recours', 'dpo')");
        await using var journal = new JournalDesTraces(atelier.Base.Source);
        var campagne = new CampagneDeConservation(atelier.Base.Source, atelier.Store, atelier.Coffre, Effacement(atelier), journal, new HeureFixe(Maintenant));
        (await campagne.SimulerAsync(new(2026, 1, 1))).Select(p => p.Personne).ShouldBe([ancien, archive, revenu], ignoreOrder: true);
        (await atelier.Base.ValeurAsync<long>("select count(*) from conservation.listes")).ShouldBe(0);

        var dpo = new Compte("dpo", RoleCompte.Administrateur);
        var chef = new Compte("chef", RoleCompte.Superviseur, "AGT-9");
        var (liste, _) = await campagne.EtablirAsync(dpo);
        Choix[] choix = [new(ancien, DecisionConservation.Effacer), new(archive, DecisionConservation.Archiver, "Contentieux possible", new(2099, 1, 1)), new(revenu, DecisionConservation.Effacer)];
        (await campagne.ConfirmerAsync(liste, dpo, "VISA-62-1", choix))!.Regle.ShouldBe("liste-non-confirmable");
        (await campagne.ConfirmerAsync(liste, chef, " ", choix))!.Regle.ShouldBe("visa-manquant");
        (await campagne.ConfirmerAsync(liste, chef, "VISA-62-1", choix[..2]))!.Regle.ShouldBe("liste-non-confirmable");
        (await campagne.ConfirmerAsync(liste, chef with { Sites = ["ARRAS"] }, "VISA-62-1", choix))!.Regle.ShouldBe("confirmation-reservee");
        (await campagne.ConfirmerAsync(liste, chef with { Role = RoleCompte.Referent }, "VISA-62-1", choix))!.Regle.ShouldBe("confirmation-reservee");
        (await campagne.ExecuterAsync(liste, dpo)).ShouldBe(new BilanConservation(0, 0, 0, 0));
        (await campagne.ConfirmerAsync(liste, chef, "VISA-62-1", choix)).ShouldBeNull();

        await atelier.EcrireAsync(revenu, 1, [Atelier.Fait(revenu, new DossierRouvert(), Maintenant.AddDays(-1))], []);
        (await campagne.ExecuterAsync(liste, dpo)).ShouldBe(new BilanConservation(1, 1, 0, 1));
        (await campagne.ExecuterAsync(liste, dpo)).ShouldBe(new BilanConservation(0, 0, 0, 0));
        var identites = await new LecteurIdentites(atelier.Base.Source, atelier.Coffre).IdentitesAsync([ancien, archive, gele, revenu, recent]);
        identites.Keys.ShouldBe([archive, gele, revenu, recent], ignoreOrder: true);
        (await atelier.Base.ValeurAsync<string>($"select string_agg(objet || ' ' || titre, ', ' order by numero) from traces.journal where nature = 'Effacement' and personnes <> '{{}}'"))
            .ShouldBe(string.Join(", ", new[] { (ancien, "effacement"), (archive, "archivage") }.OrderBy(x => x.Item1).Select(x => $"conservation/{liste}/{x.Item2} CONTACT-2ANS")));
        (await campagne.SimulerAsync(new(2026, 1, 1))).ShouldBeEmpty();
        (await campagne.SimulerAsync(new(2099, 1, 1))).Select(p => p.Regle).ShouldContain("FIN-ARCHIVE");
    }

    [Fact]
    public async Task Une_regle_change_a_partir_d_un_jour_et_ce_qu_elle_etait_reste_ecrit()
    {
        await using var atelier = await Atelier.OuvrirAsync();
        var regles = new ReglesDeConservation(atelier.Base.Source);
        var contact = (await regles.LireAsync(new(2026, 1, 1))).Single(r => r.Code == "CONTACT-2ANS");
        await regles.DefinirAsync(contact with { DureeMois = 36 }, new(2026, 6, 1), "dpo", new(2026, 1, 1));
        (await regles.LireAsync(new(2026, 5, 31))).Single(r => r.Code == "CONTACT-2ANS").DureeMois.ShouldBe(24);
        (await regles.LireAsync(new(2026, 6, 1))).Single(r => r.Code == "CONTACT-2ANS").DureeMois.ShouldBe(36);
        (await regles.HistoriqueAsync()).Count(r => r.Regle.Code == "CONTACT-2ANS").ShouldBe(2);
        await Should.ThrowAsync<ArgumentException>(() => regles.DefinirAsync(contact, new(2025, 12, 31), "dpo", new(2026, 1, 1)), "le passé ne change pas");
        await Should.ThrowAsync<ArgumentException>(() => regles.DefinirAsync(contact with { Texte = " " }, new(2026, 6, 1), "dpo", new(2026, 1, 1)));

        // A start of the next version puts the shipped rules in again: it must not undo what was set.
        await Accompagnement.EventStore.Schema.SchemaInstaller.InstallAsync(atelier.Base.Source, default);
        (await regles.LireAsync(new(2026, 6, 1))).Single(r => r.Code == "CONTACT-2ANS").DureeMois.ShouldBe(36);
    }

    [Fact]
    public async Task Toute_la_base_se_parcourt_partie_par_partie_pour_trouver_les_doublons()
    {
        await using var atelier = await Atelier.OuvrirAsync();
        var un = await atelier.InscrireAsync(Identite);
        var deux = await atelier.InscrireAsync(Identite with { NomNaissance = "Kowalczik" });
        var sansDate = await atelier.InscrireAsync(Identite with { DateNaissance = null });
        var inversee = await atelier.InscrireAsync(Identite with { DateNaissance = new(1971, 3, 2) });
        var homonyme = await atelier.InscrireAsync(Identite with { DateNaissance = new(1980, 1, 1) });
        var autre = await atelier.InscrireAsync(new("Autre", Prenoms: "Nom", DateNaissance: Identite.DateNaissance));
        await atelier.InscrireAsync(null);
        var base_ = new DoublonsDeLaBase(atelier.Base.Source, atelier.Coffre, new(atelier.Base.Source, atelier.Coffre), atelier.Recherche);

        var paires = new HashSet<(Guid, Guid)>();
        var (examines, pages) = (0, 0);
        for (Guid? suivant = null; ;)
        {
            var page = await base_.LireAsync(suivant, 2);
            paires.UnionWith(page.Paires.Select(p => (p.Un, p.Autre)));
            (examines, pages, suivant) = (examines + page.Examines, pages + 1, page.Suivant);
            if (suivant is null)
            {
                break;
            }
        }

        examines.ShouldBe(6);
        pages.ShouldBe(4);
        (Guid, Guid) Paire(Guid a, Guid b) => a.CompareTo(b) < 0 ? (a, b) : (b, a);
        paires.ShouldContain(Paire(un, deux));
        paires.ShouldContain(Paire(un, inversee));
        paires.ShouldContain(Paire(un, sansDate));
        paires.ShouldNotContain(Paire(un, homonyme));
        paires.ShouldAllBe(p => p.Item1 != autre && p.Item2 != autre);
    }

    private static Effacement Effacement(Atelier atelier) => new(atelier.Base.Source, atelier.Store, TimeProvider.System);

    private static async Task RejeterAsync(Atelier atelier, Guid personne)
    {
        var lot = Guid.NewGuid();
        await atelier.Base.ExecuterAsync($"insert into accompagnement.imports (lot, compte, commence_le) values ('{lot}', 'essai', now())");
        await using var rejet = atelier.Base.Source.CreateCommand("insert into accompagnement.rejets (lot, ligne, id, flux, regle, detail, contenu) values ($1, 1, 'rejet-de-test', $2, 'r', 'd', $3)");
        rejet.Parameters.Add(new() { Value = lot });
        rejet.Parameters.Add(new() { Value = personne });
        rejet.Parameters.Add(new() { Value = atelier.Coffre.ScellerRejet(lot, 1, "Kowalczyk"u8) });
        await rejet.ExecuteNonQueryAsync();
    }

    private static async Task<string> DumpAsync(string chaine)
    {
        var c = new NpgsqlConnectionStringBuilder(chaine);
        var demarrage = new ProcessStartInfo("pg_dump", ["-h", c.Host!, "-p", $"{c.Port}", "-U", c.Username!, c.Database!]) { RedirectStandardOutput = true };
        demarrage.Environment["PGPASSWORD"] = c.Password;
        using var processus = Process.Start(demarrage)!;
        var dump = await processus.StandardOutput.ReadToEndAsync();
        await processus.WaitForExitAsync();
        processus.ExitCode.ShouldBe(0);
        return dump;
    }
}
