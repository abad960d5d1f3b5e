using System.Net;

namespace Larder.Resp.Topology;

/// <summary>The addresses that servers give of each other.</summary>
internal static class NodeAddress
{
    /// <summary>An address; null if it is none. One without a host, or with the host <c>?</c>, is on the host that was asked.</summary>
    public static EndPoint? Of(string host, long port, EndPoint asked)
    {
        if (port is <= 0 or > ushort.MaxValue) return null;
        if (host.Length == 0 || host == "?") return SameHost(asked, (int)port);
        return IPAddress.TryParse(host, out var address) ? new IPEndPoint(address, (int)port) : new DnsEndPoint(host, (int)port);
    }

    private static EndPoint? SameHost(EndPoint asked, int port) => asked switch
    {
        IPEndPoint address => new IPEndPoint(address.Address, port),
        DnsEndPoint name => new DnsEndPoint(name.Host, port),
        _ => null,
    };
}
