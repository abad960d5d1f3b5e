using Larder.Sqlite.Storage;
using Larder.Tiers;
using Larder.Validity;

namespace Larder.Sqlite.Tiers;

/// <summary>Frees entries by name. A load under way keeps its placeholder: it takes no space worth freeing.</summary>
internal sealed class FreeEntries(TierScope scope, IReadOnlyList<string> names) : AnsweredWrite<int>
{
    public override void Run(FileConnection file)
    {
        var now = scope.Now;
        var freed = 0;
        foreach (var name in names)
        {
            var slot = new Slot(SlotKind.Entry, name);
            var row = SlotRow.Find(file, slot, ReadDepth.VersionOnly, now);
            if (row.State is SlotState.Leased or SlotState.Absent) continue;
            row.Delete(file);
            scope.Tell(file, slot, now);
            freed++;
        }

        Answer = freed;
    }

    public override void Committed()
    {
        foreach (var name in names) scope.Waiters.Wake(new Slot(SlotKind.Entry, name));
        base.Committed();
    }
}
