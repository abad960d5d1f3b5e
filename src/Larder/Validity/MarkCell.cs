namespace Larder.Validity;

/// <summary>
/// The place in this process for one mark (tag, prefix, all). Entries point at it, so that renewing the mark touches one field and not the
/// entries, however many there are.
/// </summary>
internal sealed class MarkCell(Slot slot, MarkChanges changes)
{
    private MarkState? _state;
    private MarkState? _last;

    public Slot Slot => slot;

    public MarkChanges Changes => changes;

    /// <summary>The known state; null when it has to be read again.</summary>
    public MarkState? State => Volatile.Read(ref _state);

    /// <summary>The log that was last known, if it is the one of this version of the mark.</summary>
    public RemovalLog? LogOf(SlotVersion version) => Volatile.Read(ref _last)?.Log is { } log && log.MarkedBy == version ? log : null;

    /// <summary>Called under the stripe's gate.</summary>
    public void Forget() => Become(null);

    /// <summary>
    /// Called under the stripe's gate. The same nonce from the same life of the stream gives back the same object: entries that point at it
    /// are good again without being touched. A nonce is never used twice, so nothing was removed in between.
    /// </summary>
    public MarkState Know(SlotVersion nonce, RemovalLog? log, Watch watch, int epoch)
    {
        var last = _last;
        if (last is null || last.Nonce != nonce || last.Watch != watch || last.Epoch != epoch)
            Volatile.Write(ref _last, last = new MarkState(nonce, log, watch, epoch));
        if (!ReferenceEquals(_state, last)) Become(last);
        return last;
    }

    private void Become(MarkState? state)
    {
        Volatile.Write(ref _state, state);
        changes.Note();
    }
}
