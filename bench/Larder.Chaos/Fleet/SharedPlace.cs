using System.Globalization;
using Larder.Support;

namespace Larder.Chaos.Fleet;

/// <summary>What the processes share: a server of the run's own, several that know each other, or a file.</summary>
public sealed class SharedPlace : IAsyncDisposable
{
    private readonly IAsyncDisposable? _owned;
    private readonly string _address;
    private readonly string? _folder;

    private SharedPlace(TierKind tier, string address, IAsyncDisposable? owned, string? folder) => (Tier, _address, _owned, _folder) = (tier, address, owned, folder);

    public TierKind Tier { get; }

    /// <summary>The one server; null where there are several, or none.</summary>
    public RedisServer? Server => _owned as RedisServer;

    /// <summary>The cluster, if it is one.</summary>
    public RedisCluster? Cluster => _owned as RedisCluster;

    // Without fsync a write is still in the system's hands before it is answered, so that kill -9 loses nothing that was acknowledged.
    public static async Task<SharedPlace> OpenAsync(TierKind tier)
    {
        switch (tier)
        {
            case TierKind.Redis:
                var server = await RedisServer.StartAsync("appendonly yes", "appendfsync no");
                return new(tier, server.Url, server, null);
            case TierKind.Sentinel:
                var group = await SentinelGroup.StartAsync();
                return new(tier, group.Url, group, null);
            case TierKind.Cluster:
                var cluster = await RedisCluster.StartAsync(replicas: 1);
                return new(tier, cluster.Url, cluster, null);
            default:
                var folder = Directory.CreateTempSubdirectory("larder-chaos-").FullName;
                return new(tier, Path.Combine(folder, "cache.db"), null, folder);
        }
    }

    /// <summary>A server that keeps nothing on its disk.</summary>
    public static async Task<SharedPlace> OpenVolatileServerAsync()
    {
        var server = await RedisServer.StartAsync();
        return new(TierKind.Redis, server.Url, server, null);
    }

    /// <summary>Where a worker finds it, through its own proxy if there is one.</summary>
    public string AddressFor(TcpProxy? proxy) => proxy is null ? _address : $"redis://{proxy.EndPoint}";

    /// <summary>Every server that has keys of its own now; none for a file.</summary>
    public async Task<IReadOnlyList<RedisServer>> PrimariesAsync()
    {
        if (_owned is SentinelGroup group) return [await group.PrimaryAsync()];
        if (Cluster is not { } cluster) return Server is { } server ? [server] : [];
        var replicas = await cluster.ReplicasAsync();
        return [.. cluster.Nodes.Where((_, number) => !replicas.Contains(number))];
    }

    /// <summary>The server that has this key now. It may have gone on when it is asked: then it says so.</summary>
    public async Task<RedisServer> ServerOfAsync(string key) => Cluster is { } cluster
        ? cluster.Nodes[await cluster.OwnerOfAsync(await SlotOfAsync(key))]
        : (await PrimariesAsync())[0];

    /// <summary>The slot of a key in a cluster.</summary>
    public async Task<int> SlotOfAsync(string key) => int.Parse(await Cluster!.Nodes[0].TextAsync("CLUSTER", "KEYSLOT", key), CultureInfo.InvariantCulture);

    public async ValueTask DisposeAsync()
    {
        if (_owned is not null) await _owned.DisposeAsync();
        if (_folder is not null) Directory.Delete(_folder, recursive: true);
    }
}
