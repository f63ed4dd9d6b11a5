using Accompagnement.EventStore.Postgres;
using Accompagnement.Projections.Faits;
using Npgsql;

namespace Accompagnement.Projections.Moteur;

/// <summary>Reads and writes the tables of facts of one schema: the one in service, or the one being rebuilt beside it.</summary>
internal sealed class TablesDeFaits(string schema)
{
    public const string EnService = "faits";
    public const string EnConstruction = "faits_neuf";

    private const string ColonnesEpisodes =
        "nature, type, du, au, connu_de, connu_a, flux, objet, foyer, commune, naissance, sexe, debut, fin, valeur, agent, structure";

    private const string ColonnesActes = "nature, type, jour, connu_de, connu_a, flux, objet, foyer, commune, naissance, sexe, valeur, agent, structure";

    private static readonly short ColonnesDUnEpisode = (short)ColonnesEpisodes.Split(',').Length;
    private static readonly short ColonnesDUnActe = (short)ColonnesActes.Split(',').Length;
    private static readonly (string Nom, string Colonnes) Episodes = ("episodes", ColonnesEpisodes);
    private static readonly (string Nom, string Colonnes) Actes = ("actes", ColonnesActes);

    public string Schema => schema;

    /// <summary>Opens a COPY into the episodes.</summary>
    public Task<CopieBinaire> CopierEpisodesAsync(NpgsqlConnection connection, CancellationToken ct) => CopierAsync(Episodes, "", connection, ct);

    /// <summary>Opens a COPY into the acts.</summary>
    public Task<CopieBinaire> CopierActesAsync(NpgsqlConnection connection, CancellationToken ct) => CopierAsync(Actes, "", connection, ct);

    /// <summary>
    /// Empties the episodes, and opens a COPY whose rows are seen by everybody as soon as the transaction, which must be open, is committed:
    /// nobody has to go through them again to find out.
    /// </summary>
    public Task<CopieBinaire> RemplirEpisodesAsync(NpgsqlConnection connection, CancellationToken ct) => RemplirAsync(Episodes, connection, ct);

    /// <summary>The same for the acts.</summary>
    public Task<CopieBinaire> RemplirActesAsync(NpgsqlConnection connection, CancellationToken ct) => RemplirAsync(Actes, connection, ct);

    private async Task<CopieBinaire> RemplirAsync((string Nom, string Colonnes) table, NpgsqlConnection connection, CancellationToken ct)
    {
        await using var vider = new NpgsqlCommand($"truncate {schema}.{table.Nom}", connection);
        await vider.ExecuteNonQueryAsync(ct);
        return await CopierAsync(table, ", freeze", connection, ct);
    }

    private Task<CopieBinaire> CopierAsync((string Nom, string Colonnes) table, string options, NpgsqlConnection connection, CancellationToken ct) =>
        CopieBinaire.OuvrirAsync(connection, $"copy {schema}.{table.Nom} ({table.Colonnes}) from stdin (format binary{options})", ct);

    /// <summary>Puts a row with those of its table.</summary>
    public static void Ecrire(LignesBinaires copie, in LigneConnue connue)
    {
        var ligne = connue.Ligne;
        copie.Ligne(ligne.EstActe ? ColonnesDUnActe : ColonnesDUnEpisode);
        copie.Ecrire((short)ligne.Nature);
        copie.Ecrire(ligne.Type);
        copie.Ecrire(Date(ligne.Du));
        if (!ligne.EstActe)
        {
            copie.Ecrire(Date(ligne.Au));
        }

        copie.Ecrire(Date(connue.ConnuDe));
        copie.Ecrire(Date(connue.ConnuA));
        copie.Ecrire(ligne.Flux);
        copie.Ecrire(ligne.Objet);
        copie.Ecrire(ligne.Foyer);
        copie.Ecrire(ligne.Commune);
        copie.Ecrire(ligne.Naissance);
        copie.Ecrire((short)ligne.Sexe);
        if (!ligne.EstActe)
        {
            copie.Ecrire(ligne.Debut);
            copie.Ecrire(ligne.Fin);
        }

        copie.Ecrire(ligne.Valeur);
        copie.Ecrire(ligne.Agent);
        copie.Ecrire(ligne.Structure);
    }

    /// <summary>The rows of some streams.</summary>
    public async Task<List<LigneConnue>> LireAsync(Guid[] flux, NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken ct)
    {
        var lignes = new List<LigneConnue>();
        await using var batch = new NpgsqlBatch(connection, transaction)
        {
            BatchCommands =
            {
                new($"select {ColonnesEpisodes} from {schema}.episodes where flux = any($1)") { Parameters = { new NpgsqlParameter<Guid[]> { TypedValue = flux } } },
                new($"select {ColonnesActes} from {schema}.actes where flux = any($1)") { Parameters = { new NpgsqlParameter<Guid[]> { TypedValue = flux } } },
            },
        };
        await using var lecteur = await batch.ExecuteReaderAsync(ct);
        while (await lecteur.ReadAsync(ct))
        {
            lignes.Add(Episode(lecteur));
        }

        await lecteur.NextResultAsync(ct);
        while (await lecteur.ReadAsync(ct))
        {
            lignes.Add(Acte(lecteur));
        }

        return lignes;
    }

