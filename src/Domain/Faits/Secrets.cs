namespace Accompagnement.Domain.Faits;

/// <summary>What a secret of the coffre is.</summary>
public enum NatureSecret : short
{
    /// <summary>An <see cref="Faits.Identite"/>, as JSON.</summary>
    Identite = 1,

    /// <summary>A free text.</summary>
    Texte = 2,

    /// <summary>What was received beyond the fields of the contract, as JSON.</summary>
    ChampsInconnus = 3,
}

/// <summary>Something to be put in the coffre with the fact that refers to it.</summary>
/// <param name="Id">Where the event refers to it.</param>
/// <param name="Nature">What it is.</param>
/// <param name="Clair">UTF-8, in the clear: this value never leaves the process unsealed.</param>
public readonly record struct Secret(Guid Id, NatureSecret Nature, byte[] Clair);

/// <summary>
/// Gathers what must go to the coffre while one fact is being read: the JSON converters put the text here and leave only
/// its identifier in the event.
/// </summary>
public sealed class Collecte
{
    [ThreadStatic]
    private static Collecte? courante;

    private readonly List<Secret> secrets = [];
    private Guid evenement;
    private int premierRang;

    /// <summary>The collection of the fact being read on this thread, if one is.</summary>
    internal static Collecte? Courante => courante;

    public IReadOnlyList<Secret> Secrets => secrets;

    /// <summary>Starts gathering for one fact; to be closed by <see cref="Fermer"/>.</summary>
    internal void Ouvrir(Guid fait, int rang = 0)
    {
        evenement = fait;
        premierRang = rang;
        secrets.Clear();
        courante = this;
    }

    /// <summary>Ends gathering and gives what was gathered.</summary>
    internal Secret[] Fermer()
    {
        courante = null;
        return secrets.Count == 0 ? [] : [.. secrets];
    }

    /// <summary>Forgets what was gathered so far, to read the same fact again.</summary>
    internal void Recommencer() => secrets.Clear();

    internal Guid Ajouter(NatureSecret nature, byte[] clair)
    {
        var id = IdentifiantDuSecret(evenement, premierRang + secrets.Count);
        secrets.Add(new Secret(id, nature, clair));
        return id;
    }

    /// <summary>The n-th secret of a fact: the fact's identifier with its last two bytes moved, so a repeat gives the same.</summary>
    public static Guid IdentifiantDuSecret(Guid fait, int rang)
    {
        Span<byte> octets = stackalloc byte[16];
        fait.TryWriteBytes(octets);
        octets[14] ^= (byte)((rang + 1) >> 8);
        octets[15] ^= (byte)(rang + 1);
        return new Guid(octets);
    }
}
