using System.Text.Json;
using Accompagnement.Domain.Faits;
using Accompagnement.EventStore.Postgres;
using JasperFx.Events;
using Marten;

namespace Accompagnement.EventStore.Marten;

/// <summary>The passage between a fact and Marten's event: for the store, and for handlers and projections run by Marten.</summary>
public static class FaitDeMarten
{
    /// <summary>The event to append: identity, time of recording and provenance as our own store writes them.</summary>
    public static IEvent Ecrire(IDocumentSession session, Fait fait)
    {
        var evenement = session.Events.BuildEvent(fait.Evenement);
        evenement.Id = fait.Id;
        evenement.Timestamp = fait.Saisi.ToUniversalTime();
        evenement.Headers = JsonSerializer.Deserialize<Dictionary<string, object>>(FaitEnLigne.Entetes(fait))!;
        return evenement;
    }

    /// <summary>The fact that an event records.</summary>
    /// <exception cref="FaitIllisibleException">Its headers are not ours.</exception>
    /// <remarks>Marten reads the dates of headers in universal time: the instant is the same, the offset it was written with is lost.</remarks>
    public static FaitEnregistre Lire(IEvent evenement) => FaitEnLigne.Assembler(
        evenement.Sequence,
        evenement.Version,
        evenement.StreamId,
        evenement.EventTypeName,
        evenement.Timestamp.UtcDateTime,
        evenement.Id,
        evenement.Headers is null ? [] : JsonSerializer.SerializeToUtf8Bytes(evenement.Headers),
        evenement.Data,
        static (_, donnees) => (IEvenement)donnees);
}
