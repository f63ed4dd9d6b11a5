using System.Buffers.Binary;

namespace Accompagnement.Simulation;

/// <summary>
/// Puts events in the order in which they were recorded, whatever their number: each goes to the box of its week, boxes overflow
/// to one temporary file, and the boxes are sorted one after the other. Memory is that of the open boxes and of the largest week.
/// </summary>
internal sealed class Triage : IDisposable
{
    private const int MinutesParCase = 7 * Temps.MinutesParJour;
    private const int TailleTampon = 48 * 1024;
    private const int Entete = 8;

    private readonly FileStream debordement;
    private readonly int origine;
    private readonly Case[] cases;
    private long ecrits;

    /// <param name="premier">The first day on which something is recorded.</param>
    /// <param name="dernier">The last one.</param>
    public Triage(int premier, int dernier)
    {
        origine = premier * Temps.MinutesParJour;
        cases = new Case[(dernier - premier) / 7 + 1];
        for (var i = 0; i < cases.Length; i++)
        {
            cases[i] = new Case();
        }

        debordement = new FileStream(
            Path.Combine(Path.GetTempPath(), $"simuler-{Guid.NewGuid():N}.tri"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
    }

    public long Nombre { get; private set; }

    /// <summary>Adds a line recorded at an instant. Lines of the same instant keep the order in which they are added.</summary>
    public void Ajouter(int saisi, ReadOnlySpan<byte> ligne)
    {
        var boite = cases[(saisi - origine) / MinutesParCase];
        boite.Tampon ??= new byte[TailleTampon];
        if (boite.Longueur + Entete + ligne.Length > boite.Tampon.Length)
        {
            Vider(boite);
        }

        var place = boite.Tampon.AsSpan(boite.Longueur);
        BinaryPrimitives.WriteInt32LittleEndian(place, saisi);
        BinaryPrimitives.WriteInt32LittleEndian(place[4..], ligne.Length);
        ligne.CopyTo(place[Entete..]);
        boite.Longueur += Entete + ligne.Length;
        Nombre++;
    }

    /// <summary>Writes every line, each followed by a line feed, in order.</summary>
    public void Ecrire(Stream sortie, Action<int> avancement, CancellationToken ct)
    {
        foreach (var boite in cases)
        {
            ct.ThrowIfCancellationRequested();
            var contenu = Lire(boite);
            var lignes = new List<(int Saisi, int Debut, int Longueur)>(contenu.Length / 300);
            for (var i = 0; i < contenu.Length;)
            {
                var longueur = BinaryPrimitives.ReadInt32LittleEndian(contenu.AsSpan(i + 4));
                lignes.Add((BinaryPrimitives.ReadInt32LittleEndian(contenu.AsSpan(i)), i + Entete, longueur));
                i += Entete + longueur;
            }

            // The places in the box rise with the order of arrival: they settle ties.
            lignes.Sort();
            foreach (var (_, debut, longueur) in lignes)
            {
                sortie.Write(contenu, debut, longueur);
                sortie.WriteByte((byte)'\n');
            }

            avancement(lignes.Count);
        }
    }

    public void Dispose() => debordement.Dispose();

    private void Vider(Case boite)
    {
        boite.Morceaux.Add((ecrits, boite.Longueur));
        RandomAccess.Write(debordement.SafeFileHandle, boite.Tampon.AsSpan(0, boite.Longueur), ecrits);
        ecrits += boite.Longueur;
        boite.Longueur = 0;
    }

    private byte[] Lire(Case boite)
    {
        var contenu = new byte[boite.Morceaux.Sum(m => m.Longueur) + boite.Longueur];
        var n = 0;
        foreach (var (position, longueur) in boite.Morceaux)
        {
            for (var lu = 0; lu < longueur;)
            {
                lu += RandomAccess.Read(debordement.SafeFileHandle, contenu.AsSpan(n + lu, longueur - lu), position + lu);
            }

            n += longueur;
        }

        boite.Tampon?.AsSpan(0, boite.Longueur).CopyTo(contenu.AsSpan(n));
        boite.Tampon = null;
        return contenu;
    }

    private sealed class Case
    {
        public byte[]? Tampon { get; set; }

        public int Longueur { get; set; }

        public List<(long Position, int Longueur)> Morceaux { get; } = [];
    }
}
