using System.Diagnostics.Metrics;
using Larder.Diagnostics;
using Larder.Pipeline;

namespace Larder.Metering;

/// <summary>What memory holds, and what left.</summary>
internal static class HoldingInstruments
{
    private static readonly IReadOnlyDictionary<RemovalScope, string> Scopes = Measured.Words<RemovalScope>();
    private static readonly IReadOnlyDictionary<RemovalCause, string> Causes = Measured.Words<RemovalCause>();
    private static readonly RemovalCause[] ForSpace = [RemovalCause.Size, RemovalCause.Pressure];

    public static void Publish(Meter meter, Func<IReadOnlyList<Cache>> all)
    {
        meter.CreateObservableGauge(
            "larder.entries", () => all().Select(static cache => Measured.Of(cache, (long)cache.Look(0).Entries, "tier", "memory")), "{entry}", "Entries held.");
        meter.CreateObservableGauge(
            "larder.bytes", () => all().Select(static cache => Measured.Of(cache, cache.Look(0).Bytes, "tier", "memory")), "By", "Bytes that entries take.");
        meter.CreateObservableGauge(
            "larder.limit", () => all().Select(static cache => Measured.Of(cache, cache.Look(0).PresentMaxBytes, "tier", "memory")), "By",
            "Bytes that entries may take at present: less than what is set while memory is short.");
        meter.CreateObservableCounter("larder.evictions", () => all().SelectMany(Evictions), "{entry}", "Entries that left memory for space, by cause.");
        meter.CreateObservableCounter(
            "larder.expirations", () => all().Select(static cache => Measured.Of(cache, cache.Look(0).Removals[RemovalCause.Expiration])), "{entry}",
            "Entries that left memory because their time was over.");
        meter.CreateObservableCounter("larder.invalidations", () => all().SelectMany(Invalidations), "{removal}", "Removals that callers of this process asked for, by scope; each key counts.");
    }

    private static IEnumerable<Measurement<long>> Evictions(Cache cache)
    {
        var left = cache.Look(0).Removals;
        return ForSpace.Select(cause => Measured.Of(cache, left[cause], "cause", Causes[cause]));
    }

    private static IEnumerable<Measurement<long>> Invalidations(Cache cache) =>
        Scopes.Select(scope => Measured.Of(cache, cache.Parts.Events.RemovedBy(scope.Key), "scope", scope.Value));
}
