using Larder.Support;

namespace Larder.Redis.Tests.Conformance;

/// <summary>A cluster of three. Without one it can only tell which clauses there are.</summary>
internal sealed class ClusterPlace(RedisCluster? cluster) : ServerPlace
{
    protected override string Url => cluster!.Url;

    // Whoever does not have the key says who has.
    protected override async Task CallAsync(string key, params string[] command)
    {
        foreach (var node in cluster!.Nodes)
        {
            try
            {
                await node.CallAsync(command);
                return;
            }
            catch (RawErrorException elsewhere) when (elsewhere.Message.StartsWith("MOVED", StringComparison.Ordinal))
            {
                // The next one, then.
            }
        }
    }

    protected override async Task CutAsync()
    {
        foreach (var node in cluster!.Nodes) await node.CallAsync("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
    }
}
