using Larder.Entries;

namespace Larder.Pipeline;

/// <summary>What the shared tier's answer for a key amounts to.</summary>
internal sealed record Seen<T>(Entry<T>? Good, Entry<T>? Fallback, MissReason Reason, SlotUse Use)
{
    public static Seen<T> Nothing(MissReason reason) => new(null, null, reason, SlotUse.Replace);

    public static Seen<T> Dead(MissReason reason) => new(null, null, reason, SlotUse.Discard);

    public static Seen<T> Held(Entry<T> entry, Freshness freshness) => freshness switch
    {
        Freshness.Fresh => new(entry, null, MissReason.None, SlotUse.Replace),
        Freshness.Stale => new(null, entry, MissReason.Expired, SlotUse.KeepUntilFilled),
        _ => Dead(MissReason.Expired),
    };

    /// <summary>For who wants something newer: what he has already is good for a fallback only, and stays until it is replaced.</summary>
    public Seen<T> WithoutCopyOf(Entry<T>? held) =>
        Good is { } good && good.Origin.Version == held?.Origin.Version ? new(null, good, MissReason.Expired, SlotUse.KeepUntilFilled) : this;
}
