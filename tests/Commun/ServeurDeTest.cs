using Accompagnement.EventStore.Embarque;
using Npgsql;

namespace Accompagnement.Tests.Commun;

/// <summary>
/// The PostgreSQL server of a test run: the one named by <see cref="Variable"/>, or one started for this process and gone with
/// it. Tests share the server and nothing else: each has a database of its own.
/// </summary>
public sealed class ServeurDeTest : IAsyncDisposable
{
    /// <summary>The environment variable that names a server to use: a connection string of somebody who may create databases.</summary>
    public const string Variable = "ACCOMPAGNEMENT_SERVEUR_DE_TEST";

    private static readonly SemaphoreSlim Exclusif = new(1);
    private static ServeurDeTest? courant;

    private readonly ClusterEmbarque? cluster;
    private readonly string? dossier;

    private ServeurDeTest(string chaine, ClusterEmbarque? cluster, string? dossier) =>
        (Chaine, this.cluster, this.dossier) = (chaine, cluster, dossier);

    /// <summary>How to reach the server.</summary>
    public string Chaine { get; }

    /// <summary>The server of this process, started at the first call.</summary>
    public static async Task<ServeurDeTest> CourantAsync()
    {
        await Exclusif.WaitAsync();
        try
        {
            return courant ??= await OuvrirAsync();
        }
        finally
        {
            Exclusif.Release();
        }
    }

    /// <summary>Stops the server of this process, if it has started one.</summary>
    public static async Task ArreterAsync()
    {
        if (Interlocked.Exchange(ref courant, null) is { } serveur)
        {
            await serveur.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (cluster is not null)
        {
            NpgsqlConnection.ClearAllPools();
            await cluster.DisposeAsync();
            Directory.Delete(dossier!, recursive: true);
        }
    }

    private static async Task<ServeurDeTest> OuvrirAsync()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } chaine)
        {
            return new(chaine, null, null);
        }

        var dossier = Path.Combine(Path.GetTempPath(), $"accompagnement-tests-{Guid.NewGuid():N}");
        Directory.CreateDirectory(dossier, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        var cluster = await ClusterEmbarque.OuvrirAsync(new(dossier, Ephemere: true));
        return new(cluster.ChaineDeConnexion, cluster, dossier);
    }
}

/// <summary>Stops the server when the tests of an assembly are over: to be named by <c>[assembly: AssemblyFixture]</c>.</summary>
public sealed class FinDesTests : IAsyncDisposable
{
    public async ValueTask DisposeAsync() => await ServeurDeTest.ArreterAsync();
}
