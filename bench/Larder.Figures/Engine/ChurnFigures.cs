using Larder.HitRate.Store;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;

namespace Larder.Figures.Engine;

/// <summary>
/// Reads that mostly miss and put in what is missing, on a working set of ten times what there is room for: reads done in the same time by the
/// memory tier, over MemoryCache's. And what a whole load costs, with its flight, fence, serialisation and account of the miss.
/// </summary>
internal static class ChurnFigures
{
    private const int Room = 10_000, Keys = 10 * Room, Reads = 1 << 19;

    public static async Task MeasureAsync(FigureWriter figures, CancellationToken cancellationToken)
    {
        var names = Workload.Names(Keys);
        var random = new Random(11);
        string[] lookups = [.. Enumerable.Range(0, 1 << 17).Select(_ => new string(names[random.Next(Keys)].AsSpan()))];
        await using var services = Caches.Make(static options => options.MemoryEntries = Room);
        using var memory = new MemoryCache(new MemoryCacheOptions { SizeLimit = Room });
        var store = new StandaloneStore(long.MaxValue, Room);
        var cache = services.GetRequiredService<ICache>();
        var contest = new Contest()
            .With("memorycache", () => Read(lookups, key =>
            {
                if (!memory.TryGetValue(key, out _)) memory.Set(key, key, new MemoryCacheEntryOptions { Size = 1 });
            }))
            .With("memory tier", () => Read(lookups, key =>
            {
                if (!store.Find(key)) store.Put(key, key, weight: 8);
            }))
            .With("loads", () => Read(lookups, key => Load(cache, key)));
        await contest.RunAsync(cancellationToken);
        foreach (var name in new[] { "memorycache", "memory tier", "loads" })
            figures.Note($"{name}: {contest.MedianOf(name) / Reads:0} ns a read of which nine in ten miss");
        figures.Write("engine.churn.vs-memorycache", contest.MedianOf("memorycache") / contest.MedianOf("memory tier"), "times");
        figures.Write("engine.churn.load.ns", contest.MedianOf("loads") / Reads, "ns");
    }

    private static void Read(string[] lookups, Action<string> read)
    {
        for (var done = 0; done < Reads; done++) read(lookups[done & (lookups.Length - 1)]);
    }

    private static void Load(ICache cache, string key)
    {
        var read = cache.GetOrLoadAsync(key, key, static (key, _, _) => new ValueTask<string>(key));
        if (!read.IsCompletedSuccessfully) read.AsTask().Wait();
    }
}
