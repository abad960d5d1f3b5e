using System.Globalization;
using System.Net;

namespace Larder.Resp.Configuration;

/// <summary><c>host</c>, <c>host:port</c> or <c>[address]:port</c>.</summary>
internal static class HostText
{
    public const int RedisPort = 6379;
    public const int SentinelPort = 26379;
    private const string NotAPort = "the port is not a number from 1 to 65535.";

    /// <summary>Reads it. What is wrong is told without the text itself, which may be a part of a secret.</summary>
    public static bool TryRead(string text, int defaultPort, out EndPoint? endPoint, out string problem)
    {
        endPoint = null;
        problem = "";
        var end = text.StartsWith('[') ? text.IndexOf(']', StringComparison.Ordinal) : -1;
        if (text.StartsWith('[') && end < 0) problem = "the ] behind the address is missing.";
        if (problem.Length > 0) return false;
        var colon = text.IndexOf(':', Math.Max(end, 0));
        var host = colon < 0 ? text : text[..colon];
        var port = defaultPort;
        if (host.Length == 0 || host == "[]") problem = "the host is missing.";
        else if (host.AsSpan().ContainsAny("@/=\"'\\")) problem = "the host has characters that no host has.";
        else if (colon >= 0 && !TryPort(text[(colon + 1)..], out port)) problem = NotAPort;
        else if (end >= 0 && end != host.Length - 1) problem = "there is something between ] and the port.";
        else if (end >= 0 && !IPAddress.TryParse(host, out _)) problem = "what stands in [ ] is no address.";
        if (problem.Length > 0) return false;
        endPoint = IPAddress.TryParse(host, out var address) ? new IPEndPoint(address, port) : new DnsEndPoint(host, port);
        return true;
    }

    private static bool TryPort(string text, out int port) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port is > 0 and <= ushort.MaxValue;
}
