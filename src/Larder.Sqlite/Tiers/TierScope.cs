using Larder.Sqlite.Storage;
using Larder.Tiers;
using Larder.Validity;

namespace Larder.Sqlite.Tiers;

/// <summary>What every operation of one tier shares: its watch, its waiters, its origin in the change log, and the machine's clock.</summary>
/// <param name="Watch">The one stream of changes of this tier.</param>
/// <param name="Waiters">Who waits in this process.</param>
/// <param name="Origin">Marks this tier's own changes in the log.</param>
/// <param name="Time">Dates the rows.</param>
internal sealed record TierScope(Watch Watch, SlotWaiters Waiters, long Origin, TimeProvider Time)
{
    /// <summary>Unix milliseconds of this machine: every process that shares the file reads the same clock.</summary>
    public long Now => Time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Tells the other processes of a change, in its own transaction.</summary>
    public void Tell(FileConnection file, Slot slot, long now) => ChangeLog.Append(file, Origin, slot, now);
}
