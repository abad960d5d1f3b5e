namespace Larder.Entries;

/// <summary>Deadlines on this process's monotonic clock, in milliseconds: never compared with another machine's.</summary>
internal readonly record struct EntryStamp(long FreshUntil, long StaleUntil)
{
    /// <summary>More than any span that is kept: 49 days, and this stands for "without an end".</summary>
    private const uint Endless = uint.MaxValue;

    /// <summary>How long past its freshness it may serve, in milliseconds; what is longer than 49 days is 49 days, but without an end stays so.</summary>
    public uint StaleFor => StaleUntil == long.MaxValue ? Endless : (uint)Math.Clamp(StaleUntil - FreshUntil, 0, Endless - 1);

    public static EntryStamp From(long freshUntil, uint staleFor) =>
        new(freshUntil, staleFor == Endless || freshUntil == long.MaxValue ? long.MaxValue : freshUntil + staleFor);

    public Freshness At(long now) =>
        now < FreshUntil ? Freshness.Fresh :
        now < StaleUntil ? Freshness.Stale :
        Freshness.Expired;

    /// <summary>How long it stays fresh; null without an end.</summary>
    public TimeSpan? FreshFor(long now) =>
        FreshUntil == long.MaxValue ? null : TimeSpan.FromMilliseconds(Math.Max(0, FreshUntil - now));
}
