using Accompagnement.Domain.Faits;
using Npgsql;

namespace Accompagnement.EventStore;

/// <summary>A fact as the store holds it.</summary>
/// <param name="Position">Its place in the order of all facts.</param>
/// <param name="Version">Its place in its stream, from 1.</param>
/// <param name="Fait">The fact.</param>
public readonly record struct FaitEnregistre(long Position, long Version, Fait Fait);

/// <summary>Facts to be added at the end of one stream.</summary>
/// <param name="Sujet">The stream.</param>
/// <param name="VersionAttendue">The version it must have: 0 for a stream that does not exist yet.</param>
/// <param name="Faits">What is added, in this order.</param>
public sealed record Ajout(Sujet Sujet, long VersionAttendue, IReadOnlyList<Fait> Faits);

/// <summary>A run of facts in the order of positions.</summary>
/// <param name="Faits">The facts, none of which can be preceded by one that commits later.</param>
/// <param name="Position">
/// How far the order is settled: every fact up to here is in this run or was in an earlier one. It can lie beyond the last fact,
/// where numbers were drawn and never used.
/// </param>
public sealed record PageDuJournal(IReadOnlyList<FaitEnregistre> Faits, long Position);

/// <summary>
/// The store of facts: a stream is read and extended at a known version; all facts can be read in one exact order.
/// </summary>
public interface IEventStore
{
    /// <summary>Adds facts to one stream, and runs <paramref name="avec"/> in the same transaction.</summary>
    /// <returns>The position of the last fact added.</returns>
    /// <exception cref="VersionConflictException">The stream is not at the expected version; nothing was written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no fact to add: a stream without facts would be neither new nor old.</exception>
    Task<long> AppendAsync(Ajout ajout, IReadOnlyList<NpgsqlBatchCommand>? avec = null, CancellationToken ct = default);

    /// <summary>Adds facts of many streams, all or none, in the order given and in a transaction that the caller owns.</summary>
    /// <param name="faits">The facts, in the order they are recorded.</param>
    /// <param name="versions">The version each of their streams must have: 0 for one that does not exist yet.</param>
    /// <param name="transaction">The transaction; it is neither committed nor rolled back here.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>The position of the last fact added.</returns>
    /// <exception cref="VersionConflictException">A stream is not at its expected version; the caller must roll back.</exception>
    Task<long> AppendManyAsync(
        IReadOnlyList<Fait> faits, IReadOnlyDictionary<Guid, long> versions, NpgsqlTransaction transaction, CancellationToken ct = default);

    /// <summary>The facts of one stream in the order they were recorded; empty when there is no such stream.</summary>
    Task<IReadOnlyList<FaitEnregistre>> ReadStreamAsync(Guid flux, CancellationToken ct = default);

    /// <summary>The facts of many streams, stream by stream, each in the order it was recorded.</summary>
    IAsyncEnumerable<FaitEnregistre> ReadStreamsAsync(IReadOnlyCollection<Guid> flux, CancellationToken ct = default);

    /// <summary>Every fact up to a position, stream by stream, each in the order it was recorded: for rebuilds.</summary>
    IAsyncEnumerable<FaitEnregistre> ReadByStreamAsync(long jusqua, CancellationToken ct = default);

    /// <summary>A position up to which nothing will be written any more, at or after the last fact committed before the call.</summary>
    Task<long> SettleAsync(CancellationToken ct = default);

    /// <summary>Facts after a position, in order. Never passes over a fact that is still being written.</summary>
    Task<PageDuJournal> ReadAllAsync(long apres, int max, CancellationToken ct = default);
}

/// <summary>Somebody else extended the stream first.</summary>
public sealed class VersionConflictException : Exception
{
    public VersionConflictException()
    {
    }

    public VersionConflictException(string message)
        : base(message)
    {
    }

    public VersionConflictException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public VersionConflictException(IReadOnlyList<Guid> flux, Exception? innerException = null)
        : base($"Not at the expected version: {string.Join(", ", flux.Take(5))}.", innerException) => Flux = flux;

    /// <summary>The streams that were not at their expected version.</summary>
    public IReadOnlyList<Guid> Flux { get; } = [];
}
