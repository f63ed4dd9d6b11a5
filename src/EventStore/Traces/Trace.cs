using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Accompagnement.Domain.Acces;

namespace Accompagnement.EventStore.Traces;

/// <summary>What was done with what the system knows of people.</summary>
public enum NatureTrace
{
    Consultation,
    Recherche,
    Export,
    Refus,
    AccesExceptionnel,
    Effacement,

    /// <summary>An account that may sign in was opened, closed or changed.</summary>
    Habilitation,
}

/// <summary>One access, or one refusal: who, whom, what, when, why, from where.</summary>
/// <param name="Nature">What was done.</param>
/// <param name="Instant">When; kept to the microsecond.</param>
/// <param name="Compte">The name of the account.</param>
/// <param name="Agent">The code of the professional.</param>
/// <param name="Role">The role the account acted under.</param>
/// <param name="Personnes">The people whose data was shown or refused; for a search, those of the answer.</param>
/// <param name="Objet">What: a page, a call, a kind of export. Never a name nor a text that somebody typed: traces are in the clear.</param>
/// <param name="Titre">Why it was allowed, or refused.</param>
/// <param name="Adresse">From where.</param>
public sealed record Trace(
    NatureTrace Nature,
    DateTimeOffset Instant,
    string Compte,
    string? Agent,
    string Role,
    IReadOnlyCollection<Guid> Personnes,
    string Objet,
    string? Titre = null,
    string? Adresse = null)
{
    /// <summary>Makes writing it again harmless.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public static Trace De(NatureTrace nature, Compte compte, DateTimeOffset instant, IReadOnlyCollection<Guid> personnes, string objet, string? titre = null, string? adresse = null) =>
        new(nature, instant, compte.Nom, compte.Agent, compte.Role.ToString(), personnes, objet, titre, adresse);

    /// <summary>
    /// As it can be written: a text that PostgreSQL refuses (a NUL, half a character, a huge address) would hold up all the traces
    /// behind it.
    /// </summary>
    internal Trace Inscriptible() => this with
    {
        Compte = Propre(Compte) ?? "",
        Agent = Propre(Agent),
        Role = Propre(Role) ?? "",
        Objet = Propre(Objet) ?? "",
        Titre = Propre(Titre),
        Adresse = Propre(Adresse),
        Personnes = [.. Personnes ?? []],
    };

    private static string? Propre(string? texte) => texte is null
        ? null
        : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(texte.Length > 1000 ? texte[..1000] : texte)).Replace('\0', '\uFFFD');

    /// <summary>The instant as PostgreSQL keeps it.</summary>
    internal DateTime InstantStocke => new(Instant.UtcTicks - (Instant.UtcTicks % TimeSpan.TicksPerMicrosecond), DateTimeKind.Utc);

    /// <summary>
    /// The fingerprint of this trace at its place: SHA-256 of the one before, the number, and each field with its length before it,
    /// so that no two rows read the same.
    /// </summary>
    internal byte[] Empreinte(ReadOnlySpan<byte> precedente, long numero)
    {
        using var hachage = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hachage.AppendData(precedente);
        Nombre(numero);
        hachage.AppendData(Id.ToByteArray(bigEndian: true));
        Nombre(InstantStocke.Ticks);
        foreach (var champ in (ReadOnlySpan<string?>)[Nature.ToString(), Compte, Agent, Role, Objet, Titre, Adresse])
        {
            Nombre(champ is null ? -1 : Encoding.UTF8.GetByteCount(champ));
            hachage.AppendData(Encoding.UTF8.GetBytes(champ ?? ""));
        }

        Nombre(Personnes.Count);
        foreach (var personne in Personnes)
        {
            hachage.AppendData(personne.ToByteArray(bigEndian: true));
        }

        return hachage.GetHashAndReset();

        void Nombre(long valeur)
        {
            Span<byte> octets = stackalloc byte[8];
            BinaryPrimitives.WriteInt64BigEndian(octets, valeur);
            hachage.AppendData(octets);
        }
    }
}
