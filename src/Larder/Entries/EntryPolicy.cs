namespace Larder.Entries;

/// <summary>The options of one call merged with those of the cache, once; inner code asks nothing twice.</summary>
internal sealed record EntryPolicy
{
    public const int MaxTags = 64;

    public required TimeSpan Expiration { get; init; }

    public TimeSpan? MemoryExpiration { get; init; }

    public required TimeSpan StaleFor { get; init; }

    /// <summary>Zero: never.</summary>
    public required TimeSpan RefreshAhead { get; init; }

    public required TimeSpan LoadTimeout { get; init; }

    public TimeSpan? SoftTimeout { get; init; }

    public required TimeSpan NegativeExpiration { get; init; }

    public required double Jitter { get; init; }

    /// <summary>From how many bytes on a payload is compressed in the shared tier.</summary>
    public required int CompressAbove { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    public CacheTiers Tiers { get; init; } = CacheTiers.All;

    public bool Uses(CacheTiers tiers) => (Tiers & tiers) != 0;

    /// <summary>How long this value shall be fresh. Chance only shortens: a time that somebody named is never exceeded.</summary>
    public TimeSpan ExpirationOf(bool isNull, TimeSpan? chosenByLoader, Chance chance)
    {
        var expiration = chosenByLoader ?? Expiration;
        if (isNull && NegativeExpiration < expiration) expiration = NegativeExpiration;
        return Jitter == 0 ? expiration : expiration * (1 - Jitter * chance.Next());
    }

    /// <summary>When to refresh an entry that is fresh until then; null if never. Not in the first half of its time, else each read would be one.</summary>
    public RefreshTrigger? TriggerOf(long now, long freshUntil, TimeSpan loadTime)
    {
        if (RefreshAhead == TimeSpan.Zero || freshUntil == long.MaxValue) return null;
        var half = TimeSpan.FromMilliseconds((freshUntil - now) / 2);
        return new RefreshTrigger(freshUntil, RefreshAhead < half ? RefreshAhead : half, loadTime);
    }
}
