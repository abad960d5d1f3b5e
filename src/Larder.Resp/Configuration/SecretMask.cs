namespace Larder.Resp.Configuration;

/// <summary>What of an address may be shown. A text that is none is masked too: a typing error must not uncover a password.</summary>
internal static class SecretMask
{
    private const string Hidden = "***";

    /// <summary>An address with everything hidden that may be a secret: what stands before the last @, and all options.</summary>
    public static string Of(string scheme, string rest)
    {
        var at = rest.LastIndexOf('@');
        var user = at < 0 ? "" : rest[..at];
        var colon = user.IndexOf(':', StringComparison.Ordinal);
        var shown = at < 0 ? "" : colon < 0 ? $"{Hidden}@" : $"{user[..colon]}:{Hidden}@";
        var place = rest[(at + 1)..];
        var mark = place.IndexOf('?', StringComparison.Ordinal);
        return $"{scheme}://{shown}{HidePort(mark < 0 ? place : place[..mark])}{(mark < 0 ? "" : "?" + Hidden)}";
    }

    // redis://user:secret, with the host forgotten: what is no port is not shown.
    private static string HidePort(string place)
    {
        var end = place.AsSpan().IndexOfAny('/', ',') is var length and >= 0 ? length : place.Length;
        var colon = place.AsSpan(0, end).LastIndexOf(':');
        if (colon < 0 || place.StartsWith('[') || !place.AsSpan(colon + 1, end - colon - 1).ContainsAnyExceptInRange('0', '9')) return place;
        return string.Concat(place.AsSpan(0, colon + 1), Hidden, place.AsSpan(end));
    }
}
