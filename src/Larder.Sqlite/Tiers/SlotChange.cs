using Larder.Sqlite.Storage;
using Larder.Tiers;
using Larder.Validity;

namespace Larder.Sqlite.Tiers;

/// <summary>A change of one slot: looks at what it holds, decides, puts something else in its place, and tells of it.</summary>
internal abstract class SlotChange<T>(TierScope scope, Slot slot) : AnsweredWrite<T>
{
    private bool _changed;

    /// <summary>How much of the row the decision needs.</summary>
    protected virtual ReadDepth Depth => ReadDepth.VersionOnly;

    /// <summary>Whether others have to hear of it although the version stays.</summary>
    protected virtual bool IsAlwaysTold => false;

    /// <summary>Taken before the transaction begins: a change that comes after it refuses the install of what was written.</summary>
    protected InstallTicket Ticket { get; private set; }

    public override void Starting() => Ticket = scope.Watch.Ticket();

    public override void Run(FileConnection file)
    {
        var now = scope.Now;
        var row = SlotRow.Find(file, slot, Depth, now);
        (Answer, var write) = Decide(row, now);
        _changed = false;
        if (write is not { } state) return;

        row.Put(file, slot, state, now);

        // The same version with a later end, as when a lease is extended, is the same state: nobody has to hear of it.
        _changed = IsAlwaysTold || row.Version != state.Version || row.State == SlotState.Absent;
        if (_changed) scope.Tell(file, slot, now);
    }

    public override void Committed()
    {
        if (_changed) scope.Waiters.Wake(slot);
        base.Committed();
    }

    /// <summary>What to answer, and what the slot shall hold; null leaves it alone.</summary>
    protected abstract (T Answer, SlotWrite? Write) Decide(SlotRow row, long now);
}
