using Larder.Resp.Topology.Tests.Servers;
using Larder.Support;

namespace Larder.Resp.Topology.Tests.Support;

/// <summary>Groups of servers: ready at once, and they fail over and move slots as told.</summary>
[Collection(nameof(Groups))]
public class GroupTests
{
    [Fact]
    public async Task Sentinels_elect_a_new_primary_when_the_old_one_is_killed()
    {
        await using var group = await SentinelGroup.StartAsync();
        var first = await group.PrimaryAsync();
        Assert.Same(group.Servers[0], first);

        await first.KillAsync();

        await Eventually.HoldsAsync(async () => await group.PrimaryAsync() == group.Servers[1]);
    }

    [Fact]
    public async Task A_cluster_moves_a_slot_and_fails_over()
    {
        await using var cluster = await RedisCluster.StartAsync(replicas: 1);
        var slot = (int)(long)(await cluster.Nodes[0].CallAsync("CLUSTER", "KEYSLOT", "k"))!;
        var owner = await cluster.OwnerOfAsync(slot);
        var next = (owner + 1) % 3;
        await cluster.Nodes[owner].CallAsync("SET", "k", "v");

        await cluster.MoveAsync(slot, owner, next);
        Assert.Equal(next, await cluster.OwnerOfAsync(slot));
        Assert.Equal("v", await cluster.Nodes[next].CallAsync("GET", "k"));

        await cluster.FailOverToAsync(next + 3);
        await Eventually.HoldsAsync(async () => await cluster.OwnerOfAsync(slot) == next + 3);
    }
}
