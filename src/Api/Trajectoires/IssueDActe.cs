using Accompagnement.Domain.Acces;
using Accompagnement.Domain.Decisions;
using Accompagnement.Domain.Dossiers;
using Accompagnement.Domain.Faits;

namespace Accompagnement.Api.Trajectoires;

/// <summary>What became of a command.</summary>
public enum NatureIssue
{
    /// <summary>Recorded, now or by the same idempotency key before.</summary>
    Enregistre,

    /// <summary>The body cannot be read, or does not say what it must.</summary>
    Illisible,

    /// <summary>The file's state, or a rule, does not allow it.</summary>
    Refuse,

    /// <summary>No such stream for this account.</summary>
    Introuvable,

    /// <summary>The account may see the stream and not record this in it.</summary>
    Interdit,

    /// <summary>The stream is not at the version that the account had seen.</summary>
    Depasse,
}

/// <summary>The outcome of a command.</summary>
/// <param name="Nature">What became of it.</param>
/// <param name="Sujet">The stream: that of the absorbing file when an absorbed one was named.</param>
public sealed record IssueDActe(NatureIssue Nature, Sujet Sujet)
{
    /// <summary>The facts recorded.</summary>
    public IReadOnlyList<Fait> Faits { get; init; } = [];

    /// <summary>The version of the stream as the account sees it.</summary>
    public long Version { get; init; }

    /// <summary>The position of the last fact recorded.</summary>
    public long Position { get; init; }

    /// <summary>Why not.</summary>
    public Refus? Refus { get; init; }

    /// <summary>Whether the same command with <c>confirme</c> would be recorded: it is unusual, not impossible.</summary>
    public bool Confirmable { get; init; }

    /// <summary>What was recorded since the version that the account had seen.</summary>
    public IReadOnlyList<Changement> Depuis { get; init; } = [];
}

/// <summary>A fact recorded since.</summary>
public sealed record Changement(long Version, DateOnly SurvenuLe, DateTimeOffset SaisiLe, string? Auteur, string Phrase)
{
    /// <summary>What was recorded after a version, among the facts that one may see.</summary>
    public static IReadOnlyList<Changement> Depuis(IReadOnlyList<Fait> visibles, long vue) =>
        [.. visibles.Select((f, i) => (Fait: f, Version: i + 1)).Where(f => f.Version > vue)
            .Select(f => new Changement(f.Version, f.Fait.Jour, f.Fait.Saisi, f.Fait.Provenance.Auteur, Phrases.De(f.Fait.Evenement)))];
}

/// <summary>Who asks for an act, and under what conditions.</summary>
/// <param name="Compte">Who.</param>
/// <param name="VersionAttendue">The version they had seen (<c>If-Match</c>).</param>
/// <param name="CleIdempotence">The same key, account, act and stream again give the first outcome.</param>
/// <param name="Adresse">From where.</param>
public sealed record DemandeDActe(Compte Compte, long? VersionAttendue = null, string? CleIdempotence = null, string? Adresse = null)
{
    /// <summary>
    /// Whether what is only unusual is recorded and flagged, as an import does; otherwise it is refused until it is confirmed. A
    /// command that says so itself decides.
    /// </summary>
    public bool Confirme { get; init; }

    /// <summary>Whether a file absorbed since has changed by that alone: the version that the account had seen was that of another.</summary>
    public bool DossierExact { get; init; }

    /// <summary>What the facts of an act are named by: chance, unless a key asks for the same outcome again, of the same account, act and stream only.</summary>
    public Guid Graine(Acte acte, string sujet) => CleIdempotence is { } cle
        ? Empreintes.Uuid("acte", string.Join('\0', Compte.Nom, acte.Chemin, sujet, cle))
        : Guid.NewGuid();
}
