using Larder.Support;

namespace Larder.Resp.Topology.Tests.Servers;

/// <summary>Three primaries with a replica each, for tests that leave the cluster whole.</summary>
public sealed class SharedCluster : IAsyncLifetime
{
    public RedisCluster? Cluster { get; private set; }

    public async ValueTask InitializeAsync() => Cluster = await RedisCluster.StartAsync(replicas: 1);

    public async ValueTask DisposeAsync()
    {
        if (Cluster is not null) await Cluster.DisposeAsync();
    }
}
