namespace Larder.Entries;

/// <summary>Merges the options of a call with those of the cache, and refuses what makes no sense.</summary>
internal sealed class EntryPolicies(CacheOptions options)
{
    private readonly EntryPolicy _default = new(
        options.Expiration, MemoryExpiration: null, options.StaleFor, options.NegativeExpiration, options.Jitter, [], CacheTiers.All);

    /// <exception cref="ArgumentOutOfRangeException">A time is negative or zero where it must not be, the jitter is outside 0 to 0.5.</exception>
    /// <exception cref="ArgumentException">There are too many tags.</exception>
    public EntryPolicy Of(CacheEntryOptions? call)
    {
        if (call is null) return _default;
        if (call.Tags.Count > EntryPolicy.MaxTags)
            throw new ArgumentException($"LAR306 An entry has {call.Tags.Count} tags, more than {EntryPolicy.MaxTags}. Remove by fewer, wider groups.", nameof(call));
        return _default with
        {
            Expiration = Positive(call.Expiration, nameof(call.Expiration)) ?? _default.Expiration,
            MemoryExpiration = Positive(call.MemoryExpiration, nameof(call.MemoryExpiration)),
            StaleFor = NotNegative(call.StaleFor, nameof(call.StaleFor)) ?? _default.StaleFor,
            NegativeExpiration = Positive(call.NegativeExpiration, nameof(call.NegativeExpiration)) ?? _default.NegativeExpiration,
            Jitter = call.Jitter is { } jitter ? Share(jitter) : _default.Jitter,
            Tags = call.Tags,
            Tiers = call.Tiers,
        };
    }

    public static TimeSpan? Positive(TimeSpan? span, string name) =>
        span is { } some && some <= TimeSpan.Zero
            ? throw new ArgumentOutOfRangeException(name, some, $"LAR305 {name} must be more than zero. To keep nothing, call DoNotKeep() in the loader, or leave the cache out.")
            : span;

    public static TimeSpan? NotNegative(TimeSpan? span, string name) =>
        span is { } some && some < TimeSpan.Zero
            ? throw new ArgumentOutOfRangeException(name, some, $"LAR305 {name} must not be negative. Zero means never.")
            : span;

    private static double Share(double jitter) =>
        jitter is >= 0 and <= 0.5
            ? jitter
            : throw new ArgumentOutOfRangeException(nameof(CacheEntryOptions.Jitter), jitter, "LAR305 Jitter must be between 0 and 0.5.");
}
