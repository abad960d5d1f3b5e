using System.Globalization;
using System.Text;

namespace Larder.Support;

/// <summary>
/// A cluster of three primaries with a third of the slots each, and replicas if asked for. The nodes know each other from their files, so nobody
/// has to introduce them.
/// </summary>
public sealed class RedisCluster : IAsyncDisposable
{
    private const int Primaries = 3;
    private const int Slots = 16384;
    private readonly List<RedisServer> _nodes = [];
    private readonly List<PortLease> _busPorts = [];

    private RedisCluster()
    {
    }

    /// <summary>First the three that began as primaries, then their replicas in the same order.</summary>
    public IReadOnlyList<RedisServer> Nodes => _nodes;

    public string Url => $"redis+cluster://{string.Join(',', _nodes.Select(node => node.EndPoint))}";

    /// <param name="replicas">For each primary.</param>
    public static async Task<RedisCluster> StartAsync(int replicas = 0)
    {
        var cluster = new RedisCluster();
        for (var i = 0; i < Primaries * (1 + replicas); i++)
        {
            var bus = PortLease.Take();
            cluster._busPorts.Add(bus);
            cluster._nodes.Add(RedisServer.Prepare(
                "cluster-enabled yes", "cluster-config-file nodes.conf", "cluster-node-timeout 2000", $"cluster-port {bus.Number}", "cluster-allow-replica-migration no"));
        }
        for (var i = 0; i < cluster._nodes.Count; i++) await File.WriteAllTextAsync(Path.Combine(cluster._nodes[i].Folder, "nodes.conf"), cluster.NodesFile(i));
        await Task.WhenAll(cluster._nodes.Select(node => node.StartAgainAsync()));
        await cluster.IsWholeAsync();
        return cluster;
    }

    public static string NodeId(int number) => "c0ffee" + number.ToString("x34", CultureInfo.InvariantCulture);

    /// <summary>Until every running node says that the cluster is well and, if it is a replica, that it is in step with its primary.</summary>
    public Task IsWholeAsync() => Eventually.HoldsAsync(async () =>
    {
        foreach (var node in _nodes)
        {
            var cluster = await node.TextAsync("CLUSTER", "INFO");
            if (!cluster.Contains("cluster_state:ok", StringComparison.Ordinal)) return false;
            if ((await node.TextAsync("INFO", "replication")).Contains("master_link_status:down", StringComparison.Ordinal)) return false;
        }
        return true;
    });

    /// <summary>The number of the node that holds a slot, by what the node itself says.</summary>
    public async Task<int> OwnerOfAsync(int slot)
    {
        for (var i = 0; i < _nodes.Count; i++)
        {
            if (await _nodes[i].CallAsync("ROLE") is not object?[] { Length: > 0 } role || role[0] is not "master") continue;
            var own = (await _nodes[i].TextAsync("CLUSTER", "NODES")).Split('\n').First(line => line.Contains("myself", StringComparison.Ordinal));
            if (own.Split(' ').Skip(8).Any(range => Holds(range, slot))) return i;
        }
        throw new InvalidOperationException($"Nobody holds slot {slot}.");
    }

    /// <summary>Says on both sides that a slot is about to move: from now on its missing keys are answered with ASK.</summary>
    public async Task BeginMoveAsync(int slot, int from, int to)
    {
        await _nodes[to].CallAsync("CLUSTER", "SETSLOT", Text(slot), "IMPORTING", await IdAsync(from));
        await _nodes[from].CallAsync("CLUSTER", "SETSLOT", Text(slot), "MIGRATING", await IdAsync(to));
    }

    /// <summary>Moves the keys of a slot and leaves it between its two owners.</summary>
    public async Task MoveKeysAsync(int slot, int from, int to)
    {
        await using var source = await _nodes[from].OpenAsync();
        while (await source.CallAsync("CLUSTER", "GETKEYSINSLOT", Text(slot), "100") is object?[] { Length: > 0 } keys)
            await source.CallAsync(["MIGRATE", _nodes[to].Host, Text(_nodes[to].Port), "", "0", "5000", "KEYS", .. keys.Cast<string>()]);
    }

