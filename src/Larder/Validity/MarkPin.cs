namespace Larder.Validity;

/// <summary>A mark as an entry was born with it: the entry is removed as soon as the cell holds another nonce, or one that names its key.</summary>
internal readonly record struct MarkPin(MarkCell Cell, MarkState State)
{
    /// <summary>Whether the cell still keeps an entry with this key, whoever vouches for that.</summary>
    public bool Keeps(string key) => Cell.State is { } now && (ReferenceEquals(now, State) || now.Keeps(State.Nonce, key));

    /// <summary>What it means for an entry that this mark does not keep it any more. A log that goes on is longer; after a clear it is another.</summary>
    public MissReason WhyRemoved() => Cell.Slot.Kind != SlotKind.All
        ? MissReason.RemovedByTag
        : Cell.State is { } now && now.Nonce.High == State.Nonce.High ? MissReason.RemovedByPattern : MissReason.Cleared;

    public static bool AllKeep(MarkPin[] pins, string key)
    {
        foreach (ref readonly var pin in pins.AsSpan())
            if (!pin.Keeps(key)) return false;
        return true;
    }
}
