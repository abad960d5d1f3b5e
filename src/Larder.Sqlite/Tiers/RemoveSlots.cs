using Larder.Sqlite.Storage;
using Larder.Tiers;
using Larder.Validity;

namespace Larder.Sqlite.Tiers;

/// <summary>
/// Removes slots. Tells of each, also of those that the file does not hold: it may have evicted an entry that the memory of another process
/// still has.
/// </summary>
internal sealed class RemoveSlots(TierScope scope, ReadOnlyMemory<Slot> slots) : AnsweredWrite<int>
{
    public override void Run(FileConnection file)
    {
        var now = scope.Now;
        var held = 0;
        foreach (var slot in slots.Span)
        {
            var row = SlotRow.Find(file, slot, ReadDepth.VersionOnly, now);
            if (row.State is SlotState.Held or SlotState.Foreign) held++;
            row.Delete(file);
            scope.Tell(file, slot, now);
        }

        Answer = held;
    }

    public override void Committed()
    {
        foreach (var slot in slots.Span) scope.Waiters.Wake(slot);
        base.Committed();
    }
}
