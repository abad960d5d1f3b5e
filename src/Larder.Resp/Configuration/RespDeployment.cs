namespace Larder.Resp.Configuration;

/// <summary>How the servers stand to each other.</summary>
public enum RespDeployment
{
    /// <summary>One server. Several endpoints are tried in their order.</summary>
    Standalone,

    /// <summary>The endpoints are sentinels; they name the primary.</summary>
    Sentinel,

    /// <summary>The endpoints are nodes of a cluster; each knows the others.</summary>
    Cluster,
}
