using Npgsql;

namespace Accompagnement.EventStore.Postgres;

/// <summary>
/// How the store wants its connections: the statements it repeats are prepared once per connection, and there are so few that a rush
/// waits for its turn here instead of being turned away by a server that has no place left.
/// </summary>
public static class SourceDeDonnees
{
    /// <summary>An instance has two pools, that of the owner and its own; a server has a hundred places unless told otherwise.</summary>
    private const int Places = 40;

    private const int PlacesDuPilote = 100;

    /// <summary>Opens a pool; what the connection string itself says of preparation and of places is kept, unless it is the driver's default.</summary>
    public static NpgsqlDataSource Ouvrir(string chaine)
    {
        var options = new NpgsqlConnectionStringBuilder(chaine);
        if (options.MaxAutoPrepare == 0)
        {
            options.MaxAutoPrepare = 100;
            options.AutoPrepareMinUsages = 2;
        }

        if (options.MaxPoolSize == PlacesDuPilote)
        {
            options.MaxPoolSize = Places;
        }

        return NpgsqlDataSource.Create(options);
    }
}
