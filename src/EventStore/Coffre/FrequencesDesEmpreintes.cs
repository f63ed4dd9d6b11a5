using System.Collections.Frozen;
using Npgsql;

namespace Accompagnement.EventStore.Coffre;

/// <summary>
/// How common each fingerprint is, from a sample renewed now and then: a search looks up the rarest ones of a name, so that it
/// reads hundreds of rows and not every "Marie".
/// </summary>
internal sealed class FrequencesDesEmpreintes(NpgsqlDataSource source, TimeProvider horloge)
{
    private const int Echantillon = 20_000;
    private static readonly TimeSpan Validite = TimeSpan.FromMinutes(30);
    private readonly Lock exclusif = new();
    private Task<Mesure>? mesure;

    /// <summary>The share of all rows that have each fingerprint, for those common enough to be seen.</summary>
    public Task<Mesure> LireAsync(CancellationToken ct)
    {
        lock (exclusif)
        {
            // Measured once for all who wait: none of them may cancel it for the others.
            if (mesure is null || mesure.IsFaulted || (mesure.IsCompletedSuccessfully && horloge.GetUtcNow() - mesure.Result.Le >= Validite))
            {
                mesure = MesurerAsync();
            }

            return mesure.WaitAsync(ct);
        }
    }

    private async Task<Mesure> MesurerAsync()
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var compter = new NpgsqlCommand("select greatest(reltuples, 0)::bigint from pg_class where oid = 'coffre.recherche'::regclass", connection);
        var lignes = (long)(await compter.ExecuteScalarAsync())!;
        var part = lignes <= Echantillon ? 100.0 : 100.0 * Echantillon / lignes;
        await using var lire = new NpgsqlCommand("""
            with e as materialized (select empreintes from coffre.recherche tablesample system ($1) limit $2),
                 n as (select count(*) as n from e)
            select u, count(*)::float8 / n.n from e, unnest(e.empreintes) as u, n group by u, n.n having count(*) > 5
            """, connection)
        {
            Parameters = { new NpgsqlParameter<float> { TypedValue = (float)part }, new NpgsqlParameter<int> { TypedValue = 2 * Echantillon } },
        };
        var parts = new Dictionary<int, double>();
        await using (var resultat = await lire.ExecuteReaderAsync())
        {
            while (await resultat.ReadAsync())
            {
                parts[resultat.GetInt32(0)] = resultat.GetDouble(1);
            }
        }

        return new(horloge.GetUtcNow(), Math.Max(lignes, 1), parts.ToFrozenDictionary());
    }

    internal sealed record Mesure(DateTimeOffset Le, long Lignes, FrozenDictionary<int, double> Parts)
    {
        /// <summary>About how many rows have this fingerprint; one too rare to be seen counts for a few.</summary>
        public double Attendues(int empreinte) => Lignes * Parts.GetValueOrDefault(empreinte, 0.0002);
    }
}
