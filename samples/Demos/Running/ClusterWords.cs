using Demos.Nodes;

namespace Demos.Running;

/// <summary>What to try with a cluster.</summary>
internal static class ClusterWords
{
    public static IReadOnlyList<string> Of(SixNodes cluster, int port) =>
    [
        $"  Primaries   {string.Join(' ', cluster.EndPoints.Take(3))}",
        $"  Replicas    {string.Join(' ', cluster.EndPoints.Skip(3))}",
        "",
        $"  1  curl http://127.0.0.1:{port}/          it counts",
        $"  2  type  stop {FailoverWords.PortOf(cluster.EndPoints[0])}                     a third of the keys lose their primary, until its replica takes over",
        $"  3  curl http://127.0.0.1:{port}/          it answers",
        $"  4  type  start {FailoverWords.PortOf(cluster.EndPoints[0])}                    it comes back, as a replica",
        $"  5  redis-cli -c -p {FailoverWords.PortOf(cluster.EndPoints[1])} get storefront:hits",
        "  Type state to see who is what. Ctrl-C ends everything.",
    ];
}
