using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Mesures;
using Accompagnement.EventStore.Postgres;
using Accompagnement.EventStore.Schema;
using Accompagnement.Tests.Commun;
using Npgsql;

namespace Accompagnement.EventStore.Tests;

/// <summary>The storage format is Marten 9's, word for word: what is written here is what Marten itself creates.</summary>
public sealed class FormatTests : IAsyncLifetime
{
    private const string Attendu = """
        mt_doc_deadletterevent.id uuid not null
        mt_doc_deadletterevent.data jsonb not null
        mt_doc_deadletterevent.mt_last_modified timestamp with time zone default transaction_timestamp()
        mt_doc_deadletterevent.mt_version uuid not null default (md5(((random())::text || (clock_timestamp())::text)))::uuid
        mt_doc_deadletterevent.mt_dotnet_type character varying
        mt_event_progression.name character varying not null
        mt_event_progression.last_seq_id bigint
        mt_event_progression.last_updated timestamp with time zone default transaction_timestamp()
        mt_events.seq_id bigint not null
        mt_events.id uuid not null
        mt_events.stream_id uuid
        mt_events.version bigint not null
        mt_events.data jsonb not null
        mt_events.bdata bytea
        mt_events.type character varying(500) not null
        mt_events.timestamp timestamp with time zone not null default a literal
        mt_events.tenant_id character varying default '*DEFAULT*'::character varying
        mt_events.mt_dotnet_type character varying
        mt_events.correlation_id character varying
        mt_events.causation_id character varying
        mt_events.headers jsonb
        mt_events.is_archived boolean default false
        mt_high_water_skips.ending_sequence bigint not null
        mt_high_water_skips.starting_sequence bigint not null
        mt_high_water_skips.timestamp timestamp with time zone default transaction_timestamp()
        mt_streams.id uuid not null
        mt_streams.type character varying
        mt_streams.version bigint
        mt_streams.timestamp timestamp with time zone not null default now()
        mt_streams.created timestamp with time zone not null default now()
        mt_streams.tenant_id character varying default '*DEFAULT*'::character varying
        mt_streams.is_archived boolean default false
        pkey_mt_doc_deadletterevent_id: PRIMARY KEY (id)
        pk_mt_event_progression: PRIMARY KEY (name)
        fkey_mt_events_stream_id: FOREIGN KEY (stream_id) REFERENCES mt_streams(id) ON DELETE CASCADE
        pkey_mt_events_seq_id: PRIMARY KEY (seq_id)
        pkey_mt_high_water_skips_ending_sequence: PRIMARY KEY (ending_sequence)
        pkey_mt_streams_id: PRIMARY KEY (id)
        CREATE UNIQUE INDEX pk_mt_events_stream_and_version ON public.mt_events USING btree (stream_id, version)
        sequence mt_events_sequence: start 1 increment 1 cache 1 owned by mt_events.seq_id
        mt_archive_stream(streamid uuid) returns void
        mt_mark_event_progression(name character varying, last_encountered bigint) returns void
        mt_mark_progression_with_skip(shard_name character varying, ending_sequence bigint, starting_sequence bigint) returns bigint
        mt_quick_append_events(stream uuid, stream_type character varying, tenantid character varying, event_ids uuid[], event_types character varying[], dotnet_types character varying[], bodies jsonb[], bdatas bytea[], causation_ids character varying[], correlation_ids character varying[], headers jsonb[], timestamps timestamp with time zone[], expected_version bigint DEFAULT NULL::bigint) returns bigint[]
        """;

    private BaseDeTest @base = null!;

    public async ValueTask InitializeAsync() => @base = await BaseDeTest.CreerAsync();

    public ValueTask DisposeAsync() => @base.DisposeAsync();

    [Fact]
    public async Task Tables_colonnes_index_contraintes_et_fonctions_sont_celles_de_Marten() =>
        string.Join('\n', await Format.LireAsync(@base.Source)).ShouldBe(Attendu);

