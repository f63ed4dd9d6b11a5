using Npgsql;
using NpgsqlTypes;

namespace Accompagnement.Api.Import;

/// <summary>What an import writes besides the facts themselves.</summary>
public sealed partial class ServiceImport
{
    /// <summary>Writes, in the transaction of a batch, its secrets, merges and rejected lines.</summary>
    private async Task EcrireAsync(
        Lot lot, SuiviDImport suivi, NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(connection, transaction);
        foreach (var commande in await coffre.ScellerAsync(lot.Secrets, connection, ct))
        {
            batch.BatchCommands.Add(commande);
        }

        if (lot.Refuses.Count > 0)
        {
            // A refused fact stays unknown: mended and sent again under the same id, it must be judged again.
            batch.BatchCommands.Add(new("delete from accompagnement.faits_connus where id = any($1)")
            {
                Parameters = { Tableau(lot.IdsRefuses()) },
            });
            batch.BatchCommands.Add(Rejets(lot, suivi));
        }

        foreach (var commande in EcritureFusions.Commandes(lot.Fusions))
        {
            batch.BatchCommands.Add(commande);
        }

        if (batch.BatchCommands.Count > 0)
        {
            await batch.ExecuteNonQueryAsync(ct);
        }
    }

    private NpgsqlBatchCommand Rejets(Lot lot, SuiviDImport suivi)
    {
        var refuses = lot.Refuses;
        return new("""
            insert into accompagnement.rejets (lot, ligne, id, flux, regle, detail, valeur, champ, contenu)
            select $1, u.* from unnest($2, $3, $4, $5, $6, $7, $8, $9) as u (ligne, id, flux, regle, detail, valeur, champ, contenu)
            """)
        {
            Parameters =
            {
                Valeur(suivi.Lot),
                Tableau([.. refuses.Select(r => r.Ligne.Numero)]),
                Tableau([.. refuses.Select(r => SansNul(r.Ligne.Lecture.Identifiant))]),
                Tableau([.. refuses.Select(r => r.Ligne.Lecture.Fait?.Sujet.Flux)]),
                Tableau([.. refuses.Select(r => r.Refus.Regle)]),
                Tableau([.. refuses.Select(r => r.Refus.Detail)]),
                Tableau([.. refuses.Select(r => SansNul(r.Refus.Valeur))]),
                Tableau([.. refuses.Select(r => r.Refus.Champ)]),
                new NpgsqlParameter<byte[]?[]>
                {
                    TypedValue = [.. refuses.Select(r => r.Ligne.Octets is { } octets ? coffre.ScellerRejet(suivi.Lot, r.Ligne.Numero, octets) : null)],
                    NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea,
                },
            },
        };
    }

    /// <summary>PostgreSQL's text has no NUL character.</summary>
    private static string? SansNul(string? texte) => texte?.Replace('\0', '\uFFFD');

    private async Task OuvrirAsync(SuiviDImport suivi, CancellationToken ct)
    {
        await using var commande = source.CreateCommand("insert into accompagnement.imports (lot, compte, commence_le) values ($1, $2, $3)");
        commande.Parameters.Add(Valeur(suivi.Lot));
        commande.Parameters.Add(Valeur(suivi.Compte));
        commande.Parameters.Add(Valeur(suivi.Commence.UtcDateTime));
        await commande.ExecuteNonQueryAsync(ct);
    }

    private async Task<BilanImport> FermerAsync(SuiviDImport suivi, CancellationToken ct)
    {
        await using var commande = source.CreateCommand("""
            with fin as (
                update accompagnement.imports set termine_le = $2, acceptes = $3, deja_connus = $4, rejetes = $5 where lot = $1
            )
            select coalesce(max(seq_id), 0) from public.mt_events
            """);
        commande.Parameters.Add(Valeur(suivi.Lot));
        commande.Parameters.Add(Valeur(horloge.GetUtcNow().UtcDateTime));
        commande.Parameters.Add(Valeur(suivi.Acceptes));
        commande.Parameters.Add(Valeur(suivi.DejaConnus));
        commande.Parameters.Add(Valeur(suivi.Rejetes));
        var derniere = (long)(await commande.ExecuteScalarAsync(ct))!;
        LogFin(suivi.Lot, suivi.Acceptes, suivi.DejaConnus, suivi.Rejetes, suivi.Secondes);
        return new(suivi.Lot, suivi.Acceptes, suivi.DejaConnus, suivi.Rejetes, suivi.Position > 0 ? suivi.Position : derniere, suivi.Rejets);
    }

    /// <summary>The rejected lines of an import, in order, with their content unsealed.</summary>
    public async IAsyncEnumerable<(Rejet Rejet, byte[]? Contenu)> RejetsAsync(
        Guid lot, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        await using var commande = source.CreateCommand("select ligne, id, regle, detail, valeur, champ, contenu from accompagnement.rejets where lot = $1 order by ligne");
        commande.Parameters.Add(Valeur(lot));
        await using var lignes = await commande.ExecuteReaderAsync(ct);
        while (await lignes.ReadAsync(ct))
        {
            var rejet = new Rejet(lignes.GetInt64(0), Texte(1), lignes.GetString(2), lignes.GetString(3), Texte(4), Texte(5));
            yield return (rejet, lignes.IsDBNull(6) ? null : coffre.OuvrirRejet(lot, rejet.Ligne, lignes.GetFieldValue<byte[]>(6)));
        }

        string? Texte(int colonne) => lignes.IsDBNull(colonne) ? null : lignes.GetString(colonne);
    }

    private static NpgsqlParameter<T> Valeur<T>(T valeur) => new() { TypedValue = valeur };

    private static NpgsqlParameter<T[]> Tableau<T>(T[] valeurs) => new() { TypedValue = valeurs };
}
