using Larder.HitRate.Traces;

namespace Larder.HitRate.Models;

/// <summary>The models by the names that the command line uses.</summary>
public static class ModelCatalog
{
    public const string Optimum = "optimum", Lru = "lru", Larder = "larder";

    private static readonly Dictionary<string, Func<Trace, int, ICacheModel>> Makers = new()
    {
        [Optimum] = (trace, capacity) => new Clairvoyant(capacity, trace.Distinct, trace.Keys),
        [Lru] = (trace, capacity) => new ExactLru(capacity, trace.Distinct),
        ["sieve"] = (trace, capacity) => new Sieve(capacity, trace.Distinct),
        ["s3-fifo"] = (trace, capacity) => new S3Fifo(capacity, trace.Distinct),
        ["w-tinylfu"] = (trace, capacity) => new WindowTinyLfu(capacity, trace.Distinct),
        [Larder] = (trace, capacity) => new StoreModel(capacity, trace.Distinct),
        ["hot-cold"] = HotCold(new()),
        ["hot-cold-fixed"] = HotCold(new() { Grow = 0, Shrink = 0, ShrinkForLate = 0 }),
        ["hot-cold-no-late"] = HotCold(new() { ShrinkForLate = 0, NearShare = 1 }),
        ["hot-cold-one-bit"] = HotCold(new() { MostHits = 1 }),
        ["hot-cold-gated"] = HotCold(new() { GateBySketch = true }),
        ["hot-cold-short-memory"] = HotCold(new() { Remembered = 1 }),
    };

    public static IReadOnlyList<string> Usual { get; } = [Optimum, Lru, "sieve", "s3-fifo", "w-tinylfu", Larder];

    public static IEnumerable<string> Names => Makers.Keys;

    public static bool Knows(string name) => Makers.ContainsKey(name);

    internal static ICacheModel Make(string name, Trace trace, int capacity) => Makers[name](trace, capacity);

    private static Func<Trace, int, ICacheModel> HotCold(HotColdSettings settings) =>
        (trace, capacity) => new HotColdModel(capacity, trace.Distinct, settings);
}
