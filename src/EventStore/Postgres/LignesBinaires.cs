using System.Buffers.Binary;
using System.Text;

namespace Accompagnement.EventStore.Postgres;

/// <summary>Rows in PostgreSQL's binary format, one after the other in a buffer: filled by one thread, whichever sends them.</summary>
public class LignesBinaires
{
    internal static readonly DateTime An2000 = new(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly int JoursAvant2000 = DateOnly.FromDateTime(An2000).DayNumber;

    private byte[] tampon = new byte[1 << 17];

    /// <summary>How many bytes are there.</summary>
    public int Longueur { get; private set; }

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

    /// <summary>Takes out what is there; it stays as it is until the next row is begun.</summary>
    internal ReadOnlyMemory<byte> Vider()
    {
        var plein = tampon.AsMemory(0, Longueur);
        Longueur = 0;
        return plein;
    }

    private Span<byte> Valeur(int longueur)
    {
        BinaryPrimitives.WriteInt32BigEndian(Reserver(4), longueur);
        return Reserver(longueur);
    }

    internal Span<byte> Reserver(int octets)
    {
        if (tampon.Length - Longueur < octets)
        {
            Array.Resize(ref tampon, Math.Max(tampon.Length * 2, Longueur + octets));
        }

        Longueur += octets;
        return tampon.AsSpan(Longueur - octets, octets);
    }
}
