namespace Larder.Versions;

/// <summary>What an entry shall be.</summary>
/// <param name="Value">The bytes.</param>
/// <param name="Expiration">How long it lives; more than zero. No chance shortens it, and it is never served stale.</param>
public sealed record VersionedWrite(CacheBytes Value, TimeSpan Expiration)
{
    /// <summary>The groups by which it can be removed.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Whether this process keeps a copy in memory too, for those who read it by <see cref="ICache"/>. Default: it does not.</summary>
    public CacheTiers Tiers { get; init; } = CacheTiers.All & ~CacheTiers.WriteMemory;
}
