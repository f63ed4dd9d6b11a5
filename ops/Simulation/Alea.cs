using System.Buffers.Binary;

namespace Accompagnement.Simulation;

/// <summary>
/// A generator of its own (xoshiro256**, seeded by SplitMix64): the same seed gives the same département for ever, whatever the
/// version of .NET. Each case draws from its own stream, derived from the seed and the case's place.
/// </summary>
internal sealed class Alea
{
    private ulong a, b, c, d;

    public Alea(ulong graine, ulong branche = 0, ulong rang = 0) => Semer(graine, branche, rang);

    /// <summary>Starts again from a seed and a place, without a new object.</summary>
    public void Semer(ulong graine, ulong branche, ulong rang)
    {
        var etat = graine * 0x9E3779B97F4A7C15UL ^ Melanger(branche + 0x632BE59BD9B4E019UL) ^ Melanger(rang * 0xD1342543DE82EF95UL + branche);
        (a, b, c, d) = (Pas(ref etat), Pas(ref etat), Pas(ref etat), Pas(ref etat));
    }

    public ulong Suivant()
    {
        var resultat = ulong.RotateLeft(b * 5, 7) * 9;
        var t = b << 17;
        c ^= a;
        d ^= b;
        b ^= c;
        a ^= d;
        c ^= t;
        d = ulong.RotateLeft(d, 45);
        return resultat;
    }

    /// <summary>A number in [0, 1).</summary>
    public double Reel() => (Suivant() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A whole number from 0 to <paramref name="n"/> − 1.</summary>
    public int Entier(int n) => (int)Math.BigMul(Suivant(), (ulong)n, out _);

    /// <summary>A whole number between two bounds, both included.</summary>
    public int Entre(int minimum, int maximum) => minimum + Entier(maximum - minimum + 1);

    public bool Chance(double probabilite) => Reel() < probabilite;

    public double Exponentielle(double moyenne) => -Math.Log(1 - Reel()) * moyenne;

    /// <summary>A delay in days, log-normal around its median: most are near it, some are very late.</summary>
    public int Delai(double mediane, double etalement = 0.6)
    {
        var normale = Math.Sqrt(-2 * Math.Log(1 - Reel())) * Math.Cos(2 * Math.PI * Reel());
        return (int)Math.Clamp(mediane * Math.Exp(etalement * normale), 0, 3000);
    }

    /// <summary>How many times something that happens <paramref name="moyenne"/> times on average happens this time.</summary>
    public int Poisson(double moyenne)
    {
        var seuil = Math.Exp(-moyenne);
        var n = 0;
        for (var produit = Reel(); produit > seuil; produit *= Reel())
        {
            n++;
        }

        return n;
    }

    public T Choisir<T>(ReadOnlySpan<T> valeurs) => valeurs[Entier(valeurs.Length)];

    /// <summary>A place drawn by weights.</summary>
    public int Pondere(ReadOnlySpan<double> poids)
    {
        var total = 0.0;
        foreach (var p in poids)
        {
            total += p;
        }

        var tirage = Reel() * total;
        for (var i = 0; i < poids.Length - 1; i++)
        {
            tirage -= poids[i];
            if (tirage < 0)
            {
                return i;
            }
        }

        return poids.Length - 1;
    }

    public Guid Uuid()
    {
        Span<byte> octets = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(octets, Suivant());
        BinaryPrimitives.WriteUInt64BigEndian(octets[8..], Suivant());
        octets[6] = (byte)(octets[6] & 0x0F | 0x40);
        octets[8] = (byte)(octets[8] & 0x3F | 0x80);
        return new Guid(octets, bigEndian: true);
    }

    private static ulong Pas(ref ulong etat) => Melanger(etat += 0x9E3779B97F4A7C15UL);

    private static ulong Melanger(ulong z)
    {
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ z >> 27) * 0x94D049BB133111EBUL;
        return z ^ z >> 31;
    }
}
