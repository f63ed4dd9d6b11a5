using Accompagnement.Projections.Faits;
using Npgsql;
using NpgsqlTypes;

namespace Accompagnement.Projections.Moteur;

/// <summary>Reads and writes the tables of facts of one schema: the one in service, or the one being rebuilt beside it.</summary>
internal sealed class TablesDeFaits(string schema)
{
    public const string EnService = "faits";
    public const string EnConstruction = "faits_neuf";

    private const string ColonnesEpisodes =
        "nature, type, du, au, connu_de, connu_a, flux, objet, foyer, commune, naissance, sexe, debut, fin, valeur, agent, structure";

    private const string ColonnesActes = "nature, type, jour, connu_de, connu_a, flux, objet, foyer, commune, naissance, sexe, valeur, agent, structure";

    public string Schema => schema;

    /// <summary>Opens a COPY into the episodes.</summary>
    public Task<NpgsqlBinaryImporter> CopierEpisodesAsync(NpgsqlConnection connection, CancellationToken ct) =>
        connection.BeginBinaryImportAsync($"copy {schema}.episodes ({ColonnesEpisodes}) from stdin (format binary)", ct);

    /// <summary>Opens a COPY into the acts.</summary>
    public Task<NpgsqlBinaryImporter> CopierActesAsync(NpgsqlConnection connection, CancellationToken ct) =>
        connection.BeginBinaryImportAsync($"copy {schema}.actes ({ColonnesActes}) from stdin (format binary)", ct);

    public static void Ecrire(NpgsqlBinaryImporter copie, in LigneConnue connue)
    {
        var ligne = connue.Ligne;
        copie.StartRow();
        copie.Write((short)ligne.Nature, NpgsqlDbType.Smallint);
        copie.Write(ligne.Type, NpgsqlDbType.Smallint);
        Jour(copie, ligne.Du);
        if (!ligne.EstActe)
        {
            Jour(copie, ligne.Au);
        }

        Jour(copie, connue.ConnuDe);
        Jour(copie, connue.ConnuA);
        copie.Write(ligne.Flux, NpgsqlDbType.Uuid);
        copie.Write(ligne.Objet, NpgsqlDbType.Uuid);
        Nullable(copie, ligne.Foyer, NpgsqlDbType.Uuid);
        copie.Write(ligne.Commune, NpgsqlDbType.Smallint);
        Nullable(copie, ligne.Naissance, NpgsqlDbType.Smallint);
        copie.Write((short)ligne.Sexe, NpgsqlDbType.Smallint);
        if (!ligne.EstActe)
        {
            copie.Write(ligne.Debut, NpgsqlDbType.Boolean);
            copie.Write(ligne.Fin, NpgsqlDbType.Boolean);
        }

        Nullable(copie, ligne.Valeur, NpgsqlDbType.Integer);
        Texte(copie, ligne.Agent);
        Texte(copie, ligne.Structure);
    }

    /// <summary>The rows of some streams, with where each stands.</summary>
    public async Task<List<(NpgsqlTid Place, LigneConnue Ligne)>> LireAsync(
        Guid[] flux, NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken ct)
    {
        var lignes = new List<(NpgsqlTid, LigneConnue)>();
        await using var batch = new NpgsqlBatch(connection, transaction)
        {
            BatchCommands =
            {
                new($"select ctid, {ColonnesEpisodes} from {schema}.episodes where flux = any($1)") { Parameters = { new NpgsqlParameter<Guid[]> { TypedValue = flux } } },
                new($"select ctid, {ColonnesActes} from {schema}.actes where flux = any($1)") { Parameters = { new NpgsqlParameter<Guid[]> { TypedValue = flux } } },
            },
        };
        await using var lecteur = await batch.ExecuteReaderAsync(ct);
        while (await lecteur.ReadAsync(ct))
        {
            lignes.Add((lecteur.GetFieldValue<NpgsqlTid>(0), Episode(lecteur)));
        }

        await lecteur.NextResultAsync(ct);
        while (await lecteur.ReadAsync(ct))
        {
            lignes.Add((lecteur.GetFieldValue<NpgsqlTid>(0), Acte(lecteur)));
        }

        return lignes;
    }

    /// <summary>Deletes rows by their place, as read in the same transaction.</summary>
    public async Task SupprimerAsync(List<NpgsqlTid> episodes, List<NpgsqlTid> actes, NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(connection, transaction);
        Ajouter("episodes", episodes);
        Ajouter("actes", actes);
        if (batch.BatchCommands.Count > 0)
        {
            await batch.ExecuteNonQueryAsync(ct);
        }

        void Ajouter(string table, List<NpgsqlTid> places)
        {
            if (places.Count > 0)
            {
                batch.BatchCommands.Add(new($"delete from {schema}.{table} where ctid = any($1::text[]::tid[])")
                {
                    Parameters = { new NpgsqlParameter<string[]> { TypedValue = [.. places.Select(p => $"({p.BlockNumber},{p.OffsetNumber})")] } },
                });
            }
        }
    }

    private static LigneConnue Episode(NpgsqlDataReader l) => new(
        new Ligne(
            (Nature)l.GetInt16(1), l.GetInt16(2), Jour(l, 3), Jour(l, 4), l.GetGuid(7), l.GetGuid(8), l.IsDBNull(9) ? null : l.GetGuid(9),
            l.GetInt16(10), l.IsDBNull(11) ? null : l.GetInt16(11), (byte)l.GetInt16(12), l.GetBoolean(13), l.GetBoolean(14),
            l.IsDBNull(15) ? null : l.GetInt32(15), l.IsDBNull(16) ? null : l.GetString(16), l.IsDBNull(17) ? null : l.GetString(17)),
        Jour(l, 5),
        Jour(l, 6));

    private static LigneConnue Acte(NpgsqlDataReader l) => new(
        new Ligne(
            (Nature)l.GetInt16(1), l.GetInt16(2), Jour(l, 3), Ligne.Acte, l.GetGuid(6), l.GetGuid(7), l.IsDBNull(8) ? null : l.GetGuid(8),
            l.GetInt16(9), l.IsDBNull(10) ? null : l.GetInt16(10), (byte)l.GetInt16(11), true, true,
            l.IsDBNull(12) ? null : l.GetInt32(12), l.IsDBNull(13) ? null : l.GetString(13), l.IsDBNull(14) ? null : l.GetString(14)),
        Jour(l, 4),
        Jour(l, 5));

    private static int Jour(NpgsqlDataReader l, int colonne) =>
        l.GetFieldValue<DateOnly>(colonne) is var jour && jour == DateOnly.MaxValue ? Ligne.SansFin : jour.DayNumber;

    /// <summary>The greatest date stands for "infinity" on the way in and out.</summary>
    private static void Jour(NpgsqlBinaryImporter copie, int jour) =>
        copie.Write(jour == Ligne.SansFin ? DateOnly.MaxValue : DateOnly.FromDayNumber(jour), NpgsqlDbType.Date);

    private static void Nullable<T>(NpgsqlBinaryImporter copie, T? valeur, NpgsqlDbType type)
        where T : struct
    {
        if (valeur is { } v)
        {
            copie.Write(v, type);
        }
        else
        {
            copie.WriteNull();
        }
    }

    private static void Texte(NpgsqlBinaryImporter copie, string? texte)
    {
        if (texte is null)
        {
            copie.WriteNull();
        }
        else
        {
            copie.Write(texte, NpgsqlDbType.Text);
        }
    }
}