    /// <summary>Says to everybody that the slot has moved.</summary>
    public async Task EndMoveAsync(int slot, int from, int to)
    {
        var id = await IdAsync(to);
        await _nodes[to].CallAsync("CLUSTER", "SETSLOT", Text(slot), "NODE", id);
        await _nodes[from].CallAsync("CLUSTER", "SETSLOT", Text(slot), "NODE", id);
    }

    public async Task MoveAsync(int slot, int from, int to)
    {
        await BeginMoveAsync(slot, from, to);
        await MoveKeysAsync(slot, from, to);
        await EndMoveAsync(slot, from, to);
    }

    /// <summary>
    /// Makes a replica the primary of its slots, while the old one is well. Two within seconds take their time: the others vote for a shard only every twice the
    /// node timeout.
    /// </summary>
    public async Task FailOverToAsync(int replica)
    {
        await Eventually.HoldsAsync(async () =>
        {
            if (await IsPrimaryAsync(replica)) return true;
            await _nodes[replica].CallAsync("CLUSTER", "FAILOVER");
            await Eventually.HoldsAsync(async () => await IsPrimaryAsync(replica) || !IsFailingOver(replica));
            return false;
        });
    }

    /// <summary>The number of the first node after this one that is a primary now.</summary>
    public async Task<int> OtherPrimaryAsync(int node)
    {
        for (var other = (node + 1) % _nodes.Count; other != node; other = (other + 1) % _nodes.Count)
            if (await IsPrimaryAsync(other)) return other;
        throw new InvalidOperationException("There is no other primary.");
    }

    /// <summary>The numbers of the nodes that are replicas now.</summary>
    public async Task<IReadOnlyList<int>> ReplicasAsync()
    {
        var replicas = new List<int>();
        for (var i = 0; i < _nodes.Count; i++)
            if (!await IsPrimaryAsync(i)) replicas.Add(i);
        return replicas;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes) await node.DisposeAsync();
        foreach (var port in _busPorts) port.Dispose();
    }

    private async Task<bool> IsPrimaryAsync(int node) => await _nodes[node].CallAsync("ROLE") is object?[] role && role[0] is "master";

    // It gives up after five seconds, and says so only in its log.
    private bool IsFailingOver(int node)
    {
        var log = _nodes[node].Log;
        var begun = log.LastIndexOf("Manual failover user request accepted", StringComparison.Ordinal);
        return begun < 0 || log.IndexOf("Manual failover timed out", begun, StringComparison.Ordinal) < 0;
    }

    private static bool Holds(string range, int slot)
    {
        if (range.StartsWith('[')) return false;
        var ends = range.Split('-').Select(end => int.Parse(end, CultureInfo.InvariantCulture)).ToArray();
        return slot >= ends[0] && slot <= ends[^1];
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private Task<string> IdAsync(int number) => _nodes[number].TextAsync("CLUSTER", "MYID");

    private string NodesFile(int self)
    {
        var text = new StringBuilder();
        for (var i = 0; i < _nodes.Count; i++)
        {
            var isPrimary = i < Primaries;
            var flags = (i == self ? "myself," : "") + (isPrimary ? "master" : "slave");
            var slots = isPrimary ? string.Create(CultureInfo.InvariantCulture, $" {Slots * i / Primaries}-{Slots * (i + 1) / Primaries - 1}") : "";
            var master = isPrimary ? "-" : NodeId(i % Primaries);
            text.Append(CultureInfo.InvariantCulture, $"{NodeId(i)} {_nodes[i].EndPoint}@{_busPorts[i].Number} {flags} {master} 0 0 {i % Primaries + 1} connected{slots}\n");
        }
        return text.Append("vars currentEpoch 3 lastVoteEpoch 0\n").ToString();
    }
}
