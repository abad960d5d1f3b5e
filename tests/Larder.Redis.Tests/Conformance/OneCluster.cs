using Larder.Support;

namespace Larder.Redis.Tests.Conformance;

/// <summary>One cluster for all clauses.</summary>
public sealed class OneCluster : IAsyncLifetime
{
    public RedisCluster Cluster { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Cluster = await RedisCluster.StartAsync();

    public ValueTask DisposeAsync() => Cluster.DisposeAsync();
}
