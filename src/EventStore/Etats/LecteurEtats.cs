using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;
using Accompagnement.EventStore.Postgres;
using Npgsql;

namespace Accompagnement.EventStore.Etats;

/// <summary>Reads streams and folds them into what the guards need, absorbed files included.</summary>
public sealed class LecteurEtats(NpgsqlDataSource source, IEventStore store)
{
    /// <summary>The states of streams, as far as they exist.</summary>
    public Task<Dictionary<Guid, EtatFlux>> LireAsync(IReadOnlyCollection<Guid> flux, CancellationToken ct) => LireAsync(flux, [], ct);

    /// <summary>The facts of streams, in the order of recording, and the version of each.</summary>
    public async Task<Dictionary<Guid, Flot>> LireFaitsAsync(IReadOnlyCollection<Guid> flux, CancellationToken ct)
    {
        var flots = new Dictionary<Guid, Flot>();
        await foreach (var lu in store.ReadStreamsAsync(flux, ct))
        {
            Noter(flots, lu);
        }

        return flots;
    }

    /// <summary>The facts of some types only, with the corrections of whatever is there; versions and positions are those of the last.</summary>
    public async Task<Dictionary<Guid, Flot>> LireFaitsAsync(IReadOnlyCollection<Guid> flux, IReadOnlyCollection<TypeEvenement> types, CancellationToken ct)
    {
        var flots = new Dictionary<Guid, Flot>();
        await using var lot = LectureEparse.Creer(source, new NpgsqlBatchCommand(FaitEnLigne.DeTypes(types)) { Parameters = { new NpgsqlParameter<Guid[]> { TypedValue = [.. flux] } } });
        await using var lignes = await lot.LireApresReglageAsync(ct);
        while (await lignes.ReadAsync(ct))
        {
            if (FaitEnLigne.Lire(lignes) is { } lu)
            {
                Noter(flots, lu);
            }
        }

        return flots;
    }

    private static void Noter(Dictionary<Guid, Flot> flots, FaitEnregistre lu)
    {
        if (!flots.TryGetValue(lu.Fait.Sujet.Flux, out var flot))
        {
            flots[lu.Fait.Sujet.Flux] = flot = new Flot();
        }

        flot.Faits.Add(lu.Fait);
        (flot.Version, flot.Position) = (lu.Version, lu.Position);
    }

    /// <summary>The state of every file that the given facts absorb, whether or not they still do.</summary>
    public Task<IReadOnlyDictionary<Guid, Trajectoire>> AbsorbesAsync(IReadOnlyList<Fait> faits, CancellationToken ct) => AbsorbesAsync([faits], [], ct);

    private async Task<Dictionary<Guid, EtatFlux>> LireAsync(IReadOnlyCollection<Guid> flux, HashSet<Guid> vus, CancellationToken ct)
    {
        vus.UnionWith(flux);
        var flots = await LireFaitsAsync(flux, ct);
        var absorptions = await AbsorptionsAsync(flux, ct);
        var absorbes = await AbsorbesAsync(flots.Values.Select(f => f.Faits), vus, ct);
        return flux.Where(f => flots.ContainsKey(f) || absorptions.ContainsKey(f)).ToDictionary(
            f => f,
            f => (flots.TryGetValue(f, out var flot) ? new EtatFlux(flot.Version, Plier(flot.Faits, absorbes), null) : EtatFlux.Absent) with
            {
                Absorption = absorptions.TryGetValue(f, out var a) ? a : null,
            });
    }

    /// <summary>Two files can have absorbed each other in turn: one already being read is not read again.</summary>
    private async Task<IReadOnlyDictionary<Guid, Trajectoire>> AbsorbesAsync(IEnumerable<IReadOnlyList<Fait>> faits, HashSet<Guid> vus, CancellationToken ct)
    {
        var absorbes = faits.SelectMany(l => l).Select(f => f.Evenement).OfType<DossiersFusionnes>().Select(e => e.Absorbe).Where(a => !vus.Contains(a)).ToHashSet();
        return absorbes.Count == 0
            ? new Dictionary<Guid, Trajectoire>()
            : (await LireAsync(absorbes, vus, ct)).ToDictionary(e => e.Key, e => e.Value.Trajectoire);
    }

    private static Trajectoire Plier(List<Fait> faits, IReadOnlyDictionary<Guid, Trajectoire> absorbes) =>
        faits[0].Sujet.Nature == Flux.Trajectoire
            ? Pliage.Plier(faits, personne => absorbes.GetValueOrDefault(personne, Trajectoire.Vide))
            : Trajectoire.Vide;

    private async Task<Dictionary<Guid, Absorption>> AbsorptionsAsync(IReadOnlyCollection<Guid> flux, CancellationToken ct)
    {
        var absorptions = new Dictionary<Guid, Absorption>();
        await using var commande = source.CreateCommand("select absorbe, absorbant, survenu from accompagnement.fusions where absorbe = any($1)");
        commande.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. flux] });
        await using var lignes = await commande.ExecuteReaderAsync(ct);
        while (await lignes.ReadAsync(ct))
        {
            absorptions[lignes.GetGuid(0)] = new(lignes.GetGuid(1), lignes.GetFieldValue<DateTimeOffset>(2));
        }

        return absorptions;
    }
}

/// <summary>The facts of one stream and its version.</summary>
public sealed class Flot
{
    public List<Fait> Faits { get; } = [];

    public long Version { get; set; }

    /// <summary>The position of its last fact.</summary>
    public long Position { get; set; }
}
