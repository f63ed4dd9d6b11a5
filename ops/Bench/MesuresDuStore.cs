using System.Diagnostics;
using Accompagnement.Domain.Faits;
using Accompagnement.Domain.Mesures;
using Accompagnement.EventStore;
using Accompagnement.EventStore.Postgres;
using Npgsql;

namespace Accompagnement.Bench;

/// <summary>The store: append, load and append, bulk, ordered read, holes. With -p:Marten=true, Marten in the same run.</summary>
internal static class MesuresDuStore
{
    private const int Ecrivains = 4;
    private const int ParAjout = 5;
    private const int ParFlux = 50;
    private const int Lot = 5_000;

    public static async Task MesurerAsync(ServeurDeMesure serveur, Tableau tableau)
    {
        var chaine = await serveur.BaseNeuveAsync();
        await using (var source = SourceDeDonnees.Ouvrir(chaine))
        {
            using var store = new PostgresEventStore(source);
            var ajout = await AjouterAsync(store);
            tableau.Ajouter("ajout, 4 écrivains × 5 faits, flux nouveaux", ajout.ParSeconde, "faits/s");
            tableau.Ajouter("— médiane d'un ajout", ajout.P50, "ms");
            tableau.Ajouter("— 99e centile", ajout.P99, "ms");
            var charge = await ChargerAsync(store, source);
            tableau.Ajouter("lire 50 faits, plier, en ajouter un : médiane", charge.P50, "ms");
            tableau.Ajouter("— 99e centile", charge.P99, "ms");
            tableau.Ajouter("ajout en bloc, une connexion", (await EnBlocAsync(store, source, 1)).ParSeconde, "faits/s");
            var deux = await EnBlocAsync(store, source, 2);
            tableau.Ajouter("ajout en bloc, deux connexions", deux.ParSeconde, "faits/s");
            await LireToutAsync(store, tableau);
            await TrousAsync(store, source, tableau);
#if MARTEN
            await MartenDansLeMemePassage.MesurerAsync(serveur, tableau, ajout, charge, deux);
#endif
        }

        await serveur.RetirerAsync(chaine);
    }

    public static Task<Rythme> AjouterAsync(IEventStore store) =>
        Chrono.RepeterAsync(Ecrivains, 1_000, ParAjout, _ => store.AppendAsync(new(Sujet.Trajectoire(Guid.NewGuid()), 0, Faits(Guid.NewGuid(), ParAjout))));

    /// <summary>Streams of fifty facts, each loaded, folded and extended in turn.</summary>
    public static async Task<Rythme> ChargerAsync(IEventStore store, NpgsqlDataSource source)
    {
        var flux = Enumerable.Range(0, 1_000).Select(_ => Guid.NewGuid()).ToArray();
        foreach (var lot in flux.Chunk(Lot / ParFlux))
        {
            await EcrireAsync(store, source, lot);
        }

        return await Chrono.RepeterAsync(1, 1_000, 1, async i =>
        {
            var personne = flux[Random.Shared.Next(flux.Length)];
            var faits = await store.ReadStreamAsync(personne);
            var ouvertes = faits.Aggregate(0, (n, f) => f.Fait.Evenement is MesureDecidee ? n + 1 : n);
            if (ouvertes < faits.Count)
            {
                throw new InvalidOperationException("The stream is not what was written.");
            }

            await store.AppendAsync(new(faits[0].Fait.Sujet, faits[^1].Version, [Fait(personne, i)]));
        });
    }

    public static Task<Rythme> EnBlocAsync(IEventStore store, NpgsqlDataSource source, int connexions) =>
        Chrono.RepeterAsync(connexions, 8, Lot, _ => EcrireAsync(store, source, [.. Enumerable.Range(0, Lot / ParFlux).Select(_ => Guid.NewGuid())]));

    public static Fait[] Faits(Guid personne, int n) => [.. Enumerable.Range(0, n).Select(i => Fait(personne, i))];

    private static Fait Fait(Guid personne, int i) => new(
        Sujet.Trajectoire(personne),
        new MesureDecidee(Guid.NewGuid(), TypeMesure.AEMO_J, Cabinet: null, Echeance: new DateOnly(2015, 1, 1).AddDays(i % 365)),
        new(2015, 1, 5, 9, 0, 0, TimeSpan.FromHours(1)),
        new(2015, 1, 5, 17, 30, 0, TimeSpan.FromHours(1)),
        new("mesure", Guid.NewGuid().ToString(), "AG0007", "ARRAS_NORD", Canal.Guichet));

    private static async Task EcrireAsync(IEventStore store, NpgsqlDataSource source, Guid[] flux)
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await store.AppendManyAsync([.. flux.SelectMany(f => Faits(f, ParFlux))], flux.ToDictionary(f => f, _ => 0L), transaction);
        await transaction.CommitAsync();
    }

    private static async Task LireToutAsync(PostgresEventStore store, Tableau tableau)
    {
        var debut = Stopwatch.GetTimestamp();
        var lus = 0;
        for (var page = await store.ReadAllAsync(0, 5_000); page.Faits.Count > 0; page = await store.ReadAllAsync(page.Position, 5_000))
        {
            lus += page.Faits.Count;
        }

        tableau.Ajouter("lecture dans l'ordre", lus / Stopwatch.GetElapsedTime(debut).TotalSeconds, "faits/s");
    }

    /// <summary>A number lost by a rollback, then a fact: how long until a reader has passed the hole.</summary>
    private static async Task TrousAsync(PostgresEventStore store, NpgsqlDataSource source, Tableau tableau)
    {
        var position = await store.SettleAsync();
        var rythme = await Chrono.RepeterAsync(1, 100, 1, async _ =>
        {
            await using var commande = source.CreateCommand("select nextval('mt_events_sequence')");
            await commande.ExecuteScalarAsync();
            var derniere = await store.AppendAsync(new(Sujet.Trajectoire(Guid.NewGuid()), 0, Faits(Guid.NewGuid(), 1)));
            while (position < derniere)
            {
                position = (await store.ReadAllAsync(position, 1_000)).Position;
            }
        });
        tableau.Ajouter("trou d'un abandon, ajout suivant compris : médiane", rythme.P50, "ms");
        tableau.Ajouter("— 99e centile", rythme.P99, "ms", "≤ 50 ms", rythme.P99 <= 50);
    }
}
