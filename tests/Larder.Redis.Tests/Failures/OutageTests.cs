using System.Diagnostics;
using Larder.Redis.Tests.Support;
using Larder.Support;

namespace Larder.Redis.Tests.Failures;

/// <summary>Redis is absent, dies, hangs, or says nothing: requests go on, and it heals by itself.</summary>
public sealed class OutageTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);

    [Fact]
    public async Task Without_a_server_at_start_values_are_loaded_and_later_shared()
    {
        await using var server = RedisServer.Prepare();
        await using var instance = New(server.Url);
        Assert.Equal("loaded", await instance.ReadAsync("apple", "loaded"));

        await server.StartAgainAsync();

        await IsSharedAgainAsync(instance, server);
    }

    [Fact]
    public async Task When_the_server_is_killed_no_request_fails_and_it_is_used_again_when_it_is_back()
    {
        await using var server = await RedisServer.StartAsync();
        await using var instance = New(server.Url);
        await instance.ReadAsync("apple", "loaded");

        await server.KillAsync();
        for (var number = 0; number < 20; number++) Assert.Equal("loaded", await instance.ReadAsync($"pear:{number}", "loaded"));
        Assert.False(await instance.Cache.RemoveByTagAsync("fruit"));
        await server.StartAgainAsync();

        await IsSharedAgainAsync(instance, server);
    }

    [Fact]
    public async Task While_the_server_hangs_requests_are_answered_and_memory_stops_vouching()
    {
        await using var server = await RedisServer.StartAsync();
        await using var instance = New(server.Url);
        await instance.ReadAsync("apple", "old", new CacheEntryOptions { StaleFor = TimeSpan.Zero });

        server.Suspend();
        try
        {
            // Beyond the bound nobody can tell any more whether it still holds: it is loaded anew.
            await Eventually.HoldsAsync(async () => await instance.ReadAsync("apple", "new", new CacheEntryOptions { StaleFor = TimeSpan.Zero }) == "new");
            var started = Stopwatch.GetTimestamp();
            for (var number = 0; number < 50; number++) Assert.Equal("loaded", await instance.ReadAsync($"pear:{number}", "loaded"));

            // Fifty times the command's time would be twelve seconds.
            Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(6));
        }
        finally
        {
            server.Resume();
        }

        await IsSharedAgainAsync(instance, server);
    }

    [Fact]
    public async Task A_read_ends_by_itself_when_the_server_hangs()
    {
        await using var server = await RedisServer.StartAsync();
        await using var instance = New(server.Url);
        await instance.ReadAsync("apple", "loaded");
        server.Suspend();
        try
        {
            var started = Stopwatch.GetTimestamp();
            await instance.ReadAsync("pear", "loaded");

            // The guard sets no timer for this tier's reads: without the client's own deadline this would not end.
            Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(5));
        }
        finally
        {
            server.Resume();
        }
    }

    [Fact]
    public async Task Behind_a_network_that_swallows_everything_memory_is_not_served_beyond_the_bound()
    {
        await using var server = await RedisServer.StartAsync();
        await using var proxy = TcpProxy.To(server.Port);
        await using var cut = New($"redis://{proxy.EndPoint}");
        await using var other = New(server.Url);
        Assert.Equal("old", await cut.ReadAsync("apple", "old"));

        proxy.BlackHole();
        await other.Cache.RemoveAsync("apple");
        var removedAt = Stopwatch.GetTimestamp();

        await Eventually.HoldsAsync(async () => await cut.ReadAsync("apple", "new", new CacheEntryOptions { StaleFor = TimeSpan.Zero }) == "new");
        Assert.InRange(Stopwatch.GetElapsedTime(removedAt), TimeSpan.Zero, TimeSpan.FromSeconds(10));

        // What was swallowed is missing in the stream; no network gives a connection back like that.
        proxy.Reset();
        proxy.Heal();
        await IsSharedAgainAsync(cut, server);
    }

    [Fact]
    public async Task What_was_removed_in_an_outage_does_not_come_back_with_the_server()
    {
        await using var server = await RedisServer.StartAsync();
        await using var proxy = TcpProxy.To(server.Port);
        await using var instance = New($"redis://{proxy.EndPoint}");
        await instance.ReadAsync("apple", "old");

        proxy.Refuses = true;
        proxy.Reset();
        await Eventually.HoldsAsync(async () => !await instance.Cache.RemoveByTagAsync("any"));
        await instance.Cache.RemoveAsync("apple");
        proxy.Refuses = false;
        proxy.Heal();

        Assert.Equal("new", await instance.ReadAsync("apple", "new"));
        await IsSharedAgainAsync(instance, server);
        Assert.NotEqual("old", await instance.ReadAsync("apple", "newer"));
    }

    [Fact]
    public async Task A_flushed_server_empties_memory()
    {
        await using var server = await RedisServer.StartAsync();
        await using var instance = New(server.Url);
        await instance.ReadAsync("apple", "old");

        await server.CallAsync("FLUSHALL");

        await Eventually.HoldsAsync(async () => await instance.ReadAsync("apple", "new") == "new");
    }

    [Fact]
    public async Task After_a_restart_without_its_data_memory_does_not_serve_what_it_held()
    {
        await using var server = await RedisServer.StartAsync();
        await using var instance = New(server.Url);
        await instance.ReadAsync("apple", "old");

        await server.KillAsync();
        await server.StartAgainAsync();

        await IsSharedAgainAsync(instance, server);
        await Eventually.HoldsAsync(async () => await instance.ReadAsync("apple", "new") == "new");
    }

    [Fact]
    public async Task A_server_without_room_costs_the_sharing_and_no_request()
    {
        await using var server = await RedisServer.StartAsync("maxmemory 3mb", "maxmemory-policy noeviction");
        await using var instance = New(server.Url);
        var large = new string('x', 50_000);

        for (var number = 0; number < 200; number++) Assert.Equal(large, await instance.ReadAsync($"large:{number}", large));

        Assert.True(await instance.Cache.RemoveAsync("large:0"));
    }

    private static Instance New(string url) => new(url, static options =>
    {
        options.CommandTimeout = Patience;
        options.BreakerOpenFor = TimeSpan.FromMilliseconds(300);
        options.DetachedExpiration = TimeSpan.FromMilliseconds(300);
    });

    private static Task IsSharedAgainAsync(Instance instance, RedisServer server) => Eventually.HoldsAsync(async () =>
    {
        var key = $"again:{Guid.NewGuid():N}";
        await instance.ReadAsync(key, "loaded");
        return await server.CallAsync("EXISTS", Instance.Prefix + key) is 1L;
    });
}
