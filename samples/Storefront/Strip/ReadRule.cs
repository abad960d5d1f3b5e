using Larder;

namespace Storefront.Strip;

/// <summary>How one kind of value is read: by its entry's options, or past the cache when the page is asked to. Made once and shared.</summary>
internal sealed class ReadRule(CacheEntryOptions options)
{
    private static readonly CacheEntryOptions PastTheCache = new() { Tiers = CacheTiers.LoaderOnly };

    public CacheEntryOptions For(PageReads page) => page.IsCacheOff ? PastTheCache : options;
}
