using System.Collections.Frozen;
using Accompagnement.Domain.Faits;
using Accompagnement.EventStore.Coffre;
using Npgsql;
using NpgsqlTypes;

namespace Accompagnement.Api.Pages;

/// <summary>The names of structures and of professionals, as the screens write them.</summary>
public sealed class Repertoire(NpgsqlDataSource source, LecteurIdentites identites, TimeProvider horloge)
{
    private static readonly TimeSpan Fraicheur = TimeSpan.FromMinutes(1);

    private Lecture? lu;

    /// <summary>A structure: its code, its kind and its name.</summary>
    public sealed record StructureConnue(string Code, string? Type, string Nom);

    /// <summary>Every structure that facts speak of, by code.</summary>
    public async Task<IReadOnlyDictionary<string, StructureConnue>> StructuresAsync(CancellationToken ct)
    {
        // Two readers at once read twice: harmless, and rarer than a lock is costly.
        if (lu is not { } deja || horloge.GetUtcNow() - deja.LuLe > Fraicheur)
        {
            lu = deja = new(horloge.GetUtcNow(), await LireAsync(ct));
        }

        return deja.Structures;
    }

    /// <summary>The sites of the département's own social services, by code.</summary>
    public async Task<IReadOnlyList<StructureConnue>> SitesAsync(CancellationToken ct) =>
        [.. (await StructuresAsync(ct)).Values.Where(s => s.Type == "mds").OrderBy(s => s.Code, StringComparer.Ordinal)];

    /// <summary>The name of a structure; its code when it has none.</summary>
    public async Task<string> NommerAsync(string? code, CancellationToken ct) =>
        string.IsNullOrEmpty(code) ? "Sans service" : (await StructuresAsync(ct)).GetValueOrDefault(code)?.Nom ?? code;

    /// <summary>« Prénom Nom » of agents, by code; the code where the name is not known.</summary>
    public async Task<IReadOnlyDictionary<string, string>> AgentsAsync(IEnumerable<string> codes, CancellationToken ct)
    {
        var distincts = codes.Where(c => c.Length > 0).Distinct(StringComparer.Ordinal).ToDictionary(c => c, c => Sujet.Agent(c).Flux);
        var noms = await identites.IdentitesAsync([.. distincts.Values], ct);
        return distincts.ToDictionary(
            c => c.Key,
            c => noms.TryGetValue(c.Value, out var i) ? $"{i.Prenoms} {i.NomUsage ?? i.NomNaissance}".Trim() : c.Key,
            StringComparer.Ordinal);
    }

    private async Task<FrozenDictionary<string, StructureConnue>> LireAsync(CancellationToken ct)
    {
        var codes = new Dictionary<Guid, string>();
        await using (var commande = source.CreateCommand("select distinct structure from faits.episodes where nature in (2, 3, 8, 11) and structure is not null"))
        await using (var lignes = await commande.ExecuteReaderAsync(ct))
        {
            while (await lignes.ReadAsync(ct))
            {
                codes[Sujet.Structure(lignes.GetString(0)).Flux] = lignes.GetString(0);
            }
        }

        var structures = codes.Values.ToDictionary(c => c, c => new StructureConnue(c, null, c), StringComparer.Ordinal);
        await using var noms = source.CreateCommand("""
            select distinct on (stream_id) stream_id, data ->> 'type', data ->> 'nom' from public.mt_events
            where stream_id = any($1) and type = 'structure_enregistree' order by stream_id, version desc
            """);
        noms.Parameters.Add(new NpgsqlParameter { Value = codes.Keys.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid });
        await using var l = await noms.ExecuteReaderAsync(ct);
        while (await l.ReadAsync(ct))
        {
            var code = codes[l.GetGuid(0)];
            structures[code] = new(code, l.IsDBNull(1) ? null : l.GetString(1), l.IsDBNull(2) ? code : l.GetString(2));
        }

        return structures.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private sealed record Lecture(DateTimeOffset LuLe, FrozenDictionary<string, StructureConnue> Structures);
}