    [Fact]
    public async Task Un_fait_complet_se_range_comme_le_ferait_Marten()
    {
        using var store = new PostgresEventStore(@base.Source);
        var personne = new Guid("7d8e5b8a-52d2-4a3b-9a53-2f5a3c1b0001");
        var fait = new Fait(
            Sujet.Trajectoire(personne),
            new MesureDecidee(new("7d8e5b8a-52d2-4a3b-9a53-2f5a3c1b0002"), TypeMesure.AEMO_J, Echeance: new(2015, 9, 30)),
            new(2015, 3, 2, 8, 0, 0, TimeSpan.FromHours(1)),
            new(2015, 3, 2, 18, 30, 0, TimeSpan.FromHours(2)),
            new("papier-arras", "2015/17 « é »", "AG7", "ARRAS", Canal.Papier))
        {
            Signalements = ["TARDIF"],
        };
        await store.AppendAsync(new(fait.Sujet, 0, [fait]));

        (await LigneAsync("select to_jsonb(e) - 'data' - 'headers' from mt_events e")).ShouldBe($$"""
            {"id": "{{fait.Id}}", "type": "mesure_decidee", "bdata": null, "seq_id": 1, "version": 1, "stream_id": "{{personne}}", "tenant_id": "*DEFAULT*", "timestamp": "2015-03-02T17:30:00+01:00", "is_archived": false, "causation_id": null, "correlation_id": null, "mt_dotnet_type": "Accompagnement.Domain.Mesures.MesureDecidee, Accompagnement.Domain"}
            """);
        (await LigneAsync("select data from mt_events")).ShouldBe("""
            {"type": "AEMO_J", "echeance": "2015-09-30", "mesureId": "7d8e5b8a-52d2-4a3b-9a53-2f5a3c1b0002"}
            """);
        (await LigneAsync("select headers from mt_events")).ShouldBe("""
            {"id": "2015/17 « é »", "site": "ARRAS", "time": "2015-03-02T08:00:00+01:00", "canal": "papier", "auteur": "AG7", "source": "papier-arras", "signalements": ["TARDIF"]}
            """);
        (await LigneAsync("select to_jsonb(s) - 'timestamp' - 'created' from mt_streams s")).ShouldBe($$"""
            {"id": "{{personne}}", "type": "trajectoire", "version": 1, "tenant_id": "*DEFAULT*", "is_archived": false}
            """);
    }

    [Fact]
    public async Task L_ajout_rapide_rend_la_version_puis_les_numeros()
    {
        var personne = Guid.NewGuid();
        (await RapideAsync(personne, 2, null)).ShouldBe([2, 1, 2]);
        (await RapideAsync(personne, 1, null)).ShouldBe([3, 3]);
        (await RapideAsync(personne, 1, 3)).ShouldBe([4, 4]);
        (await RapideAsync(Guid.NewGuid(), 1, 0)).ShouldBe([1, 5]);
        (await RapideAsync(personne, 0, null)).ShouldBe([4]);
    }

    [Theory]
    [InlineData(0L)]
    [InlineData(1L)]
    [InlineData(3L)]
    public async Task L_ajout_rapide_refuse_une_autre_version_sans_tirer_de_numero(long attendue)
    {
        var personne = Guid.NewGuid();
        await RapideAsync(personne, 2, null);
        (await Should.ThrowAsync<PostgresException>(() => RapideAsync(personne, 1, attendue))).SqlState.ShouldBe("MT003");
        (await RapideAsync(personne, 1, 2)).ShouldBe([3, 3]);
    }

    [Fact]
    public async Task L_ajout_rapide_refuse_un_flux_archive_et_un_autre_locataire()
    {
        var personne = Guid.NewGuid();
        await RapideAsync(personne, 1, null);
        (await Should.ThrowAsync<PostgresException>(() => RapideAsync(personne, 1, null, "ailleurs"))).SqlState.ShouldBe("P0001");
        await @base.ExecuterAsync($"select mt_archive_stream('{personne}')");
        (await Should.ThrowAsync<PostgresException>(() => RapideAsync(personne, 1, null))).SqlState.ShouldBe("MT001");
        (await @base.ValeurAsync<bool>("select bool_and(e.is_archived and s.is_archived) from mt_events e join mt_streams s on s.id = e.stream_id")).ShouldBeTrue();
    }

