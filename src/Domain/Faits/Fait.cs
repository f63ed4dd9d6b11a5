namespace Accompagnement.Domain.Faits;

/// <summary>How a contact or a record reached the service.</summary>
public enum Canal
{
    Guichet,
    Telephone,
    Numerique,
    Courrier,
    Domicile,
    Papier,
    Import,
}

/// <summary>Where a fact comes from: <see cref="Source"/> and <see cref="Id"/> together are its identity for ever.</summary>
/// <param name="Source">The system that recorded it first.</param>
/// <param name="Id">Its identifier in that system.</param>
/// <param name="Auteur">Code of the agent who recorded it.</param>
/// <param name="Site">Code of the site where it was recorded.</param>
/// <param name="Canal">How it reached the service.</param>
public sealed record Provenance(string Source, string Id, string? Auteur = null, string? Site = null, Canal? Canal = null);

/// <summary>
/// One recorded fact: what happened, to whom, when it happened (<see cref="Survenu"/>) and when it was recorded
/// (<see cref="Saisi"/>). Both are kept because they differ in real life: paper forms, home visits, late partners.
/// </summary>
public sealed record Fait(Sujet Sujet, IEvenement Evenement, DateTimeOffset Survenu, DateTimeOffset Saisi, Provenance Provenance)
{
    private Guid? id;

    /// <summary>When it happened.</summary>
    public DateTimeOffset Survenu
    {
        get;
        init => (field, Jour) = (value, Calendrier.Jour(value));
    } = Survenu;

    /// <summary>When it was recorded.</summary>
    public DateTimeOffset Saisi
    {
        get;
        init => (field, JourSaisi) = (value, Calendrier.Jour(value));
    } = Saisi;

    /// <summary>The identifier of the fact in the store, derived from its source and id.</summary>
    public Guid Id
    {
        get => id ??= Empreintes.Uuid(Provenance.Source, Provenance.Id);
        init => id = value;
    }

    /// <summary>The business date: the day it happened, in Europe/Paris.</summary>
    public DateOnly Jour { get; private init; } = Calendrier.Jour(Survenu);

    /// <summary>The day it became known, in Europe/Paris.</summary>
    public DateOnly JourSaisi { get; private init; } = Calendrier.Jour(Saisi);

    /// <summary>What was unusual enough to be shown, yet not impossible (codes).</summary>
    public IReadOnlyList<string> Signalements { get; init; } = [];
}
