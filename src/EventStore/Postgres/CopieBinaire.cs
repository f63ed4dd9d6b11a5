using System.Buffers.Binary;
using System.Text;
using Npgsql;

namespace Accompagnement.EventStore.Postgres;

/// <summary>
/// A COPY into a table, whose rows are put one after the other into a buffer in PostgreSQL's binary format. The driver's own importer
/// prepares each value as a parameter of a command: an import or a rebuild writes tens of millions of them.
/// </summary>
public sealed class CopieBinaire : IAsyncDisposable
{
    private const int Envoi = 1 << 16;
    private static readonly DateTime An2000 = new(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly int JoursAvant2000 = DateOnly.FromDateTime(An2000).DayNumber;

    // The signature, no flags, no extension.
    private static readonly byte[] Entete = [.. "PGCOPY\n"u8, 0xFF, .. "\r\n\0"u8, 0, 0, 0, 0, 0, 0, 0, 0];

    private readonly NpgsqlRawCopyStream flux;
    private byte[] tampon = new byte[Envoi * 2];
    private int rempli;
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

    /// <summary>Begins a row: as many values must follow.</summary>
    public void Ligne(short colonnes) => BinaryPrimitives.WriteInt16BigEndian(Reserver(2), colonnes);

    private void Nul() => BinaryPrimitives.WriteInt32BigEndian(Reserver(4), -1);

    public void Ecrire(short valeur) => BinaryPrimitives.WriteInt16BigEndian(Valeur(2), valeur);

    public void Ecrire(int valeur) => BinaryPrimitives.WriteInt32BigEndian(Valeur(4), valeur);

    public void Ecrire(long valeur) => BinaryPrimitives.WriteInt64BigEndian(Valeur(8), valeur);

    public void Ecrire(bool valeur) => Valeur(1)[0] = valeur ? (byte)1 : (byte)0;

    public void Ecrire(Guid valeur) => valeur.TryWriteBytes(Valeur(16), bigEndian: true, out _);

    public void Ecrire(short? valeur)
    {
        if (valeur is { } v)
        {
            Ecrire(v);
        }
        else
        {
            Nul();
        }
    }

    public void Ecrire(int? valeur)
    {
        if (valeur is { } v)
        {
            Ecrire(v);
        }
        else
        {
            Nul();
        }
    }

    public void Ecrire(Guid? valeur)
    {
        if (valeur is { } v)
        {
            Ecrire(v);
        }
        else
        {
            Nul();
        }
    }

    /// <summary>A date; the first and the last that there are stand for "-infinity" and "infinity", as in the driver.</summary>
    public void Ecrire(DateOnly valeur) =>
        Ecrire(valeur == DateOnly.MaxValue ? int.MaxValue : valeur == DateOnly.MinValue ? int.MinValue : valeur.DayNumber - JoursAvant2000);

    /// <summary>An instant, in UTC, to the microsecond that PostgreSQL keeps.</summary>
    public void Ecrire(DateTime valeur) => Ecrire((valeur - An2000).Ticks / TimeSpan.TicksPerMicrosecond);

    public void Ecrire(string? valeur)
    {
        if (valeur is null)
        {
            Nul();
            return;
        }

        Encoding.UTF8.GetBytes(valeur, Valeur(Encoding.UTF8.GetByteCount(valeur)));
    }

    /// <summary>A <c>jsonb</c>, from its text.</summary>
    public void Json(ReadOnlySpan<byte> valeur)
    {
        var place = Valeur(valeur.Length + 1);
        place[0] = 1;
        valeur.CopyTo(place[1..]);
    }

    /// <summary>Hands over what is written, once there is enough of it: to be called between rows.</summary>
    public ValueTask EnvoyerAsync(CancellationToken ct) => rempli < Envoi ? ValueTask.CompletedTask : ViderAsync(ct);

    /// <summary>Ends the COPY; without it, nothing of it stays.</summary>
    public async Task TerminerAsync(CancellationToken ct)
    {
        BinaryPrimitives.WriteInt16BigEndian(Reserver(2), -1);
        await ViderAsync(ct);
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

    private async ValueTask ViderAsync(CancellationToken ct)
    {
        var plein = tampon.AsMemory(0, rempli);
        rempli = 0;
        await flux.WriteAsync(plein, ct);
    }

    private Span<byte> Valeur(int longueur)
    {
        BinaryPrimitives.WriteInt32BigEndian(Reserver(4), longueur);
        return Reserver(longueur);
    }

    private Span<byte> Reserver(int octets)
    {
        if (tampon.Length - rempli < octets)
        {
            Array.Resize(ref tampon, Math.Max(tampon.Length * 2, rempli + octets));
        }

        rempli += octets;
        return tampon.AsSpan(rempli - octets, octets);
    }
}
