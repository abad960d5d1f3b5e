using Larder.Testing.Tiers;
using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.DependencyInjection;

namespace Larder.Tests.Pipeline;

/// <summary>A hit in memory allocates nothing: the budget of the hot path.</summary>
public sealed class HitAllocationTests
{
    private const int Hits = 10_000;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_hit_through_the_cache_allocates_nothing(bool isShared)
    {
        await using var services = Make(isShared);
        var cache = services.GetRequiredService<ICache>();
        await cache.SetAsync("a", "value");

        var allocated = await MeasureAsync(cache, static cache => cache.GetOrLoadAsync("a", 0, static (_, _, _) => new ValueTask<string>("loaded")));

        Assert.Equal(0, allocated);
    }

    [Fact]
    public async Task A_hit_of_an_immutable_record_allocates_nothing()
    {
        await using var services = Make(isShared: true);
        var cache = services.GetRequiredService<ICache>();
        await cache.SetAsync("a", new Fruit("apple", 3));

        var allocated = await MeasureAsync(cache, static cache => cache.GetOrLoadAsync("a", 0, static (_, _, _) => new ValueTask<Fruit>(new Fruit("pear", 1))));

        Assert.Equal(0, allocated);
    }

    [Fact]
    public async Task A_hit_of_a_tagged_entry_with_shared_options_allocates_nothing()
    {
        await using var services = Make(isShared: true);
        var cache = services.GetRequiredService<ICache>();
        var options = new CacheEntryOptions { Tags = ["t", "u"] };
        await cache.SetAsync("a", 42, options);

        var allocated = await MeasureAsync((cache, options), static use => use.cache.GetOrLoadAsync("a", 0, static (_, _, _) => new ValueTask<int>(1), use.options));

        Assert.Equal(0, allocated);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_hit_through_HybridCache_allocates_nothing(bool isShared)
    {
        await using var services = Make(isShared);
        var cache = services.GetRequiredService<HybridCache>();
        await cache.SetAsync("a", "value");

        var allocated = await MeasureAsync(cache, static cache => cache.GetOrCreateAsync("a", 0, static (_, _) => new ValueTask<string>("loaded")));

        Assert.Equal(0, allocated);
    }

    private static ServiceProvider Make(bool isShared)
    {
        var builder = new ServiceCollection().AddLarder();
        if (isShared) builder.UseSharedTier(static (_, _) => new InMemoryTierServer(TimeProvider.System));
        return builder.Services.BuildServiceProvider();
    }

    /// <summary>
    /// The least of five rounds: what the runtime itself allocates once, when it compiles a method again, is not the hit's. What a hit
    /// allocates shows in every round, ten thousand times.
    /// </summary>
    private static async Task<long> MeasureAsync<TState, T>(TState state, Func<TState, ValueTask<T>> read)
    {
        for (var i = 0; i < Hits; i++) await read(state);
        return Enumerable.Range(0, 5).Min(_ => Round(state, read));
    }

    /// <summary>Each hit completes synchronously, so all of them run on this thread, whose allocations are counted.</summary>
    private static long Round<TState, T>(TState state, Func<TState, ValueTask<T>> read)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Hits; i++)
        {
            var hit = read(state);
            Assert.True(hit.IsCompletedSuccessfully);
            _ = hit.Result;
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private sealed record Fruit(string Name, int Count);
}
