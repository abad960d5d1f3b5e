namespace Storefront.CacheMetrics;

internal static class HitRate
{
    /// <summary>The share of the reads that were hits: hits / (hits + misses), 0 when there were none.</summary>
    public static double Of(long hits, long misses) => hits == 0 ? 0 : (double)hits / (hits + misses);
}
