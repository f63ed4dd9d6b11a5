using System.Buffers.Binary;
using System.Security.Cryptography;
using Npgsql;

namespace Accompagnement.EventStore.Traces;

/// <summary>
/// Seals the events in pages, in their order: each page is the SHA-256 of the page before and of the fingerprint of every event in
/// it, computed on what is stored, so erasing a person's key changes nothing. To be run now and then by a background job.
/// </summary>
public sealed class SceauDesEvenements(NpgsqlDataSource source, IEventStore store)
{
    /// <summary>Positions per page.</summary>
    public const int Page = 1000;

    /// <summary>A position and the first eight bytes of the event's fingerprint: enough to name the row that changed.</summary>
    internal const int Repere = 16;

    /// <summary>Seals all that is settled and not sealed yet, one short transaction per page.</summary>
    /// <returns>How many events were sealed.</returns>
    public async Task<long> ScellerAsync(CancellationToken ct = default)
    {
        // Up to here no event can appear any more: a page is sealed once and for ever.
        var regle = await store.SettleAsync(ct);
        var total = 0L;
        while (await PageAsync(regle, ct) is { } lignes)
        {
            total += lignes;
        }

        return total;
    }

    private async Task<int?> PageAsync(long regle, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using (var verrou = new NpgsqlCommand("select pg_advisory_xact_lock(hashtext('traces.scellements'))", connection, transaction))
        {
            await verrou.ExecuteNonQueryAsync(ct);
        }

        var (numero, de, precedente) = (0L, 1L, new byte[32]);
        await using (var derniere = new NpgsqlCommand("select numero, jusqua + 1, empreinte from traces.scellements order by numero desc limit 1", connection, transaction))
        await using (var ligne = await derniere.ExecuteReaderAsync(ct))
        {
            if (await ligne.ReadAsync(ct))
            {
                (numero, de, precedente) = (ligne.GetInt64(0), ligne.GetInt64(1), ligne.GetFieldValue<byte[]>(2));
            }
        }

        if (de > regle)
        {
            return null;
        }

        var jusqua = Math.Min(regle, de + Page - 1);
        var evenements = await EmpreintesAsync(connection, de, jusqua, ct);
        var (reperes, empreinte) = Sceau(precedente, de, jusqua, evenements);
        await using var sceller = new NpgsqlCommand("insert into traces.scellements (numero, de, jusqua, lignes, reperes, empreinte) values ($1, $2, $3, $4, $5, $6)", connection, transaction)
        {
            Parameters =
            {
                new NpgsqlParameter<long> { TypedValue = numero + 1 },
                new NpgsqlParameter<long> { TypedValue = de },
                new NpgsqlParameter<long> { TypedValue = jusqua },
                new NpgsqlParameter<int> { TypedValue = evenements.Count },
                new NpgsqlParameter<byte[]> { TypedValue = reperes },
                new NpgsqlParameter<byte[]> { TypedValue = empreinte },
            },
        };
        await sceller.ExecuteNonQueryAsync(ct);
        await transaction.CommitAsync(ct);
        return evenements.Count;
    }

    internal static async Task<List<(long Position, byte[] Empreinte)>> EmpreintesAsync(NpgsqlConnection connection, long de, long jusqua, CancellationToken ct)
    {
        await using var commande = new NpgsqlCommand("select e.seq_id, traces.empreinte_evenement(e) from public.mt_events e where seq_id between $1 and $2 order by seq_id", connection)
        {
            Parameters = { new NpgsqlParameter<long> { TypedValue = de }, new NpgsqlParameter<long> { TypedValue = jusqua } },
            CommandTimeout = 0,
        };
        await using var lignes = await commande.ExecuteReaderAsync(ct);
        var empreintes = new List<(long, byte[])>();
        while (await lignes.ReadAsync(ct))
        {
            empreintes.Add((lignes.GetInt64(0), lignes.GetFieldValue<byte[]>(1)));
        }

        return empreintes;
    }

    internal static (byte[] Reperes, byte[] Empreinte) Sceau(ReadOnlySpan<byte> precedente, long de, long jusqua, List<(long Position, byte[] Empreinte)> evenements)
    {
        var reperes = new byte[evenements.Count * Repere];
        using var hachage = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hachage.AppendData(precedente);
        Span<byte> bornes = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(bornes, de);
        BinaryPrimitives.WriteInt64BigEndian(bornes[8..], jusqua);
        hachage.AppendData(bornes);
        for (var i = 0; i < evenements.Count; i++)
        {
            var repere = reperes.AsSpan(i * Repere, Repere);
            BinaryPrimitives.WriteInt64BigEndian(repere, evenements[i].Position);
            evenements[i].Empreinte.AsSpan(0, 8).CopyTo(repere[8..]);
            hachage.AppendData(repere[..8]);
            hachage.AppendData(evenements[i].Empreinte);
        }

        return (reperes, hachage.GetHashAndReset());
    }
}
