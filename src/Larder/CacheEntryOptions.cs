namespace Larder;

/// <summary>How one entry behaves. What is null comes from <see cref="CacheOptions"/>. Make one instance and share it.</summary>
public sealed class CacheEntryOptions
{
    /// <summary>How long the value is fresh; more than zero. Null: <see cref="CacheOptions.Expiration"/>.</summary>
    public TimeSpan? Expiration { get; init; }

    /// <summary>How long memory keeps it; never longer than <see cref="Expiration"/>. Null: as long as that.</summary>
    public TimeSpan? MemoryExpiration { get; init; }

    /// <summary>How long past expiration a value may be served when loading fails; zero: never. Null: <see cref="CacheOptions.StaleFor"/>.</summary>
    public TimeSpan? StaleFor { get; init; }

    /// <summary>
    /// How long before expiration a read starts to load the value anew, in the background and once; a load that takes long starts earlier by
    /// chance (XFetch). The loader must not need what ends with its caller, see <c>AddLoader</c>. Zero: never. Null: <see cref="CacheOptions.RefreshAhead"/>.
    /// </summary>
    public TimeSpan? RefreshAhead { get; init; }

    /// <summary>After how long a load is given up: the key is free for the next load, and what this one still brings is dropped. Null: <see cref="CacheOptions.LoadTimeout"/>.</summary>
    public TimeSpan? LoadTimeout { get; init; }

    /// <summary>How long a caller waits for a load when a stale value could be served instead; the load goes on. Null: <see cref="CacheOptions.SoftTimeout"/>.</summary>
    public TimeSpan? SoftTimeout { get; init; }

    /// <summary>How long a null, or an id that does not exist, is remembered; never longer than <see cref="Expiration"/>. Null: <see cref="CacheOptions.NegativeExpiration"/>.</summary>
    public TimeSpan? NegativeExpiration { get; init; }

    /// <summary>Up to which share of its length an expiration is shortened by chance, so that entries made together do not end together; 0 to 0.5. Null: <see cref="CacheOptions.Jitter"/>.</summary>
    public double? Jitter { get; init; }

    /// <summary>From how many bytes on the value is compressed in the shared tier; <see cref="int.MaxValue"/>: never. Null: <see cref="CacheOptions.CompressAbove"/>.</summary>
    public int? CompressAbove { get; init; }

    /// <summary>The groups by which the value can be removed; at most 64. Loads of several callers that are shared keep the tags of all.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>What the call may touch.</summary>
    public CacheTiers Tiers { get; init; } = CacheTiers.All;
}
