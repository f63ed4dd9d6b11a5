using System.Text.Json;
using System.Threading.Channels;
using Accompagnement.Domain.Faits;
using Accompagnement.EventStore;
using Accompagnement.EventStore.Coffre;
using Accompagnement.EventStore.Etats;
using Accompagnement.EventStore.Postgres;
using Npgsql;

namespace Accompagnement.Api.Import;

/// <summary>The forms in which facts are received.</summary>
public enum FormeImport
{
    Ndjson,
    Tableau,
    UnSeul,
}

/// <summary>One rejected line, as it is answered.</summary>
public sealed record Rejet(long Ligne, string? Id, string Code, string Detail, string? Valeur = null, string? Champ = null);

/// <summary>What became of everything that was sent.</summary>
/// <param name="Lot">The identifier of this import: its rejected lines are kept under it.</param>
/// <param name="Acceptes">Facts recorded by this import.</param>
/// <param name="DejaConnus">Facts that were recorded before.</param>
/// <param name="Rejetes">Lines that were refused.</param>
/// <param name="Position">The position of the last fact recorded, or of the last fact of the store when none was.</param>
/// <param name="Rejets">The first hundred refusals.</param>
public sealed record BilanImport(Guid Lot, long Acceptes, long DejaConnus, long Rejetes, long Position, IReadOnlyList<Rejet> Rejets);

