using Larder.Entries;
using Larder.Serialization;
using Larder.Tiers;
using Larder.Validity;

namespace Larder.Pipeline;

/// <summary>A value with all that decides how it is kept, before it is.</summary>
internal sealed record EntryDraft<T>(
    EntryContent<T> Content, EntryPolicy Policy, TimeSpan Expiration, TimeSpan StaleFor, TimeSpan LoadTime, bool IsNull, MarkPin[] Pins)
{
    /// <summary>As the shared tier holds it: for as long as it may be served, fresh or stale.</summary>
    public SlotWrite ToSlot(CacheParts parts, Slot slot, SlotVersion version)
    {
        var marks = Array.ConvertAll(Pins, pin => new FrameMark(pin.Cell.Slot.Kind, parts.Keys.NameOf(pin.Cell.Slot), pin.State.Nonce));
        var header = new FrameHeader(IsNull ? FrameFlags.Null : FrameFlags.None, new FrameTimes(Expiration, StaleFor, LoadTime), default, marks);
        var frame = parts.Codec.Encode<T>(slot.Name, header, Content.Payload.Span, Policy.CompressAbove);
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
        var trigger = Policy.TriggerOf(now, MonotonicClock.After(now, Expiration), LoadTime);
        return new Entry<T>(Content, origin, stamp, Entry<T>.WeightOf(Content.Value, Content.Payload.Length), trigger);
    }

    private static TimeSpan Min(TimeSpan one, TimeSpan? other) => other is { } some && some < one ? some : one;
}
