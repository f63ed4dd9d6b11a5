using System.Buffers.Binary;
using Npgsql;

namespace Accompagnement.EventStore.Postgres;

/// <summary>
/// The rows of a query, as COPY gives them in PostgreSQL's binary format: read where they arrived, without an array or a text for each value.
/// For the whole of a table; the driver's own reader is for the rest.
/// </summary>
internal sealed class LectureBinaire : IAsyncDisposable
{
    private const int SignatureEtDrapeaux = 15;

    private readonly NpgsqlRawCopyStream flux;
    private readonly (int Debut, int Longueur)[] colonnes;
    private byte[] tampon = new byte[1 << 17];

    // What is read goes up to prochaine, what has arrived to rempli.
    private int prochaine;
    private int rempli;
    private bool entamee;

    private LectureBinaire(NpgsqlRawCopyStream flux, int colonnes)
    {
        // The first row may come after a long sort.
        flux.ReadTimeout = Timeout.Infinite;
        this.flux = flux;
        this.colonnes = new (int, int)[colonnes];
    }

    /// <summary>Asks the query: nothing else can be asked of the connection until the end.</summary>
    /// <param name="connection">A connection to the base.</param>
    /// <param name="requete">A query of ours, without parameters.</param>
    /// <param name="colonnes">How many columns it gives.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task<LectureBinaire> OuvrirAsync(NpgsqlConnection connection, string requete, int colonnes, CancellationToken ct) =>
        new(await connection.BeginRawBinaryCopyAsync($"copy ({requete}) to stdout (format binary)", ct), colonnes);

    /// <summary>Goes to the next row; false at the end. What was read of the row before is gone.</summary>
    public async ValueTask<bool> AvancerAsync(CancellationToken ct)
    {
        bool? ligne;
        while ((ligne = Decouper()) is null)
        {
            tampon.AsSpan(prochaine..rempli).CopyTo(tampon);
            (prochaine, rempli) = (0, rempli - prochaine);
            if (rempli == tampon.Length)
            {
                Array.Resize(ref tampon, tampon.Length * 2);
            }

            var lus = await flux.ReadAsync(tampon.AsMemory(rempli), ct);
            rempli += lus > 0 ? lus : throw new InvalidDataException("The copy ends within a row.");
        }

        return ligne.Value;
    }

    public bool EstNul(int colonne) => colonnes[colonne].Longueur < 0;

    public ReadOnlySpan<byte> Octets(int colonne) => tampon.AsSpan(colonnes[colonne].Debut, colonnes[colonne].Longueur);

    public long Entier(int colonne) => BinaryPrimitives.ReadInt64BigEndian(Octets(colonne));

    public Guid Identifiant(int colonne) => new(Octets(colonne), bigEndian: true);

    /// <summary>An instant, in UTC.</summary>
    public DateTime Instant(int colonne) => LignesBinaires.An2000.AddTicks(Entier(colonne) * TimeSpan.TicksPerMicrosecond);

    /// <summary>The text of a <c>jsonb</c>, after the number of its version; nothing for a null.</summary>
    public ReadOnlySpan<byte> Json(int colonne) => EstNul(colonne) ? [] : Octets(colonne)[1..];

    public ValueTask DisposeAsync() => flux.DisposeAsync();

    /// <summary>Finds the columns of the next row; null as long as it has not all arrived, false when there is none.</summary>
    private bool? Decouper()
    {
        var reste = new Arrivage(tampon.AsSpan(prochaine..rempli));
        if (!entamee && !(reste.Passer(SignatureEtDrapeaux) && reste.Passer(out int extension) && reste.Passer(extension)))
        {
            return null;
        }

        if (!reste.Passer(out short champs))
        {
            return null;
        }

        if (champs < 0)
        {
            return false;
        }

        if (champs != colonnes.Length)
        {
            throw new InvalidDataException($"A row of {champs} columns instead of {colonnes.Length}.");
        }

        for (var i = 0; i < champs; i++)
        {
            if (!reste.Passer(out int longueur))
            {
                return null;
            }

            colonnes[i] = (prochaine + reste.Lus, longueur);
            if (!reste.Passer(Math.Max(longueur, 0)))
            {
                return null;
            }
        }

        entamee = true;
        prochaine += reste.Lus;
        return true;
    }

    /// <summary>What has arrived: each step says whether there was enough.</summary>
    private ref struct Arrivage(ReadOnlySpan<byte> octets)
    {
        private readonly ReadOnlySpan<byte> octets = octets;

        public int Lus { get; private set; }

        public bool Passer(int longueur)
        {
            Lus += longueur;
            return Lus <= octets.Length;
        }

        public bool Passer(out short valeur)
        {
            var la = Passer(2);
            valeur = la ? BinaryPrimitives.ReadInt16BigEndian(octets[(Lus - 2)..]) : (short)0;
            return la;
        }

        public bool Passer(out int valeur)
        {
            var la = Passer(4);
            valeur = la ? BinaryPrimitives.ReadInt32BigEndian(octets[(Lus - 4)..]) : 0;
            return la;
        }
    }
}
