namespace Larder.Entries;

/// <summary>Merges the options of a call with those of the cache, and refuses what makes no sense.</summary>
internal sealed class EntryPolicies(CacheOptions options)
{
    private readonly EntryPolicy _default = new()
    {
        Expiration = options.Expiration,
        StaleFor = options.StaleFor,
        RefreshAhead = options.RefreshAhead,
        LoadTimeout = options.LoadTimeout,
        SoftTimeout = options.SoftTimeout,
        NegativeExpiration = options.NegativeExpiration,
        Jitter = options.Jitter,
        CompressAbove = options.CompressAbove,
    };

    // Options are made once and shared by many calls: what they come to is worked out once, as long as no others come between.
    private Merged? _latest;

    /// <exception cref="ArgumentOutOfRangeException">A time is negative or zero where it must not be, the jitter is outside 0 to 0.5.</exception>
    /// <exception cref="ArgumentException">There are too many tags.</exception>
    public EntryPolicy Of(CacheEntryOptions? call)
    {
        if (call is null) return _default;
        if (call.Tags.Count > EntryPolicy.MaxTags)
            throw new ArgumentException($"LAR316 An entry has {call.Tags.Count} tags, more than {EntryPolicy.MaxTags}. Remove by fewer, wider groups.", nameof(call));
        if (Volatile.Read(ref _latest) is { } latest && ReferenceEquals(latest.Call, call)) return latest.Policy;
        var policy = Merge(call);
        Volatile.Write(ref _latest, new Merged(call, policy));
        return policy;
    }

    private EntryPolicy Merge(CacheEntryOptions call) =>
        _default with
        {
            Expiration = EntryTimes.Positive(call.Expiration, nameof(call.Expiration)) ?? _default.Expiration,
            MemoryExpiration = EntryTimes.Positive(call.MemoryExpiration, nameof(call.MemoryExpiration)),
            StaleFor = EntryTimes.NotNegative(call.StaleFor, nameof(call.StaleFor)) ?? _default.StaleFor,
            RefreshAhead = EntryTimes.NotNegative(call.RefreshAhead, nameof(call.RefreshAhead)) ?? _default.RefreshAhead,
            LoadTimeout = EntryTimes.Positive(call.LoadTimeout, nameof(call.LoadTimeout)) ?? _default.LoadTimeout,
            SoftTimeout = EntryTimes.Positive(call.SoftTimeout, nameof(call.SoftTimeout)) ?? _default.SoftTimeout,
            NegativeExpiration = EntryTimes.Positive(call.NegativeExpiration, nameof(call.NegativeExpiration)) ?? _default.NegativeExpiration,
            Jitter = call.Jitter is { } jitter ? Share(jitter) : _default.Jitter,
            CompressAbove = call.CompressAbove is { } bytes ? Size(bytes) : _default.CompressAbove,
            Tags = call.Tags,
            Tiers = call.Tiers,
        };

    private static int Size(int bytes) =>
        bytes >= 0
            ? bytes
            : throw new ArgumentOutOfRangeException(nameof(CacheEntryOptions.CompressAbove), bytes, "LAR315 CompressAbove must not be negative. To compress nothing, use int.MaxValue.");

    private static double Share(double jitter) =>
        jitter is >= 0 and <= 0.5
            ? jitter
            : throw new ArgumentOutOfRangeException(nameof(CacheEntryOptions.Jitter), jitter, "LAR315 Jitter must be between 0 and 0.5.");

    private sealed record Merged(CacheEntryOptions Call, EntryPolicy Policy);
}
