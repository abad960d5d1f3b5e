using System.Net;

namespace Larder.Resp.Configuration;

/// <summary>Endpoints and options in one line, as StackExchange.Redis takes them: <c>host:6379,other:6379,password=…,ssl=true</c>.</summary>
internal static class EndPointListReader
{
    public static void Read(OptionsDraft draft, string text)
    {
        var hosts = new List<string>();
        var isBehindPassword = false;
        foreach (var part in text.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? part : part[..equals];
            // The rest of a password that has a comma must not be taken for a host or shown as an option.
            if (isBehindPassword && (equals < 0 || !OptionTable.Knows(name)))
                draft.Refuse("What follows password= is no known option. Name hosts before it; a password that has a comma can be written as a URL, with %2C.");
            else if (equals < 0) hosts.Add(part);
            else OptionTable.Apply(draft, name, part[(equals + 1)..]);
            isBehindPassword |= OptionTable.Normal(name).EndsWith("password", StringComparison.Ordinal);
        }
        ReadHosts(draft, hosts);
    }

    private static void ReadHosts(OptionsDraft draft, List<string> hosts)
    {
        if (hosts.Count == 0) draft.Refuse("Not a Redis URL: the host is missing. Write redis://localhost:6379 or localhost:6379");
        var port = draft.Options.Deployment == RespDeployment.Sentinel ? HostText.SentinelPort : HostText.RedisPort;
        var found = new List<EndPoint>();
        foreach (var host in hosts)
        {
            if (HostText.TryRead(host, port, out var endPoint, out var problem)) found.Add(endPoint!);
            else draft.Refuse($"Not a Redis URL: {problem}");
        }
        draft.Options = draft.Options with { EndPoints = found };
    }
}
