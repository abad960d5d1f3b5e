namespace Larder.Resp.Configuration;

/// <summary>How the servers stand to each other.</summary>
public enum RespDeployment
{
    /// <summary>One server; or several that are named one by one, of which one is the primary and the others its replicas.</summary>
    Standalone,

    /// <summary>The endpoints are sentinels; they name the primary.</summary>
    Sentinel,

    /// <summary>The endpoints are nodes of a cluster; each knows the others.</summary>
    Cluster,
}
