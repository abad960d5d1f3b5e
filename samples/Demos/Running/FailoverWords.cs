using Demos.Nodes;

namespace Demos.Running;

/// <summary>What to try with a pair that a sentinel watches.</summary>
internal static class FailoverWords
{
    public static IReadOnlyList<string> Of(WatchedPair pair, int port)
    {
        var (one, other) = (PortOf(pair.EndPoints[0]), PortOf(pair.EndPoints[1]));
        return
        [
            $"  Primary     {pair.EndPoints[0]}",
            $"  Replica     {pair.EndPoints[1]}",
            $"  Sentinel    {pair.SentinelEndPoint}",
            "",
            $"  1  curl http://127.0.0.1:{port}/          it counts",
            $"  2  type  stop {one}                     the primary is gone, as after Ctrl-C",
            $"  3  curl http://127.0.0.1:{port}/          it answers; in a second or two the replica has taken over",
            $"  4  type  start {one}                    it comes back, as a replica",
            $"  5  redis-cli -p {one} get storefront:hits; redis-cli -p {other} get storefront:hits     the same everywhere",
            "  Type state to see who is what. Ctrl-C ends everything.",
        ];
    }

    internal static string PortOf(string endPoint) => endPoint[(endPoint.LastIndexOf(':') + 1)..];
}
