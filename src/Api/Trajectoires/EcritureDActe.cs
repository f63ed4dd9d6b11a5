using Accompagnement.Api.Import;
using Accompagnement.Domain.Faits;
using Accompagnement.EventStore;
using Accompagnement.EventStore.Coffre;
using Npgsql;

namespace Accompagnement.Api.Trajectoires;

/// <summary>Writes what an act changes in one transaction: its facts, their secrets, that they are known, and who absorbs whom.</summary>
public sealed class EcritureDActe(NpgsqlDataSource source, IEventStore store, CoffreFort coffre)
{
    /// <returns>The position of the last fact.</returns>
    /// <exception cref="VersionConflictException">The stream was extended meanwhile; nothing is written.</exception>
    internal async Task<long> EcrireAsync(Sujet sujet, long version, Lot lot, CancellationToken ct)
    {
        List<NpgsqlBatchCommand> avec =
        [
            .. await ScellerAsync(lot.Secrets, ct),

            // Without "on conflict": the same key recorded at the same moment must stop one of the two.
            new("insert into accompagnement.faits_connus (id) select unnest($1)") { Parameters = { new NpgsqlParameter<Guid[]> { TypedValue = [.. lot.Acceptes.Select(f => f.Id)] } } },
            .. EcritureFusions.Commandes(lot.Fusions),
        ];
        return await store.AppendAsync(new(sujet, version, lot.Acceptes), avec, ct);
    }

    private async Task<IReadOnlyList<NpgsqlBatchCommand>> ScellerAsync(List<SecretDe> secrets, CancellationToken ct)
    {
        if (secrets.Count == 0)
        {
            return [];
        }

        await using var connection = await source.OpenConnectionAsync(ct);
        return await coffre.ScellerAsync(secrets, connection, ct);
    }
}
