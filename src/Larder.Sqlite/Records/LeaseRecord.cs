using Larder.Sqlite.Tiers;
using Larder.Tiers;
using Larder.Validity;

namespace Larder.Sqlite.Records;

/// <summary>Puts a placeholder where nothing is, or in the place of what is over; extends one.</summary>
internal sealed class LeaseRecord(TierScope scope, Slot slot, RecordLease lease) : SlotChange<RecordRead>(scope, slot)
{
    protected override ReadDepth Depth => ReadDepth.Whole;

    protected override (RecordRead Answer, SlotWrite? Write) Decide(SlotRow row, long now)
    {
        var isGranted = lease.Over == lease.Version
            ? row.State == SlotState.Leased && row.Version == lease.Version
            : lease.Over.IsNone ? row.State == SlotState.Absent : row.Version == lease.Over;
        return isGranted
            ? (new RecordRead(SlotState.Leased, lease.Version, RecordContent.Empty, lease.LeaseFor, Ticket), SlotWrite.Placeholder(lease.Version, lease.LeaseFor))
            : (row.ToRecord(now, Ticket), null);
    }
}
