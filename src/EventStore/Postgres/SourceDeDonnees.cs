using Npgsql;

namespace Accompagnement.EventStore.Postgres;

/// <summary>How the store wants its connections: the statements it repeats are prepared once per connection.</summary>
public static class SourceDeDonnees
{
    /// <summary>Opens a pool; what the connection string itself says of preparation is kept.</summary>
    public static NpgsqlDataSource Ouvrir(string chaine)
    {
        var options = new NpgsqlConnectionStringBuilder(chaine);
        if (options.MaxAutoPrepare == 0)
        {
            options.MaxAutoPrepare = 100;
            options.AutoPrepareMinUsages = 2;
        }

        return NpgsqlDataSource.Create(options);
    }
}
