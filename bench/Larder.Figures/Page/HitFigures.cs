using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.DependencyInjection;

namespace Larder.Figures.Page;

/// <summary>What a hit in memory allocates, through both doors.</summary>
internal static class HitFigures
{
    private const int Hits = 1_000_000;

    public static async Task MeasureAsync(FigureWriter figures)
    {
        await using var services = new ServiceCollection().AddLarder().Services.BuildServiceProvider();
        var cache = services.GetRequiredService<ICache>();
        var hybrid = services.GetRequiredService<HybridCache>();
        await cache.SetAsync("product:42", "a product");

        figures.Write("page.hit.bytes", Measure(cache, static cache => cache.GetOrLoadAsync("product:42", 0, static (_, _, _) => new ValueTask<string>("loaded"))), "bytes");
        figures.Write("page.hit.bytes.hybrid", Measure(hybrid, static hybrid => hybrid.GetOrCreateAsync("product:42", 0, static (_, _) => new ValueTask<string>("loaded"))), "bytes");
    }

    private static double Measure<TState>(TState state, Func<TState, ValueTask<string>> read)
    {
        // The least of five rounds: what the runtime allocates when it compiles a method again is not the hit's.
        return Enumerable.Range(0, 5).Min(_ => Round(state, read));
    }

    private static double Round<TState>(TState state, Func<TState, ValueTask<string>> read)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Hits; i++)
            if (!read(state).IsCompletedSuccessfully) throw new InvalidOperationException("A hit did not complete at once.");
        return (double)(GC.GetAllocatedBytesForCurrentThread() - before) / Hits;
    }
}
