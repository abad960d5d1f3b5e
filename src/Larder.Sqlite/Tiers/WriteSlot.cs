using Larder.Tiers;
using Larder.Validity;

namespace Larder.Sqlite.Tiers;

/// <summary>Writes, whatever the slot holds.</summary>
internal sealed class WriteSlot(TierScope scope, Slot slot, SlotWrite write) : SlotChange<Replacement>(scope, slot)
{
    protected override (Replacement Answer, SlotWrite? Write) Decide(SlotRow row, long now) =>
        (new Replacement(ReplaceOutcome.Done, Ticket), write);
}
