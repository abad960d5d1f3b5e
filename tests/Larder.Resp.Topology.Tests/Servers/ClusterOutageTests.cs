using Larder.Support;

namespace Larder.Resp.Topology.Tests.Servers;

[Collection(nameof(Groups))]
public class ClusterOutageTests
{
    [Fact]
    public async Task A_killed_primary_is_replaced_and_the_client_follows()
    {
        await using var cluster = await RedisCluster.StartAsync(replicas: 1);
        await using var client = await TestClient.ConnectAsync(cluster.Url);
        await using var load = new Load(client, workers: 16);
        await load.MoreAsync(200);

        await cluster.Nodes[0].KillAsync();

        await Eventually.HoldsAsync(async () => await cluster.Nodes[3].CallAsync("ROLE") is object?[] role && role[0] is "master");
        await load.MoreAsync(500);
        await load.StopAsync();
        Assert.Empty(load.Faults);
        Assert.All(load.Failures, failure => Assert.True(failure is RespConnectionException or RespTimeoutException, failure.ToString()));
        for (var i = 0; i < 50; i++) Assert.Equal("OK", await client.SetAsync($"after:{i}", "v"));
    }

    [Fact]
    public async Task A_server_that_is_no_node_is_told_apart()
    {
        await using var server = await RedisServer.StartAsync();

        var failure = await Assert.ThrowsAnyAsync<RespException>(() => TestClient.ConnectAsync($"redis+cluster://{server.EndPoint}"));

        Assert.StartsWith($"LAR211 {server.EndPoint} is no node of a cluster", failure.Message, StringComparison.Ordinal);
    }
}
