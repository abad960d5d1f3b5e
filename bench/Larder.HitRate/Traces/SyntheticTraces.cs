namespace Larder.HitRate.Traces;

/// <summary>
/// Made-up accesses, each of one kind that a policy may fail at. The same on each run: the seeds are fixed. They say little about how often
/// such accesses come in life; recorded traces do.
/// </summary>
public static class SyntheticTraces
{
    private const int Accesses = 300_000, Keys = 50_000;

    /// <summary>All of them.</summary>
    public static IEnumerable<Trace> All =>
    [
        Make("zipf", ZipfOnly(new Random(1))),
        Make("zipf-scans", WithScans(new Random(2))),
        Make("zipf-shifting", Shifting(new Random(3))),
        Make("one-hit", HalfOnce(new Random(4))),
        Make("recency", Recency(new Random(5))),
        Make("loop-1.2", Loop(6_000)),
        Make("phases", Phases(new Random(6))),
    ];

    private static Trace Make(string name, IEnumerable<long> keys)
    {
        var numbering = new Dictionary<long, int>();
        int[] numbers = [.. keys.Take(Accesses).Select(key =>
        {
            if (!numbering.TryGetValue(key, out var number)) numbering.Add(key, number = numbering.Count);
            return number;
        })];
        return new(name, numbers, numbering.Count);
    }

    private static IEnumerable<long> ZipfOnly(Random random)
    {
        var zipf = new Zipf(Keys, 0.9, random);
        while (true) yield return zipf.Next();
    }

    /// <summary>Every 20,000 accesses somebody reads 10,000 keys once, that nobody reads again.</summary>
    private static IEnumerable<long> WithScans(Random random)
    {
        var zipf = new Zipf(Keys, 0.99, random);
        for (long scanned = Keys; ; scanned += 10_000)
        {
            for (var at = 0; at < 20_000; at++) yield return zipf.Next();
            for (var at = 0; at < 10_000; at++) yield return scanned + at;
        }
    }

    /// <summary>Every 5,000 accesses the most popular keys are others.</summary>
    private static IEnumerable<long> Shifting(Random random)
    {
        var zipf = new Zipf(Keys, 0.99, random);
        for (var offset = 0L; ; offset += 100)
            for (var at = 0; at < 5_000; at++) yield return zipf.Next() + offset;
    }

    /// <summary>Every other access is the only one of its key.</summary>
    private static IEnumerable<long> HalfOnce(Random random)
    {
        var zipf = new Zipf(Keys, 0.9, random);
        for (long once = Keys; ; once++)
        {
            yield return zipf.Next();
            yield return once;
        }
    }

    /// <summary>What was used lately is used next, and after a while never again.</summary>
    private static IEnumerable<long> Recency(Random random)
    {
        for (var front = 0.0; ; front += 0.1) yield return (long)(front + (Math.Log(1 - random.NextDouble()) * 1_500));
    }

    private static IEnumerable<long> Loop(int length)
    {
        for (var at = 0L; ; at++) yield return at % length;
    }

    /// <summary>Recency, a loop and popularity in turn, 50,000 accesses each: who adapts must do so in both directions.</summary>
    private static IEnumerable<long> Phases(Random random)
    {
        var parts = new[] { Recency(random), Loop(6_000).Select(static key => key + (1L << 32)), ZipfOnly(random).Select(static key => key + (1L << 40)) };
        return Enumerable.Range(0, 6).SelectMany(phase => parts[phase % 3].Skip(phase / 3 * 50_000).Take(50_000));
    }
}
