using System.Diagnostics.Metrics;

namespace Larder.Diagnostics;

/// <summary>Where the durations of one cache are recorded. A hit in memory has none: a clock would cost more than the hit.</summary>
internal sealed class CacheTimings(Histogram<double> reads, Histogram<double> loads, string cacheName)
{
    private readonly KeyValuePair<string, object?> _cache = new("cache", cacheName);

    public void Read(in CacheRead read)
    {
        if (read.Source != ReadSource.Memory && reads.Enabled) reads.Record(read.Elapsed.TotalSeconds, _cache, new("outcome", OutcomeOf(read.Source)));
    }

    public void Loaded(TimeSpan took) => loads.Record(took.TotalSeconds, _cache, new("result", "ok"));

    public void LoadFailed(TimeSpan took, Exception error) =>
        loads.Record(took.TotalSeconds, _cache, new("result", error is CacheLoadTimeoutException ? "timeout" : "error"));

    /// <summary>The word that metrics use for what answered.</summary>
    public static string OutcomeOf(ReadSource source) => source switch
    {
        ReadSource.Memory => "memory",
        ReadSource.Shared => "shared",
        ReadSource.Stale => "stale",
        _ => "miss",
    };
}
