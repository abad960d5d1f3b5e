using Larder.Testing.Hosting;
using Larder.Testing.Tiers;
using Larder.Testing;
using Larder.Tiers;
using Larder.Validity;
using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.DependencyInjection;

namespace Larder.Tests.Pipeline;

/// <summary>Drop-in for Microsoft's HybridCache.</summary>
public sealed class HybridCacheTests
{
    private static readonly Slot Slot = new(SlotKind.Entry, "test:a");

    private readonly InMemoryTierServer _server = new(new FakeClock());

    [Fact]
    public async Task It_is_the_same_object_as_the_cache()
    {
        await using var harness = new CacheHarness();

        await harness.Hybrid.SetAsync("a", 1);

        Assert.Same(harness.Cache, harness.Hybrid);
        Assert.Equal(1, (await harness.Cache.TryGetAsync<int>("a")).Value);
    }

    [Fact]
    public async Task Without_reading_memory_the_shared_tier_answers()
    {
        await using var harness = new CacheHarness(_server);
        await harness.Hybrid.SetAsync("a", 1);
        var before = _server.Instances[0].Calls.RoundTrips;

        Assert.Equal(1, await GetAsync(harness, HybridCacheEntryFlags.DisableLocalCacheRead));

        Assert.True(_server.Instances[0].Calls.RoundTrips > before);
    }

    [Fact]
    public async Task Without_writing_memory_each_read_asks_the_shared_tier()
    {
        await using var harness = new CacheHarness(_server);

        await GetAsync(harness, HybridCacheEntryFlags.DisableLocalCacheWrite);

        Assert.Equal(0, harness.Stats.Entries);
        Assert.Equal(SlotState.Held, _server.StateOf(Slot));
    }

    [Fact]
    public async Task Without_writing_the_shared_tier_memory_alone_keeps_the_value()
    {
        await using var harness = new CacheHarness(_server);

        await GetAsync(harness, HybridCacheEntryFlags.DisableDistributedCacheWrite);

        Assert.Equal(1, harness.Stats.Entries);
        Assert.Equal(SlotState.Absent, _server.StateOf(Slot));
    }

    [Fact]
    public async Task Without_the_shared_tier_a_removal_elsewhere_still_reaches_memory()
    {
        await using var one = new CacheHarness(_server);
        await using var two = new CacheHarness(_server);
        await GetAsync(one, HybridCacheEntryFlags.DisableDistributedCache);
        Assert.Equal(1, one.Stats.Entries);

        await two.Cache.SetAsync("a", 2);

        Assert.Equal(2, await GetAsync(one, HybridCacheEntryFlags.None));
    }

    [Fact]
    public async Task Without_reading_the_shared_tier_the_value_is_loaded_and_replaces_the_old_one()
    {
        await using var one = new CacheHarness(_server);
        await using var two = new CacheHarness(_server);
        await one.Cache.SetAsync("a", 5);

        Assert.Equal(1, await GetAsync(two, HybridCacheEntryFlags.DisableDistributedCacheRead));

        Assert.Equal(1, (await one.Cache.TryGetAsync<int>("a")).Value);
    }

    [Fact]
    public async Task Without_the_underlying_data_nothing_is_loaded_and_no_load_is_answered_with_nothing()
    {
        await using var harness = new CacheHarness();
        var source = new Source { Value = 7 };
        var looking = harness.Hybrid.GetOrCreateAsync("a", source, static (source, token) => source.LoadAsync(token), new() { Flags = HybridCacheEntryFlags.DisableUnderlyingData });

        Assert.Equal(0, await looking);
        Assert.Equal(0, source.Loads);
        Assert.Equal(7, await harness.Hybrid.GetOrCreateAsync("a", source, static (source, token) => source.LoadAsync(token)));
        Assert.Equal(7, await harness.Hybrid.GetOrCreateAsync("a", source, static (source, token) => source.LoadAsync(token), new() { Flags = HybridCacheEntryFlags.DisableUnderlyingData }));
    }

    [Fact]
    public async Task Flags_do_not_split_a_load()
    {
        await using var harness = new CacheHarness(_server);
        var source = new Source { Value = 7 };
        var one = harness.Hybrid.GetOrCreateAsync("a", source, static (source, token) => source.LoadSlowlyAsync(token)).AsTask();
        var two = harness.Hybrid.GetOrCreateAsync("a", source, static (source, token) => source.LoadSlowlyAsync(token), new() { Flags = HybridCacheEntryFlags.DisableLocalCache }).AsTask();

        source.Finish.SetResult();

        Assert.Equal(7, await one);
        Assert.Equal(7, await two);
        Assert.Equal(1, source.Loads);
    }

    [Fact]
    public async Task The_tag_star_is_everything()
    {
        await using var harness = new CacheHarness();
        await harness.Hybrid.SetAsync("a", 1);
        await harness.Hybrid.SetAsync("b", 1, tags: ["t"]);

        await harness.Hybrid.RemoveByTagAsync("*");

        Assert.False(await harness.Cache.ExistsAsync("a"));
        Assert.False(await harness.Cache.ExistsAsync("b"));
    }

    [Fact]
    public async Task The_local_expiration_ends_memory_and_not_the_shared_tier()
    {
        await using var harness = new CacheHarness(_server);
        await harness.Hybrid.SetAsync("a", 1, new() { Expiration = TimeSpan.FromHours(1), LocalCacheExpiration = TimeSpan.FromMinutes(1) });
        Assert.Equal(ReadSource.Memory, (await harness.Cache.TryGetAsync<int>("a")).Source);

        harness.Clock.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal(ReadSource.Shared, (await harness.Cache.TryGetAsync<int>("a")).Source);
    }

    [Fact]
    public async Task Keyed_caches_are_isolated_in_memory_keys_and_marks()
    {
        var services = new ServiceCollection().AddSingleton<TimeProvider>(_server.Clock);
        foreach (var name in (string[])["", "x", "y"])
            services.AddLarder(name).Configure(static options => options.Name = "app").UseSharedTier((_, _) => _server);
        await using var provider = services.BuildServiceProvider();
        var plain = provider.GetRequiredService<HybridCache>();
        var x = provider.GetRequiredKeyedService<HybridCache>("x");
        var y = provider.GetRequiredKeyedService<HybridCache>("y");

        await x.SetAsync("a", "of x", tags: ["t"]);
        await y.RemoveByTagAsync("t");
        await plain.RemoveByTagAsync("t");
        await plain.SetAsync("x:a", "of plain");

        Assert.Equal("of y", await y.GetOrCreateAsync("a", static _ => new ValueTask<string>("of y")));
        Assert.Equal("of x", await x.GetOrCreateAsync("a", static _ => new ValueTask<string>("changed")));
        Assert.NotSame(x, y);
    }

    private static ValueTask<int> GetAsync(CacheHarness harness, HybridCacheEntryFlags flags) =>
        harness.Hybrid.GetOrCreateAsync("a", static _ => new ValueTask<int>(1), new HybridCacheEntryOptions { Flags = flags });
}
