using Larder.Validity;

namespace Larder.Tiers;

/// <summary>
/// Holds that writers lay on entries while they change the source: as long as one lasts, nobody keeps what he loads, so a writer that dies between
/// its commit and its removal leaves no old copy behind. Held by name, never by what is stored there. It throws <see cref="TierException"/> when it
/// cannot tell or do what it was asked.
/// </summary>
public interface IWriterHolds : IAsyncDisposable
{
    /// <summary>
    /// Holds entries for a writer, then removes them and the placeholders of loads under way: a load that was not stopped by the one finds the other.
    /// Once more by the same holder moves its end. Each holder has an end of its own: nobody makes the hold of another last longer.
    /// </summary>
    ValueTask HoldAsync(ReadOnlyMemory<Slot> entries, SlotVersion holder, TimeSpan holdFor, CancellationToken cancellationToken);

    /// <summary>
    /// Removes the entries, whatever they hold and whoever holds them, and ends the holds of this holder. Also when its time is over: it was not, perhaps,
    /// when somebody stored an old value.
    /// </summary>
    ValueTask ReleaseAsync(ReadOnlyMemory<Slot> entries, SlotVersion holder, CancellationToken cancellationToken);

    /// <summary>Whether any writer holds the entry now, by the tier's own clock. Asked by who has the right to load, before he reads the source.</summary>
    ValueTask<bool> IsHeldAsync(Slot entry, CancellationToken cancellationToken);
}
