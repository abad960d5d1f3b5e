using System.Diagnostics;
using System.Globalization;
using Larder.Resp.Client;
using Larder.Resp.Configuration;
using Larder.Support;

namespace Larder.Resp.Topology.Tests.Servers;

/// <summary>Sentinels by script before real servers: what each way of hearing of a new master does alone.</summary>
public class SentinelScriptTests
{
    private RedisServer? _master;

    [Fact]
    public async Task An_announcement_alone_moves_the_client()
    {
        await using var first = await RedisServer.StartAsync();
        await using var second = await RedisServer.StartAsync();
        _master = first;
        await using var sentinel = RespStub.StartRedis(call => Answer(call) ?? (call.Name == "SUBSCRIBE" ? Confirmation : null));
        await using var client = RespClient.Create(RespOptions.Parse($"redis+sentinel://{sentinel.EndPoint}/mymaster"), new StoppedTimers(), new Random(1));
        await client.Topology.ConnectAsync(CancellationToken.None);
        await Eventually.HoldsAsync(() => sentinel.Calls.Any(call => call.StartsWith("SUBSCRIBE", StringComparison.Ordinal)));
        await client.SetAsync("k", "1");

        _master = second;
        await sentinel.SendAsync($">3\r\n{RespStub.Bulk("message")}{RespStub.Bulk("+switch-master")}{RespStub.Bulk("mymaster 127.0.0.1 1 127.0.0.1 2")}");

        await Eventually.HoldsAsync(() => client.Topology.Primaries[0].EndPoint.ToString() == second.EndPoint);
        Assert.Equal("1", await first.CallAsync("GET", "k"));
    }

    [Fact]
    public async Task Polling_alone_moves_the_client()
    {
        await using var first = await RedisServer.StartAsync();
        await using var second = await RedisServer.StartAsync();
        _master = first;
        await using var sentinel = RespStub.StartRedis(call => Answer(call) ?? (call.Name == "SUBSCRIBE" ? "-NOPERM this user has no permissions to access one of the channels\r\n" : null));
        await using var client = await TestClient.ConnectAsync($"redis+sentinel://{sentinel.EndPoint}/mymaster");
        await client.SetAsync("k", "1");

        _master = second;

        await Eventually.HoldsAsync(async () => { await client.SetAsync("k", "2"); return await second.CallAsync("GET", "k") is "2"; });
    }

    // An application that starts before its sentinels: it tries again and again, and asks them once a round when they are there.
    [Fact]
    public async Task A_client_that_started_before_its_sentinels_finds_them_and_asks_each_round_once()
    {
        await using var server = _master = await RedisServer.StartAsync();
        await using var sentinel = RespStub.StartRedis(call => Answer(call) ?? (call.Name == "SUBSCRIBE" ? Confirmation : null));
        await using var proxy = TcpProxy.To(sentinel.Port);
        proxy.Refuses = true;
        await using var client = RespClient.Start(RespOptions.Parse($"redis+sentinel://{proxy.EndPoint}/mymaster"));
        await Eventually.HoldsAsync(() => proxy.Accepted > 10);
        await Assert.ThrowsAsync<RespConnectionException>(() => client.SetAsync("k", "v"));

        proxy.Heal();

        await Eventually.HoldsAsync(async () => await TestClient.FailureOfAsync(() => client.SetAsync("k", "v")) is null);
        var (asked, started) = (Asked(sentinel), Stopwatch.GetTimestamp());
        await Eventually.HoldsAsync(() => Asked(sentinel) >= asked + 4);
        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.FromSeconds(2), Eventually.Deadline);
    }

    [Fact]
    public async Task Sentinels_are_logged_in_to_with_their_own_password()
    {
        await using var server = _master = await RedisServer.StartAsync("requirepass of-server");
        await using var sentinel = RespStub.StartRedis(call => Answer(call) ?? (call.Name == "SUBSCRIBE" ? Confirmation : null));

        await using var client = await TestClient.ConnectAsync($"redis+sentinel://:of-server@{sentinel.EndPoint}/mymaster?sentinelPassword=of-sentinel");

        Assert.Equal("OK", await client.SetAsync("k", "v"));
        Assert.Contains(sentinel.Calls, call => call.StartsWith("HELLO 3 AUTH default of-sentinel", StringComparison.Ordinal));
        Assert.DoesNotContain(sentinel.Calls, call => call.Contains("of-server", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_server_that_says_it_is_a_replica_is_not_used_though_the_sentinels_name_it()
    {
        await using var primary = await RedisServer.StartAsync();
        await using var replica = _master = await RedisServer.StartAsync($"replicaof {primary.Host} {primary.Port}");
        await using var sentinel = RespStub.StartRedis(call => Answer(call) ?? (call.Name == "SUBSCRIBE" ? Confirmation : null));

        var failure = await Assert.ThrowsAsync<RespConnectionException>(() => TestClient.ConnectAsync(
            RespOptions.Parse($"redis+sentinel://{sentinel.EndPoint}/mymaster") with { ConnectTimeout = TimeSpan.FromSeconds(1) }));

        Assert.StartsWith($"LAR208 {replica.EndPoint} says that it is a replica", failure.Message, StringComparison.Ordinal);
    }

    private static int Asked(RespStub sentinel) => sentinel.Calls.Count(call => call.StartsWith("SENTINEL GET-MASTER", StringComparison.Ordinal));

    private static string Confirmation => $">3\r\n{RespStub.Bulk("subscribe")}{RespStub.Bulk("+switch-master")}:1\r\n";

    private string? Answer(StubCall call) => string.Join(' ', call.Words.Take(2)) switch
    {
        "SENTINEL GET-MASTER-ADDR-BY-NAME" => $"*2\r\n{RespStub.Bulk(_master!.Host)}{RespStub.Bulk(_master.Port.ToString(CultureInfo.InvariantCulture))}",
        "SENTINEL MASTER" => $"*2\r\n{RespStub.Bulk("config-epoch")}{RespStub.Bulk("7")}",
        "SENTINEL SENTINELS" => "*0\r\n",
        _ => null,
    };
}
