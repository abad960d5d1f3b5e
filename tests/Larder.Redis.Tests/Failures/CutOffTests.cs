using Larder.Redis.Tests.Support;
using Larder.Support;

namespace Larder.Redis.Tests.Failures;

/// <summary>A primary that answers PING and knows nothing any more of what happens in its cluster.</summary>
public sealed class CutOffTests
{
    [Fact]
    public async Task Memory_does_not_believe_a_primary_that_refuses_reads_though_it_answers_PING()
    {
        await using var cluster = await RedisCluster.StartAsync();
        await using var instance = new Instance(cluster.Url);
        var key = await KeyOnAsync(cluster.Nodes[0]);
        await instance.Cache.SetAsync(key, "value");
        await Eventually.HoldsAsync(async () => (await instance.Cache.TryGetAsync<string>(key)).Source == ReadSource.Memory);

        // A slot of its own that nobody serves: for this node, and for it alone, the cluster is down.
        var slots = (await cluster.Nodes[0].TextAsync("CLUSTER", "NODES")).Split('\n').First(static line => line.Contains("myself", StringComparison.Ordinal)).Split(' ')[8].Split('-');
        await cluster.Nodes[0].CallAsync("CLUSTER", "DELSLOTS", slots[^1]);
        await Eventually.HoldsAsync(async () => (await cluster.Nodes[0].TextAsync("CLUSTER", "INFO")).Contains("cluster_state:fail", StringComparison.Ordinal));
        Assert.Equal("PONG", await cluster.Nodes[0].CallAsync("PING"));

        // A bound of one second, and what a loaded machine adds. After five at the earliest, a new map of the slots would end its belief as well.
        var (from, believedFor) = (TimeProvider.System.GetTimestamp(), TimeSpan.Zero);
        await Eventually.HoldsAsync(async () =>
        {
            believedFor = TimeProvider.System.GetElapsedTime(from);
            return (await instance.Cache.TryGetAsync<string>(key)).Source != ReadSource.Memory;
        });
        Assert.InRange(believedFor, TimeSpan.Zero, TimeSpan.FromSeconds(4));
    }

    [Fact]
    public async Task Idle_nodes_of_a_healthy_cluster_go_on_to_be_believed()
    {
        await using var cluster = await RedisCluster.StartAsync();
        await using var instance = new Instance(cluster.Url);
        var key = await KeyOnAsync(cluster.Nodes[1]);
        await instance.Cache.SetAsync(key, "value");
        await Eventually.HoldsAsync(async () => (await instance.Cache.TryGetAsync<string>(key)).Source == ReadSource.Memory);
        await cluster.Nodes[1].CallAsync("CONFIG", "RESETSTAT");

        await Eventually.HoldsAsync(async () => await AskedAsync(cluster.Nodes[1]) >= 8);

        Assert.Equal(ReadSource.Memory, (await instance.Cache.TryGetAsync<string>(key)).Source);
        Assert.DoesNotContain("errorstat_MOVED", await cluster.Nodes[1].TextAsync("INFO", "errorstats"), StringComparison.Ordinal);
    }

    private static async Task<string> KeyOnAsync(RedisServer node)
    {
        for (var number = 0; ; number++)
        {
            try
            {
                await node.CallAsync("EXISTS", $"{Instance.Prefix}cut:{number}");
                return $"cut:{number}";
            }
            catch (RawErrorException elsewhere) when (elsewhere.Message.StartsWith("MOVED", StringComparison.Ordinal))
            {
                // The next one, then.
            }
        }
    }

    // cmdstat_exists:calls=12,usec=...
    private static async Task<long> AskedAsync(RedisServer node)
    {
        var line = (await node.TextAsync("INFO", "commandstats")).Split('\n').FirstOrDefault(static line => line.StartsWith("cmdstat_exists:calls=", StringComparison.Ordinal));
        return line is null ? 0 : long.Parse(line["cmdstat_exists:calls=".Length..line.IndexOf(',', StringComparison.Ordinal)], System.Globalization.CultureInfo.InvariantCulture);
    }
}
