using Npgsql;
using NpgsqlTypes;

namespace Accompagnement.EventStore.Coffre;

/// <summary>
/// Wraps the keys of all persons under the wrapping key in use, without reading any data. It can be interrupted at any moment
/// and started again; the application works on meanwhile, with both versions in its key file.
/// </summary>
public sealed class RotationDesCles(NpgsqlDataSource source, Trousseau trousseau)
{
    private const int Page = 1000;

    /// <summary>Keys still wrapped under another version than the one in use.</summary>
    public async Task<long> ResteAsync(CancellationToken ct = default)
    {
        await using var commande = source.CreateCommand("select count(*) from coffre.cles where enveloppe <> $1");
        commande.Parameters.Add(EnUsage());
        return (long)(await commande.ExecuteScalarAsync(ct))!;
    }

    /// <summary>Re-wraps what remains, then forgets the marks of the versions no key uses any more.</summary>
    /// <param name="progres">Told how many keys were re-wrapped so far.</param>
    /// <param name="ct">Interrupts between two pages; what was done stays done.</param>
    /// <returns>How many keys were re-wrapped.</returns>
    /// <exception cref="CoffreFermeException">The key file lacks a version that some keys are wrapped with.</exception>
    public async Task<long> ExecuterAsync(IProgress<long>? progres = null, CancellationToken ct = default)
    {
        var total = 0L;
        var passe = -1L;

        // Another process that still wraps under the old version can add a key behind the cursor: passes go on until one finds none.
        while (passe != 0)
        {
            passe = 0;
            Guid? derniere = Guid.Empty;
            while (derniere is { } apres)
            {
                (derniere, var n) = await PageAsync(apres, ct);
                passe += n;
                progres?.Report(total + passe);
            }

            total += passe;
        }

        await using var oublier = source.CreateCommand("""
            delete from coffre.temoins t
            where enveloppe <> $1 and not exists (select from coffre.cles c where c.enveloppe = t.enveloppe)
            """);
        oublier.Parameters.Add(EnUsage());
        await oublier.ExecuteNonQueryAsync(ct);
        return total;
    }

    private async Task<(Guid? Derniere, int Nombre)> PageAsync(Guid apres, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var titulaires = new List<Guid>();
        var enveloppees = new List<byte[]>();
        using var aesEnUsage = Scellement.Aes(trousseau.Enveloppe(trousseau.EnUsage));
        await using (var lire = new NpgsqlCommand(
            $"select titulaire, enveloppe, cle from coffre.cles where titulaire > $2 and enveloppe <> $1 order by titulaire limit {Page} for update", connection, transaction))
        {
            lire.Parameters.Add(EnUsage());
            lire.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = apres });
            await using var lignes = await lire.ExecuteReaderAsync(ct);
            while (await lignes.ReadAsync(ct))
            {
                var (titulaire, version) = (lignes.GetGuid(0), lignes.GetInt16(1));
                using var aes = Scellement.Aes(trousseau.Enveloppe(version));
                var cle = Scellement.Ouvrir(aes, lignes.GetFieldValue<byte[]>(2), Scellement.Lien(titulaire, Guid.Empty, version));
                titulaires.Add(titulaire);
                enveloppees.Add(Scellement.Sceller(aesEnUsage, cle, Scellement.Lien(titulaire, Guid.Empty, trousseau.EnUsage)));
            }
        }

        if (titulaires.Count == 0)
        {
            return (null, 0);
        }

        await using var ecrire = new NpgsqlCommand(
            "update coffre.cles c set enveloppe = $1, cle = u.cle from unnest($2, $3) as u (titulaire, cle) where c.titulaire = u.titulaire", connection, transaction)
        {
            Parameters =
            {
                EnUsage(),
                new NpgsqlParameter<Guid[]> { TypedValue = [.. titulaires] },
                new NpgsqlParameter<byte[][]> { TypedValue = [.. enveloppees], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea },
            },
        };
        await ecrire.ExecuteNonQueryAsync(ct);
        await transaction.CommitAsync(ct);
        return (titulaires[^1], titulaires.Count);
    }

    private NpgsqlParameter<short> EnUsage() => new() { TypedValue = trousseau.EnUsage };
}
