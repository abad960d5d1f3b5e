using System.Diagnostics.Metrics;
using Larder.Diagnostics;
using Larder.Pipeline;

namespace Larder.Metering;

/// <summary>
/// The meter <c>Larder</c> of an application, for OpenTelemetry, <c>dotnet-counters</c> and whoever else listens. A service of <c>AddLarder</c>. Counts are read
/// when somebody collects them, so a hit pays nothing for them.
/// </summary>
public sealed class CacheMeter : IDisposable
{
    /// <summary>The meter's name.</summary>
    public const string Name = "Larder";

    private readonly Lock _lock = new();
    private readonly Histogram<double> _reads;
    private readonly Histogram<double> _loads;
    private Cache[] _caches = [];

    private CacheMeter(Meter meter, Histogram<double> reads, Histogram<double> loads) => (Meter, _reads, _loads) = (meter, reads, loads);

    /// <summary>The meter itself: of this application alone, also where several run in one process.</summary>
    public Meter Meter { get; }

    internal static CacheMeter Open(IMeterFactory? factory)
    {
        var meter = factory?.Create(Name) ?? new Meter(Name);
        var opened = new CacheMeter(
            meter,
            meter.CreateHistogram(
                "larder.get.duration", "s", "How long callers waited for reads that memory did not answer.", null,
                new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] }),
            meter.CreateHistogram(
                "larder.load.duration", "s", "How long runs of a loader took.", null,
                new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30] }));
        ReadInstruments.Publish(meter, opened.All);
        LoadInstruments.Publish(meter, opened.All);
        HoldingInstruments.Publish(meter, opened.All);
        TierInstruments.Publish(meter, opened.All);
        return opened;
    }

    internal CacheTimings TimingsOf(string cache) => new(_reads, _loads, cache);

    internal void Watch(Cache cache)
    {
        lock (_lock) _caches = [.. _caches, cache];
    }

    /// <summary>No longer published.</summary>
    public void Dispose() => Meter.Dispose();

    private IReadOnlyList<Cache> All() => Volatile.Read(ref _caches);
}
