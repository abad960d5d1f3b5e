using Larder.Sqlite.Tiers;
using Larder.Tiers;
using Larder.Validity;

namespace Larder.Sqlite.Records;

/// <summary>Sets fields of the record that was seen; whatever else is there is removed.</summary>
internal sealed class UpdateRecord(TierScope scope, Slot slot, SlotVersion expected, RecordUpdate update) : SlotChange<RecordAnswer>(scope, slot)
{
    protected override ReadDepth Depth => ReadDepth.Whole;

    protected override (RecordAnswer Answer, SlotWrite? Write) Decide(SlotRow row, long now)
    {
        var held = row.ToRecord(now, Ticket);
        if (held.State == SlotState.Held && held.Version == update.Version) return (new RecordAnswer(ReplaceOutcome.Done, held), null);
        if (held.State == SlotState.Held && held.Version == expected)
        {
            var content = held.Content.With(update);
            if (RecordRow.WriteOf(update.Version, content, held.Remaining) is { } write)
                return (RecordRow.Done(update.Version, content, held.Remaining, Ticket), write);
        }

        var nothing = new RecordRead(SlotState.Absent, SlotVersion.None, RecordContent.Empty, null, Ticket);
        return (new RecordAnswer(ReplaceOutcome.Changed, nothing), SlotWrite.Nothing);
    }
}
