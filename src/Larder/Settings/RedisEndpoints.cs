using System.Globalization;

namespace Larder.Settings;

/// <summary>Endpoints and options in one line, as other clients take them: <c>host:6379,other:6379,password=…,defaultDatabase=1</c>.</summary>
internal static class RedisEndpoints
{
    public static RedisAddress Parse(string text)
    {
        var found = new RedisAddress();
        var endpoints = 0;
        foreach (var part in text.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=');
            if (equals < 0)
            {
                if (Complain(part) is { } why) return RedisAddress.Not(why);
                endpoints++;
            }
            else if (part[..equals].Equals("password", StringComparison.OrdinalIgnoreCase))
            {
                found = found with { Password = part[(equals + 1)..] };
            }
            else if (part[..equals].Equals("defaultDatabase", StringComparison.OrdinalIgnoreCase))
            {
                if (!int.TryParse(part[(equals + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var database))
                    return RedisAddress.Not("the database in defaultDatabase= is not a number.");
                found = found with { Database = database };
            }
        }
        return endpoints > 0 ? found : RedisAddress.Not("the host is missing.", "Write redis://localhost:6379 or localhost:6379");
    }

    /// <summary>What is wrong with <c>host</c>, <c>host:port</c> or <c>[address]:port</c>; null if nothing is.</summary>
    public static string? Complain(string endpoint)
    {
        var host = endpoint;
        var port = "6379";
        var end = endpoint.StartsWith('[') ? endpoint.IndexOf(']') : -1;
        if (endpoint.StartsWith('[') && end < 0) return "the ] behind the address is missing.";
        if (endpoint.IndexOf(':', Math.Max(end, 0)) is var colon and >= 0) (host, port) = (endpoint[..colon], endpoint[(colon + 1)..]);
        if (host.Length == 0 || host == "[]") return "the host is missing.";
        if (host.IndexOfAny(['@', '/', '=', '"', '\'', '\\']) >= 0) return "the host has characters that no host has.";
        return ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? null
            : "the port is not a number from 1 to 65535.";
    }
}
