using Accompagnement.Domain.Faits;
using Accompagnement.EventStore;
using Accompagnement.EventStore.Postgres;
using Accompagnement.Projections.Moteur;
using Accompagnement.Tests.Commun;
using Npgsql;

namespace Accompagnement.Projections.Tests.Moteur;

/// <summary>A database with its events and its facts, for one test.</summary>
internal sealed class Atelier : IAsyncDisposable
{
    private readonly BaseDeTest donnees;
    private readonly PostgresEventStore store;
    private readonly Dictionary<Guid, long> versions = [];

    private Atelier(BaseDeTest donnees)
    {
        this.donnees = donnees;
        store = new(donnees.Source);
        Projection = new(donnees.Source, store);
    }

    public NpgsqlDataSource Source => donnees.Source;

    public IEventStore Store => store;

    public ProjectionFaits Projection { get; private set; }

    public static async Task<Atelier> OuvrirAsync()
    {
        var atelier = new Atelier(await BaseDeTest.CreerAsync(typeof(ProjectionFaits).Assembly));
        await SchemaFaits.InstallerTerritoiresAsync(atelier.Source, CancellationToken.None);
        return atelier;
    }

    /// <summary>An atelier whose facts follow the events of a département.</summary>
    public static async Task<Atelier> AvecAsync(IReadOnlyList<Fait> faits)
    {
        var atelier = await OuvrirAsync();
        await atelier.EnregistrerAsync(faits);
        await atelier.SuivreAsync(5_000);
        return atelier;
    }

    public async Task EnregistrerAsync(IReadOnlyList<Fait> faits)
    {
        await using var connection = await Source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var avant = faits.Select(f => f.Sujet.Flux).Distinct().ToDictionary(f => f, f => versions.GetValueOrDefault(f));
        await Store.AppendManyAsync(faits, avant, transaction);
        await transaction.CommitAsync();
        foreach (var fait in faits)
        {
            versions[fait.Sujet.Flux] = versions.GetValueOrDefault(fait.Sujet.Flux) + 1;
        }
    }

    /// <summary>Takes in all new events, by pages of at most so many.</summary>
    public async Task SuivreAsync(int taille)
    {
        var position = await Projection.PositionAsync(CancellationToken.None);
        while (await Store.ReadAllAsync(position, taille) is var page && page.Position != position)
        {
            (await Projection.ProjeterAsync(page, position, CancellationToken.None)).ShouldBeTrue();
            position = page.Position;
        }
    }

    /// <summary>As after a restart: nothing is kept in memory, and from then on no more than so many events and rows.</summary>
    public void Redemarrer(int enMemoire = 200_000) => Projection = new(Source, Store, TablesDeFaits.EnService, ProjectionFaits.Nom, enMemoire);

    /// <summary>Every row of facts, as text, in order.</summary>
    public async Task<string[]> LignesAsync()
    {
        await using var commande = Source.CreateCommand("""
            select 'e' || e::text from faits.episodes e union all select 'a' || a::text from faits.actes a union all select 'l' || l::text from faits.liens l
            order by 1
            """);
        var textes = new List<string>();
        await using var lignes = await commande.ExecuteReaderAsync();
        while (await lignes.ReadAsync())
        {
            textes.Add(lignes.GetString(0));
        }

        return [.. textes];
    }

    public async ValueTask DisposeAsync()
    {
        store.Dispose();
        await donnees.DisposeAsync();
    }
}
