using Microsoft.Extensions.Caching.Hybrid;

namespace Larder.Pipeline;

/// <summary>Microsoft's options and flags in our words.</summary>
internal static class HybridOptions
{
    public static CacheEntryOptions? Translate(HybridCacheEntryOptions? options, IEnumerable<string>? tags)
    {
        if (options is null && tags is null) return null;
        var flags = options?.Flags ?? HybridCacheEntryFlags.None;
        return new CacheEntryOptions
        {
            Expiration = options?.Expiration,
            MemoryExpiration = options?.LocalCacheExpiration,
            Tags = tags is null ? [] : [.. tags],
            CompressAbove = (flags & HybridCacheEntryFlags.DisableCompression) != 0 ? int.MaxValue : null,
            Tiers = TiersOf(flags),
        };
    }

    private static CacheTiers TiersOf(HybridCacheEntryFlags flags)
    {
        var tiers = CacheTiers.All;
        Without(HybridCacheEntryFlags.DisableLocalCacheRead, CacheTiers.ReadMemory);
        Without(HybridCacheEntryFlags.DisableLocalCacheWrite, CacheTiers.WriteMemory);
        Without(HybridCacheEntryFlags.DisableDistributedCacheRead, CacheTiers.ReadShared);
        Without(HybridCacheEntryFlags.DisableDistributedCacheWrite, CacheTiers.WriteShared);
        Without(HybridCacheEntryFlags.DisableUnderlyingData, CacheTiers.Load);
        return tiers;

        void Without(HybridCacheEntryFlags flag, CacheTiers tier)
        {
            if ((flags & flag) != 0) tiers &= ~tier;
        }
    }
}
