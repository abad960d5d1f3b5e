using System.Runtime.CompilerServices;

namespace Larder.Validity;

/// <summary>
/// Who would say that an entry does not hold any more: a stream of changes in one of its lives, and the marks as they were. Entries that
/// depend on the same share one object, so a million of them are judged from a few cache lines.
/// </summary>
internal sealed class Voucher
{
    private readonly Watch _watch;
    private readonly MarkChanges? _changes;
    private readonly MarkPin[] _pins;
    private readonly int _epoch;

    // The count of changes at which all marks were seen to hold.
    private long _heldAt = -1;

    private Voucher(Watch watch, int epoch, MarkPin[] pins, ulong writer)
    {
        (_watch, _epoch, _pins, Writer) = (watch, epoch, pins, writer);
        var isOneStream = Array.TrueForAll(pins, pin => ReferenceEquals(pin.State.Watch, watch) && pin.State.Epoch == epoch);
        var isOneCache = pins is not [] && Array.TrueForAll(pins, pin => ReferenceEquals(pin.Cell.Changes, pins[0].Cell.Changes));
        _changes = isOneStream && isOneCache ? pins[0].Cell.Changes : null;
    }

    public Watch Watch => _watch;

    public int Epoch => _epoch;

    public MarkPin[] Pins => _pins;

    /// <summary>Which source made the versions of these entries; zero when the shared tier does not hold them.</summary>
    public ulong Writer { get; }

    /// <summary>The one for these, which others may use already: the newest of each last mark is remembered there.</summary>
    public static Voucher Of(Watch watch, int epoch, MarkPin[] pins, ulong writer)
    {
        if (pins is []) return new Voucher(watch, epoch, pins, writer);
        var last = pins[^1].State;
        if (last.Voucher is { } known && known.Is(watch, epoch, pins, writer)) return known;
        return last.Voucher = new Voucher(watch, epoch, pins, writer);
    }

    /// <summary>
    /// Whether everything is as it was. False does not say that something was removed: then the marks have to be looked at one by one.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Vouches(long now, long boundMs) =>
        _changes is { } changes && _watch.Vouches(_epoch, now, boundMs) && (Volatile.Read(ref _heldAt) == changes.Count || DoMarksHold(changes));

    /// <summary>The count is read before the marks: one that changes meanwhile has a count of its own, so the next hit looks again.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool DoMarksHold(MarkChanges changes)
    {
        var count = changes.Count;
        foreach (ref readonly var pin in _pins.AsSpan())
            if (!ReferenceEquals(pin.Cell.State, pin.State)) return false;
        Volatile.Write(ref _heldAt, count);
        return true;
    }

    private bool Is(Watch watch, int epoch, MarkPin[] pins, ulong writer)
    {
        if (!ReferenceEquals(_watch, watch) || _epoch != epoch || Writer != writer || _pins.Length != pins.Length) return false;
        for (var at = 0; at < pins.Length; at++)
            if (!ReferenceEquals(_pins[at].Cell, pins[at].Cell) || !ReferenceEquals(_pins[at].State, pins[at].State)) return false;
        return true;
    }
}
