using System.Globalization;
using System.Runtime.CompilerServices;
using Accompagnement.Domain.Faits;
using Npgsql;
using NpgsqlTypes;

namespace Accompagnement.EventStore.Postgres;

/// <summary>The store on PostgreSQL, in Marten 9's tables.</summary>
/// <remarks>
/// One append is one round trip: the stream's row, its events and whatever must be written with them are sent as one implicit
/// transaction. Many appends go by binary COPY.
/// </remarks>
public sealed class PostgresEventStore(NpgsqlDataSource source) : IEventStore, IDisposable
{
    private const string ViolationUnicite = "23505";
    private const string Conflit = "AC409";

    /// <summary>The column in which an append gives the numbers of its facts.</summary>
    internal const string Numero = "seq_id";

    private const string Creer = """
        with s as (
            insert into public.mt_streams (id, type, version, timestamp, tenant_id)
            values ($1, $2, cardinality($3), now(), '*DEFAULT*')
            returning id
        )
        insert into public.mt_events (seq_id, id, stream_id, version, data, type, tenant_id, timestamp, mt_dotnet_type, headers, is_archived)
        select nextval('public.mt_events_sequence'), u.id, s.id, u.ord, u.data, u.type, '*DEFAULT*', u.ts, u.dotnet, u.headers, false
        from s, unnest($3, $4, $5, $6, $7, $8) with ordinality as u (id, type, dotnet, data, ts, headers, ord)
        returning seq_id
        """;

    private const string Prolonger = """
        with s as (
            update public.mt_streams set version = version + cardinality($3), timestamp = now()
            where id = $1 and version = $2 and not is_archived
            returning id
        ), e as (
            insert into public.mt_events (seq_id, id, stream_id, version, data, type, tenant_id, timestamp, mt_dotnet_type, headers, is_archived)
            select nextval('public.mt_events_sequence'), u.id, s.id, $2 + u.ord, u.data, u.type, '*DEFAULT*', u.ts, u.dotnet, u.headers, false
            from s, unnest($3, $4, $5, $6, $7, $8) with ordinality as u (id, type, dotnet, data, ts, headers, ord)
            returning seq_id
        )
        select seq_id from e
        union all
        select accompagnement.conflit($1) where not exists (select from s)
        """;

    private const string CreerFlux = """
        insert into public.mt_streams (id, type, version, timestamp, tenant_id)
        select u.id, u.type, u.version, now(), '*DEFAULT*' from unnest($1, $2, $3) as u (id, type, version)
        on conflict (id) do nothing
        returning id
        """;

    // Rows are locked in one order, so that two imports that meet wait for each other instead of blocking each other. It is a
    // statement of its own: joined to the update, the planner compares every stream with every other.
    private const string VerrouillerFlux = "select count(*) from (select from public.mt_streams where id = any($1) order by id for update) verrou";

    private const string ProlongerFlux = """
        update public.mt_streams s set version = s.version + u.n, timestamp = now()
        from unnest($1, $2, $3) as u (id, attendue, n)
        where s.id = u.id and s.version = u.attendue and not s.is_archived
        returning s.id
        """;

    private const string Copier = """
        copy public.mt_events (seq_id, id, stream_id, version, data, type, tenant_id, timestamp, mt_dotnet_type, headers, is_archived)
        from stdin (format binary)
        """;

    private const string LireFlux = $"select {FaitEnLigne.Colonnes} from public.mt_events where stream_id = $1 order by version";

    private const string LirePlusieursFlux = $"select {FaitEnLigne.Colonnes} from public.mt_events where stream_id = any($1) order by stream_id, version";

    // All events are sorted, not read by the index: there each is on another page of a table that may not fit in memory (ten million events: 113 s
    // of rebuild instead of 196). The sort may take so much before it goes through files; both settings end with the query they travel with.
    private const string EnTriant = "select set_config('work_mem', '256MB', true), set_config('enable_indexscan', 'off', true)";

    private readonly OrderedReader lecteur = new(source);
    private readonly AjoutsGroupes groupes = new(source);

    public async Task<long> AppendAsync(Ajout ajout, IReadOnlyList<NpgsqlBatchCommand>? avec = null, CancellationToken ct = default)
    {
        ArgumentOutOfRangeException.ThrowIfZero(ajout.Faits.Count);
        try
        {
            return await groupes.AjouterAsync([.. avec ?? [], Commande(ajout)], ct);
        }
        catch (PostgresException e) when (EstConflit(e))
        {
            throw new VersionConflictException([ajout.Sujet.Flux], e);
        }
    }

