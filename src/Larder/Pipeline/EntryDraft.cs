using Larder.Entries;
using Larder.Serialization;
using Larder.Tiers;
using Larder.Validity;

namespace Larder.Pipeline;

/// <summary>A value with all that decides how it is kept, before it is.</summary>
internal sealed record EntryDraft<T>(
    T Value, EntryPolicy Policy, TimeSpan Expiration, TimeSpan StaleFor, TimeSpan LoadTime, bool IsNull, MarkPin[] Pins,
    ReadOnlyMemory<byte> Payload)
{
    /// <summary>As the shared tier holds it: for as long as it may be served, fresh or stale.</summary>
    public SlotWrite ToSlot(KeySpace keys, SlotVersion version)
    {
        var marks = Array.ConvertAll(Pins, pin => new FrameMark(pin.Cell.Slot.Kind, keys.NameOf(pin.Cell.Slot), pin.State.Nonce));
        var frame = EntryCodec.Encode<T>(Payload.Span, IsNull, StaleFor, LoadTime, marks);
        return SlotWrite.Entry(version, frame, Expiration + StaleFor);
    }

    /// <summary>As memory holds it: no longer than the call allows, and only shortly while no shared tier can be reached.</summary>
    public Entry<T> ToEntry(CacheParts parts, SlotVersion version, in InstallTicket ticket)
    {
        var now = parts.Clock.Now;
        var inMemory = Min(Expiration, Policy.MemoryExpiration);
        if (parts.Tier is { } tier && ReferenceEquals(ticket.Watch, tier.Detached)) inMemory = Min(inMemory, parts.Options.DetachedExpiration);
        var stamp = new EntryStamp(MonotonicClock.After(now, inMemory), MonotonicClock.After(now, Expiration + StaleFor));
        var origin = new EntryOrigin(version, ticket.Watch, ticket.Epoch, Pins, LoadTime, IsNull);
        return new Entry<T>(Value, origin, stamp, Entry<T>.WeightOf(Value, Payload.Length), Policy.TriggerOf(now, MonotonicClock.After(now, Expiration), LoadTime));
    }

    private static TimeSpan Min(TimeSpan one, TimeSpan? other) => other is { } some && some < one ? some : one;
}
