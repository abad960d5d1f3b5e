using Larder.Resp.Configuration;
using Larder.Resp.Subscriptions;
using Larder.Resp.Topology.Tests.Servers;
using Larder.Support;

namespace Larder.Resp.Topology.Tests.Subscriptions;

[Collection(nameof(Groups))]
public class FailoverTests
{
    [Fact]
    public async Task A_subscription_goes_to_the_new_primary_with_a_gap()
    {
        await using var group = await SentinelGroup.StartAsync();
        // The old primary keeps its connections and says nothing: only the sentinels' word moves the subscription.
        await using var client = await TestClient.ConnectAsync(RespOptions.Parse(group.Url) with { KeepAlive = TimeSpan.FromMinutes(2) });
        await using var news = await client.SubscribeAsync(["news"]);
        Assert.Equal(1L, await group.Servers[0].CallAsync("PUBLISH", "news", "before"));
        // A server that is stopped between its answer to the publisher and what it sends to the subscriber never sends it.
        Assert.Equal("before", (await SubscriptionTests.TakeAsync(news, 1))[0].Text);

        group.Servers[0].Suspend();

        await Eventually.HoldsAsync(async () => await group.Servers[1].CallAsync("PUBLISH", "news", "after") is 1L);
        var heard = await SubscriptionTests.TakeAsync(news, 2);
        Assert.Equal([RespMessageKind.Gap, RespMessageKind.Message], heard.Select(message => message.Kind));
    }

    [Fact]
    public async Task A_sharded_subscription_moves_with_its_slot()
    {
        await using var cluster = await RedisCluster.StartAsync();
        await using var client = await TestClient.ConnectAsync(cluster.Url);
        await using var news = await client.SubscribeShardsAsync(["news"]);
        var slot = HashSlot.Of(Argument.KeyOf("news"));
        var from = await cluster.OwnerOfAsync(slot);
        var to = (from + 1) % 3;
        Assert.Equal(1L, await cluster.Nodes[from].CallAsync("SPUBLISH", "news", "before"));

        await cluster.MoveAsync(slot, from, to);

        await Eventually.HoldsAsync(async () => await cluster.Nodes[to].CallAsync("SPUBLISH", "news", "after") is 1L);
        var heard = await SubscriptionTests.TakeAsync(news, 3);
        Assert.Equal(["before", "", "after"], heard.Select(message => message.Text));
        Assert.Equal(RespMessageKind.Gap, heard[1].Kind);
        await Assert.ThrowsAsync<ArgumentException>(() => client.SubscribeShardsAsync(["a", "b"]));
        await using var plain = await client.SubscribeAsync(["plain"]);
        await cluster.Nodes[0].CallAsync("PUBLISH", "plain", "x");
        Assert.Equal("x", (await SubscriptionTests.TakeAsync(plain, 1))[0].Text);
    }
}
