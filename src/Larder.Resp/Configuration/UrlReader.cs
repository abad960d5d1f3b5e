using System.Net;

namespace Larder.Resp.Configuration;

/// <summary>What stands behind the scheme of a URL: <c>user:password@host:6379,other/master/0?option=value</c>.</summary>
internal static class UrlReader
{
    private static readonly (char Letter, string Encoded)[] Reserved = [('%', "%25"), ('@', "%40"), (':', "%3A"), ('/', "%2F"), ('?', "%3F"), ('#', "%23")];

    public static void Read(OptionsDraft draft, string scheme, string rest)
    {
        var end = rest.AsSpan().IndexOfAny('/', '?', '#') is var found and >= 0 ? found : rest.Length;
        var (authority, behind) = (rest[..end], rest[end..]);
        if (authority.AsSpan().Count('@') > 1 || HoldsPassword(behind))
        {
            draft.Refuse(UnencodedPassword(scheme, rest));
            return;
        }
        draft.WantsTls = scheme == "rediss";
        draft.Options = draft.Options with { Deployment = DeploymentOf(scheme) };
        var at = authority.IndexOf('@', StringComparison.Ordinal);
        if (at >= 0) ReadUser(draft, authority[..at]);
        ReadHosts(draft, scheme, authority[(at + 1)..]);
        var mark = behind.IndexOf('?', StringComparison.Ordinal);
        ReadPath(draft, scheme, mark < 0 ? behind : behind[..mark]);
        if (mark >= 0) ReadQuery(draft, behind[(mark + 1)..]);
    }

    public static void ReadQuery(OptionsDraft draft, string query)
    {
        foreach (var part in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0) draft.Refuse("Not a Redis URL: an option behind the ? has no =.");
            else OptionTable.Apply(draft, Uri.UnescapeDataString(part[..equals]), Uri.UnescapeDataString(part[(equals + 1)..]));
        }
    }

    private static RespDeployment DeploymentOf(string scheme) => scheme switch
    {
        "redis+sentinel" => RespDeployment.Sentinel,
        "redis+cluster" => RespDeployment.Cluster,
        _ => RespDeployment.Standalone,
    };

    // An @ behind the first slash belonged to a password that was written as it is; only the value of an option may have one.
    private static bool HoldsPassword(string behind)
    {
        var parts = behind.Split('?', 2);
        if (parts[0].Contains('@', StringComparison.Ordinal)) return true;
        return parts.Length == 2 && parts[1].Split('&').Any(static part => part.Split('=')[0].Contains('@', StringComparison.Ordinal));
    }

    private static string UnencodedPassword(string scheme, string rest)
    {
        var user = rest[..rest.LastIndexOf('@')];
        var secret = user[(user.IndexOf(':', StringComparison.Ordinal) + 1)..];
        var letters = Reserved.Where(reserved => secret.Contains(reserved.Letter, StringComparison.Ordinal)).Select(static reserved => $"{reserved.Encoded} for {reserved.Letter}");
        return $"Not a Redis URL: the password has characters that a URL needs for itself. Write  {SecretMask.Of(scheme, rest)}  where *** has {string.Join(", ", letters)}.";
    }

    private static void ReadUser(OptionsDraft draft, string user)
    {
        var colon = user.IndexOf(':', StringComparison.Ordinal);
        var name = Uri.UnescapeDataString(colon < 0 ? user : user[..colon]);
        if (name.Length > 0) draft.Options = draft.Options with { User = name };
        if (colon < 0 || colon == user.Length - 1) return;
        draft.Options = draft.Options with { Password = Uri.UnescapeDataString(user[(colon + 1)..]) };
        draft.PasswordSetBy = "the user's part";
    }

    private static void ReadHosts(OptionsDraft draft, string scheme, string hosts)
    {
        var port = scheme == "redis+sentinel" ? HostText.SentinelPort : HostText.RedisPort;
        if (hosts.Length == 0)
        {
            draft.Refuse($"Not a Redis URL: the host is missing. Write {scheme}://localhost:{port}");
            return;
        }
        var found = new List<EndPoint>();
        foreach (var host in hosts.Split(','))
        {
            if (HostText.TryRead(host, port, out var endPoint, out var problem)) found.Add(endPoint!);
            else draft.Refuse($"Not a Redis URL: {problem}");
        }
        if (found.Count > 1 && scheme is "redis" or "rediss" && hosts.Contains(',', StringComparison.Ordinal))
            draft.Refuse("Not a Redis URL: it names several hosts. Write redis+sentinel:// or redis+cluster:// in front of them.");
        draft.Options = draft.Options with { EndPoints = found };
    }

    private static void ReadPath(OptionsDraft draft, string scheme, string path)
    {
        if (path.Contains('#', StringComparison.Ordinal)) draft.Refuse("Not a Redis URL: it has a # in it. Inside a password write %23.");
        var parts = path.Split('#')[0].Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (scheme == "redis+sentinel" && parts.Length > 0)
        {
            draft.Options = draft.Options with { MasterName = Uri.UnescapeDataString(parts[0]) };
            parts = parts[1..];
        }
        if (parts.Length > 1) draft.Refuse("Not a Redis URL: there is more than one part behind the database.");
        else if (parts.Length == 1 && OptionText.Number(parts[0]) is { } database) draft.Options = draft.Options with { Database = database };
        else if (parts.Length == 1) draft.Refuse("Not a Redis URL: the database behind the last / is not a number.");
    }
}
