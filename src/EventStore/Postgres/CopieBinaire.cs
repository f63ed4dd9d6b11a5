using System.Buffers.Binary;
using Npgsql;

namespace Accompagnement.EventStore.Postgres;

/// <summary>
/// A COPY into a table, whose rows are put one after the other into a buffer in PostgreSQL's binary format. The driver's own importer
/// prepares each value as a parameter of a command: an import or a rebuild writes tens of millions of them.
/// </summary>
public sealed class CopieBinaire : LignesBinaires, IAsyncDisposable
{
    private const int Envoi = 1 << 16;

    // The signature, no flags, no extension.
    private static readonly byte[] Entete = [.. "PGCOPY\n"u8, 0xFF, .. "\r\n\0"u8, 0, 0, 0, 0, 0, 0, 0, 0];

    private readonly NpgsqlRawCopyStream flux;
    private bool termine;

    private CopieBinaire(NpgsqlRawCopyStream flux)
    {
        this.flux = flux;
        Entete.CopyTo(Reserver(Entete.Length));
    }

    /// <summary>Opens the COPY.</summary>
    /// <param name="connection">Nothing else can be asked of it until the end.</param>
    /// <param name="copie">The command, <c>copy … from stdin (format binary)</c>.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task<CopieBinaire> OuvrirAsync(NpgsqlConnection connection, string copie, CancellationToken ct) =>
        new(await connection.BeginRawBinaryCopyAsync(copie, ct));

    /// <summary>Hands over what is written, once there is enough of it: to be called between rows.</summary>
    public ValueTask EnvoyerAsync(CancellationToken ct) => Longueur < Envoi ? ValueTask.CompletedTask : flux.WriteAsync(Vider(), ct);

    /// <summary>Hands over rows that were written elsewhere, and empties them. One at a time: the COPY has one line.</summary>
    public async ValueTask EnvoyerAsync(LignesBinaires lignes, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(lignes);
        await flux.WriteAsync(Vider(), ct);
        await flux.WriteAsync(lignes.Vider(), ct);
    }

    /// <summary>Ends the COPY; without it, nothing of it stays.</summary>
    public async Task TerminerAsync(CancellationToken ct)
    {
        BinaryPrimitives.WriteInt16BigEndian(Reserver(2), -1);
        await flux.WriteAsync(Vider(), ct);
        termine = true;
        await flux.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!termine)
        {
            termine = true;
            await flux.CancelAsync();
            await flux.DisposeAsync();
        }
    }
}
