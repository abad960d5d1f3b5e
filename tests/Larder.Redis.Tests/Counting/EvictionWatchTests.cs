using Larder.Redis.Counting;
using Larder.Resp.Client;
using Larder.Support;
using Larder.Testing;

namespace Larder.Redis.Tests.Counting;

public sealed class EvictionWatchTests
{
    private static readonly TimeSpan ADay = TimeSpan.FromDays(1);

    private readonly FakeClock _clock = new();
    private readonly ListLogger _log = new();

    [Fact]
    public async Task A_server_that_may_evict_counters_is_told_of_once_a_day()
    {
        await using var server = await RedisServer.StartAsync("maxmemory 50mb", "maxmemory-policy allkeys-lru");
        await using var client = await RespClient.ConnectAsync(server.Url, TestContext.Current.CancellationToken);
        await using var watch = Watch(client);

        for (var i = 0; i < 100; i++) watch.Used(null);
        await Eventually.HoldsAsync(() => Warnings == 1);
        _clock.Advance(ADay / 2);
        watch.Used(ADay);
        _clock.Advance(ADay / 2);
        await Eventually.HoldsAsync(() =>
        {
            watch.Used(null);
            return Warnings == 2;
        });

        Assert.Contains("allkeys-lru", _log.Lines.First(), StringComparison.Ordinal);
        Assert.Contains("52428800 bytes", _log.Lines.First(), StringComparison.Ordinal);
        Assert.Contains("the key ring", _log.Lines.First(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("noeviction", "50mb")]
    [InlineData("allkeys-lru", "0")]
    [InlineData("volatile-lru", "0")]
    public async Task A_server_that_evicts_nothing_is_not_complained_of(string policy, string maxMemory)
    {
        await using var server = await RedisServer.StartAsync($"maxmemory {maxMemory}", $"maxmemory-policy {policy}");
        await using var client = await RespClient.ConnectAsync(server.Url, TestContext.Current.CancellationToken);

        await AskedAsync(client, ADay);

        Assert.Empty(_log.Lines);
    }

    [Fact]
    public async Task A_policy_for_keys_that_end_matters_once_such_a_counter_is_used()
    {
        await using var server = await RedisServer.StartAsync("maxmemory 50mb", "maxmemory-policy volatile-ttl");
        await using var client = await RespClient.ConnectAsync(server.Url, TestContext.Current.CancellationToken);
        await AskedAsync(client, null);
        Assert.Empty(_log.Lines);

        await using var watch = Watch(client);
        watch.Used(null);
        await Eventually.HoldsAsync(() =>
        {
            watch.Used(ADay);
            return Warnings == 1;
        });
    }

    [Fact]
    public async Task A_user_without_the_right_to_CONFIG_is_enough()
    {
        await using var server = await RedisServer.StartAsync("maxmemory 50mb", "maxmemory-policy allkeys-random", "user app on >secret ~* &* +@all -config");
        await using var client = await RespClient.ConnectAsync($"redis://app:secret@{server.EndPoint}", TestContext.Current.CancellationToken);

        await AskedAsync(client, null);

        Assert.Equal(1, Warnings);
    }

    [Fact]
    public async Task A_server_that_does_not_tell_is_asked_again_and_troubles_nobody()
    {
        await using var server = await RedisServer.StartAsync("maxmemory 50mb", "maxmemory-policy allkeys-lru", "user app on >secret ~* &* +@all -info");
        await using var client = await RespClient.ConnectAsync($"redis://app:secret@{server.EndPoint}", TestContext.Current.CancellationToken);
        await using var watch = Watch(client);
        watch.Used(null);
        await Eventually.HoldsAsync(() => _log.Lines.Count == 1);
        await server.CallAsync("ACL", "SETUSER", "app", "+info");

        await Eventually.HoldsAsync(() =>
        {
            _clock.Advance(TimeSpan.FromMinutes(1));
            watch.Used(null);
            return Warnings == 1;
        });
    }

    [Fact]
    public async Task Each_primary_of_a_cluster_is_asked()
    {
        await using var cluster = await RedisCluster.StartAsync();
        var last = cluster.Nodes[^1];
        await last.CallAsync("CONFIG", "SET", "maxmemory", "50mb");
        await last.CallAsync("CONFIG", "SET", "maxmemory-policy", "allkeys-lru");
        await using var client = await RespClient.ConnectAsync(cluster.Url, TestContext.Current.CancellationToken);

        for (var round = 0; round < 3; round++) await AskedAsync(client, null);

        // Chance would not have asked the same node three times.
        Assert.Equal(3, Warnings);
    }

    private int Warnings => _log.Lines.Count(static line => line.Contains("LAR210", StringComparison.Ordinal));

    private EvictionWatch Watch(RespClient client) => new(_ => new(client), new EvictionLog(_log), _clock);

    private async Task AskedAsync(RespClient client, TimeSpan? keepFor)
    {
        await using var watch = Watch(client);
        watch.Used(keepFor);
        await watch.SettledAsync();
    }
}
