using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Larder.Resp.Configuration;

/// <summary>Addresses as people read them, without secrets.</summary>
internal static class AddressText
{
    public static string Of(RespOptions options)
    {
        var scheme = options.Deployment switch
        {
            RespDeployment.Sentinel => "redis+sentinel",
            RespDeployment.Cluster => "redis+cluster",
            _ when options.EndPoints is [UnixDomainSocketEndPoint, ..] => "unix",
            _ => options.Tls is null ? "redis" : "rediss",
        };
        var hasPassword = options.Password is not null || options.PasswordFile is not null || options.Credentials is not null;
        var user = hasPassword ? $"{options.User}:***@" : options.User is { } name ? $"{name}@" : "";
        var master = options.MasterName is { } known ? $"/{known}" : "";
        var database = options.Database > 0 ? (scheme == "unix" ? "?db=" : "/") + options.Database.ToString(CultureInfo.InvariantCulture) : "";
        return $"{scheme}://{user}{string.Join(',', options.EndPoints.Select(Of))}{master}{database}";
    }

    /// <summary>An endpoint as <c>host:port</c>; .NET's own text of a name begins with the family.</summary>
    public static string Of(EndPoint endPoint) => endPoint switch
    {
        DnsEndPoint name => string.Create(CultureInfo.InvariantCulture, $"{name.Host}:{name.Port}"),
        _ => endPoint.ToString() ?? "",
    };
}
