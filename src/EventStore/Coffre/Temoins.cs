using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Accompagnement.EventStore.Coffre;

/// <summary>
/// The values sealed under each wrapping key in use: a start with a key that does not open them is refused, for it would mix two
/// coffres and lose what the second one seals.
/// </summary>
internal static class Temoins
{
    private const long Verrou = 0x434F46465245;
    private static readonly byte[] Clair = Encoding.ASCII.GetBytes("accompagnement");

    /// <summary>Checks the keys against the database and marks the one in use; one process at a time.</summary>
    /// <exception cref="CoffreFermeException">A key is missing, or is not the one.</exception>
    public static async Task VerifierAsync(NpgsqlDataSource source, Trousseau trousseau, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using (var verrou = new NpgsqlCommand($"select pg_advisory_xact_lock({Verrou})", connection, transaction))
        {
            await verrou.ExecuteNonQueryAsync(ct);
        }

        await ControlerAsync("select null::uuid, enveloppe, temoin from coffre.temoins", connection, trousseau, ct);

        // A coffre without its marks, after a partial restore: one of its keys of each version says the same.
        await ControlerAsync("select distinct on (enveloppe) titulaire, enveloppe, cle from coffre.cles where not exists (select from coffre.temoins)", connection, trousseau, ct);
        using var aes = Scellement.Aes(trousseau.Enveloppe(trousseau.EnUsage));
        await using var marquer = new NpgsqlCommand("insert into coffre.temoins (enveloppe, temoin) values ($1, $2) on conflict do nothing", connection, transaction)
        {
            Parameters =
            {
                new NpgsqlParameter<short> { TypedValue = trousseau.EnUsage },
                new NpgsqlParameter<byte[]> { TypedValue = Scellement.Sceller(aes, Clair, Scellement.Lien(Guid.Empty, Guid.Empty, trousseau.EnUsage)) },
            },
        };
        await marquer.ExecuteNonQueryAsync(ct);
        await transaction.CommitAsync(ct);
    }

    private static async Task ControlerAsync(string sql, NpgsqlConnection connection, Trousseau trousseau, CancellationToken ct)
    {
        await using var commande = new NpgsqlCommand(sql, connection);
        await using var lignes = await commande.ExecuteReaderAsync(ct);
        while (await lignes.ReadAsync(ct))
        {
            var version = lignes.GetInt16(1);
            using var aes = Scellement.Aes(trousseau.Enveloppe(version));
            try
            {
                Scellement.Ouvrir(aes, lignes.GetFieldValue<byte[]>(2), Scellement.Lien(lignes.IsDBNull(0) ? Guid.Empty : lignes.GetGuid(0), Guid.Empty, version));
            }
            catch (CryptographicException e)
            {
                throw new CoffreFermeException("The wrapping key is not the one this database's coffre was closed with.", e);
            }
        }
    }
}
