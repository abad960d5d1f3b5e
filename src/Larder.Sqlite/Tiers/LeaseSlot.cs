using Larder.Tiers;
using Larder.Validity;

namespace Larder.Sqlite.Tiers;

/// <summary>Puts a placeholder where nothing is.</summary>
internal sealed class LeaseSlot(TierScope scope, Slot slot, SlotVersion lease, TimeSpan leaseFor) : SlotChange<SlotRead>(scope, slot)
{
    protected override ReadDepth Depth => ReadDepth.Whole;

    protected override (SlotRead Answer, SlotWrite? Write) Decide(SlotRow row, long now) => row.State == SlotState.Absent
        ? (new SlotRead(SlotState.Leased, lease, default, leaseFor, Ticket), SlotWrite.Placeholder(lease, leaseFor))
        : (row.ToRead(now, Ticket), null);
}
