using System.Text.Json;
using Accompagnement.Domain.Agents;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Personnes;
using Accompagnement.EventStore.Postgres;
using Npgsql;

namespace Accompagnement.EventStore.Coffre;

/// <summary>Reads who the persons of a list are, as known now or at an earlier instant, corrections applied, in one round trip.</summary>
public sealed class LecteurIdentites(NpgsqlDataSource source, CoffreFort coffre)
{
    private const string Secrets = """
        select s.titulaire, s.id, s.contenu, c.enveloppe, c.cle from coffre.secrets s join coffre.cles c using (titulaire)
        where s.titulaire = any($1) and s.nature = $2
        """;

    private static readonly string Faits = FaitEnLigne.DeTypes(Types);

    /// <summary>The types of facts that say who a person or an agent is.</summary>
    internal static IReadOnlyList<TypeEvenement> Types =>
    [.. new[] { nameof(PersonneInscrite), nameof(IdentiteRectifiee), nameof(AgentEnregistre), nameof(EvenementRectifie), nameof(EvenementAnnule) }
        .Select(n => TypeEvenement.DuNom(n)!)];

    /// <summary>
    /// The identities of streams (persons, or agents). Who has none is not there: it was never given, or it was erased.
    /// </summary>
    public Task<IReadOnlyDictionary<Guid, Identite>> IdentitesAsync(IReadOnlyCollection<Guid> flux, CancellationToken ct = default) =>
        IdentitesAsync(flux, DateTimeOffset.MaxValue, ct);

    /// <summary>The identities of streams as they were known at an instant; what was erased since is not there either.</summary>
    public async Task<IReadOnlyDictionary<Guid, Identite>> IdentitesAsync(IReadOnlyCollection<Guid> flux, DateTimeOffset connues, CancellationToken ct = default)
    {
        var identites = new Dictionary<Guid, Identite>();
        if (flux.Count == 0)
        {
            return identites;
        }

        var ids = flux as Guid[] ?? [.. flux];
        await using var lot = LectureEparse.Creer(
            source,
            new(Faits) { Parameters = { new NpgsqlParameter<Guid[]> { TypedValue = ids } } },
            new(Secrets) { Parameters = { new NpgsqlParameter<Guid[]> { TypedValue = ids }, new NpgsqlParameter<short> { TypedValue = (short)NatureSecret.Identite } } });
        await using var resultat = await lot.LireApresReglageAsync(ct);
        var faits = new Dictionary<Guid, List<Fait>>();
        while (await resultat.ReadAsync(ct))
        {
            if (FaitEnLigne.Lire(resultat) is { } lu && lu.Fait.Saisi <= connues)
            {
                if (!faits.TryGetValue(lu.Fait.Sujet.Flux, out var liste))
                {
                    faits[lu.Fait.Sujet.Flux] = liste = [];
                }

                liste.Add(lu.Fait);
            }
        }

        // One secret of each stream is its current identity; the others are not even opened.
        var courants = faits.ToDictionary(f => f.Key, f => Courant(f.Value));
        await resultat.NextResultAsync(ct);
        while (await resultat.ReadAsync(ct))
        {
            var (titulaire, id) = (resultat.GetGuid(0), resultat.GetGuid(1));
            if (courants.GetValueOrDefault(titulaire) == id)
            {
                using var aes = Scellement.Aes(coffre.OuvrirCle(titulaire, resultat.GetInt16(3), resultat.GetFieldValue<byte[]>(4)));
                var clair = Scellement.Ouvrir(aes, resultat.GetFieldValue<byte[]>(2), Scellement.Lien(titulaire, id, (short)NatureSecret.Identite));
                identites[titulaire] = JsonSerializer.Deserialize<Identite>(clair, Json.Stocke)!;
            }
        }

        return identites;
    }

    private static Guid? Courant(List<Fait> faits)
    {
        Guid? courant = null;
        foreach (var fait in Histoire.Effective(faits))
        {
            courant = fait.Evenement switch
            {
                PersonneInscrite { Identite: { } i } => i.Id,
                AgentEnregistre { Identite: { } i } => i.Id,
                IdentiteRectifiee e => e.Identite.Id,
                _ => courant,
            };
        }

        return courant;
    }
}
