using Larder.Tiers;
using Larder.Validity;

namespace Larder.Sqlite.Tiers;

/// <summary>Replaces what a slot holds if it still is what the caller saw.</summary>
internal sealed class ReplaceSlot(TierScope scope, Slot slot, SlotVersion expected, SlotWrite write) : SlotChange<Replacement>(scope, slot)
{
    protected override (Replacement Answer, SlotWrite? Write) Decide(SlotRow row, long now)
    {
        if (row.State == SlotState.Foreign) return (new Replacement(ReplaceOutcome.Changed, Ticket), null);
        if (row.Version == expected) return (new Replacement(ReplaceOutcome.Done, Ticket), write);

        // A second run after an unknown outcome finds what the first one wrote.
        var isDone = row.Version == write.Version;
        return (new Replacement(isDone ? ReplaceOutcome.Done : ReplaceOutcome.Changed, Ticket), null);
    }
}