/// <summary>
/// Records facts received from outside: streamed, in transactions of some thousands of lines, each line judged by the same
/// guards as the screens. What was recorded is recorded once, however often it is sent and wherever the process dies.
/// </summary>
public sealed partial class ServiceImport(
    NpgsqlDataSource source, IEventStore store, CoffreFort coffre, LecteurEtats lecteur, TimeProvider horloge, ILogger<ServiceImport> journal)
{
    private const int TailleLot = 10_000;
    private const int Voies = 2;

    /// <summary>Fewer lines than that are one transaction: two would cost more than they save.</summary>
    private const int PourPlusieursVoies = 200;
    private const int Essais = 10;

    /// <summary>Reads a body to its end and records what it holds.</summary>
    /// <param name="corps">The body; read once, never whole in memory.</param>
    /// <param name="forme">How its elements are separated.</param>
    /// <param name="compte">Who sends it.</param>
    /// <param name="ct">Stops between two transactions; what is committed stays.</param>
    public async Task<BilanImport> ImporterAsync(Stream corps, FormeImport forme, string compte, CancellationToken ct)
    {
        using var arret = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var suivi = new SuiviDImport(Guid.CreateVersion7(), compte, horloge);
        await OuvrirAsync(suivi, ct);

        // One thread reads and checks the form of the next lines while the database writes the ones before.
        var lots = Channel.CreateBounded<List<LigneLue>>(2);
        var lecture = Task.Run(() => LireAsync(corps, forme, lots.Writer, arret.Token), arret.Token);
        try
        {
            var etats = new EtatsGardes(Voies);
            await foreach (var lignes in lots.Reader.ReadAllAsync(ct))
            {
                await EnregistrerAsync(lignes, etats, suivi, ct);
                LogProgres(suivi);
            }

            await lecture;
        }
        catch
        {
            await arret.CancelAsync();
            throw;
        }

        return await FermerAsync(suivi, ct);
    }

    private async Task LireAsync(Stream corps, FormeImport forme, ChannelWriter<List<LigneLue>> sortie, CancellationToken ct)
    {
        try
        {
            var collecte = new Collecte();
            var lot = new List<LigneLue>(TailleLot);
            var octets = 0L;
            await foreach (var (numero, ligne) in LignesAsync(corps, forme, ct))
            {
                lot.Add(ligne is null
                    ? new(numero, null, new(null, [], new("ligne-trop-longue", $"Une ligne fait au plus {Lignes.LongueurMaximale / (1024 * 1024)} Mio."), null))
                    : new(numero, ligne, CloudEvents.Lire(ligne, horloge.GetUtcNow(), collecte)));
                octets += ligne?.Length ?? 0;
                if (lot.Count >= TailleLot || octets > 16 * 1024 * 1024)
                {
                    await sortie.WriteAsync(lot, ct);
                    lot = new(TailleLot);
                    octets = 0;
                }
            }

            if (lot.Count > 0)
            {
                await sortie.WriteAsync(lot, ct);
            }

            sortie.Complete();
        }
        catch (Exception e)
        {
            sortie.Complete(e);
        }
    }

    private static async IAsyncEnumerable<Ligne> LignesAsync(
        Stream corps, FormeImport forme, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        var lignes = forme switch
        {
            FormeImport.Ndjson => Lignes.NdjsonAsync(corps, ct),
            FormeImport.Tableau => Lignes.TableauAsync(corps, ct),
            _ => Lignes.UnSeulAsync(corps, ct),
        };
        await using var enumerateur = lignes.GetAsyncEnumerator(ct);
        var derniere = 0L;
        while (true)
        {
            Ligne ligne;
            try
            {
                if (!await enumerateur.MoveNextAsync())
                {
                    yield break;
                }

                ligne = enumerateur.Current;
            }
            catch (JsonException)
            {
                // An array that breaks off: what came before it counts, the rest is one refused element.
                ligne = new(derniere + 1, [(byte)'!']);
            }

            derniere = ligne.Numero;
            yield return ligne;
            if (ligne.Octets is [(byte)'!'] && forme == FormeImport.Tableau)
            {
                yield break;
            }
        }
    }

    /// <summary>
    /// Records one batch, in as many transactions side by side as there are lanes: a stream always goes by the same one, and files that are
    /// merged, or that a line merges, go together. What turns out to tie two lanes after all is recorded alone, in the order of its lines.
    /// </summary>
    private async Task EnregistrerAsync(List<LigneLue> lignes, EtatsGardes etats, SuiviDImport suivi, CancellationToken ct)
    {
        if (lignes.Count < PourPlusieursVoies)
        {
            await EnregistrerVoieAsync(lignes, null, etats, suivi, ct);
            return;
        }

        await etats.UnirAsync(lignes, source, ct);
        var voies = lignes.GroupBy(l => l.Lecture.Fait is { } fait ? etats.Voie(fait.Sujet.Flux) : 0).Select(v => (Voie: v.Key, Lignes: v.ToList())).ToArray();
        var issues = await Task.WhenAll(voies.Select(v => Task.Run(() => EnregistrerVoieAsync(v.Lignes, v.Voie, etats, suivi, ct), ct)));
        LigneLue[] restantes = [.. voies.Where((_, i) => !issues[i]).SelectMany(v => v.Lignes).OrderBy(l => l.Numero)];
        if (restantes.Length > 0)
        {
            await EnregistrerVoieAsync([.. restantes], null, etats, suivi, ct);
        }
    }

    /// <summary>
    /// Records the lines of one lane; starts over when somebody else extended one of its streams meanwhile.
    /// </summary>
    /// <param name="lignes">The lines.</param>
    /// <param name="voie">The lane; null when no other is at work.</param>
    /// <param name="etats">What is known of the streams.</param>
    /// <param name="suivi">Counts what becomes of the lines.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>False when a file of another lane was needed: nothing is written, to be done again alone.</returns>
    private async Task<bool> EnregistrerVoieAsync(List<LigneLue> lignes, int? voie, EtatsGardes etats, SuiviDImport suivi, CancellationToken ct)
    {
        for (var essai = 1; ; essai++)
        {
            try
            {
                return await EssayerAsync(lignes, voie, etats, suivi, ct);
            }
            catch (AutreVoieException)
            {
                return false;
            }
            catch (VersionConflictException e) when (essai < Essais)
            {
                etats.Oublier(e.Flux);
            }
            catch (PostgresException e) when (essai < Essais && e.SqlState is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.SerializationFailure)
            {
                etats.Oublier(lignes.Where(l => l.Lecture.Fait is not null).Select(l => l.Lecture.Fait!.Sujet.Flux));
            }
        }
    }

    private async Task<bool> EssayerAsync(List<LigneLue> lignes, int? voie, EtatsGardes etats, SuiviDImport suivi, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var nouvelles = await NouvellesAsync(lignes, connection, transaction, ct);
        await etats.ChargerAsync(nouvelles, lecteur, ct);
        if (voie is not null && nouvelles.Any(l => l.Lecture.Fait is { } fait && etats.EstEpars(fait.Sujet.Flux)))
        {
            return false;
        }

        var lot = new Lot(etats, voie, horloge.GetUtcNow(), lecteur);
        foreach (var ligne in nouvelles)
        {
            await lot.JugerAsync(ligne, ct);
        }

        await EcrireAsync(lot, suivi, connection, transaction, ct);
        var position = await store.AppendManyAsync(lot.Acceptes, lot.VersionsAvant(), transaction, ct);
        await transaction.CommitAsync(ct);

        suivi.Ajouter(lot, lignes.Count - nouvelles.Count + lot.Repetes, position);
        etats.Retenir(lot);
        return true;
    }

    /// <summary>
    /// The lines that are not known yet: those refused on sight, and those whose fact is marked as known by this transaction.
    /// Should another import mark the same one meanwhile, the unique key stops one of the two, which then starts over.
    /// </summary>
    private static async Task<List<LigneLue>> NouvellesAsync(
        List<LigneLue> lignes, NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken ct)
    {
        var inconnus = lignes.Where(l => l.Lecture.Fait is not null).Select(l => l.Lecture.Fait!.Id).ToHashSet();
        await using (var commande = new NpgsqlCommand("select id from accompagnement.faits_connus where id = any($1)", connection, transaction)
        {
            Parameters = { Tableau<Guid>([.. inconnus]) },
        })
        await using (var connus = await commande.ExecuteReaderAsync(ct))
        {
            while (await connus.ReadAsync(ct))
            {
                inconnus.Remove(connus.GetGuid(0));
            }
        }

        if (inconnus.Count > 0)
        {
            await using var copie = await CopieBinaire.OuvrirAsync(connection, "copy accompagnement.faits_connus (id) from stdin (format binary)", ct);
            foreach (var id in inconnus.Order())
            {
                copie.Ligne(1);
                copie.Ecrire(id);
                await copie.EnvoyerAsync(ct);
            }

            await copie.TerminerAsync(ct);
        }

        return [.. lignes.Where(l => l.Lecture.Fait is not { } fait || inconnus.Contains(fait.Id))];
    }

    private void LogProgres(SuiviDImport suivi)
    {
        if (suivi.EstTempsDeDire(out var lignes, out var parSeconde))
        {
            LogProgres(suivi.Lot, lignes, parSeconde, suivi.Rejetes);
        }
    }

    [LoggerMessage(LogLevel.Information, "Import {Lot} : {Lignes} lignes, {ParSeconde:0} lignes/s, {Rejetes} rejetées")]
    private partial void LogProgres(Guid lot, long lignes, double parSeconde, long rejetes);

    [LoggerMessage(LogLevel.Information, "Import {Lot} terminé : {Acceptes} acceptés, {DejaConnus} déjà connus, {Rejetes} rejetés en {Secondes:0.0} s")]
    private partial void LogFin(Guid lot, long acceptes, long dejaConnus, long rejetes, double secondes);
}
