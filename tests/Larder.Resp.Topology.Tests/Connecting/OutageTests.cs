using Larder.Resp.Configuration;
using Larder.Resp.Topology.Tests.Servers;
using Larder.Support;

namespace Larder.Resp.Topology.Tests.Connecting;

public class OutageTests
{
    [Fact]
    public async Task A_restarted_server_is_used_again()
    {
        await using var server = await RedisServer.StartAsync();
        await using var client = await TestClient.ConnectAsync(server.Url);
        await client.SetAsync("k", "v");

        await server.KillAsync();
        await Eventually.HoldsAsync(async () => await TestClient.FailureOfAsync(() => client.GetAsync("k")) is RespConnectionException);
        await server.StartAgainAsync();

        await Eventually.HoldsAsync(async () => await TestClient.FailureOfAsync(() => client.SetAsync("k", "v")) is null);
    }

    [Fact]
    public async Task A_black_hole_is_noticed_and_left_when_it_heals()
    {
        await using var server = await RedisServer.StartAsync();
        await using var proxy = TcpProxy.To(server.Port);
        await using var client = await TestClient.ConnectAsync(RespOptions.Parse($"redis://{proxy.EndPoint}") with
        {
            CommandTimeout = TimeSpan.FromSeconds(1), ConnectTimeout = TimeSpan.FromSeconds(1), KeepAlive = TimeSpan.FromMilliseconds(700),
        });
        await client.SetAsync("k", "v");

        proxy.BlackHole();
        Assert.IsType<RespTimeoutException>(await TestClient.FailureOfAsync(() => client.GetAsync("k")));
        await Eventually.HoldsAsync(async () => await TestClient.FailureOfAsync(() => client.GetAsync("k")) is RespConnectionException { Delivery: Delivery.NotSent });
        proxy.Heal();

        await Eventually.HoldsAsync(async () => await TestClient.FailureOfAsync(() => client.GetAsync("k")) is null);
    }

    [Fact]
    public async Task A_stopped_server_costs_the_time_of_a_command_and_no_more()
    {
        await using var server = await RedisServer.StartAsync();
        await using var client = await TestClient.ConnectAsync(RespOptions.Parse(server.Url) with { CommandTimeout = TimeSpan.FromMilliseconds(500) });
        await client.SetAsync("k", "v");

        server.Suspend();
        Assert.IsType<RespTimeoutException>(await TestClient.FailureOfAsync(() => client.GetAsync("k")));
        server.Resume();

        await Eventually.HoldsAsync(async () => await TestClient.FailureOfAsync(() => client.GetAsync("k")) is null);
    }

    // A name that leads to another server after a failover: the new look-up finds the new primary.
    [Fact]
    public async Task A_server_that_became_a_replica_is_left_for_what_its_name_leads_to_now()
    {
        await using var server = await RedisServer.StartAsync();
        await using var other = await RedisServer.StartAsync();
        await using var client = await TestClient.ConnectAsync(server.Url);
        await client.SetAsync("k", "v");
        await server.CallAsync("REPLICAOF", other.Host, other.Port.ToString(System.Globalization.CultureInfo.InvariantCulture));

        var refused = await Assert.ThrowsAsync<RespServerException>(() => client.SetAsync("k", "w"));
        Assert.StartsWith("LAR208 ", refused.Message, StringComparison.Ordinal);

        await server.CallAsync("REPLICAOF", "NO", "ONE");
        Assert.Equal("OK", await client.SetAsync("k", "x"));
    }

    [Fact]
    public async Task Of_listed_servers_the_one_that_is_the_primary_is_used_and_its_successor_after_it()
    {
        await using var primary = await RedisServer.StartAsync();
        await using var replica = await RedisServer.StartAsync($"replicaof {primary.Host} {primary.Port}");
        await using var client = await TestClient.ConnectAsync($"{replica.EndPoint},{primary.EndPoint}");
        await client.SetAsync("k", "v");
        Assert.Equal("v", await primary.CallAsync("GET", "k"));
        await Eventually.HoldsAsync(async () => await replica.CallAsync("GET", "k") is "v");

        await primary.KillAsync();
        await replica.CallAsync("REPLICAOF", "NO", "ONE");

        Assert.Equal("v", await client.GetAsync("k"));
        Assert.Equal("OK", await client.SetAsync("k", "w"));
    }

    [Fact]
    public async Task A_node_of_a_cluster_behind_the_address_of_one_server_is_told_apart()
    {
        await using var stub = RespStub.StartRedis(call => call.Name == "GET" ? "-MOVED 12182 127.0.0.1:7001\r\n" : null);
        await using var client = await TestClient.ConnectAsync($"redis://{stub.EndPoint}");

        var failure = await Assert.ThrowsAsync<RespServerException>(() => client.GetAsync("foo"));

        Assert.StartsWith($"LAR211 {stub.EndPoint} is a node of a cluster", failure.Message, StringComparison.Ordinal);
    }
}
