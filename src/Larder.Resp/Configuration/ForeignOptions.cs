using System.Collections.Frozen;

namespace Larder.Resp.Configuration;

/// <summary>Options that other clients have and this one has not. Those that change nothing here are accepted with a word; the others are refused.</summary>
internal static class ForeignOptions
{
    /// <summary>Without effect, and why that is well.</summary>
    public static readonly FrozenDictionary<string, string> WithoutEffect = new Dictionary<string, string>
    {
        ["abortconnect"] = "the first command waits for the connection or fails, and connecting goes on",
        ["allowadmin"] = "the server's ACL decides what this user may do",
        ["configchannel"] = "the topology is followed by sentinels and by the cluster's answers",
        ["configcheckseconds"] = "the topology is followed by sentinels and by the cluster's answers",
        ["connectretry"] = "connecting goes on until it succeeds, with growing pauses",
        ["decoderesponses"] = "each call says what its reply becomes",
        ["healthcheckinterval"] = "a silent connection is asked by keepAlive whether it lives",
        ["heartbeatinterval"] = "a silent connection is asked by keepAlive whether it lives",
        ["heartbeatconsistencychecks"] = "replies are matched by their order, and the order is checked",
        ["highintegrity"] = "replies are matched by their order, and the order is checked",
        ["includedetailinexceptions"] = "exceptions say what happened without data",
        ["protocol"] = "RESP3 is tried first, and RESP2 where the server has no RESP3",
        ["resolvedns"] = "names are resolved anew for each connection",
        ["responsetimeout"] = "commandTimeout says how long a command may take",
        ["retryontimeout"] = "what may safely be sent again is",
        ["setlib"] = "the library's name is told to servers that take it",
        ["syncops"] = "there are no blocking calls",
        ["tiebreaker"] = "the topology is followed by sentinels and by the cluster's answers",
        ["version"] = "the server tells its version",
        ["writebuffer"] = "buffers grow as they need to",
    }.ToFrozenDictionary();

    /// <summary>To ignore these would read or write something else than was meant.</summary>
    public static readonly FrozenDictionary<string, string> Refused = new Dictionary<string, string>
    {
        ["channelprefix"] = "write the prefix where you subscribe and publish",
        ["proxy"] = "proxies that speak a part of Redis are not supported",
        ["tunnel"] = "tunnels are not supported; forward the port outside of the process",
    }.ToFrozenDictionary();
}
