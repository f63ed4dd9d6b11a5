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
    private static readonly TimeSpan Peremption = TimeSpan.FromMinutes(10);

    private Lecture? lu;
    private int relit;

    /// <summary>A structure: its code, its kind and its name.</summary>
    public sealed record StructureConnue(string Code, string? Type, string Nom);

    /// <summary>Every structure that has agents or places, or that a measure known now speaks of, by code.</summary>
    public async Task<IReadOnlyDictionary<string, StructureConnue>> StructuresAsync(CancellationToken ct)
    {
        // Two readers at once read twice: harmless, and rarer than a lock is costly.
        if (lu is not { } deja || horloge.GetUtcNow() - deja.LuLe > Peremption)
        {
            lu = deja = new(horloge.GetUtcNow(), await LireAsync(ct));
        }
        else if (horloge.GetUtcNow() - deja.LuLe > Fraicheur && Interlocked.Exchange(ref relit, 1) == 0)
        {
            // A quarter of a second over ten million events, every minute: no page waits for it.
            _ = Task.Run(RelireAsync, CancellationToken.None);
        }

        return deja.Structures;
    }

    private async Task RelireAsync()
    {
        try
        {
            lu = new(horloge.GetUtcNow(), await LireAsync(CancellationToken.None));
        }
        catch (Exception e) when (e is NpgsqlException or ObjectDisposedException)
        {
            // The database or the service is stopping: whoever asks next reads again.
        }
        finally
        {
            Volatile.Write(ref relit, 0);
        }
    }

    /// <summary>The sites of the département's own social services, by code.</summary>
    public async Task<IReadOnlyList<StructureConnue>> SitesAsync(CancellationToken ct) =>
        [.. (await StructuresAsync(ct)).Values.Where(s => s.Type == "mds").OrderBy(s => s.Code, StringComparer.Ordinal)];

    /// <summary>The name of a structure; its code when it has none.</summary>
    public async Task<string> NommerAsync(string? code, CancellationToken ct) =>
        string.IsNullOrEmpty(code) ? "Sans service" : (await StructuresAsync(ct)).GetValueOrDefault(code)?.Nom ?? code;

    /// <summary>« Prénom Nom » of agents, or the name of a structure, by code; the code where no name is known.</summary>
    public async Task<IReadOnlyDictionary<string, string>> AgentsAsync(IEnumerable<string> codes, CancellationToken ct)
    {
        var distincts = codes.Where(c => c.Length > 0).Distinct(StringComparer.Ordinal).ToDictionary(c => c, c => Sujet.Agent(c).Flux);
        var (noms, structures) = (await identites.IdentitesAsync([.. distincts.Values], ct), await StructuresAsync(ct));
        return distincts.ToDictionary(
            c => c.Key,
            c => noms.TryGetValue(c.Value, out var i) ? $"{i.Prenoms} {i.NomUsage ?? i.NomNaissance}".Trim() : structures.GetValueOrDefault(c.Key)?.Nom ?? c.Key,
            StringComparer.Ordinal);
    }

    /// <summary>The agents in post, by name: those who may be chosen.</summary>
    public async Task<IReadOnlyList<(string Code, string Nom)>> EnPosteAsync(CancellationToken ct)
    {
        var codes = new List<string>();
        await using (var commande = source.CreateCommand("select distinct agent from faits.episodes where nature = 11 and valeur is not null and au = 'infinity' and connu_a = 'infinity' and agent is not null"))
        await using (var lignes = await commande.ExecuteReaderAsync(ct))
        {
            while (await lignes.ReadAsync(ct))
            {
                codes.Add(lignes.GetString(0));
            }
        }

        return [.. (await AgentsAsync(codes, ct)).Select(a => (a.Key, a.Value)).OrderBy(a => a.Value, StringComparer.Create(Reponses.Formats.Francais, ignoreCase: true))];
    }

    /// <summary>The code of an agent said by code or by name; null when nobody has it, or several do.</summary>
    public async Task<string?> AgentAsync(string dit, CancellationToken ct)
    {
        await using var commande = source.CreateCommand("select exists (select from public.mt_streams where id = $1)");
        commande.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = Sujet.Agent(dit).Flux });
        return await commande.ExecuteScalarAsync(ct) is true ? dit
            : (await EnPosteAsync(ct)).Where(a => EstDit(a.Nom, dit)).Take(2).ToArray() is [var seul] ? seul.Code : null;
    }

    /// <summary>The code of a structure said by code or by name; null when none has it, or several do.</summary>
    public async Task<string?> StructureAsync(string dit, CancellationToken ct)
    {
        var structures = await StructuresAsync(ct);
        return structures.ContainsKey(dit) ? dit : structures.Values.Where(s => EstDit(s.Nom, dit)).Take(2).ToArray() is [var seule] ? seule.Code : null;
    }

    private static bool EstDit(string nom, string dit) =>
        System.Globalization.CultureInfo.InvariantCulture.CompareInfo.Compare(nom, dit, System.Globalization.CompareOptions.IgnoreCase | System.Globalization.CompareOptions.IgnoreNonSpace) == 0;

    private async Task<FrozenDictionary<string, StructureConnue>> LireAsync(CancellationToken ct)
    {
        var codes = new Dictionary<Guid, string>();
        await using (var commande = source.CreateCommand("""
            select structure from faits.episodes where nature in (2, 3, 4) and connu_a > '9999-12-30' and structure is not null
            union
            select structure from faits.episodes where nature in (8, 11) and structure is not null
            """))
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
