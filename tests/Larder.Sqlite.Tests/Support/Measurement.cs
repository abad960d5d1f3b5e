using System.Diagnostics;
using Larder.Sqlite.Storage;
using Larder.Tiers;
using static Larder.Sqlite.Tests.Support.TierBench;

namespace Larder.Sqlite.Tests.Support;

/// <summary>Prints what docs/design/sqlite-tier.md tells of the tier's speed.</summary>
internal static class Measurement
{
    public const string Argument = "--measure";

    public static async Task<int> RunAsync()
    {
        await using var bench = new TierBench { MaxBytes = 256 << 20 };
        var (tier, other) = (bench.Open(), bench.Open());
        var body = new byte[1000];
        for (var i = 0; i < 10_000; i++) await tier.WriteAsync(Entry($"product:{i}"), SlotWrite.Entry(bench.Fresh(), body, null), default);

        var answers = new SlotRead[1];
        var slots = Enumerable.Range(0, 10_000).Select(i => new[] { Entry($"product:{i}") }).ToArray();
        await TellAsync("read, one thread", 100_000, async i => await tier.ReadAsync(slots[i % 10_000], answers, ReadDepth.Whole, default));
        await TellAsync("read of a version, one thread", 100_000, async i => await tier.ReadAsync(slots[i % 10_000], answers, ReadDepth.VersionOnly, default));
        await TellAsync("write, one after the other", 5_000, async i =>
            await tier.WriteAsync(Entry($"product:{i}"), SlotWrite.Entry(bench.Fresh(), body, null), default));
        await TellManyAsync("write, 64 at a time", 40_000, async i =>
            await tier.WriteAsync(Entry($"product:{i % 10_000}"), SlotWrite.Entry(bench.Fresh(), body, null), default));
        await TellManyAsync("lease and fill, 64 at a time", 20_000, async i =>
        {
            var lease = bench.Fresh();
            await tier.LeaseAsync(Entry($"new:{i}"), lease, TimeSpan.FromSeconds(10), default);
            await tier.ReplaceAsync(Entry($"new:{i}"), lease, SlotWrite.Entry(bench.Fresh(), body, null), default);
        });
        TellIdlePoll(bench);
        await TellWakeUpAsync(bench, tier, other);
        return 0;
    }

    private static async Task TellAsync(string what, int times, Func<int, Task> action)
    {
        for (var i = 0; i < times / 10; i++) await action(i);
        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < times; i++) await action(i);
        Tell(what, times, Stopwatch.GetElapsedTime(started));
    }

    private static async Task TellManyAsync(string what, int times, Func<int, Task> action)
    {
        var started = Stopwatch.GetTimestamp();
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Task.Run(async () =>
        {
            for (var i = Interlocked.Increment(ref next); i < times; i = Interlocked.Increment(ref next)) await action(i);
        })));
        Tell(what, times, Stopwatch.GetElapsedTime(started));
    }

    private static void TellIdlePoll(TierBench bench)
    {
        using var file = FileConnection.Open(bench.File, FileAccessMode.MustExist, TimeSpan.Zero);
        var entry = new FileInfo(bench.File);
        file.Number("PRAGMA data_version");
        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < 100_000; i++)
        {
            entry.Refresh();
            if (!entry.Exists || entry.Length == 0 || file.HasMoved || file.Number("PRAGMA data_version") is null) return;
        }

        Tell("look at an idle file", 100_000, Stopwatch.GetElapsedTime(started));
    }

    private static async Task TellWakeUpAsync(TierBench bench, ISharedTier tier, ISharedTier other)
    {
        await ReadAsync(other, Entry("any"));
        var took = new List<double>();
        for (var i = 0; i < 100; i++)
        {
            var lease = bench.Fresh();
            await tier.LeaseAsync(Entry($"woken:{i}"), lease, TimeSpan.FromSeconds(10), default);
            var waiting = other.WaitAsync(Entry($"woken:{i}"), lease, TimeSpan.FromSeconds(10), default);
            var started = Stopwatch.GetTimestamp();
            await tier.RemoveAsync(new[] { Entry($"woken:{i}") }, default);
            await waiting;
            took.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        took.Sort();
        Console.WriteLine($"{"removal until a waiter elsewhere wakes",-40} {took[50],10:F1} ms median {took[98],10:F1} ms p99");
    }

    private static void Tell(string what, int times, TimeSpan took) =>
        Console.WriteLine($"{what,-40} {took.TotalMicroseconds / times,10:F1} us each {times / took.TotalSeconds,10:F0} a second");
}
