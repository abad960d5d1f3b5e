using Larder.Support;

namespace Larder.Redis.Tests.Counting;

/// <summary>Three primaries, for tests that leave them as they are.</summary>
public sealed class CountingCluster : IAsyncLifetime
{
    public RedisCluster? Cluster { get; private set; }

    public async ValueTask InitializeAsync() => Cluster = await RedisCluster.StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (Cluster is not null) await Cluster.DisposeAsync();
    }
}
