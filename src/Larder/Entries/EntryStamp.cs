namespace Larder.Entries;

/// <summary>Deadlines on this process's monotonic clock, in milliseconds: never compared with another machine's.</summary>
internal readonly record struct EntryStamp(long FreshUntil, long StaleUntil)
{
    public Freshness At(long now) =>
        now < FreshUntil ? Freshness.Fresh :
        now < StaleUntil ? Freshness.Stale :
        Freshness.Expired;

    /// <summary>How long it stays fresh; null without an end.</summary>
    public TimeSpan? FreshFor(long now) =>
        FreshUntil == long.MaxValue ? null : TimeSpan.FromMilliseconds(Math.Max(0, FreshUntil - now));
}
