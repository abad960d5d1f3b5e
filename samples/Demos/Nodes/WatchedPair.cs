using System.Globalization;
using Larder.Support;

namespace Demos.Nodes;

/// <summary>A primary, its replica and one sentinel that watches them.</summary>
internal sealed class WatchedPair : INodes
{
    private const string MasterName = "THEAD_CLUSTER";

    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly RedisServer[] _servers;
    private readonly RedisServer _sentinel;

    private WatchedPair(RedisServer[] servers, RedisServer sentinel) => (_servers, _sentinel) = (servers, sentinel);

    public string Url => $"redis+sentinel://{_sentinel.EndPoint}/{MasterName}";

    public IReadOnlyList<string> EndPoints => [.. _servers.Select(server => server.EndPoint)];

    public string SentinelEndPoint => _sentinel.EndPoint;

    public static async Task<WatchedPair> StartAsync()
    {
        // What was counted survives the end of a server: each writes a file.
        var primary = RedisServer.Prepare("appendonly yes");
        var replica = RedisServer.Prepare("appendonly yes", $"replicaof {primary.Host} {primary.Port}");
        var sentinel = RedisServer.PrepareSentinel(
            $"sentinel monitor {MasterName} {primary.Host} {primary.Port} 1",
            // The default are 30 seconds, and as many of errors.
            $"sentinel down-after-milliseconds {MasterName} 1000",
            $"sentinel failover-timeout {MasterName} 3000",
            $"sentinel parallel-syncs {MasterName} 1");
        var pair = new WatchedPair([primary, replica], sentinel);
        try
        {
            await primary.StartAgainAsync();
            await replica.StartAgainAsync();
            await Eventually.HoldsAsync(async () => (await replica.TextAsync("INFO", "replication")).Contains("master_link_status:up", StringComparison.Ordinal));
            await sentinel.StartAgainAsync();
            await Eventually.HoldsAsync(async () => (await sentinel.TextAsync("INFO", "sentinel")).Contains("status=ok", StringComparison.Ordinal)
                && (await sentinel.TextAsync("INFO", "sentinel")).Contains("slaves=1", StringComparison.Ordinal));
            return pair;
        }
        catch
        {
            await pair.DisposeAsync();
            throw;
        }
    }

    public Task<IReadOnlyList<string>> StateAsync() => NodeStates.OfAsync(_servers);

    public async Task StopAsync(int port)
    {
        await _gate.WaitAsync();
        try
        {
            await NodeStates.StopAsync(NodeStates.Find(_servers, port));
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
            var server = NodeStates.Find(_servers, port);
            if (server.ProcessId != 0) throw new InvalidOperationException($"{port} is up.");
            await GiveRoleAsync(server);
            await server.StartAgainAsync();
        }
        finally
        {
            _gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _sentinel.DisposeAsync();
        foreach (var server in _servers) await server.DisposeAsync();
        _gate.Dispose();
    }

    // An old primary that comes back as one takes writes for seconds, and loses them when the sentinel finds it.
    private async Task GiveRoleAsync(RedisServer server)
    {
        var settings = Path.Combine(server.Folder, "redis.conf");
        var lines = (await File.ReadAllLinesAsync(settings)).Where(line => !line.StartsWith("replicaof ", StringComparison.Ordinal)).ToList();
        if (await PrimaryBesideAsync(server) is { } primary) lines.Add($"replicaof {primary}");
        await File.WriteAllLinesAsync(settings, lines);
    }

    // A server that says that it is the primary knows it before the sentinel has told others.
    private async Task<string?> PrimaryBesideAsync(RedisServer server)
    {
        foreach (var other in _servers)
            if (other != server && other.ProcessId != 0 && await other.CallAsync("ROLE") is object?[] role && role[0] is "master")
                return string.Create(CultureInfo.InvariantCulture, $"{other.Host} {other.Port}");
        return await _sentinel.CallAsync("SENTINEL", "GET-MASTER-ADDR-BY-NAME", MasterName) is object?[] { Length: 2 } known
            && (string)known[1]! != server.Port.ToString(CultureInfo.InvariantCulture)
            ? $"{known[0]} {known[1]}"
            : null;
    }
}
