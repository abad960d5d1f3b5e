using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;

namespace Larder.Figures.Engine;

/// <summary>What an entry takes beside its key and its value: the growth of the heap, with keys and values made before.</summary>
internal static class MemoryFigures
{
    private const int Entries = 1_000_000;

    private static readonly CacheEntryOptions TwoTags = new() { Tags = ["products", "spring"] };

    public static async Task MeasureAsync(FigureWriter figures)
    {
        var names = Workload.Names(Entries);
        var memoryCache = await GrowthAsync(figures, "memorycache", () =>
        {
            var cache = new MemoryCache(new MemoryCacheOptions { SizeLimit = Entries * 2L });
            foreach (var name in names) cache.Set(name, name, new MemoryCacheEntryOptions { Size = 1 });
            return Task.FromResult<object>(cache);
        });
        var ours = await GrowthAsync(figures, "larder", () => FilledAsync(names, options: null));
        var tagged = await GrowthAsync(figures, "larder, two tags", () => FilledAsync(names, TwoTags));

        figures.Write("engine.memory.bytes", ours, "bytes");
        figures.Write("engine.memory.vs-memorycache", ours / memoryCache, "times");
        figures.Write("engine.memory.2tags.vs-memorycache", tagged / memoryCache, "times");
    }

    private static async Task<object> FilledAsync(string[] names, CacheEntryOptions? options)
    {
        var services = Caches.Make(static options => options.MemoryBytes = 1L << 30);
        await Caches.FillAsync(services.GetRequiredService<ICache>(), names, names, options);
        return services;
    }

    // Apart, so that nothing but what is held is alive at the second look.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<double> GrowthAsync(FigureWriter figures, string name, Func<Task<object>> fill)
    {
        await DiscardAsync(fill);
        var before = Held();
        var startedAt = Stopwatch.GetTimestamp();
        var held = await fill();
        var elapsed = Stopwatch.GetElapsedTime(startedAt);
        var bytes = (double)(Held() - before) / Entries;
        figures.Note($"{name}: {bytes:0.0} bytes an entry beside key and value, filled at {elapsed.TotalNanoseconds / Entries:0} ns an entry");
        GC.KeepAlive(held);
        return bytes;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task DiscardAsync(Func<Task<object>> fill) => await fill();

    private static long Held()
    {
        GC.GetTotalMemory(forceFullCollection: true);
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