    public async Task<long> AppendManyAsync(
        IReadOnlyList<Fait> faits, IReadOnlyDictionary<Guid, long> versions, NpgsqlTransaction transaction, CancellationToken ct = default)
    {
        var connection = transaction.Connection ?? throw new InvalidOperationException("The transaction is over.");
        var suivantes = new Dictionary<Guid, (long Version, string Type)>(versions.Count);
        foreach (var fait in faits)
        {
            var version = suivantes.TryGetValue(fait.Sujet.Flux, out var s) ? s.Version : versions[fait.Sujet.Flux];
            suivantes[fait.Sujet.Flux] = (version + 1, Sujet.NomDe(fait.Sujet.Nature));
        }

        var positions = await ReserverAsync(connection, transaction, suivantes, versions, faits.Count, ct);
        await using var copie = await CopieBinaire.OuvrirAsync(connection, Copier, ct);
        var courantes = new Dictionary<Guid, long>(versions);
        for (var i = 0; i < faits.Count; i++)
        {
            var fait = faits[i];
            var type = TypeEvenement.De(fait.Evenement);
            copie.Ligne(11);
            copie.Ecrire(positions[i]);
            copie.Ecrire(fait.Id);
            copie.Ecrire(fait.Sujet.Flux);
            copie.Ecrire(courantes[fait.Sujet.Flux] += 1);
            copie.Json(type.Ecrire(fait.Evenement));
            copie.Ecrire(type.NomStocke);
            copie.Ecrire("*DEFAULT*");
            copie.Ecrire(fait.Saisi.UtcDateTime);
            copie.Ecrire(type.NomDotNet);
            copie.Json(FaitEnLigne.Entetes(fait));
            copie.Ecrire(false);
            await copie.EnvoyerAsync(ct);
        }

        await copie.TerminerAsync(ct);
        return positions.Length == 0 ? 0 : positions[^1];
    }

