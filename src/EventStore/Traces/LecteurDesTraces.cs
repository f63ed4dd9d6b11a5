using System.Runtime.CompilerServices;
using Npgsql;

namespace Accompagnement.EventStore.Traces;

/// <summary>Reads traces: the list that a person can be given, and what is needed to remove the oldest.</summary>
public sealed class LecteurDesTraces(NpgsqlDataSource source)
{
    internal const string Colonnes = "numero, id, instant, nature, compte, agent, role, personnes, objet, titre, adresse, empreinte";

    /// <summary>Who saw this person's data, latest first.</summary>
    /// <param name="personne">The person; absorbed files are asked for one by one.</param>
    /// <param name="avant">Traces before this instant only, to read page by page.</param>
    /// <param name="max">How many at most.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<IReadOnlyList<Trace>> QuiAVuAsync(Guid personne, DateTimeOffset? avant = null, int max = 500, CancellationToken ct = default)
    {
        await using var commande = source.CreateCommand(
            $"select {Colonnes} from traces.journal where personnes @> array[$1] and ($2::timestamptz is null or instant < $2) order by instant desc, numero desc limit $3");
        commande.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = personne });
        commande.Parameters.Add(new NpgsqlParameter { Value = (object?)avant?.UtcDateTime ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.TimestampTz });
        commande.Parameters.Add(new NpgsqlParameter<int> { TypedValue = max });
        await using var lignes = await commande.ExecuteReaderAsync(ct);
        var traces = new List<Trace>();
        while (await lignes.ReadAsync(ct))
        {
            traces.Add(Lire(lignes));
        }

        return traces;
    }

    /// <summary>
    /// Removes the traces older than a date (six months to a year: CNIL, délibération 2021-122) and moves the beginning of the
    /// chain, which still proves itself from there. Needs the owner's rights: the application's role may not.
    /// </summary>
    public async Task<long> PurgerAsync(DateTimeOffset avant, CancellationToken ct = default)
    {
        // The chain is cut at one place: the last number such that all before it is old.
        await using var commande = source.CreateCommand("""
            with verrou as materialized (select numero from traces.tete for update),
                 limite as (
                     select coalesce((select min(numero) - 1 from traces.journal where instant >= $1), (select numero from verrou)) as numero
                 ),
                 depart as (
                     insert into traces.depart (numero, empreinte)
                     select j.numero, j.empreinte from traces.journal j join limite using (numero)
                     on conflict (unique_ligne) do update set numero = excluded.numero, empreinte = excluded.empreinte, purge_le = now()
                     returning numero
                 ),
                 effaces as (delete from traces.journal j using depart where j.numero <= depart.numero returning 1)
            select count(*) from effaces
            """);
        commande.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = avant.UtcDateTime });
        commande.CommandTimeout = 0;
        return (long)(await commande.ExecuteScalarAsync(ct))!;
    }

    /// <summary>Every row in the order of its number, with the fingerprint it carries.</summary>
    internal async IAsyncEnumerable<(long Numero, Trace? Trace, byte[] Empreinte)> ToutesAsync([EnumeratorCancellation] CancellationToken ct)
    {
        await using var commande = source.CreateCommand($"select {Colonnes} from traces.journal order by numero");
        commande.CommandTimeout = 0;
        await using var lignes = await commande.ExecuteReaderAsync(ct);
        while (await lignes.ReadAsync(ct))
        {
            // A nature that this code does not know was not written by it.
            var connue = Enum.TryParse<NatureTrace>(lignes.GetString(3), out _);
            yield return (lignes.GetInt64(0), connue ? Lire(lignes) : null, lignes.GetFieldValue<byte[]>(11));
        }
    }

    internal static Trace Lire(NpgsqlDataReader ligne) => new(
        Enum.Parse<NatureTrace>(ligne.GetString(3)),
        ligne.GetFieldValue<DateTimeOffset>(2),
        ligne.GetString(4),
        Texte(ligne, 5),
        ligne.GetString(6),
        ligne.GetFieldValue<Guid[]>(7),
        ligne.GetString(8),
        Texte(ligne, 9),
        Texte(ligne, 10))
    {
        Id = ligne.GetGuid(1),
    };

    private static string? Texte(NpgsqlDataReader ligne, int colonne) => ligne.IsDBNull(colonne) ? null : ligne.GetString(colonne);
}
