using System.Globalization;

namespace Larder.Settings;

/// <summary>
/// What a text says about where Redis is: a URL, or the list of endpoints and options that other clients take. Only what settings must be held
/// against is read here; the tier that connects reads the rest.
/// </summary>
/// <param name="Database">The database that it names.</param>
/// <param name="Password">The password that it holds.</param>
/// <param name="Complaint">Why it is none.</param>
internal sealed record RedisAddress(int? Database = null, string? Password = null, Complaint? Complaint = null)
{
    private const string Code = "LAR211";
    private const string Schemes = "redis, rediss, redis+sentinel, redis+cluster or unix";

    public static IReadOnlyList<string> KnownSchemes { get; } = ["redis", "rediss", "redis+sentinel", "redis+cluster", "unix"];

    /// <summary>Reads a text. A complaint never repeats a part of it that may be secret.</summary>
    public static RedisAddress Parse(string text)
    {
        if (text.Any(static letter => char.IsWhiteSpace(letter) || char.IsControl(letter))) return Not("it has white space in it.");
        var colon = text.IndexOf("://", StringComparison.Ordinal);
        if (colon < 0) return SchemeWithoutSlashes(text) ?? RedisEndpoints.Parse(text);
        var scheme = text[..colon].ToLowerInvariant();
        var rest = text[(colon + 3)..];
        return scheme switch
        {
            "unix" when rest.StartsWith('/') && rest.Length > 1 => FromOptions(rest),
            "unix" => Not("the path of the socket is missing.", "Write unix:///run/redis.sock"),
            _ when KnownSchemes.Contains(scheme) => ParseAuthority(scheme, rest),
            _ => UnknownScheme(scheme, rest),
        };
    }

    public static RedisAddress Not(string why, string? instead = null) =>
        new(Complaint: new Complaint(Code, instead is null ? [$"Not a Redis URL: {why}"] : [$"Not a Redis URL: {why}", instead]));

    private static RedisAddress ParseAuthority(string scheme, string rest)
    {
        var path = rest.IndexOfAny(['/', '?', '#']);
        var authority = path < 0 ? rest : rest[..path];
        var behind = path < 0 ? "" : rest[path..];
        // An @ behind the first slash, or a second one, belonged to a password that was written as it is.
        if (behind.Split('?')[0].Contains('@') || authority.AsSpan().Count('@') > 1)
        {
            return Not(
                "the password has characters that a URL needs for itself.",
                "Write them as %40 for @, %3A for :, %2F for /, %3F for ? and %23 for #.");
        }

        var at = authority.IndexOf('@');
        var hosts = authority[(at + 1)..];
        if (hosts.Length == 0) return Not("the host is missing.", $"Write {scheme}://localhost:6379");
        foreach (var host in hosts.Split(','))
            if (RedisEndpoints.Complain(host) is { } why) return Not(why);
        if (hosts.Contains(',') && scheme is "redis" or "rediss")
            return Not("it names several hosts.", "Write redis+sentinel:// or redis+cluster:// in front of them.");

        var user = at < 0 ? "" : authority[..at];
        var password = user.Contains(':') ? Uri.UnescapeDataString(user[(user.IndexOf(':') + 1)..]) : "";
        return ParsePath(scheme, behind, password.Length > 0 ? password : null);
    }

    private static RedisAddress ParsePath(string scheme, string behind, string? password)
    {
        var parts = behind.Split('?')[0].Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (scheme == "redis+sentinel")
        {
            if (parts.Length == 0) return Not("the name of the master is missing.", "Write redis+sentinel://host:26379/mymaster");
            parts = parts[1..];
        }
        if (parts.Length > 1) return Not("there is more than one part behind the database.");
        if (parts.Length == 0) return FromOptions(behind) with { Password = password };
        if (scheme == "redis+cluster" && parts[0] != "0") return Not("a cluster has the database 0 only.");
        return TryDatabase(parts[0], out var database)
            ? new(database, password)
            : Not("the database behind the last / is not a number.");
    }

    // ?db=2 where the path has no room for it.
    private static RedisAddress FromOptions(string text)
    {
        var query = text.IndexOf('?') is var mark and >= 0 ? text[(mark + 1)..] : "";
        foreach (var option in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
            if (option.StartsWith("db=", StringComparison.OrdinalIgnoreCase))
                return TryDatabase(option[3..], out var database) ? new(database) : Not("the database in db= is not a number.");
        return new();
    }

    // redis//host, redis:/host and redis:host:6379; but redis:6379 is a host named redis.
    private static RedisAddress? SchemeWithoutSlashes(string text)
    {
        var scheme = KnownSchemes.OrderByDescending(static known => known.Length)
            .FirstOrDefault(known => text.StartsWith(known, StringComparison.OrdinalIgnoreCase));
        if (scheme is null) return null;
        var rest = text[scheme.Length..];
        var isOne = rest.StartsWith('/') || rest.StartsWith(":/", StringComparison.Ordinal)
            || (rest.StartsWith(':') && rest.Split(',')[0].AsSpan().Count(':') == 2);
        if (!isOne) return null;
        if (rest.StartsWith(':')) rest = rest[1..];
        for (var i = 0; i < 2 && rest.StartsWith('/'); i++) rest = rest[1..];
        var meant = $"{scheme}://{(scheme == "unix" ? "/" : "")}{rest}";
        return Not("\"://\" is missing after the scheme.", $"Did you mean  {RedisSecrets.Mask(meant)} ?");
    }

    private static RedisAddress UnknownScheme(string scheme, string rest) =>
        Spelling.Nearest(scheme, KnownSchemes) is { } near
            ? Not($"the scheme is none of {Schemes}.", $"Did you mean  {RedisSecrets.Mask($"{near}://{rest}")} ?")
            : Not($"the scheme is none of {Schemes}.");

    private static bool TryDatabase(string text, out int database) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out database);
}
