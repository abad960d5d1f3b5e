namespace Larder.Entries;

/// <summary>The options of one call merged with those of the cache, once; inner code asks nothing twice.</summary>
internal sealed record EntryPolicy(
    TimeSpan Expiration,
    TimeSpan? MemoryExpiration,
    TimeSpan StaleFor,
    TimeSpan NegativeExpiration,
    double Jitter,
    IReadOnlyList<string> Tags,
    CacheTiers Tiers)
{
    public const int MaxTags = 64;

    public bool Uses(CacheTiers tiers) => (Tiers & tiers) != 0;

    /// <summary>How long this value shall be fresh. Chance only shortens: a time that somebody named is never exceeded.</summary>
    public TimeSpan ExpirationOf(bool isNull, TimeSpan? chosenByLoader, Chance chance)
    {
        var expiration = chosenByLoader ?? Expiration;
        if (isNull && NegativeExpiration < expiration) expiration = NegativeExpiration;
        return Jitter == 0 ? expiration : expiration * (1 - Jitter * chance.Next());
    }
}
