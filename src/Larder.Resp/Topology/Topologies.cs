using Larder.Resp.Configuration;

namespace Larder.Resp.Topology;

/// <summary>Makes the topology that the options ask for. Nothing is connected yet.</summary>
internal static class Topologies
{
    /// <exception cref="RespOptionsException">The options cannot be used.</exception>
    public static ITopology Create(RespOptions options, TopologyParts parts)
    {
        options.Checked();
        var nodes = new NodeSet(NodeOptions.ForServers(options, parts), parts.Keeper);
        var replicas = options.Reads == ReadPreference.Replica ? new NodeSet(NodeOptions.ForReplicas(options, parts), parts.Keeper) : null;
        ITopology topology = options.Deployment switch
        {
            RespDeployment.Sentinel => new SentinelTopology(options, nodes, replicas, parts),
            RespDeployment.Cluster => new ClusterTopology(options, nodes, replicas, parts),
            _ when options.EndPoints.Count > 1 => new ListedNodes(options, nodes, parts),
            _ => new SingleNode(nodes.Get(options.EndPoints[0])),
        };
        return CredentialsSources.CanChange(options) ? new RotatingTopology(topology, new CredentialsWatch(options, [nodes, .. replicas is null ? [] : new[] { replicas }], parts.Clock)) : topology;
    }
}
