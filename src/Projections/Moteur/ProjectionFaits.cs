using System.Runtime.InteropServices;
using Accompagnement.Domain.Faits;
using Accompagnement.EventStore;
using Accompagnement.Projections.Faits;
using Npgsql;

namespace Accompagnement.Projections.Moteur;

/// <summary>
/// Keeps the tables of facts in step with the events. The facts of every file touched by new events are made again from all its
/// events, compared with the rows that are there, and only the difference is written, with the progress, in one transaction.
/// </summary>
public sealed class ProjectionFaits
{
    /// <summary>The name of its progress in <c>mt_event_progression</c>.</summary>
    public const string Nom = "Faits:All";

    /// <summary>The events and rows kept in memory: some tens of megabytes, the files that an office of agents touches in a day.</summary>
    private const int EnMemoire = 400_000;

    private readonly NpgsqlDataSource source;
    private readonly IEventStore store;
    private readonly string nom;
    private readonly TablesDeFaits tables;
    private readonly FabriqueDeFaits fabrique = new();
    private readonly DossiersEnMemoire memoire;
    private Liens? liens;
    private uint tableLue;

    public ProjectionFaits(NpgsqlDataSource source, IEventStore store)
        : this(source, store, TablesDeFaits.EnService, Nom)
    {
    }

    internal ProjectionFaits(NpgsqlDataSource source, IEventStore store, string schema, string nom, int enMemoire = EnMemoire) =>
        (this.source, this.store, this.nom, tables, memoire) = (source, store, nom, new(schema), new(enMemoire));

    /// <summary>How far the facts follow the events.</summary>
    public async Task<long> PositionAsync(CancellationToken ct)
    {
        await using var commande = source.CreateCommand("select last_seq_id from public.mt_event_progression where name = $1");
        commande.Parameters.Add(new NpgsqlParameter<string> { TypedValue = nom });
        return await commande.ExecuteScalarAsync(ct) as long? ?? 0;
    }

    /// <summary>Takes in a run of events.</summary>
    /// <param name="page">The events after the current position, in order.</param>
    /// <param name="depuis">The current position: another one in the database means that somebody else projects too.</param>
    /// <param name="ct">Cancels; nothing is written then.</param>
    /// <returns>False when the database is not at that position; nothing was written.</returns>
    public async Task<bool> ProjeterAsync(PageDuJournal page, long depuis, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (await AvancerAsync(connection, transaction, depuis, page.Position, ct) is not { } table)
        {
            return false;
        }

        if (table != tableLue)
        {
            // The tables were replaced by a rebuild that ended at our very position.
            Oublier();
            tableLue = table;
        }

        liens ??= await LireLiensAsync(connection, transaction, ct);
        var nouveauxLiens = liens.Ajouter(page.Faits.Select(f => f.Fait));
        try
        {
            await EcrireLiensAsync(nouveauxLiens, connection, transaction, ct);
            var touches = page.Faits.Select(f => f.Fait).Where(f => FabriqueDeFaits.Concerne(f.Sujet.Nature)).GroupBy(f => f.Sujet.Flux).ToLookup(FabriqueDeFaits.SAjouteSimplement);
            if (touches[true].Any())
            {
                await EcrireAsync(tables, [.. touches[true].SelectMany(flux => fabrique.Fabriquer([.. flux]).ToArray())], connection, ct);
            }

            if (touches[false].Any())
            {
                await RefaireAsync([.. touches[false]], page.Position, connection, transaction, ct);
            }

            await transaction.CommitAsync(ct);
            return true;
        }
        catch
        {
            Oublier();
            throw;
        }
    }

    /// <summary>Forgets what is kept in memory: the tables were replaced by a rebuild.</summary>
    public void Oublier()
    {
        liens = null;
        memoire.Vider();
    }

