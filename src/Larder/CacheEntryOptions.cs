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

    /// <summary>How long a null, or an id that does not exist, is remembered; never longer than <see cref="Expiration"/>. Null: <see cref="CacheOptions.NegativeExpiration"/>.</summary>
    public TimeSpan? NegativeExpiration { get; init; }

    /// <summary>Up to which share of its length an expiration is shortened by chance, so that entries made together do not end together; 0 to 0.5. Null: <see cref="CacheOptions.Jitter"/>.</summary>
    public double? Jitter { get; init; }

    /// <summary>The groups by which the value can be removed; at most 64. Loads of several callers that are shared keep the tags of all.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>What the call may touch.</summary>
    public CacheTiers Tiers { get; init; } = CacheTiers.All;
}
