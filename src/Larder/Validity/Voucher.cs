using System.Runtime.CompilerServices;

namespace Larder.Validity;

/// <summary>
/// Who would say that an entry does not hold any more: a stream of changes in one of its lives, and the marks as they were. Entries that
/// depend on the same share one object, so a million of them are judged from a few cache lines. Immutable.
/// </summary>
internal sealed class Voucher
{
    private readonly Watch _watch;
    private readonly MarkPin[] _pins;
    private readonly int _epoch;
    private readonly bool _isOneStream;

    private Voucher(Watch watch, int epoch, MarkPin[] pins, ulong writer)
    {
        (_watch, _epoch, _pins, Writer) = (watch, epoch, pins, writer);
        _isOneStream = Array.TrueForAll(pins, pin => ReferenceEquals(pin.State.Watch, watch) && pin.State.Epoch == epoch);
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
    public bool Vouches(long now, long boundMs)
    {
        if (!_isOneStream || !_watch.Vouches(_epoch, now, boundMs)) return false;
        foreach (ref readonly var pin in _pins.AsSpan())
            if (!ReferenceEquals(pin.Cell.State, pin.State)) return false;
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
