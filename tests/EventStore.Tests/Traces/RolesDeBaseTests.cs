using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;
using Accompagnement.EventStore.Coffre;
using Accompagnement.EventStore.Postgres;
using Accompagnement.EventStore.Schema;
using Accompagnement.EventStore.Tests.Coffre;
using Accompagnement.EventStore.Traces;
using Npgsql;

namespace Accompagnement.EventStore.Tests.Traces;

public sealed class RolesDeBaseTests
{
    [Fact]
    public async Task L_application_travaille_et_ne_peut_ni_changer_ni_retirer_un_evenement_ni_une_trace()
    {
        await using var atelier = await Atelier.OuvrirAsync();
        await RolesDeBase.InstallerAsync(atelier.Base.Source);
        await RolesDeBase.InstallerAsync(atelier.Base.Source);
        await using var source = NpgsqlDataSource.Create(RolesDeBase.SousLeRole(atelier.Base.Chaine, RolesDeBase.Application));

        // Everything an instance does with its facts, its coffre and its traces, under that role.
        var coffre = new CoffreFort(source, atelier.Trousseau);
        using var store = new PostgresEventStore(source);
        await coffre.VerifierAsync(default);
        var personne = Guid.NewGuid();
        var identite = Atelier.SecretIdentite(new("Dupré"));
        await using (var connection = await source.OpenConnectionAsync())
        {
            await store.AppendAsync(
                new(Sujet.Trajectoire(personne), 0, [Atelier.Fait(personne, new PersonneInscrite(Sexe.F, new Mois(1980, 4), new(identite.Id)))]),
                await coffre.ScellerAsync([new(personne, identite)], connection, default));
            await using var transaction = await connection.BeginTransactionAsync();
            await store.AppendManyAsync([Atelier.Fait(personne, new DossierClos())], new Dictionary<Guid, long> { [personne] = 1 }, transaction);
            await transaction.CommitAsync();
        }

        (await store.ReadAllAsync(0, 10)).Faits.Count.ShouldBe(2);
        (await new RechercheDePersonnes(source, coffre).ChercherAsync("dupre")).ShouldHaveSingleItem();
        await using (var journal = new JournalDesTraces(source))
        {
            await journal.NoterDurablementAsync(new(NatureTrace.Consultation, new DateTimeOffset(2026, 1, 5, 9, 0, 0, TimeSpan.Zero), "a", null, "Referent", [personne], "dossier"));
        }

        (await new SceauDesEvenements(source, store).ScellerAsync()).ShouldBe(2);
        await new RotationDesCles(source, atelier.Trousseau).ExecuterAsync();
        await new Effacement(source, store, TimeProvider.System).EffacerAsync(personne, "DROIT-EFFACEMENT");
        (await new Verification(source).ExecuterAsync()).Anomalie.ShouldBeNull();

        foreach (var sql in new[]
        {
            "update public.mt_events set data = '{}'", "delete from public.mt_events", "truncate public.mt_events cascade", "delete from public.mt_streams",
            "select public.mt_archive_stream(id) from public.mt_streams", "update traces.journal set compte = 'x'", "delete from traces.journal",
            "delete from traces.tete", "insert into traces.depart (numero, empreinte) values (1, '')", "update traces.scellements set lignes = 0",
            "alter table public.mt_events drop column data", "drop table coffre.cles",
        })
        {
            (await RefusAsync(source, sql)).ShouldBe(PostgresErrorCodes.InsufficientPrivilege, sql);
        }
    }

    [Fact]
    public async Task Les_statistiques_ne_lisent_que_leur_schema()
    {
        await using var atelier = await Atelier.OuvrirAsync();
        await atelier.Base.ExecuterAsync("create schema statistiques; create table statistiques.avant as select 1 as n");
        await RolesDeBase.InstallerAsync(atelier.Base.Source);
        await atelier.Base.ExecuterAsync("create table statistiques.apres as select 2 as n");
        await using var source = NpgsqlDataSource.Create(RolesDeBase.SousLeRole(atelier.Base.Chaine, RolesDeBase.Statistiques));
        await using var lire = source.CreateCommand("select (select n from statistiques.avant) + (select n from statistiques.apres)");
        (await lire.ExecuteScalarAsync()).ShouldBe(3);
        foreach (var sql in new[]
        {
            "select * from public.mt_events", "select * from public.mt_streams", "select * from coffre.recherche", "select * from traces.journal",
            "select * from accompagnement.imports", "insert into statistiques.avant values (3)", "create table public.essai (n int)",
        })
        {
            (await RefusAsync(source, sql)).ShouldBe(PostgresErrorCodes.InsufficientPrivilege, sql);
        }
    }

    private static async Task<string?> RefusAsync(NpgsqlDataSource source, string sql)
    {
        try
        {
            await using var commande = source.CreateCommand(sql);
            await commande.ExecuteNonQueryAsync();
            return null;
        }
        catch (PostgresException e)
        {
            return e.SqlState;
        }
    }
}
