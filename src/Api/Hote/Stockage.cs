using Accompagnement.EventStore;
using Accompagnement.EventStore.Postgres;
using Npgsql;

namespace Accompagnement.Api.Hote;

/// <summary>Which adapter serves the store: the setting <c>Stockage</c>, <c>postgres</c> (ours, the default) or <c>marten</c>.</summary>
/// <remarks>Both work on the same tables: the setting can change from one start to the next. See docs/decisions/0001.</remarks>
public static class Stockage
{
    /// <summary>The name of the setting.</summary>
    public const string Reglage = "Stockage";

    /// <exception cref="InvalidOperationException">The setting names no adapter of this build.</exception>
    public static IEventStore Ouvrir(string? choix, NpgsqlDataSource source) => choix?.Trim().ToUpperInvariant() switch
    {
        null or "" or "POSTGRES" => new PostgresEventStore(source),
#if MARTEN
        "MARTEN" => new Accompagnement.EventStore.Marten.MartenEventStore(Accompagnement.EventStore.Marten.Configuration.Ouvrir(source), source),
#else
        "MARTEN" => throw new InvalidOperationException(
            "Stockage : marten n'est pas dans cette construction. Construire avec -p:Marten=true, ou garder « postgres » : ce sont les mêmes tables."),
#endif
        _ => throw new InvalidOperationException($"Stockage : « {choix} » n'est pas connu. Possible : postgres, marten."),
    };
}
