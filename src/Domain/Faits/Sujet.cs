using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Accompagnement.Domain.Faits;

/// <summary>
/// The stream a fact belongs to, as the contract writes it: <c>trajectoire/{uuid}</c>, <c>foyer/{uuid}</c>,
/// <c>agent/{code}</c>, <c>structure/{code}</c>, <c>registre/{site}</c>.
/// </summary>
/// <remarks>
/// A person's stream carries the person's own identifier. Every other stream's identifier is derived from its whole
/// subject, so that a code always leads to the same stream and no two kinds can collide.
/// </remarks>
public readonly record struct Sujet
{
    private const int LongueurMaximale = 100;

    private Sujet(Flux nature, string cle, Guid flux) => (Nature, Cle, Flux) = (nature, cle, flux);

    public Flux Nature { get; }

    /// <summary>What follows the slash: a UUID in lower case for a person or a household, a code otherwise.</summary>
    public string Cle { get; }

    /// <summary>The identifier of the stream in the store.</summary>
    public Guid Flux { get; }

    public static Sujet Trajectoire(Guid personne) => new(Faits.Flux.Trajectoire, personne.ToString("D"), personne);

    public static Sujet Foyer(Guid foyer) => Derive(Faits.Flux.Foyer, foyer.ToString("D"));

    public static Sujet Agent(string code) => Derive(Faits.Flux.Agent, code);

    public static Sujet Structure(string code) => Derive(Faits.Flux.Structure, code);

    public static Sujet Registre(string site) => Derive(Faits.Flux.Registre, site);

    /// <summary>Reads a subject; false when its kind is unknown or its key is not a UUID or a code.</summary>
    public static bool TryParse([NotNullWhen(true)] string? texte, out Sujet sujet)
    {
        sujet = default;
        if (texte is null || texte.IndexOf('/', StringComparison.Ordinal) is var barre && barre <= 0 || texte.Length > LongueurMaximale)
        {
            return false;
        }

        var cle = texte[(barre + 1)..];
        switch (texte[..barre])
        {
            case "trajectoire" when Guid.TryParseExact(cle, "D", out var personne):
                sujet = Trajectoire(personne);
                return true;
            case "foyer" when Guid.TryParseExact(cle, "D", out var foyer):
                sujet = Foyer(foyer);
                return true;
            case "agent" when Codes.EstCle(cle):
                sujet = Agent(cle);
                return true;
            case "structure" when Codes.EstCle(cle):
                sujet = Structure(cle);
                return true;
            case "registre" when Codes.EstCle(cle):
                sujet = Registre(cle);
                return true;
            default:
                return false;
        }
    }

    public override string ToString() => $"{NomDe(Nature)}/{Cle}";

    /// <summary>The name of a kind of stream, in subjects and in the store's stream type.</summary>
    public static string NomDe(Flux nature) => nature switch
    {
        Faits.Flux.Trajectoire => "trajectoire",
        Faits.Flux.Foyer => "foyer",
        Faits.Flux.Agent => "agent",
        Faits.Flux.Structure => "structure",
        Faits.Flux.Registre => "registre",
        _ => throw new ArgumentOutOfRangeException(nameof(nature), nature, "Not the kind of one stream."),
    };

    private static Sujet Derive(Flux nature, string cle) => new(nature, cle, Empreintes.Uuid(NomDe(nature), cle));
}

/// <summary>UUIDs derived from texts (RFC 9562, version 8, from SHA-256): the same texts always give the same UUID.</summary>
public static class Empreintes
{
    /// <summary>The UUID of two texts; the separator cannot occur in the first.</summary>
    public static Guid Uuid(string premier, string second)
    {
        var longueur = Encoding.UTF8.GetMaxByteCount(premier.Length + second.Length + 1);
        Span<byte> texte = longueur <= 512 ? stackalloc byte[512] : new byte[longueur];
        var n = Encoding.UTF8.GetBytes(premier, texte);
        texte[n++] = 0;
        n += Encoding.UTF8.GetBytes(second, texte[n..]);
        Span<byte> empreinte = stackalloc byte[32];
        SHA256.HashData(texte[..n], empreinte);
        empreinte[6] = (byte)(empreinte[6] & 0x0F | 0x80);
        empreinte[8] = (byte)(empreinte[8] & 0x3F | 0x80);
        return new Guid(empreinte[..16], bigEndian: true);
    }
}
