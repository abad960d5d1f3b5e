namespace Larder.Diagnostics;

/// <summary>Which events somebody wants.</summary>
public sealed record LiveFilter
{
    /// <summary>The kinds; empty: all.</summary>
    public IReadOnlyCollection<CacheEventKind> Kinds { get; init; } = [];

    /// <summary>Whether a key is wanted; null: all are. Called on the thread of whoever reads the cache, so it must be quick. Tiers have no key.</summary>
    public Func<string, bool>? Key { get; init; }

    /// <summary>One of so many reads is told; 1, the default: each. Tiers are always told of.</summary>
    public int OneOf { get; init; } = 1;

    /// <summary>How many events wait for a listener before further ones are lost to him; 1 or more. Default 1,000.</summary>
    public int Room { get; init; } = 1_000;

    internal bool Wants(CacheEvent happened) =>
        (Kinds.Count == 0 || Kinds.Contains(happened.Kind)) && (Key is null || happened.Key.Length == 0 || Key(happened.Key));
}