    /// <summary>Moves the streams to their new versions and draws one number per fact, in one round trip.</summary>
    private static async Task<long[]> ReserverAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Dictionary<Guid, (long Version, string Type)> suivantes,
        IReadOnlyDictionary<Guid, long> versions, int n, CancellationToken ct)
    {
        // New streams too are made in one order.
        var flux = suivantes.Keys.Order().ToArray();
        var nouveaux = flux.Where(f => versions[f] == 0).ToArray();
        var prolonges = flux.Where(f => versions[f] > 0).ToArray();
        await using var batch = new NpgsqlBatch(connection, transaction);
        batch.BatchCommands.Add(new(CreerFlux)
        {
            Parameters =
            {
                Parametre(nouveaux),
                Parametre(nouveaux.Select(f => suivantes[f].Type).ToArray()),
                Parametre(nouveaux.Select(f => suivantes[f].Version).ToArray()),
            },
        });
        batch.BatchCommands.Add(new(VerrouillerFlux) { Parameters = { Parametre(prolonges) } });
        batch.BatchCommands.Add(new(ProlongerFlux)
        {
            Parameters =
            {
                Parametre(prolonges),
                Parametre(prolonges.Select(f => versions[f]).ToArray()),
                Parametre(prolonges.Select(f => suivantes[f].Version - versions[f]).ToArray()),
            },
        });
        batch.BatchCommands.Add(new("select nextval('public.mt_events_sequence') from generate_series(1, $1)") { Parameters = { Parametre(n) } });

        var ecrits = new HashSet<Guid>(flux.Length);
        var positions = new List<long>(n);
        await using (var resultat = await batch.ExecuteReaderAsync(ct))
        {
            // New streams, locks, extended streams, numbers: in the order of the commands.
            await LireAsync(r => ecrits.Add(r.GetGuid(0)));
            await LireAsync(_ => { });
            await LireAsync(r => ecrits.Add(r.GetGuid(0)));
            await LireAsync(r => positions.Add(r.GetInt64(0)));

            async Task LireAsync(Action<NpgsqlDataReader> ligne)
            {
                while (await resultat.ReadAsync(ct))
                {
                    ligne(resultat);
                }

                await resultat.NextResultAsync(ct);
            }
        }

        return ecrits.Count == flux.Length
            ? [.. positions]
            : throw new VersionConflictException([.. flux.Where(f => !ecrits.Contains(f))]);
    }

    public async Task<IReadOnlyList<FaitEnregistre>> ReadStreamAsync(Guid flux, CancellationToken ct = default)
    {
        var faits = new List<FaitEnregistre>();
        await foreach (var fait in LireAsync(LireFlux, Parametre(flux), ct))
        {
            faits.Add(fait);
        }

        return faits;
    }

    public IAsyncEnumerable<FaitEnregistre> ReadStreamsAsync(IReadOnlyCollection<Guid> flux, CancellationToken ct = default) =>
        LireAsync(LirePlusieursFlux, Parametre(flux as Guid[] ?? [.. flux]), ct);

    public async IAsyncEnumerable<FaitEnregistre> ReadByStreamAsync(long jusqua, [EnumeratorCancellation] CancellationToken ct = default)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using (var reglages = new NpgsqlCommand(EnTriant, connection, transaction))
        {
            await reglages.ExecuteNonQueryAsync(ct);
        }

        // A COPY takes no parameters; what is asked is a number.
        var requete = string.Create(CultureInfo.InvariantCulture, $"select {FaitEnLigne.Colonnes} from public.mt_events where seq_id <= {jusqua} order by stream_id, version");
        await using var lignes = await LectureBinaire.OuvrirAsync(connection, requete, FaitEnLigne.NombreDeColonnes, ct);
        while (await lignes.AvancerAsync(ct))
        {
            if (FaitEnLigne.Lire(lignes) is { } fait)
            {
                yield return fait;
            }
        }
    }

    public Task<PageDuJournal> ReadAllAsync(long apres, int max, CancellationToken ct = default) => lecteur.ReadAsync(apres, max, ct);

    public Task<long> SettleAsync(CancellationToken ct = default) => lecteur.SettleAsync(ct);

    public void Dispose()
    {
        lecteur.Dispose();
        groupes.Dispose();
    }

    private async IAsyncEnumerable<FaitEnregistre> LireAsync(string sql, NpgsqlParameter parametre, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var commande = source.CreateCommand(sql);
        commande.CommandTimeout = 0;
        commande.Parameters.Add(parametre);
        await using var lignes = await commande.ExecuteReaderAsync(ct);
        while (await lignes.ReadAsync(ct))
        {
            if (FaitEnLigne.Lire(lignes) is { } fait)
            {
                yield return fait;
            }
        }
    }

    private static bool EstConflit(PostgresException e) =>
        e.SqlState == Conflit
        || (e.SqlState == ViolationUnicite && e.ConstraintName is "pkey_mt_streams_id" or "pk_mt_events_stream_and_version" or "cles_pkey");

    private static NpgsqlBatchCommand Commande(Ajout ajout)
    {
        var n = ajout.Faits.Count;
        var (ids, types, dotnet, donnees, instants, entetes) = (new Guid[n], new string[n], new string[n], new byte[n][], new DateTime[n], new byte[n][]);
        for (var i = 0; i < n; i++)
        {
            var fait = ajout.Faits[i];
            var type = TypeEvenement.De(fait.Evenement);
            (ids[i], types[i], dotnet[i]) = (fait.Id, type.NomStocke, type.NomDotNet);
            (donnees[i], instants[i], entetes[i]) = (type.Ecrire(fait.Evenement), fait.Saisi.UtcDateTime, FaitEnLigne.Entetes(fait));
        }

        var nouveau = ajout.VersionAttendue == 0;
        var commande = new NpgsqlBatchCommand(nouveau ? Creer : Prolonger);
        commande.Parameters.Add(Parametre(ajout.Sujet.Flux));
        commande.Parameters.Add(nouveau ? Parametre(Sujet.NomDe(ajout.Sujet.Nature)) : Parametre(ajout.VersionAttendue));
        commande.Parameters.Add(Parametre(ids));
        commande.Parameters.Add(Parametre(types));
        commande.Parameters.Add(Parametre(dotnet));
        commande.Parameters.Add(Parametre(donnees, NpgsqlDbType.Array | NpgsqlDbType.Jsonb));
        commande.Parameters.Add(Parametre(instants, NpgsqlDbType.Array | NpgsqlDbType.TimestampTz));
        commande.Parameters.Add(Parametre(entetes, NpgsqlDbType.Array | NpgsqlDbType.Jsonb));
        return commande;
    }

    private static NpgsqlParameter<T> Parametre<T>(T valeur) => new() { TypedValue = valeur };

    private static NpgsqlParameter<T> Parametre<T>(T valeur, NpgsqlDbType type) => new() { TypedValue = valeur, NpgsqlDbType = type };
}
