using Larder.Memory;
using Larder.Validity;

namespace Larder.Pipeline;

/// <summary>What a tier's stream says becomes removals in memory. Runs on the tier's reader: no waiting, no user code.</summary>
internal sealed class ChangeRelay(KeySpace keys, MemoryStore memory, MarkCells marks, ChangeStripes stripes, Lateness lateness) : IChangeSink
{
    public long Position => stripes.Position;

    public void Changed(Slot slot)
    {
        if (!keys.Owns(slot)) return;
        if (slot.Kind == SlotKind.Entry) memory.Remove(keys.NameOf(slot), ChangeOrigin.Told);
        else if (slot.Kind != SlotKind.Refresh) marks.Forget(slot, ChangeOrigin.Told);
    }

    public void ChangedAll(Watch watch)
    {
        stripes.ChangeAll();
        marks.ForgetAll();
        memory.Clear();
    }

    /// <summary>Nothing to do: entries and marks carry the epoch of their stream, and this one is over.</summary>
    public void Broken(Watch watch)
    {
    }

    public void Began(Watch watch) => lateness.Follow(watch);

    public void Lagged(TimeSpan lag) => lateness.Measured(lag);
}
