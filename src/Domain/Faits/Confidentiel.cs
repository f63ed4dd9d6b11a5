using System.Text.Json;

namespace Accompagnement.Domain.Faits;

/// <summary>The identity of a person or an agent, kept in the coffre: the event carries only where to find it.</summary>
public readonly record struct IdentiteConfidentielle(Guid Id);

/// <summary>A free text kept in the coffre: the event carries only where to find it.</summary>
public readonly record struct TexteConfidentiel(Guid Id);

/// <summary>
/// A code of a list the contract leaves open (<c>motif</c>, <c>themes</c>…). Anything longer than a code is a free text,
/// and goes to the coffre like one: "mauvais dossier, c'était Mme X" must not end in the event store.
/// </summary>
public readonly record struct CodeOuTexte
{
    private CodeOuTexte(string? code, TexteConfidentiel? texte) => (Code, Texte) = (code, texte);

    /// <summary>The code, or null when a text was given instead.</summary>
    public string? Code { get; }

    /// <summary>Where the text is, or null when it was a code.</summary>
    public TexteConfidentiel? Texte { get; }

    public static CodeOuTexte DuCode(string code) =>
        Codes.EstCode(code) ? new(code, null) : throw new ArgumentException("Not a code.", nameof(code));

    public static CodeOuTexte DuTexte(TexteConfidentiel texte) => new(null, texte);

    public override string ToString() => Code ?? $"coffre:{Texte?.Id:D}";
}

/// <summary>What identifies a person; stored in the coffre only. Nothing here is required: people come without papers.</summary>
public sealed record Identite(
    string? NomNaissance = null,
    string? NomUsage = null,
    string? Prenoms = null,
    DateOnly? DateNaissance = null,
    string? Telephone = null,
    string? Courriel = null,
    string? Adresse = null,
    string? NumeroAllocataire = null);

/// <summary>
/// The whole data that replaces that of an earlier fact. As received it may hold an identity or a text; it can be stored only
/// once it is sealed, that is, read again as the data of the fact it corrects.
/// </summary>
public readonly record struct DonneesRectifiees
{
    private DonneesRectifiees(JsonElement json, bool scelle) => (Json, Scelle) = (json, scelle);

    public JsonElement Json { get; }

    public bool Scelle { get; }

    public static DonneesRectifiees Recues(JsonElement json) => new(json, false);

    public static DonneesRectifiees Scellees(JsonElement json) => new(json, true);
}