    [Fact]
    public async Task L_avancement_se_note_et_saute_comme_celui_de_Marten()
    {
        await @base.ExecuterAsync("select mt_mark_event_progression('Faits:All', 7)");
        await @base.ExecuterAsync("select mt_mark_event_progression('Faits:All', 9)");
        (await @base.ValeurAsync<long>("select last_seq_id from mt_event_progression where name = 'Faits:All'")).ShouldBe(9);

        (await SauterAsync(5, 5)).ShouldBe(5);
        (await SauterAsync(8, 5)).ShouldBe(8);
        (await SauterAsync(20, 5)).ShouldBe(8);
        (await @base.ValeurAsync<string>("select string_agg(starting_sequence || '-' || ending_sequence, ' ') from mt_high_water_skips")).ShouldBe("5-8");

        Task<long> SauterAsync(long fin, long debut) => @base.ValeurAsync<long>($"select mt_mark_progression_with_skip('HighWaterMark', {fin}, {debut})");
    }

    [Fact]
    public async Task L_installation_se_repete_et_se_fait_a_plusieurs_en_meme_temps()
    {
        await using var vide = await BaseDeTest.CreerVideAsync();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => SchemaInstaller.InstallAsync(vide.Source, CancellationToken.None)));
        using var store = new PostgresEventStore(vide.Source);
        await store.AppendAsync(Exemples.Ajout(Guid.NewGuid(), 0));
        await SchemaInstaller.InstallAsync(vide.Source, CancellationToken.None);

        (await store.ReadAllAsync(0, 10)).Faits.Count.ShouldBe(1);
        string.Join('\n', await Format.LireAsync(vide.Source)).ShouldBe(Attendu);
    }

    [Fact]
    public async Task Rien_de_ce_qui_est_a_nous_ne_touche_aux_tables_de_Marten() =>
        (await @base.ValeurAsync<string>("""
            select string_agg(objet, ', ') from (
                select tgname as objet from pg_trigger t join pg_class c on c.oid = tgrelid where relnamespace = 'public'::regnamespace and not tgisinternal
                union all
                select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'v', 'm', 'S') and relname not like 'mt\_%'
                union all
                select proname from pg_proc where pronamespace = 'public'::regnamespace and proname not like 'mt\_%'
                union all
                select conname from pg_constraint k join pg_class c on c.oid = k.confrelid
                where c.relnamespace = 'public'::regnamespace and k.connamespace <> 'public'::regnamespace
            ) as objets
            """)).ShouldBeNull();

    private async Task<long[]> RapideAsync(Guid flux, int n, long? attendue, string locataire = "*DEFAULT*")
    {
        await using var commande = @base.Source.CreateCommand($$"""
            select mt_quick_append_events($1, 'trajectoire', $2, array(select gen_random_uuid() from generate_series(1, {{n}})),
                array_fill('gir_evalue'::varchar, array[{{n}}]), array_fill('X, Y'::varchar, array[{{n}}]), array_fill('{"gir": 2}'::jsonb, array[{{n}}]),
                array_fill(null::bytea, array[{{n}}]), array_fill(null::varchar, array[{{n}}]), array_fill(null::varchar, array[{{n}}]),
                array_fill('null'::jsonb, array[{{n}}]), array_fill(now(), array[{{n}}]), $3)
            """);
        commande.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = flux });
        commande.Parameters.Add(new NpgsqlParameter<string> { TypedValue = locataire });
        commande.Parameters.Add(new NpgsqlParameter { Value = attendue ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Bigint });
        return (long[])(await commande.ExecuteScalarAsync())!;
    }

    private async Task<string> LigneAsync(string sql)
    {
        await using var connection = await @base.Source.OpenConnectionAsync();
        await using var commande = new NpgsqlCommand($"set timezone = 'Europe/Paris'; {sql}", connection);
        return (string)(await commande.ExecuteScalarAsync())!;
    }
}
