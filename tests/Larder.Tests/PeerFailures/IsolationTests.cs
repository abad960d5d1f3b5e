using Larder.Testing;
using Larder.Testing.Hosting;
using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.DependencyInjection;

namespace Larder.Tests.PeerFailures;

/// <summary>What was seen elsewhere: something of one caller, one cache or one machine gets to where it does not belong.</summary>
public sealed class IsolationTests
{
    private static readonly AsyncLocal<string?> User = new();

    [Fact]
    public async Task A_keyed_cache_does_not_see_what_another_one_holds()
    {
        var services = new ServiceCollection();
        services.AddLarder("one").UseMemoryOnly();
        services.AddLarder("two").UseMemoryOnly();
        await using var provider = services.BuildServiceProvider();
        var one = provider.GetRequiredKeyedService<HybridCache>("one");
        var two = provider.GetRequiredKeyedService<HybridCache>("two");

        await one.SetAsync("apple", "of one");

        Assert.Equal("of two", await two.GetOrCreateAsync("apple", static _ => new ValueTask<string>("of two")));
        Assert.Equal("of one", await one.GetOrCreateAsync("apple", static _ => new ValueTask<string>("loaded again")));
    }

    [Fact]
    public async Task A_load_sees_the_same_surroundings_whether_or_not_its_caller_can_cancel()
    {
        await using var harness = new CacheHarness();
        using var stop = new CancellationTokenSource();
        User.Value = "ann";

        var without = await harness.Hybrid.GetOrCreateAsync("apple", static _ => new ValueTask<string>(User.Value ?? "nobody"));
        var with = await harness.Hybrid.GetOrCreateAsync("pear", static _ => new ValueTask<string>(User.Value ?? "nobody"), cancellationToken: stop.Token);

        Assert.Equal(("nobody", "nobody", "ann"), (without, with, User.Value));
    }

    [Fact]
    public async Task All_time_is_that_of_the_clock_that_was_registered()
    {
        var clock = new FakeClock();
        var services = new ServiceCollection().AddSingleton<TimeProvider>(clock);
        services.AddLarder().UseMemoryOnly().Configure(static options => options.Jitter = 0);
        await using var provider = services.BuildServiceProvider();
        var cache = provider.GetRequiredService<ICache>();
        await cache.SetAsync("apple", 1, new() { Expiration = TimeSpan.FromDays(30) });
        var hanging = cache.GetOrLoadAsync("pear", static async token => await Task.Delay(-1, token).ContinueWith(static _ => 1, TaskScheduler.Default)).AsTask();

        clock.Advance(TimeSpan.FromDays(30) - TimeSpan.FromMilliseconds(1));
        Assert.True(await cache.ExistsAsync("apple"));
        clock.Advance(TimeSpan.FromMilliseconds(1));

        Assert.False(await cache.ExistsAsync("apple"));
        await Assert.ThrowsAsync<CacheLoadTimeoutException>(() => hanging);
    }
}
