using Larder.Diagnostics;

namespace Storefront.CacheMetrics;

/// <summary>What the cache of this process did since its start.</summary>
internal sealed record OwnMetrics(long Hits, long Misses, double HitRate, long Loads, long StaleHits)
{
    public int Entries { get; init; }

    public long MemoryBytes { get; init; }

    public static OwnMetrics Of(CacheStats stats)
    {
        var hits = stats.MemoryHits + stats.SharedHits + stats.StaleHits;
        return new OwnMetrics(hits, stats.Misses, CacheMetrics.HitRate.Of(hits, stats.Misses), stats.Loads, stats.StaleHits)
        {
            Entries = stats.Entries,
            MemoryBytes = stats.MemoryBytes,
        };
    }
}