    /// <summary>The facts of files, made from their events up to a position; files once merged come together.</summary>
    internal static async IAsyncEnumerable<List<Fait>> DossiersAsync(IEventStore store, IReadOnlyCollection<IReadOnlyCollection<Guid>> groupes, long jusqua)
    {
        var numero = new Dictionary<Guid, int>();
        var dossiers = new List<List<FaitEnregistre>>();
        foreach (var groupe in groupes)
        {
            foreach (var flux in groupe)
            {
                numero[flux] = dossiers.Count;
            }

            dossiers.Add([]);
        }

        await foreach (var fait in store.ReadStreamsAsync(numero.Keys))
        {
            if (fait.Position <= jusqua)
            {
                dossiers[numero[fait.Fait.Sujet.Flux]].Add(fait);
            }
        }

        foreach (var dossier in dossiers)
        {
            dossier.Sort((a, b) => a.Position.CompareTo(b.Position));
            yield return [.. dossier.Select(f => f.Fait)];
        }
    }

    internal static async Task EcrireAsync(
        TablesDeFaits tables, IReadOnlyCollection<LigneConnue> lignes, NpgsqlConnection connection, CancellationToken ct)
    {
        if (lignes.Any(l => !l.Ligne.EstActe))
        {
            await using var copie = await tables.CopierEpisodesAsync(connection, ct);
            foreach (var ligne in lignes.Where(l => !l.Ligne.EstActe))
            {
                TablesDeFaits.Ecrire(copie, ligne);
                await copie.EnvoyerAsync(ct);
            }

            await copie.TerminerAsync(ct);
        }

        if (lignes.Any(l => l.Ligne.EstActe))
        {
            await using var copie = await tables.CopierActesAsync(connection, ct);
            foreach (var ligne in lignes.Where(l => l.Ligne.EstActe))
            {
                TablesDeFaits.Ecrire(copie, ligne);
                await copie.EnvoyerAsync(ct);
            }

            await copie.TerminerAsync(ct);
        }
    }

    private async Task RefaireAsync(
        IReadOnlyCollection<IGrouping<Guid, Fait>> touches, long jusqua, NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken ct)
    {
        var (perimees, nouvelles, aGarder) = (new Dictionary<LigneConnue, int>(), new List<LigneConnue>(), new List<DossiersEnMemoire.Dossier>());
        var (aLire, vus) = (new List<IReadOnlyCollection<Guid>>(), new HashSet<Guid>());
        foreach (var touche in touches.Where(t => !vus.Contains(t.Key)))
        {
            var groupe = liens!.Groupe(touche.Key);
            vus.UnionWith(groupe);
            if (groupe.Count == 1 && memoire.Trouver(touche.Key, out var connu))
            {
                Comparer([.. connu.Faits, .. touche], connu.Lignes);
            }
            else
            {
                aLire.Add(groupe);
            }
        }

        if (aLire.Count > 0)
        {
            var anciennes = (await tables.LireAsync([.. aLire.SelectMany(g => g)], connection, transaction, ct)).ToLookup(l => l.Ligne.Flux);
            var rang = 0;
            await foreach (var faits in DossiersAsync(store, aLire, jusqua).WithCancellation(ct))
            {
                Comparer(faits, [.. aLire[rang++].SelectMany(flux => anciennes[flux])]);
            }
        }

        if (await tables.SupprimerAsync(perimees.Keys, connection, transaction, ct) is var supprimees && supprimees != perimees.Values.Sum())
        {
            throw new InvalidOperationException($"{supprimees} lignes de faits trouvées sur {perimees.Values.Sum()} : elles ont été changées par ailleurs.");
        }

        await EcrireAsync(tables, nouvelles, connection, ct);
        foreach (var flux in vus)
        {
            memoire.Retirer(flux);
        }

        foreach (var dossier in aGarder)
        {
            memoire.Garder(dossier);
        }

        void Comparer(IReadOnlyList<Fait> faits, IReadOnlyCollection<LigneConnue> anciennes)
        {
            var lignes = fabrique.Fabriquer(faits).ToArray();
            Difference(anciennes, lignes, perimees, nouvelles);
            if (faits.Count > 0 && faits.All(f => f.Sujet.Flux == faits[0].Sujet.Flux && f.Sujet.Nature != Flux.Registre))
            {
                aGarder.Add(new(faits[0].Sujet.Flux, faits, lignes));
            }
        }
    }

