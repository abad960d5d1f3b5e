using Larder.Sqlite.Tiers;
using Larder.Tiers;
using Larder.Validity;

namespace Larder.Sqlite.Records;

/// <summary>Removes a placeholder, and nothing else.</summary>
internal sealed class ReleaseRecord(TierScope scope, Slot slot, SlotVersion lease) : SlotChange<bool>(scope, slot)
{
    protected override (bool Answer, SlotWrite? Write) Decide(SlotRow row, long now) =>
        row.State == SlotState.Leased && row.Version == lease ? (true, SlotWrite.Nothing) : (false, null);
}
