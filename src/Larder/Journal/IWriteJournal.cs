using Larder.Tiers;
using Larder.Validity;

namespace Larder.Journal;

/// <summary>
/// Where acknowledged writes wait for the database. An append puts three things in place or none of them: the record, its mark in the index of what is
/// pending, and what the slot in the shared tier holds. Keys are spread over shards; a shard has one owner at a time, who applies its records in
/// their order. What was read and not acknowledged is read again, by this owner or the next.
/// It throws <see cref="TierException"/> when it can't tell or can't do what it was asked.
/// </summary>
public interface IWriteJournal : IAsyncDisposable
{
    /// <summary>The short name of its place: <c>redis</c>, <c>sqlite</c>.</summary>
    string Name { get; }

    /// <summary>Looks whether the place keeps what the settings promise. Everything else waits until this succeeded once.</summary>
    /// <exception cref="JournalRefusedException">It would lose writes; the message says what to change.</exception>
    ValueTask OpenAsync(CancellationToken cancellationToken);

    /// <summary>Appends a record. Its version is larger than all of its shard before, and larger than <see cref="JournalAppend.Above"/>.</summary>
    ValueTask<JournalReceipt> AppendAsync(JournalAppend append, CancellationToken cancellationToken);

    /// <summary>The newest record of each name that is not acknowledged yet, at its place; null where there is none.</summary>
    ValueTask<IReadOnlyList<JournalRecord?>> FindPendingAsync(IReadOnlyList<PendingName> names, CancellationToken cancellationToken);

    /// <summary>Takes a shard, or keeps it for longer. At most one owner holds it at a time, as long as none holds on past its time.</summary>
    ValueTask<ClaimOutcome> ClaimAsync(int shard, string owner, TimeSpan ownFor, CancellationToken cancellationToken);

    /// <summary>Gives a shard back, if this owner holds it.</summary>
    ValueTask ReleaseAsync(int shard, string owner, CancellationToken cancellationToken);

    /// <summary>Reads records of a shard in their order; waits for the first for a while, and gives none if none came.</summary>
    /// <exception cref="JournalLostException">The shard's records are gone.</exception>
    ValueTask<IReadOnlyList<JournalRecord>> ReadAsync(ShardRead read, CancellationToken cancellationToken);

    /// <summary>
    /// These records took effect in the database: they go, and a name that is still pending with one of them is pending no longer. The slot of a
    /// replayed record is emptied.
    /// </summary>
    ValueTask AcknowledgeAsync(int shard, IReadOnlyList<JournalRecord> records, CancellationToken cancellationToken);

    /// <summary>Puts a record aside, with the reason. It is pending no longer, and its slot is emptied.</summary>
    ValueTask BuryAsync(int shard, JournalRecord record, string reason, CancellationToken cancellationToken);

    /// <summary>Records that were put aside, from the oldest on; resumed after an id.</summary>
    ValueTask<IReadOnlyList<DeadLetter>> ListDeadAsync(int shard, string? after, int atMost, CancellationToken cancellationToken);

    /// <summary>Appends a dead letter again under its first version, and empties its slot when it was applied; false if there is none of this id.</summary>
    ValueTask<bool> ReplayAsync(int shard, string id, CancellationToken cancellationToken);

    /// <summary>Removes a dead letter for good; false if there is none of this id.</summary>
    ValueTask<bool> DropAsync(int shard, string id, CancellationToken cancellationToken);

    /// <summary>A version for a write that goes past the journal: larger than all of its shard before, and than <paramref name="above"/>.</summary>
    ValueTask<long> ReserveAsync(int shard, long above, CancellationToken cancellationToken);

    /// <summary>A write past the journal is in the database: what is pending of its name with a smaller version is not any more. The slot is emptied.</summary>
    ValueTask SettleAsync(int shard, Slot slot, long version, CancellationToken cancellationToken);

    /// <summary>How much a shard holds.</summary>
    ValueTask<JournalSize> MeasureAsync(int shard, CancellationToken cancellationToken);
}
