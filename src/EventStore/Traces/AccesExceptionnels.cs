using System.Text;
using Accompagnement.Domain.Acces;
using Accompagnement.Domain.Faits;
using Accompagnement.EventStore.Coffre;
using Npgsql;

namespace Accompagnement.EventStore.Traces;

/// <summary>An exceptional access as its supervisor is told of it.</summary>
/// <param name="Id">Its identifier.</param>
/// <param name="Personne">The file.</param>
/// <param name="Acces">Who, from when until when.</param>
/// <param name="Compte">The account.</param>
/// <param name="Motif">The reason; null once the person's data was erased.</param>
/// <param name="VuPar">The supervisor who has read this notice.</param>
public sealed record AvisAccesExceptionnel(Guid Id, Guid Personne, AccesExceptionnel Acces, string Compte, string? Motif, string? VuPar);

/// <summary>Opens files by exception, and tells the supervisors.</summary>
public sealed class AccesExceptionnels(NpgsqlDataSource source, CoffreFort coffre, JournalDesTraces journal)
{
    private const string Colonnes = "id, personne, agent, ouvert_le, expire_le, compte, motif, vu_par";

    /// <summary>Opens a file for a written reason. The access, its reason and its trace are on disk when this returns.</summary>
    /// <exception cref="TraceNonEcriteException">The trace could not be written: the file stays closed.</exception>
    public async Task<(AccesExceptionnel? Acces, Refus? Refus)> OuvrirAsync(
        Compte compte, Guid personne, string? motif, DateTimeOffset maintenant, string? adresse = null, CancellationToken ct = default)
    {
        var (acces, refus) = AccesExceptionnel.Ouvrir(compte, motif, maintenant);
        if (acces is null)
        {
            await journal.NoterAsync(Trace.De(NatureTrace.Refus, compte, maintenant, [personne], "acces-exceptionnel", refus!.Regle, adresse), ct);
            return (null, refus);
        }

        // Traced first: were the rest to fail, the trace would tell of an attempt; the other way round, an access would be untold.
        var id = Guid.CreateVersion7();
        await journal.NoterDurablementAsync(Trace.De(NatureTrace.AccesExceptionnel, compte, maintenant, [personne], $"acces-exceptionnel/{id:D}", nameof(TitreAcces.AccesExceptionnel), adresse), ct);
        var secret = new Secret(Guid.NewGuid(), NatureSecret.Texte, Encoding.UTF8.GetBytes(motif!.Trim()));
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using var batch = new NpgsqlBatch(connection, transaction);
        foreach (var commande in await coffre.ScellerAsync([new(personne, secret)], connection, ct))
        {
            batch.BatchCommands.Add(commande);
        }

        batch.BatchCommands.Add(new("""
            insert into traces.acces_exceptionnels (id, personne, compte, agent, sites, services, motif, ouvert_le, expire_le)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            """)
        {
            Parameters =
            {
                Valeur(id),
                Valeur(personne),
                Valeur(compte.Nom),
                Valeur(acces.Agent),
                Valeur(compte.Sites.ToArray()),
                Valeur(compte.Services.ToArray()),
                Valeur(secret.Id),
                Valeur(acces.OuvertLe.UtcDateTime),
                Valeur(acces.ExpireLe.UtcDateTime),
            },
        });
        await batch.ExecuteNonQueryAsync(ct);
        await transaction.CommitAsync(ct);
        return (acces, null);
    }

    /// <summary>The accesses that let somebody into a file now: what <see cref="BesoinDEnConnaitre"/> looks at.</summary>
    public async Task<IReadOnlyList<AccesExceptionnel>> OuvertsAsync(Guid personne, DateTimeOffset maintenant, CancellationToken ct = default)
    {
        await using var commande = source.CreateCommand("select agent, ouvert_le, expire_le from traces.acces_exceptionnels where personne = $1 and expire_le > $2 and ouvert_le <= $2");
        commande.Parameters.Add(Valeur(personne));
        commande.Parameters.Add(Valeur(maintenant.UtcDateTime));
        await using var lignes = await commande.ExecuteReaderAsync(ct);
        var acces = new List<AccesExceptionnel>();
        while (await lignes.ReadAsync(ct))
        {
            acces.Add(new(lignes.GetString(0), lignes.GetFieldValue<DateTimeOffset>(1), lignes.GetFieldValue<DateTimeOffset>(2)));
        }

        return acces;
    }

    /// <summary>The notices that a supervisor has to read: of agents of their sites and services, all of them without any.</summary>
    public async Task<IReadOnlyList<AvisAccesExceptionnel>> AvisAsync(Compte superviseur, bool dejaVus = false, int max = 200, CancellationToken ct = default)
    {
        if (superviseur.Role != RoleCompte.Superviseur)
        {
            return [];
        }

        var avis = new List<(AvisAccesExceptionnel Avis, Guid Motif)>();
        await using (var commande = source.CreateCommand($"""
            select {Colonnes} from traces.acces_exceptionnels
            where (cardinality($1::text[]) = 0 or sites && $1) and (cardinality($2::text[]) = 0 or services && $2) and ($3 or vu_le is null)
            order by ouvert_le desc limit $4
            """))
        {
            commande.Parameters.Add(Valeur(superviseur.Sites.ToArray()));
            commande.Parameters.Add(Valeur(superviseur.Services.ToArray()));
            commande.Parameters.Add(Valeur(dejaVus));
            commande.Parameters.Add(Valeur(max));
            await using var lignes = await commande.ExecuteReaderAsync(ct);
            while (await lignes.ReadAsync(ct))
            {
                var acces = new AccesExceptionnel(lignes.GetString(2), lignes.GetFieldValue<DateTimeOffset>(3), lignes.GetFieldValue<DateTimeOffset>(4));
                avis.Add((new(lignes.GetGuid(0), lignes.GetGuid(1), acces, lignes.GetString(5), null, lignes.IsDBNull(7) ? null : lignes.GetString(7)), lignes.GetGuid(6)));
            }
        }

        var motifs = await coffre.TextesAsync([.. avis.Select(a => a.Avis.Personne).Distinct()], ct);
        return [.. avis.Select(a => a.Avis with { Motif = motifs.GetValueOrDefault(a.Motif) })];
    }

    /// <summary>A supervisor has read a notice; nobody reads their own.</summary>
    public async Task<bool> MarquerVuAsync(Guid id, Compte superviseur, DateTimeOffset maintenant, CancellationToken ct = default)
    {
        if (superviseur.Role != RoleCompte.Superviseur)
        {
            return false;
        }

        await using var commande = source.CreateCommand("""
            update traces.acces_exceptionnels set vu_par = $2, vu_le = $3
            where id = $1 and vu_le is null and compte <> $2
              and (cardinality($4::text[]) = 0 or sites && $4) and (cardinality($5::text[]) = 0 or services && $5)
            """);
        commande.Parameters.Add(Valeur(id));
        commande.Parameters.Add(Valeur(superviseur.Nom));
        commande.Parameters.Add(Valeur(maintenant.UtcDateTime));
        commande.Parameters.Add(Valeur(superviseur.Sites.ToArray()));
        commande.Parameters.Add(Valeur(superviseur.Services.ToArray()));
        return await commande.ExecuteNonQueryAsync(ct) == 1;
    }

    private static NpgsqlParameter<T> Valeur<T>(T valeur) => new() { TypedValue = valeur };
}