    /// <summary>
    /// What makes new rows of old ones. Equal rows are deleted together: of those that are needed still, as many are written again.
    /// </summary>
    private static void Difference(
        IReadOnlyCollection<LigneConnue> anciennes, IReadOnlyCollection<LigneConnue> lignes, Dictionary<LigneConnue, int> perimees, List<LigneConnue> nouvelles)
    {
        var comptes = new Dictionary<LigneConnue, (int Avant, int Apres)>(anciennes.Count);
        foreach (var ligne in anciennes)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(comptes, ligne, out _).Avant++;
        }

        foreach (var ligne in lignes)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(comptes, ligne, out _).Apres++;
        }

        foreach (var (ligne, (avant, apres)) in comptes)
        {
            if (avant > apres)
            {
                perimees[ligne] = avant;
            }

            nouvelles.AddRange(Enumerable.Repeat(ligne, avant > apres ? apres : apres - avant));
        }
    }

    /// <summary>
    /// Moves the progress, provided it is where we think it is, and says which table the rows are in; the row stays locked until the
    /// end of the transaction.
    /// </summary>
    private async Task<uint?> AvancerAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, long depuis, long jusqua, CancellationToken ct)
    {
        var avancer = depuis > 0
            ? "update public.mt_event_progression set last_seq_id = $3, last_updated = transaction_timestamp() where name = $1 and last_seq_id = $2"
            : """
              insert into public.mt_event_progression (name, last_seq_id) select $1, $3 where $2 = 0
              on conflict (name) do update set last_seq_id = $3, last_updated = transaction_timestamp() where mt_event_progression.last_seq_id = $2
              """;
        await using var commande = new NpgsqlCommand($"{avancer} returning '{tables.Schema}.episodes'::regclass::oid", connection, transaction)
        {
            Parameters =
            {
                new NpgsqlParameter<string> { TypedValue = nom },
                new NpgsqlParameter<long> { TypedValue = depuis },
                new NpgsqlParameter<long> { TypedValue = jusqua },
            },
        };
        return await commande.ExecuteScalarAsync(ct) as uint?;
    }

    private async Task<Liens> LireLiensAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken ct)
    {
        var lus = new Liens();
        await using var commande = new NpgsqlCommand($"select absorbe, absorbant from {tables.Schema}.liens", connection, transaction);
        await using var lignes = await commande.ExecuteReaderAsync(ct);
        while (await lignes.ReadAsync(ct))
        {
            lus.Ajouter(lignes.GetGuid(0), lignes.GetGuid(1));
        }

        return lus;
    }

    internal async Task EcrireLiensAsync(
        IReadOnlyCollection<(Guid Absorbe, Guid Absorbant)> nouveaux, NpgsqlConnection connection, NpgsqlTransaction? transaction, CancellationToken ct)
    {
        if (nouveaux.Count == 0)
        {
            return;
        }

        await using var commande = new NpgsqlCommand($"insert into {tables.Schema}.liens (absorbe, absorbant) select * from unnest($1, $2) on conflict do nothing", connection, transaction)
        {
            Parameters =
            {
                new NpgsqlParameter<Guid[]> { TypedValue = [.. nouveaux.Select(l => l.Absorbe)] },
                new NpgsqlParameter<Guid[]> { TypedValue = [.. nouveaux.Select(l => l.Absorbant)] },
            },
        };
        await commande.ExecuteNonQueryAsync(ct);
    }
}
