using System.Diagnostics.Metrics;
using Larder.Diagnostics;
using Larder.Pipeline;

namespace Larder.Metering;

/// <summary>What reads came to.</summary>
internal static class ReadInstruments
{
    private static readonly IReadOnlyDictionary<MissReason, string> Reasons = Measured.Words<MissReason>();

    public static void Publish(Meter meter, Func<IReadOnlyList<Cache>> all)
    {
        meter.CreateObservableCounter("larder.gets", () => all().SelectMany(Gets), "{read}", "Reads of callers, by what answered.");
        meter.CreateObservableCounter("larder.misses", () => all().SelectMany(Misses), "{read}", "Reads that had to load or found nothing, by reason.");
        meter.CreateObservableCounter(
            "larder.singleflight.waits", () => all().Select(static cache => Measured.Of(cache, cache.Stats.SharedWaits)), "{read}",
            "Reads that waited for a load that another caller had started.");
    }

    private static IEnumerable<Measurement<long>> Gets(Cache cache)
    {
        var stats = cache.Stats;
        return
        [
            Measured.Of(cache, stats.MemoryHits, "outcome", CacheTimings.OutcomeOf(ReadSource.Memory)),
            Measured.Of(cache, stats.SharedHits, "outcome", CacheTimings.OutcomeOf(ReadSource.Shared)),
            Measured.Of(cache, stats.StaleHits, "outcome", CacheTimings.OutcomeOf(ReadSource.Stale)),
            Measured.Of(cache, stats.Misses, "outcome", CacheTimings.OutcomeOf(ReadSource.Loader)),
        ];
    }

    private static IEnumerable<Measurement<long>> Misses(Cache cache) =>
        cache.Stats.MissesByReason.Select(pair => Measured.Of(cache, pair.Value, "reason", Reasons[pair.Key]));
}
