using Npgsql;

namespace Accompagnement.Projections.Publications;

/// <summary>Keeps publications: the database refuses that one is changed or erased.</summary>
internal sealed class RegistreDesPublications(NpgsqlDataSource source)
{
    private const string Colonnes = "id, titre, mode, publiee_le, auteur, position, vu_au, empreinte, retiree_le, retiree_par, motif";

    public async Task AjouterAsync(Publication publication, string contenu, CancellationToken ct)
    {
        await using var commande = source.CreateCommand("""
            insert into publications.publications (id, titre, mode, publiee_le, auteur, position, vu_au, empreinte, contenu)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            """);
        commande.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = publication.Id });
        commande.Parameters.Add(new NpgsqlParameter<string> { TypedValue = publication.Titre });
        commande.Parameters.Add(new NpgsqlParameter<string> { TypedValue = publication.Mode });
        commande.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = publication.PublieeLe.UtcDateTime });
        commande.Parameters.Add(new NpgsqlParameter<string> { TypedValue = publication.Auteur });
        commande.Parameters.Add(new NpgsqlParameter<long> { TypedValue = publication.Position });
        commande.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = publication.VuAu });
        commande.Parameters.Add(new NpgsqlParameter<string> { TypedValue = publication.Empreinte });
        commande.Parameters.Add(new NpgsqlParameter<string> { TypedValue = contenu });
        await commande.ExecuteNonQueryAsync(ct);
    }

    /// <summary>The latest first, a page at a time; those with exact values only for who may see them.</summary>
    /// <param name="exactes">Whether those with exact values are listed too.</param>
    /// <param name="avant">The cursor given with the page before.</param>
    /// <param name="max">How many at most.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<(IReadOnlyList<Publication> Publications, long? Suivant)> ListerAsync(bool exactes, long? avant, int max, CancellationToken ct)
    {
        await using var commande = source.CreateCommand($"""
            select {Colonnes}, numero from publications.publications where ($1 or mode = 'diffusion') and ($2::bigint is null or numero < $2)
            order by numero desc limit $3
            """);
        commande.Parameters.Add(new NpgsqlParameter<bool> { TypedValue = exactes });
        commande.Parameters.Add(new NpgsqlParameter { Value = (object?)avant ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Bigint });
        commande.Parameters.Add(new NpgsqlParameter<int> { TypedValue = max + 1 });
        await using var lignes = await commande.ExecuteReaderAsync(ct);
        var publications = new List<(Publication Publication, long Numero)>();
        while (await lignes.ReadAsync(ct))
        {
            publications.Add((Lire(lignes), lignes.GetInt64(11)));
        }

        var page = publications.Take(max).ToArray();
        return ([.. page.Select(p => p.Publication)], publications.Count > max ? page[^1].Numero : null);
    }

    public async Task<(Publication Publication, string Contenu)?> LireAsync(Guid id, CancellationToken ct)
    {
        await using var commande = source.CreateCommand($"select {Colonnes}, contenu from publications.publications where id = $1");
        commande.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
        await using var lignes = await commande.ExecuteReaderAsync(ct);
        return await lignes.ReadAsync(ct) ? (Lire(lignes), lignes.GetString(11)) : null;
    }

    /// <summary>The addresses of the cells that publications with exact values already show.</summary>
    public async Task<IReadOnlyList<string>> ContenusExactsAsync(CancellationToken ct)
    {
        await using var commande = source.CreateCommand("select contenu from publications.publications where mode = 'suppression'");
        await using var lignes = await commande.ExecuteReaderAsync(ct);
        var contenus = new List<string>();
        while (await lignes.ReadAsync(ct))
        {
            contenus.Add(lignes.GetString(0));
        }

        return contenus;
    }

    /// <summary>Withdraws a publication; false when it was already.</summary>
    public async Task<bool> RetirerAsync(Guid id, string compte, string motif, DateTimeOffset instant, CancellationToken ct)
    {
        await using var commande = source.CreateCommand(
            "update publications.publications set retiree_le = $2, retiree_par = $3, motif = $4 where id = $1 and retiree_le is null");
        commande.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
        commande.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = instant.UtcDateTime });
        commande.Parameters.Add(new NpgsqlParameter<string> { TypedValue = compte });
        commande.Parameters.Add(new NpgsqlParameter<string> { TypedValue = motif });
        return await commande.ExecuteNonQueryAsync(ct) == 1;
    }

    private static Publication Lire(NpgsqlDataReader l) => new(
        l.GetGuid(0), l.GetString(1), l.GetString(2), l.GetFieldValue<DateTimeOffset>(3), l.GetString(4), l.GetInt64(5), l.GetFieldValue<DateOnly>(6), l.GetString(7),
        l.IsDBNull(8) ? null : l.GetFieldValue<DateTimeOffset>(8), l.IsDBNull(9) ? null : l.GetString(9), l.IsDBNull(10) ? null : l.GetString(10));
}
