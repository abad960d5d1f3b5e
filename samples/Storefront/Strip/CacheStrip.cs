using Larder;
using Larder.Diagnostics;
using Microsoft.AspNetCore.Http.Extensions;
using Storefront.SharedTier;

namespace Storefront.Strip;

/// <summary>The figures of the strip at the end of a page.</summary>
internal sealed class CacheStrip(PageReads page, CacheOptions options, CacheCatalog caches)
{
    public IReadOnlyList<CacheRead> Reads { get; } = page.Reads;

    /// <summary>The tier that the instances share, by its name.</summary>
    public string Tier { get; } = TierChoice.NameIn(options);

    /// <summary>How long after a change elsewhere this instance may still show what was before; null when nothing is shared.</summary>
    public TimeSpan? Lag => options.SharedTier == SharedTierChoice.None ? null : options.StalenessBound;

    /// <summary>How long the last such change took that was measured; null while there was none.</summary>
    public TimeSpan? ObservedLag { get; } = caches.StatsOf().ObservedLag;

    public int Memory => Count(ReadSource.Memory);

    public int Shared => Count(ReadSource.Shared);

    public int Loaded => Count(ReadSource.Loader);

    public int Stale => Count(ReadSource.Stale);

    public TimeSpan Data => page.DataTime;

    public int Queries => page.Queries.Count;

    public bool IsCacheOff => page.IsCacheOff;

    /// <summary>Why reads had to load, each reason once.</summary>
    public IEnumerable<string> Reasons =>
        Reads.Where(IsLoaded).GroupBy(read => read.Reason).Select(group => $"{group.Count()} × {MissWords.ForPeople(group.Key)}");

    /// <summary>
    /// An estimate: what was measured here, with each hit's wait replaced by the time that its loader took when the value was made.
    /// </summary>
    public TimeSpan WithoutCache
    {
        get
        {
            var waited = TimeSpan.Zero;
            var loading = TimeSpan.Zero;
            foreach (var read in Reads.Where(read => !IsLoaded(read)))
            {
                waited += read.Elapsed;
                loading += read.LoadTime;
            }

            return Data - (waited < Data ? waited : Data) + loading;
        }
    }

    /// <summary>The same page past the cache, or back.</summary>
    public string SwitchLink(HttpRequest request)
    {
        var query = new QueryBuilder(request.Query.Where(pair => pair.Key != PageReads.Switch));
        if (!IsCacheOff) query.Add(PageReads.Switch, PageReads.Off);
        return request.PathBase + request.Path + query.ToQueryString();
    }

    public string SourceWords(in CacheRead read) => read.Source switch
    {
        ReadSource.Memory => "memory of this process",
        ReadSource.Shared => $"{Tier}, the shared tier",
        ReadSource.Stale => "stale value: loading failed",
        ReadSource.Loader => "loaded",
        _ => "nowhere",
    };

    private static bool IsLoaded(CacheRead read) => read.Source is ReadSource.Loader or ReadSource.None;

    private int Count(ReadSource source) => Reads.Count(read => read.Source == source);
}
