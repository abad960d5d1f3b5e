using Larder.Support;

namespace Demos.Nodes;

/// <summary>A cluster of three primaries, each with a replica.</summary>
internal sealed class SixNodes(RedisCluster cluster) : INodes
{
    private readonly SemaphoreSlim _gate = new(1, 1);

    public string Url => cluster.Url;

    public IReadOnlyList<string> EndPoints => [.. cluster.Nodes.Select(node => node.EndPoint)];

    public static async Task<SixNodes> StartAsync() => new(await RedisCluster.StartAsync(replicas: 1));

    public Task<IReadOnlyList<string>> StateAsync() => NodeStates.OfAsync(cluster.Nodes);

    public async Task StopAsync(int port)
    {
        await _gate.WaitAsync();
        try
        {
            await NodeStates.StopAsync(NodeStates.Find(cluster.Nodes, port));
        }
        finally
        {
            _gate.Release();
        }
    }

    public async Task StartAsync(int port)
    {
        await _gate.WaitAsync();
        try
        {
            var server = NodeStates.Find(cluster.Nodes, port);
            if (server.ProcessId != 0) throw new InvalidOperationException($"{port} is up.");
            await server.StartAgainAsync();
        }
        finally
        {
            _gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await cluster.DisposeAsync();
        _gate.Dispose();
    }
}
