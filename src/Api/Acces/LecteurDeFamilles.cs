using Accompagnement.Domain.Acces;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;
using Accompagnement.EventStore.Etats;
using Npgsql;

namespace Accompagnement.Api.Acces;

/// <summary>Reads files with all that decides who may see them, in two round trips however many are asked for.</summary>
public sealed class LecteurDeFamilles(NpgsqlDataSource source, LecteurEtats lecteur, TimeProvider horloge)
{
    /// <summary>Two files may have absorbed each other in turn: the way up ends somewhere.</summary>
    private const string Familles = """
        with recursive haut (demande, id, n) as (
            select d, d, 0 from unnest($1) as d
            union all
            select h.demande, f.absorbant, h.n + 1 from haut h join accompagnement.fusions f on f.absorbe = h.id where h.n < 16
        ), racine as (
            select distinct on (demande) demande, id from haut order by demande, n desc
        ), famille (racine, id) as (
            select distinct id, id from racine
            union
            select a.racine, f.absorbe from famille a join accompagnement.fusions f on f.absorbant = a.id
        )
        select r.demande, a.racine, a.id, exists (select from conservation.archives c where c.personne = a.id)
        from racine r join famille a on a.racine = r.id
        """;

    private const string Exceptionnels = "select personne, agent, ouvert_le, expire_le from traces.acces_exceptionnels where agent = $1 and expire_le > $2";

    /// <summary>One file, whole.</summary>
    public async Task<Famille> LireAsync(Guid personne, Compte compte, CancellationToken ct) =>
        (await LireAsync([personne], compte, null, ct))[personne];

    /// <summary>Several files, by the identifier they were asked for under.</summary>
    /// <param name="personnes">The identifiers; unknown ones give a file without facts.</param>
    /// <param name="compte">Who asks.</param>
    /// <param name="types">The types of facts to read; all when null.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<IReadOnlyDictionary<Guid, Famille>> LireAsync(
        IReadOnlyCollection<Guid> personnes, Compte compte, IReadOnlyCollection<TypeEvenement>? types, CancellationToken ct)
    {
        var (membres, exceptionnels) = await MembresAsync(personnes, compte, ct);
        var flux = membres.Values.SelectMany(m => m.Flux).ToHashSet();
        var flots = await LireFaitsAsync(flux, types, ct);

        // Files that were absorbed for a time are needed to see the file as it was known then.
        while (types is null && flots.Values.SelectMany(f => f.Faits).Select(f => f.Evenement).OfType<DossiersFusionnes>().Select(e => e.Absorbe).Except(flux).ToHashSet() is { Count: > 0 } anciens)
        {
            foreach (var (ancien, flot) in await LireFaitsAsync(anciens, types, ct))
            {
                flots[ancien] = flot;
            }

            flux.UnionWith(anciens);
        }

        return membres.ToDictionary(m => m.Key, m => Assembler(m.Value));

        Famille Assembler(Membres m) => new(
            m.Racine,
            m.Flux.Where(flots.ContainsKey).ToDictionary(f => f, f => flots[f]),
            m.EnArchive,
            [.. exceptionnels.Where(e => m.Flux.Contains(e.Personne)).Select(e => e.Acces)])
        {
            Anciens = types is null ? Autres(m) : new Dictionary<Guid, IReadOnlyList<Fait>>(),
        };

        Dictionary<Guid, IReadOnlyList<Fait>> Autres(Membres m) =>
            flots.Where(f => !m.Flux.Contains(f.Key)).ToDictionary(f => f.Key, f => (IReadOnlyList<Fait>)f.Value.Faits);
    }

    private Task<Dictionary<Guid, Flot>> LireFaitsAsync(IReadOnlyCollection<Guid> flux, IReadOnlyCollection<TypeEvenement>? types, CancellationToken ct) =>
        types is null ? lecteur.LireFaitsAsync(flux, ct) : lecteur.LireFaitsAsync(flux, types, ct);

    private async Task<(Dictionary<Guid, Membres> Membres, List<(Guid Personne, AccesExceptionnel Acces)> Exceptionnels)> MembresAsync(
        IReadOnlyCollection<Guid> personnes, Compte compte, CancellationToken ct)
    {
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(new(Familles) { Parameters = { new NpgsqlParameter<Guid[]> { TypedValue = [.. personnes.Distinct()] } } });
        batch.BatchCommands.Add(new(Exceptionnels)
        {
            Parameters = { new NpgsqlParameter<string> { TypedValue = compte.Agent ?? "" }, new NpgsqlParameter<DateTime> { TypedValue = horloge.GetUtcNow().UtcDateTime } },
        });
        await using var lignes = await batch.ExecuteReaderAsync(ct);
        var membres = new Dictionary<Guid, Membres>();
        while (await lignes.ReadAsync(ct))
        {
            var demande = lignes.GetGuid(0);
            if (!membres.TryGetValue(demande, out var m))
            {
                membres[demande] = m = new(lignes.GetGuid(1));
            }

            m.Flux.Add(lignes.GetGuid(2));
            m.EnArchive |= lignes.GetBoolean(3);
        }

        await lignes.NextResultAsync(ct);
        var exceptionnels = new List<(Guid, AccesExceptionnel)>();
        while (await lignes.ReadAsync(ct))
        {
            exceptionnels.Add((lignes.GetGuid(0), new(lignes.GetString(1), lignes.GetFieldValue<DateTimeOffset>(2), lignes.GetFieldValue<DateTimeOffset>(3))));
        }

        return (membres, exceptionnels);
    }

    private sealed class Membres(Guid racine)
    {
        public Guid Racine { get; } = racine;

        public HashSet<Guid> Flux { get; } = [];

        public bool EnArchive { get; set; }
    }
}
