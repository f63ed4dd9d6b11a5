using Accompagnement.EventStore.Marten;
using Npgsql;

namespace Accompagnement.EventStore.Tests;

/// <summary>The contract, kept by Marten itself: compiled with -p:Marten=true.</summary>
public sealed class MartenEventStoreTests : ContratDuStore
{
    protected override IEventStore Ouvrir(NpgsqlDataSource source) => new MartenEventStore(Configuration.Ouvrir(source), source);
}
