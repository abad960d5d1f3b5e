namespace Larder.Validity;

/// <summary>A mark as an entry was born with it: the entry is removed as soon as the cell holds another nonce.</summary>
internal readonly record struct MarkPin(MarkCell Cell, MarkState State)
{
    /// <summary>The cell still holds the nonce, whoever vouches for that.</summary>
    public bool Holds => Cell.State is { } now && (ReferenceEquals(now, State) || now.Nonce == State.Nonce);

    public static bool AllHold(MarkPin[] pins)
    {
        foreach (ref readonly var pin in pins.AsSpan())
            if (!pin.Holds) return false;
        return true;
    }
}
