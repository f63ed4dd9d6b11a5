using System.Globalization;
using Accompagnement.Domain.Acces;
using Npgsql;

namespace Accompagnement.Api.Acces;

/// <summary>Finds who is in a household, as far as an account may see them.</summary>
public sealed class LecteurDesFoyers(NpgsqlDataSource source, GardeDAcces garde)
{
    private const int MembresAuPlus = 100;

    /// <summary>Who ever was of these households, with what the account may see of each file.</summary>
    public async Task<IReadOnlyCollection<AccesAuDossier>> ConnusAsync(IReadOnlyCollection<Guid> foyers, Compte compte, CancellationToken ct)
    {
        var candidats = new List<Guid>();
        await using (var commande = source.CreateCommand("""
            select distinct stream_id from public.mt_events
            where type in ('foyer_rejoint', 'evenement_rectifie') and coalesce(data ->> 'foyerId', data -> 'donnees' ->> 'foyerId') = any($1)
            limit $2
            """))
        {
            commande.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. foyers.Select(f => f.ToString("D", CultureInfo.InvariantCulture))] });
            commande.Parameters.Add(new NpgsqlParameter<int> { TypedValue = MembresAuPlus });
            await using var lignes = await commande.ExecuteReaderAsync(ct);
            while (await lignes.ReadAsync(ct))
            {
                candidats.Add(lignes.GetGuid(0));
            }
        }

        return candidats.Count == 0
            ? []
            : [.. (await garde.DeciderAsync(candidats, compte, ct)).Values.DistinctBy(a => a.Famille.Personne)];
    }
}
