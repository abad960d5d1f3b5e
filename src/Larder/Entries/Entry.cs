using Larder.Validity;

namespace Larder.Entries;

/// <summary>A value as memory holds it, with all that decides whether it may be served. Immutable.</summary>
internal abstract class Entry(EntryOrigin origin, EntryStamp stamp, int weight, RefreshTrigger? refresh)
{
    public EntryOrigin Origin => origin;

    public EntryStamp Stamp => stamp;

    /// <summary>Bytes that the value takes, as near as its serialised form tells.</summary>
    public int Weight => weight;

    /// <summary>When to load it anew before its time is over; null: not before.</summary>
    public RefreshTrigger? Refresh => refresh;

    public abstract Type ValueType { get; }

    /// <summary>The same value with other deadlines, vouched for anew.</summary>
    public abstract Entry With(EntryOrigin origin, EntryStamp stamp);

    public Standing StandingAt(string key, long now, long boundMs)
    {
        var isVouchedFor = origin.Watch.Vouches(origin.Epoch, now, boundMs);
        var isBehind = false;
        foreach (ref readonly var pin in origin.Pins.AsSpan())
        {
            var state = pin.Cell.State;
            if (ReferenceEquals(state, pin.State))
                isVouchedFor = isVouchedFor && IsVouchedFor(state, now, boundMs);
            else if (state is null || state.Nonce == pin.State.Nonce)
                isVouchedFor = false;
            else if (state.Keeps(pin.State.Nonce, key))
                (isVouchedFor, isBehind) = (isVouchedFor && IsVouchedFor(state, now, boundMs), true);
            else
                return Standing.Removed;
        }

        return stamp.At(now) switch
        {
            Freshness.Fresh => !isVouchedFor ? Standing.Suspect : isBehind ? Standing.Behind : Standing.Good,
            Freshness.Stale => Standing.Stale,
            _ => Standing.Expired,
        };
    }

    /// <summary>The same, compared with the removals by prefix that there were since; one that this finds to be removed keeps its old pins.</summary>
    public Entry PinnedAnew(string key)
    {
        var pins = Array.ConvertAll(origin.Pins, pin => pin.Cell.State is { } now && now.Keeps(pin.State.Nonce, key) ? pin with { State = now } : pin);
        return With(origin with { Pins = pins }, stamp);
    }

    /// <summary>
    /// Whether it may be served although nobody vouches for it or its time is over, because there is nothing better. Not if it may have been
    /// removed: a mark that was forgotten has been renewed, or is being renewed.
    /// </summary>
    public bool MayFallBack(string key, long now) => stamp.At(now) != Freshness.Expired && MarkPin.AllKeep(origin.Pins, key);

    /// <summary>In most tiers the marks come by the same stream as the entry, which is asked once.</summary>
    private bool IsVouchedFor(MarkState mark, long now, long boundMs) =>
        (ReferenceEquals(mark.Watch, origin.Watch) && mark.Epoch == origin.Epoch) || mark.Watch.Vouches(mark.Epoch, now, boundMs);
}
