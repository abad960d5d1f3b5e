using Larder.Resp.Configuration;
using Larder.Resp.Connections;

namespace Larder.Resp.Topology;

/// <summary>What the options say about connections to servers, to replicas and to sentinels.</summary>
internal static class NodeOptions
{
    private const int SilencesBeforeTheEnd = 3;

    public static ConnectionOptions ForServers(RespOptions options, TopologyParts parts)
    {
        var credentials = CredentialsSources.ForServers(options);
        return Shared(options, parts) with
        {
            Credentials = credentials is null ? null : cancellationToken => credentials(cancellationToken),
            Database = options.Database,
            Verify = options.Deployment == RespDeployment.Sentinel ? RoleCheck.PrimaryAsync : null,
        };
    }

    /// <summary>A replica of a cluster serves reads only to those who say READONLY.</summary>
    public static ConnectionOptions ForReplicas(RespOptions options, TopologyParts parts) => ForServers(options, parts) with
    {
        Verify = null,
        Greeting = options.Deployment == RespDeployment.Cluster ? [new Command("READONLY")] : [],
    };

    public static ConnectionOptions ForSentinels(RespOptions options, TopologyParts parts)
    {
        var credentials = CredentialsSources.ForSentinels(options);
        return Shared(options, parts) with { Credentials = credentials is null ? null : cancellationToken => credentials(cancellationToken) };
    }

    private static ConnectionOptions Shared(RespOptions options, TopologyParts parts) => new()
    {
        EndPoint = options.EndPoints[0],
        Secure = options.Tls is { } tls ? new TlsSetup(tls).SecureAsync : null,
        ClientName = options.ClientName,
        ConnectTimeout = options.ConnectTimeout,
        CommandTimeout = options.CommandTimeout,
        KeepAlive = options.KeepAlive,
        GiveUpAfter = options.KeepAlive * SilencesBeforeTheEnd,
        Limits = options.Limits,
        Clock = parts.Clock,
        Random = parts.Random,
    };
}
