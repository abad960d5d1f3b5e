using Larder.Validity;

namespace Larder.Tiers;

/// <summary>
/// A tier that several processes share: Redis, a SQLite file, the in-memory model. One contract, because its promises hang together: a
/// read may be kept only by the ticket that came with it, a lease is a placeholder under the entry's own key, a tag is a slot that is
/// watched like an entry. The tier moves bytes and keeps order; encoding, freshness, policy and retries are the core's.
/// It throws <see cref="TierException"/> when it cannot tell what is there, and never reports a failure as <see cref="SlotState.Absent"/>.
/// </summary>
public interface ISharedTier : IAsyncDisposable
{
    /// <summary>What this tier can do and promises.</summary>
    TierTraits Traits { get; }

    /// <summary>
    /// Reads slots, entries and the marks they depend on alike, and watches each from then on, also those that are absent.
    /// One round trip per node; <c>answers[i]</c> belongs to <c>slots[i]</c>. <see cref="ReadDepth.VersionOnly"/> revalidates without the body.
    /// </summary>
    ValueTask ReadAsync(ReadOnlyMemory<Slot> slots, Memory<SlotRead> answers, ReadDepth depth, CancellationToken cancellationToken);

    /// <summary>
    /// Reads a slot whole for a caller that keeps nothing of it: it need not be watched from then on, and the ticket may be one that is always refused.
    /// A tier that watches at no cost reads it as ever.
    /// </summary>
    async ValueTask<SlotRead> PeekAsync(Slot slot, CancellationToken cancellationToken)
    {
        var answers = new SlotRead[1];
        await PeekAsync(new[] { slot }, answers, cancellationToken).ConfigureAwait(false);
        return answers[0];
    }

    /// <summary>The same for many.</summary>
    ValueTask PeekAsync(ReadOnlyMemory<Slot> slots, Memory<SlotRead> answers, CancellationToken cancellationToken) =>
        ReadAsync(slots, answers, ReadDepth.Whole, cancellationToken);

    /// <summary>
    /// Puts a placeholder into an absent slot. The answer is what the slot holds now: granted exactly when it is
    /// <see cref="SlotState.Leased"/> with <paramref name="lease"/> as its version. Any removal or write by anybody voids the lease.
    /// </summary>
    ValueTask<SlotRead> LeaseAsync(Slot slot, SlotVersion lease, TimeSpan leaseFor, CancellationToken cancellationToken);

    /// <summary>
    /// Atomically replaces what the slot holds if, and only if, its version still is <paramref name="expected"/>. This one verb fills
    /// a lease, refreshes an entry, extends a lease (the same placeholder, a new expiry) and releases one (<see cref="SlotWrite.Nothing"/>).
    /// Repeating it after an unknown outcome is safe: versions are unique, so a second run finds its own write and reports Done.
    /// </summary>
    ValueTask<Replacement> ReplaceAsync(Slot slot, SlotVersion expected, SlotWrite write, CancellationToken cancellationToken);

    /// <summary>Writes, whatever the slot holds; loads under way for it lose their lease.</summary>
    ValueTask<Replacement> WriteAsync(Slot slot, SlotWrite write, CancellationToken cancellationToken);

    /// <summary>
    /// Completes when the slot may hold something else than <paramref name="seen"/>, or after <paramref name="atMost"/>. Early is allowed,
    /// late is not; never by reading in a loop. The caller reads again. <paramref name="seen"/> came from a read of this tier.
    /// </summary>
    ValueTask WaitAsync(Slot slot, SlotVersion seen, TimeSpan atMost, CancellationToken cancellationToken);

    /// <summary>Removes slots, placeholders too; returns how many held something. Acknowledged means: no later read finds the old state.</summary>
    ValueTask<int> RemoveAsync(ReadOnlyMemory<Slot> slots, CancellationToken cancellationToken);

    /// <summary>
    /// Gives marks (tag, prefix, all) a version never used before: everything that depends on the old one is removed, in O(1).
    /// With <see cref="Renewal.IfAbsent"/> a mark that exists keeps its version: the loader calls it before it reads its source.
    /// </summary>
    ValueTask RenewAsync(ReadOnlyMemory<Slot> marks, Renewal renewal, Memory<SlotVersion> versions, CancellationToken cancellationToken);

    /// <summary>
    /// Lists the names of entry slots by glob (<c>*</c>, <c>?</c>, <c>[a-z]</c>, <c>\</c> escapes), held and leased, a page a step;
    /// complete only for names present from the first step to the last. A null <see cref="ScanPage.ResumeAt"/> ends the list.
    /// </summary>
    ValueTask<ScanPage> ScanAsync(string pattern, string? resumeAt, int about, CancellationToken cancellationToken);

    /// <summary>Frees the space of entries that match, one paced step; correctness never waits for it. Resumable in another process.</summary>
    ValueTask<SweepStep> SweepAsync(string pattern, string? resumeAt, CancellationToken cancellationToken);
}
