using System.Runtime.CompilerServices;
using Larder.Validity;

namespace Larder.Entries;

/// <summary>
/// A value as memory holds it, with all that decides whether it may be served; that part is immutable. 112 bytes on 64 bits with all that
/// memory needs: see docs/design/eviction.md before adding a field.
/// </summary>
internal abstract class Entry : Node
{
    private Voucher _voucher;
    private readonly ulong _versionLow;
    private readonly EntryExtras? _extras;
    private readonly float _loadTicks;

    protected Entry(in EntryOrigin origin, EntryStamp stamp, int weight, EntryExtras? extras)
        : base(stamp, weight, origin.IsNull)
    {
        _voucher = Voucher.Of(origin.Watch, origin.Epoch, origin.Pins, origin.Version.High);
        (_versionLow, _loadTicks, _extras) = (origin.Version.Low, origin.LoadTime.Ticks, extras);
    }

    public EntryOrigin Origin
    {
        get
        {
            var voucher = _voucher;
            return new(Version, voucher.Watch, voucher.Epoch, voucher.Pins, LoadTime, IsNull);
        }
    }

    public SlotVersion Version => new(_voucher.Writer, _versionLow);

    /// <summary>To seven digits.</summary>
    public TimeSpan LoadTime => TimeSpan.FromTicks((long)_loadTicks);

    /// <summary>When to load it anew before its time is over; null: not before.</summary>
    public RefreshTrigger? Refresh => _extras?.Refresh;

    protected EntryExtras? Extras => _extras;

    public abstract Type ValueType { get; }

    /// <summary>The value for a person to look at; null when there is none or it can't be read.</summary>
    public abstract object? Shown { get; }

    /// <summary>The same value with other deadlines, vouched for anew.</summary>
    public abstract Entry With(in EntryOrigin origin, EntryStamp stamp);

    /// <summary>Whether it may be served, as far as one quick look tells: if not, <see cref="StandingAt"/> has the last word.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsGoodAt(long now, long boundMs) => now < FreshUntil && _voucher.Vouches(now, boundMs);

    public Standing StandingAt(string key, long now, long boundMs)
    {
        var voucher = _voucher;
        var isVouchedFor = voucher.Watch.Vouches(voucher.Epoch, now, boundMs);
        var isBehind = false;
        foreach (ref readonly var pin in voucher.Pins.AsSpan())
        {
            var state = pin.Cell.State;
            if (ReferenceEquals(state, pin.State))
                isVouchedFor = isVouchedFor && IsVouchedFor(state, voucher, now, boundMs);
            else if (state is null || state.Nonce == pin.State.Nonce)
                isVouchedFor = false;
            else if (state.Keeps(pin.State.Nonce, key))
                (isVouchedFor, isBehind) = (isVouchedFor && IsVouchedFor(state, voucher, now, boundMs), true);
            else
                return Standing.Removed;
        }

        return Stamp.At(now) switch
        {
            Freshness.Fresh => !isVouchedFor ? Standing.Suspect : isBehind ? Standing.Behind : Standing.Good,
            Freshness.Stale => Standing.Stale,
            _ => Standing.Expired,
        };
    }

    /// <summary>
    /// Whether it may be served although nobody vouches for it or its time is over, because there is nothing better. Not if it may have been
    /// removed: a mark that was forgotten has been renewed, or is being renewed.
    /// </summary>
    public bool MayFallBack(string key, long now) => Stamp.At(now) != Freshness.Expired && MarkPin.AllKeep(_voucher.Pins, key);

    /// <summary>Which of its marks removed it; the one that is not known any more, if no other did.</summary>
    public MissReason WhyRemoved(string key)
    {
        var reason = MissReason.Removed;
        foreach (ref readonly var pin in _voucher.Pins.AsSpan())
        {
            if (pin.Cell.State is { } state && state.Keeps(pin.State.Nonce, key)) continue;
            reason = pin.WhyRemoved();
            if (pin.Cell.State is not null) break;
        }

        return reason;
    }

    /// <summary>Takes note that the removals by prefix that there were since do not name it; what they do name stays as it is.</summary>
    public void PinAnew(string key)
    {
        var voucher = _voucher;
        var pins = Array.ConvertAll(voucher.Pins, pin => pin.Cell.State is { } now && now.Keeps(pin.State.Nonce, key) ? pin with { State = now } : pin);
        Volatile.Write(ref _voucher, Voucher.Of(voucher.Watch, voucher.Epoch, pins, voucher.Writer));
    }

    /// <summary>In most tiers the marks come by the same stream as the entry, which is asked once.</summary>
    private static bool IsVouchedFor(MarkState mark, Voucher voucher, long now, long boundMs) =>
        (ReferenceEquals(mark.Watch, voucher.Watch) && mark.Epoch == voucher.Epoch) || mark.Watch.Vouches(mark.Epoch, now, boundMs);
}
