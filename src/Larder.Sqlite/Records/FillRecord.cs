using Larder.Sqlite.Tiers;
using Larder.Tiers;
using Larder.Validity;

namespace Larder.Sqlite.Records;

/// <summary>Fills what is absent, if the record still is the one that was seen. A record keeps its version, but others have to hear of it.</summary>
internal sealed class FillRecord(TierScope scope, Slot slot, SlotVersion expected, RecordFill fill) : SlotChange<RecordAnswer>(scope, slot)
{
    protected override ReadDepth Depth => ReadDepth.Whole;

    protected override bool IsAlwaysTold => true;

    protected override (RecordAnswer Answer, SlotWrite? Write) Decide(SlotRow row, long now)
    {
        var held = row.ToRecord(now, Ticket);
        var isPlaceholder = held.State == SlotState.Leased;
        var mayFill = RecordFill.Fits(held.State, held.Version, expected) && (isPlaceholder || held.Content.Head.Span.SequenceEqual(fill.Head.Span));
        if (!mayFill) return (new RecordAnswer(ReplaceOutcome.Changed, held), null);
        var content = held.Content.With(fill);
        var remaining = isPlaceholder ? fill.Expiration : held.Remaining;
        var version = isPlaceholder ? RecordFill.VersionOf(expected) : held.Version;
        return RecordRow.WriteOf(version, content, remaining) is { } write
            ? (RecordRow.Done(version, content, remaining, Ticket), write)
            : (new RecordAnswer(ReplaceOutcome.Changed, held), null);
    }
}
