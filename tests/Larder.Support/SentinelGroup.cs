using System.Globalization;

namespace Larder.Support;

/// <summary>
/// A primary, its replicas and three sentinels that watch them. The sentinels know each other from their files, so the group is ready when its
/// processes are, and not when the sentinels have found each other.
/// </summary>
public sealed class SentinelGroup : IAsyncDisposable
{
    public const string MasterName = "mymaster";
    private const int SentinelCount = 3;
    private readonly List<RedisServer> _servers = [];
    private readonly List<RedisServer> _sentinels = [];

    private SentinelGroup()
    {
    }

    /// <summary>The servers in the order of their start: the first began as the primary.</summary>
    public IReadOnlyList<RedisServer> Servers => _servers;

    public IReadOnlyList<RedisServer> Sentinels => _sentinels;

    public string Url => $"redis+sentinel://{string.Join(',', _sentinels.Select(sentinel => sentinel.EndPoint))}/{MasterName}";

    public static async Task<SentinelGroup> StartAsync(int replicas = 1)
    {
        var group = new SentinelGroup();
        var primary = RedisServer.Prepare("min-replicas-to-write 0");
        group._servers.Add(primary);
        for (var i = 0; i < replicas; i++) group._servers.Add(RedisServer.Prepare($"replicaof {primary.Host} {primary.Port}"));
        for (var i = 0; i < SentinelCount; i++) group._sentinels.Add(RedisServer.PrepareSentinel());
        await Task.WhenAll(group._servers.Select(server => server.StartAgainAsync()));
        await Task.WhenAll(group._servers.Skip(1).Select(replica => Eventually.HoldsAsync(() => IsInStepAsync(replica))));
        await Task.WhenAll(Enumerable.Range(0, SentinelCount).Select(number => group._sentinels[number].StartAgainAsync(group.SentinelLines(number))));
        await Eventually.HoldsAsync(group.IsWatchedAsync);
        return group;
    }

    /// <summary>The server that most sentinels call the primary now.</summary>
    public async Task<RedisServer> PrimaryAsync()
    {
        var ports = new List<string>();
        foreach (var sentinel in _sentinels)
            if (await sentinel.CallAsync("SENTINEL", "GET-MASTER-ADDR-BY-NAME", MasterName) is object?[] { Length: 2 } address) ports.Add((string)address[1]!);
        var elected = ports.GroupBy(port => port).MaxBy(votes => votes.Count())!.Key;
        return _servers.First(server => server.Port.ToString(CultureInfo.InvariantCulture) == elected);
    }

    /// <summary>Tells a sentinel to make a replica the primary, though the primary is well.</summary>
    public Task FailOverAsync() => _sentinels[0].CallAsync("SENTINEL", "FAILOVER", MasterName);

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _sentinels.Concat(_servers)) await server.DisposeAsync();
    }

    private static async Task<bool> IsInStepAsync(RedisServer replica) =>
        (await replica.TextAsync("INFO", "replication")).Contains("master_link_status:up", StringComparison.Ordinal);

    private static string SentinelId(int number) => number.ToString("x40", CultureInfo.InvariantCulture).Replace("000000000", "abcdef012", StringComparison.Ordinal);

    private string[] SentinelLines(int number)
    {
        var lines = new List<string>
        {
            $"sentinel myid {SentinelId(number)}",
            $"sentinel monitor {MasterName} {_servers[0].Host} {_servers[0].Port} 2",
            $"sentinel down-after-milliseconds {MasterName} 1000",
            $"sentinel failover-timeout {MasterName} 5000",
            $"sentinel parallel-syncs {MasterName} 1",
        };
        lines.AddRange(_servers.Skip(1).Select(replica => $"sentinel known-replica {MasterName} {replica.Host} {replica.Port}"));
        for (var other = 0; other < SentinelCount; other++)
            if (other != number) lines.Add($"sentinel known-sentinel {MasterName} {_sentinels[other].Host} {_sentinels[other].Port} {SentinelId(other)}");
        return [.. lines];
    }

    // Each sentinel reaches the primary, every replica and the other two.
    private async Task<bool> IsWatchedAsync()
    {
        foreach (var sentinel in _sentinels)
        {
            var master = await sentinel.TextAsync("INFO", "sentinel");
            var isWhole = master.Contains($"status=ok,address={_servers[0].EndPoint},slaves={_servers.Count - 1},sentinels={SentinelCount}", StringComparison.Ordinal);
            if (!isWhole || await sentinel.CallAsync("SENTINEL", "CKQUORUM", MasterName) is not string answer || !answer.StartsWith("OK", StringComparison.Ordinal)) return false;
            if (await sentinel.CallAsync("SENTINEL", "REPLICAS", MasterName) is not object?[] replicas) return false;
            if (replicas.Any(replica => ((object?[])replica!).Any(field => field is string text && text.Contains("disconnected", StringComparison.Ordinal)))) return false;
        }
        return true;
    }
}
