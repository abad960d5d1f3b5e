using System.Diagnostics.Metrics;
using Larder.Pipeline;
using Larder.Tiers;

namespace Larder.Metering;

/// <summary>How shared tiers do, as their last calls tell. Nothing is asked for a measurement.</summary>
internal static class TierInstruments
{
    public static void Publish(Meter meter, Func<IReadOnlyList<Cache>> all)
    {
        meter.CreateObservableGauge("larder.tier.up", () => all().SelectMany(States), "1", "Whether the shared tier answers, as its last calls tell: 1 or 0.");
        meter.CreateObservableGauge(
            "larder.removals.owed", () => all().Select(static cache => Measured.Of(cache, (long)cache.Stats.OwedRemovals)), "{removal}",
            "Removals that the shared tier could not be told yet.");
        meter.CreateObservableGauge("larder.coherence.lag", () => all().SelectMany(Lag), "s", "How long the last change that was measured took to be heard.");
        meter.CreateObservableGauge("larder.coherence.proof.age", () => all().SelectMany(ProofAge), "s", "How long ago the shared tier last proved that memory has heard of all changes.");
    }

    private static IEnumerable<Measurement<long>> States(Cache cache) => cache.Parts.Tier is { } tier
        ? [State(cache, tier.Traits.Name, "read", tier.Reading), State(cache, tier.Traits.Name, "write", tier.Writing)]
        : [];

    private static Measurement<long> State(Cache cache, string tier, string traffic, LaneCondition condition) => new(
        condition.IsLost ? 0 : 1, new KeyValuePair<string, object?>("cache", cache.Name), new KeyValuePair<string, object?>("tier", tier),
        new KeyValuePair<string, object?>("traffic", traffic));

    private static IEnumerable<Measurement<double>> Lag(Cache cache) => Seconds(cache, cache.Stats.ObservedLag);

    private static IEnumerable<Measurement<double>> ProofAge(Cache cache) => Seconds(cache, cache.Stats.ProofAge);

    /// <summary>What is not known now is left out: a zero would say that all is well.</summary>
    private static IEnumerable<Measurement<double>> Seconds(Cache cache, TimeSpan? span) => span is { } known ? [Measured.Of(cache, known.TotalSeconds)] : [];
}