    /// <summary>Deletes every row equal to one of some rows, which are all different.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> SupprimerAsync(IReadOnlyCollection<LigneConnue> lignes, NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken ct)
    {
        if (lignes.Count == 0)
        {
            return 0;
        }

        await using var batch = new NpgsqlBatch(connection, transaction);

        // By the index of the files, however many rows there are: going through a table that holds years would cost seconds for each page of events.
        batch.BatchCommands.Add(new("select set_config('enable_seqscan', 'off', true), set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true)"));
        if (lignes.Where(l => !l.Ligne.EstActe).ToArray() is { Length: > 0 } episodes)
        {
            batch.BatchCommands.Add(new($"""
                delete from {schema}.episodes as e using unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17) as l ({ColonnesEpisodes})
                where e.flux = l.flux and ({Colonnes("e", ColonnesEpisodes)}) is not distinct from ({Colonnes("l", ColonnesEpisodes)})
                """)
            {
                Parameters =
                {
                    Tableau(episodes, l => (short)l.Ligne.Nature), Tableau(episodes, l => l.Ligne.Type), Tableau(episodes, l => Date(l.Ligne.Du)),
                    Tableau(episodes, l => Date(l.Ligne.Au)), Tableau(episodes, l => Date(l.ConnuDe)), Tableau(episodes, l => Date(l.ConnuA)),
                    Tableau(episodes, l => l.Ligne.Flux), Tableau(episodes, l => l.Ligne.Objet), Tableau(episodes, l => l.Ligne.Foyer),
                    Tableau(episodes, l => l.Ligne.Commune), Tableau(episodes, l => l.Ligne.Naissance), Tableau(episodes, l => (short)l.Ligne.Sexe),
                    Tableau(episodes, l => l.Ligne.Debut), Tableau(episodes, l => l.Ligne.Fin), Tableau(episodes, l => l.Ligne.Valeur),
                    Tableau(episodes, l => l.Ligne.Agent), Tableau(episodes, l => l.Ligne.Structure),
                },
            });
        }

        if (lignes.Where(l => l.Ligne.EstActe).ToArray() is { Length: > 0 } actes)
        {
            batch.BatchCommands.Add(new($"""
                delete from {schema}.actes as a using unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) as l ({ColonnesActes})
                where a.flux = l.flux and ({Colonnes("a", ColonnesActes)}) is not distinct from ({Colonnes("l", ColonnesActes)})
                """)
            {
                Parameters =
                {
                    Tableau(actes, l => (short)l.Ligne.Nature), Tableau(actes, l => l.Ligne.Type), Tableau(actes, l => Date(l.Ligne.Du)),
                    Tableau(actes, l => Date(l.ConnuDe)), Tableau(actes, l => Date(l.ConnuA)), Tableau(actes, l => l.Ligne.Flux),
                    Tableau(actes, l => l.Ligne.Objet), Tableau(actes, l => l.Ligne.Foyer), Tableau(actes, l => l.Ligne.Commune),
                    Tableau(actes, l => l.Ligne.Naissance), Tableau(actes, l => (short)l.Ligne.Sexe), Tableau(actes, l => l.Ligne.Valeur),
                    Tableau(actes, l => l.Ligne.Agent), Tableau(actes, l => l.Ligne.Structure),
                },
            });
        }

        return await batch.ExecuteNonQueryAsync(ct);
    }

    private static string Colonnes(string de, string colonnes) => string.Join(", ", colonnes.Split(", ").Select(c => $"{de}.{c}"));

    private static NpgsqlParameter<T[]> Tableau<T>(LigneConnue[] lignes, Converter<LigneConnue, T> valeur) => new() { TypedValue = Array.ConvertAll(lignes, valeur) };

    private static LigneConnue Episode(NpgsqlDataReader l) => new(
        new Ligne(
            (Nature)l.GetInt16(0), l.GetInt16(1), Jour(l, 2), Jour(l, 3), l.GetGuid(6), l.GetGuid(7), l.IsDBNull(8) ? null : l.GetGuid(8),
            l.GetInt16(9), l.IsDBNull(10) ? null : l.GetInt16(10), (byte)l.GetInt16(11), l.GetBoolean(12), l.GetBoolean(13),
            l.IsDBNull(14) ? null : l.GetInt32(14), l.IsDBNull(15) ? null : l.GetString(15), l.IsDBNull(16) ? null : l.GetString(16)),
        Jour(l, 4),
        Jour(l, 5));

    private static LigneConnue Acte(NpgsqlDataReader l) => new(
        new Ligne(
            (Nature)l.GetInt16(0), l.GetInt16(1), Jour(l, 2), Ligne.Acte, l.GetGuid(5), l.GetGuid(6), l.IsDBNull(7) ? null : l.GetGuid(7),
            l.GetInt16(8), l.IsDBNull(9) ? null : l.GetInt16(9), (byte)l.GetInt16(10), true, true,
            l.IsDBNull(11) ? null : l.GetInt32(11), l.IsDBNull(12) ? null : l.GetString(12), l.IsDBNull(13) ? null : l.GetString(13)),
        Jour(l, 3),
        Jour(l, 4));

    private static int Jour(NpgsqlDataReader l, int colonne) =>
        l.GetFieldValue<DateOnly>(colonne) is var jour && jour == DateOnly.MaxValue ? Ligne.SansFin : jour.DayNumber;

    /// <summary>The greatest date stands for "infinity" on the way in and out.</summary>
    private static DateOnly Date(int jour) => jour == Ligne.SansFin ? DateOnly.MaxValue : DateOnly.FromDayNumber(jour);
}
