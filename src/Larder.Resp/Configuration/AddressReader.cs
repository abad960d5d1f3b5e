using System.Net.Sockets;

namespace Larder.Resp.Configuration;

/// <summary>An address as text to options. What it complains of never repeats a part of the text that may be secret.</summary>
internal static class AddressReader
{
    private const string Schemes = "redis, rediss, redis+sentinel, redis+cluster or unix";
    private static readonly string[] KnownSchemes = ["redis", "rediss", "redis+sentinel", "redis+cluster", "unix"];

    /// <exception cref="RespOptionsException">It is none.</exception>
    public static RespOptions Read(string text)
    {
        var draft = new OptionsDraft();
        var colon = text.IndexOf("://", StringComparison.Ordinal);
        if (text.Any(static letter => char.IsWhiteSpace(letter) || char.IsControl(letter))) draft.Refuse("Not a Redis URL: it has white space in it.");
        else if (colon >= 0) ReadUrl(draft, text[..colon].ToLowerInvariant(), text[(colon + 3)..]);
        else if (SchemeWithoutSlashes(text) is { } meant) draft.Refuse($"Not a Redis URL: \"://\" is missing after the scheme. Did you mean  {meant} ?");
        else EndPointListReader.Read(draft, text);
        return draft.Build();
    }

    private static void ReadUrl(OptionsDraft draft, string scheme, string rest)
    {
        if (scheme == "unix") ReadSocket(draft, rest);
        else if (KnownSchemes.Contains(scheme)) UrlReader.Read(draft, scheme, rest);
        else if (NearestWord.To(scheme, KnownSchemes) is { } near)
            draft.Refuse($"Not a Redis URL: the scheme is none of {Schemes}. Did you mean  {SecretMask.Of(near, rest)} ?");
        else draft.Refuse($"Not a Redis URL: the scheme is none of {Schemes}.");
    }

    private static void ReadSocket(OptionsDraft draft, string rest)
    {
        var mark = rest.IndexOf('?', StringComparison.Ordinal);
        var path = mark < 0 ? rest : rest[..mark];
        if (!path.StartsWith('/') || path.Length < 2) draft.Refuse("Not a Redis URL: the path of the socket is missing. Write unix:///run/redis.sock");
        else draft.Options = draft.Options with { EndPoints = [new UnixDomainSocketEndPoint(Uri.UnescapeDataString(path))] };
        if (mark >= 0) UrlReader.ReadQuery(draft, rest[(mark + 1)..]);
    }

    // redis//host, redis:/host and redis:host:6379; but redis:6379 is a host named redis.
    private static string? SchemeWithoutSlashes(string text)
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
        return SecretMask.Of(scheme, scheme == "unix" ? "/" + rest : rest);
    }
}
