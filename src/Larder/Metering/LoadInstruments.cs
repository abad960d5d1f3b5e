using System.Diagnostics.Metrics;
using Larder.Pipeline;

namespace Larder.Metering;

/// <summary>What loads do at this moment, and how many were ahead of time.</summary>
internal static class LoadInstruments
{
    public static void Publish(Meter meter, Func<IReadOnlyList<Cache>> all)
    {
        meter.CreateObservableCounter(
            "larder.refreshes", () => all().Select(static cache => Measured.Of(cache, cache.Stats.Refreshes)), "{load}",
            "Loads of values that were still good, before their time was over.");
        meter.CreateObservableGauge(
            "larder.flights", () => all().Select(static cache => Measured.Of(cache, (long)cache.FlightsUnderWay)), "{load}", "Loads under way.");
        meter.CreateObservableGauge(
            "larder.loads.orphaned", () => all().Select(static cache => Measured.Of(cache, (long)cache.Stats.OrphanedLoads)), "{load}",
            "Loads that go on although nobody waits for them any more.");
    }
}
