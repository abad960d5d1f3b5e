using Larder.Diagnostics;
using Larder.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Larder.Tests.Pipeline;

/// <summary>What an application may count on of memory: its bounds, its accounts, and a look inside.</summary>
public sealed class MemoryTierTests
{
    [Fact]
    public async Task Each_cache_owns_its_budget()
    {
        await using var services = Make(out _, static options => options.MemoryEntries = 10, "small");
        var (first, small) = (services.GetRequiredService<ICache>(), services.GetRequiredKeyedService<ICache>("small"));

        for (var number = 0; number < 100; number++) await first.SetAsync($"key:{number}", number);
        for (var number = 0; number < 1_000; number++) await small.SetAsync($"key:{number}", number);

        var catalog = services.GetRequiredService<CacheCatalog>();
        Assert.Equal(100, catalog.StatsOf().Entries);
        Assert.Equal(10, catalog.StatsOf("small").Entries);
        Assert.Equal(0, catalog.MemoryOf().Removals[RemovalCause.Size]);
        Assert.Equal(990, catalog.MemoryOf("small").Removals[RemovalCause.Size]);
    }

    [Fact]
    public async Task The_bound_of_bytes_is_128_MB_unless_somebody_says_otherwise()
    {
        await using var services = Make(out _, static options => options.MemoryBytes = 64 << 10, "small");
        var (cache, catalog) = (services.GetRequiredKeyedService<ICache>("small"), services.GetRequiredService<CacheCatalog>());

        for (var number = 0; number < 1_000; number++) await cache.SetAsync($"key:{number}", new string('x', number));

        Assert.Equal(128L << 20, catalog.MemoryOf().MaxBytes);
        Assert.InRange(catalog.MemoryOf("small").Bytes, 1, 64 << 10);
        Assert.Null(catalog.MemoryOf("small").MaxEntries);
    }

    [Fact]
    public async Task An_idle_cache_has_no_timer()
    {
        await using var services = Make(out var clock);
        var cache = services.GetRequiredService<ICache>();

        await cache.GetOrLoadAsync("a", static _ => ValueTask.FromResult(1));
        await cache.SetAsync("b", 2, new CacheEntryOptions { Expiration = TimeSpan.FromSeconds(5) });
        await cache.GetOrLoadAsync("a", static _ => ValueTask.FromResult(1));

        Assert.Equal(0, clock.ArmedTimers);
    }

    [Fact]
    public async Task A_look_tells_what_left_and_why()
    {
        await using var services = Make(out var clock, static options => options.MemoryEntries = 3, "small");
        var (cache, catalog) = (services.GetRequiredKeyedService<ICache>("small"), services.GetRequiredService<CacheCatalog>());

        await cache.SetAsync("removed", 1);
        await cache.RemoveAsync("removed");
        await cache.SetAsync("replaced", 1, new CacheEntryOptions { Expiration = TimeSpan.FromSeconds(1), StaleFor = TimeSpan.FromMinutes(1) });
        await cache.SetAsync("over", 1, new CacheEntryOptions { Expiration = TimeSpan.FromSeconds(1), StaleFor = TimeSpan.Zero });
        clock.Advance(TimeSpan.FromSeconds(2));
        await cache.GetOrLoadAsync("replaced", static _ => ValueTask.FromResult(2));
        await cache.GetOrLoadAsync("over", static _ => ValueTask.FromResult(3));
        for (var number = 0; number < 3; number++) await cache.SetAsync($"other:{number}", number);
        clock.Advance(TimeSpan.FromSeconds(3));

        var memory = catalog.MemoryOf("small", most: 2);
        Assert.Equal(Enum.GetValues<RemovalCause>(), memory.Removals.Keys.Order());
        Assert.Equal((1, 1, 1), (memory.Removals[RemovalCause.Removal], memory.Removals[RemovalCause.Replacement], memory.Removals[RemovalCause.Expiration]));
        Assert.Equal(2, memory.Removals[RemovalCause.Size]);
        Assert.Equal(2, memory.LastRemoved.Count);
        Assert.All(memory.LastRemoved, one => Assert.Equal((RemovalCause.Size, TimeSpan.FromSeconds(3)), (one.Cause, one.Ago)));
        Assert.Equal((2, 2, 3, 3), (memory.Hottest.Count, memory.Coldest.Count, memory.Entries, memory.MaxEntries));
    }

    private static ServiceProvider Make(out FakeClock clock, Action<CacheOptions>? configure = null, string name = "other")
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(clock = new FakeClock());
        services.AddLarder();
        services.AddLarder(name).Configure(configure ?? (static _ => { }));
        return services.BuildServiceProvider();
    }
}
