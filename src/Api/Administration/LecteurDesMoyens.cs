using Accompagnement.Domain.Faits;
using Npgsql;

namespace Accompagnement.Api.Administration;

/// <summary>A professional as the instance knows them today.</summary>
/// <param name="Code">The code.</param>
/// <param name="Site">Where they work; empty when nowhere.</param>
/// <param name="Etp">Their working time, in equivalents of full time.</param>
/// <param name="Absent">Away today.</param>
/// <param name="Parti">Gone.</param>
public sealed record AgentConnu(string Code, string Site, decimal? Etp, bool Absent, bool Parti);

/// <summary>The places of a structure today.</summary>
/// <param name="Code">The code.</param>
/// <param name="Places">How many were fixed.</param>
/// <param name="Bloquees">How many of them are blocked.</param>
public sealed record PlacesDeStructure(string Code, long Places, long Bloquees);

/// <summary>A reference population that is loaded.</summary>
/// <param name="Population">Its name.</param>
/// <param name="Annee">The year it holds from.</param>
/// <param name="Territoires">For how many territories.</param>
public sealed record PopulationChargee(string Population, int Annee, int Territoires);

/// <summary>What an administrator keeps up to date, as it stands.</summary>
public sealed class LecteurDesMoyens(NpgsqlDataSource source, TimeProvider horloge)
{
    /// <summary>Every professional, those in post first.</summary>
    public async Task<IReadOnlyList<AgentConnu>> AgentsAsync(CancellationToken ct)
    {
        await using var commande = DuJour("""
            select agent, coalesce(max(structure) filter (where nature = 11), ''), max(valeur) filter (where nature = 11), bool_or(nature = 13), bool_or(nature = 14)
            from faits.episodes
            where nature in (11, 13, 14) and agent is not null and du <= $1 and au > $1 and connu_a > $1
            group by agent order by bool_or(nature = 14), agent
            """);
        await using var l = await commande.ExecuteReaderAsync(ct);
        var agents = new List<AgentConnu>();
        while (await l.ReadAsync(ct))
        {
            agents.Add(new(l.GetString(0), l.GetString(1), l.IsDBNull(2) ? null : l.GetInt32(2) / 100m, l.GetBoolean(3), l.GetBoolean(4)));
        }

        return agents;
    }

    /// <summary>The places of structures that have some, by code.</summary>
    public async Task<IReadOnlyDictionary<string, PlacesDeStructure>> PlacesAsync(CancellationToken ct)
    {
        await using var commande = DuJour("""
            select structure, coalesce(sum(valeur) filter (where nature = 8), 0)::bigint, coalesce(sum(valeur) filter (where nature = 15), 0)::bigint
            from faits.episodes
            where nature in (8, 15) and structure is not null and du <= $1 and au > $1 and connu_a > $1
            group by structure
            """);
        await using var l = await commande.ExecuteReaderAsync(ct);
        var places = new Dictionary<string, PlacesDeStructure>(StringComparer.Ordinal);
        while (await l.ReadAsync(ct))
        {
            places[l.GetString(0)] = new(l.GetString(0), l.GetInt64(1), l.GetInt64(2));
        }

        return places;
    }

    /// <summary>Which reference populations are loaded, by name and year.</summary>
    public async Task<IReadOnlyList<PopulationChargee>> PopulationsAsync(CancellationToken ct)
    {
        await using var commande = source.CreateCommand("select population, annee, count(*)::int from referentiels.denominateurs group by 1, 2 order by 1, 2 desc");
        await using var l = await commande.ExecuteReaderAsync(ct);
        var populations = new List<PopulationChargee>();
        while (await l.ReadAsync(ct))
        {
            populations.Add(new(l.GetString(0), l.GetInt32(1), l.GetInt32(2)));
        }

        return populations;
    }

    private NpgsqlCommand DuJour(string sql)
    {
        var commande = source.CreateCommand(sql);
        commande.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = Calendrier.Jour(horloge.GetUtcNow()) });
        return commande;
    }
}
