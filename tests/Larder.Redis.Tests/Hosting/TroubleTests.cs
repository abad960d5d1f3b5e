using Larder.Redis.Tests.Support;
using Larder.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Larder.Redis.Tests.Hosting;

/// <summary>What docs/guide/redis.md says about a server in trouble and about other programs, with two instances on a real server.</summary>
public sealed class TroubleTests
{
    [Fact]
    public async Task Memory_follows_what_other_programs_do_to_a_key()
    {
        await using var server = await RedisServer.StartAsync();
        await using var one = await StartAsync(server);
        await using var two = await StartAsync(server);
        foreach (var (change, value) in ((string[], string)[])
            [(["DEL", "app:key"], "1"), (["SET", "app:key", "by hand"], "2"), (["FLUSHALL"], "3"), (["EXPIRE", "app:key", "0"], "4")])
        {
            await one.ReadAsync("key", "0" + value);
            await two.ReadAsync("key", "0" + value);

            await server.CallAsync(change);

            foreach (var app in (App[])[one, two]) await Eventually.HoldsAsync(async () => await app.ReadAsync("key", value) == value);
        }
    }

    [Fact]
    public async Task Key_of_another_type_is_a_miss_and_is_left_alone_by_reads()
    {
        await using var server = await RedisServer.StartAsync();
        await using var app = await StartAsync(server);
        await server.CallAsync("HSET", "app:key", "field", "value");

        Assert.Equal("loaded", await app.ReadAsync("key"));
        Assert.Equal("hash", await server.TextAsync("TYPE", "app:key"));

        await app.Cache.SetAsync("key", "mine");
        Assert.Equal("string", await server.TextAsync("TYPE", "app:key"));
    }

    [Fact]
    public async Task Damaged_value_is_a_miss_and_is_replaced()
    {
        await using var server = await RedisServer.StartAsync();
        await using var app = await StartAsync(server);
        await app.ReadAsync("key", "before");

        await server.CallAsync("SETRANGE", "app:key", "70", "damage");

        await Eventually.HoldsAsync(async () => await app.ReadAsync("key", "after") == "after");
        await using var other = await StartAsync(server);
        Assert.Equal("after", await other.ReadAsync("key", "not needed"));
    }

    [Fact]
    public async Task Full_server_that_evicts_nothing_fails_no_read_and_takes_values_again_when_there_is_room()
    {
        await using var server = await RedisServer.StartAsync("maxmemory-policy noeviction");
        await using var app = await StartAsync(server);
        await app.ReadAsync("held", "held");
        await server.CallAsync("CONFIG", "SET", "maxmemory", "1");

        for (var i = 0; i < 20; i++) Assert.Equal($"{i}", await app.ReadAsync($"key{i}", $"{i}"));
        Assert.Single(app.Log.With("LAR321 The shared tier redis (writing)"));
        Assert.Empty(app.Log.With("LAR321 The shared tier redis (reading)"));
        Assert.Equal("0", await server.TextAsync("EXISTS", "app:key1"));
        await app.ReadAsync("again", "loaded");
        Assert.Equal("loaded", await app.ReadAsync("again", "not needed"));
        await using var other = await StartAsync(server);
        Assert.Equal("held", await other.ReadAsync("held", "not needed"));

        await server.CallAsync("CONFIG", "SET", "maxmemory", "0");
        await IsUsedAsync(app, server);
    }

    [Fact]
    public async Task Full_server_that_evicts_is_used_on_and_every_read_answers()
    {
        await using var server = await RedisServer.StartAsync("maxmemory 3mb", "maxmemory-policy allkeys-lru");
        await using var app = await StartAsync(server);
        await using var other = await StartAsync(server);
        var large = new string('x', 3_000);

        for (var i = 0; i < 3_000; i++) Assert.Equal(i + large, await (i % 2 == 0 ? app : other).ReadAsync($"key{i % 1_000}-{i}", i + large));

        Assert.Contains("evicted_keys:", await server.TextAsync("INFO", "stats"), StringComparison.Ordinal);
        Assert.DoesNotContain("evicted_keys:0\r", await server.TextAsync("INFO", "stats"), StringComparison.Ordinal);
        await IsUsedAsync(app, server);
    }

    [Fact]
    public async Task Server_that_hangs_is_waited_for_once_and_what_memory_holds_of_it_is_served_no_longer_than_the_bound()
    {
        await using var server = await RedisServer.StartAsync();
        await using var app = await StartAsync(server);
        await app.ReadAsync("key", "before");

        server.Suspend();

        await Eventually.HoldsAsync(async () => await app.ReadAsync("key", "after") == "after");
        server.Resume();
        await IsUsedAsync(app, server);
    }

    [Fact]
    public async Task Removal_that_did_not_get_through_is_made_up_for_before_the_server_is_read_again()
    {
        await using var server = await RedisServer.StartAsync("appendonly yes", "appendfsync always");
        await using var app = await StartAsync(server);
        await using var other = await StartAsync(server);
        await app.ReadAsync("key", "before");
        await server.KillAsync();

        await app.Cache.RemoveAsync("key");
        Assert.Equal("after", await app.ReadAsync("key", "after"));
        await server.StartAgainAsync();

        await Eventually.HoldsAsync(async () =>
        {
            Assert.Equal("after", await app.ReadAsync("key", "after"));
            return await other.ReadAsync("key", "after") == "after";
        });
    }

    [Fact]
    public async Task Key_is_loaded_once_by_all_instances_together()
    {
        await using var server = await RedisServer.StartAsync();
        await using var one = await StartAsync(server);
        await using var two = await StartAsync(server);
        await one.ReadAsync("warm");
        await two.ReadAsync("warm");
        var loads = 0;
        var go = new TaskCompletionSource();

        var reads = Enumerable.Range(0, 100).Select(i => (i % 2 == 0 ? one : two).Cache.GetOrLoadAsync("key", async _ =>
        {
            Interlocked.Increment(ref loads);
            await go.Task;
            return "value";
        }).AsTask()).ToArray();
        await Eventually.HoldsAsync(() => Volatile.Read(ref loads) > 0);
        go.SetResult();
        var values = await Task.WhenAll(reads);

        Assert.All(values, value => Assert.Equal("value", value));
        Assert.Equal(1, loads);
    }

    private static Task<App> StartAsync(RedisServer server) => App.StartAsync(
        builder => builder.AddLarder().UseRedis(server.Url), ("Larder:Name", "app"), ("Larder:Breaker:OpenFor", "200ms"), ("Larder:CommandTimeout", "3s"));

    private static Task IsUsedAsync(App app, RedisServer server) => Eventually.HoldsAsync(async () =>
    {
        var key = $"after-{Guid.NewGuid():N}";
        await app.ReadAsync(key);
        return await server.TextAsync("EXISTS", $"app:{key}") == "1";
    });
}
