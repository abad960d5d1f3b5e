using System.Text.RegularExpressions;

namespace Larder.Settings;

/// <summary>What of a Redis URL may be seen. A text that is no URL is masked too: a typing error must not uncover a password.</summary>
internal static partial class RedisSecrets
{
    private const string Hidden = "***";

    public static string Mask(string text)
    {
        text = Options().Replace(text, static match => match.Groups["name"].Value + Hidden);
        var start = BehindScheme(text);
        var at = text.LastIndexOf('@');
        return at >= start ? MaskUser(text, start, at) : MaskPort(text, start);
    }

    // Two slashes may stand in a password: only behind something like a scheme of Redis do they begin the address.
    private static int BehindScheme(string text)
    {
        var slashes = text.IndexOf("//", StringComparison.Ordinal);
        if (slashes <= 0) return 0;
        var scheme = text[..slashes];
        if (scheme.EndsWith(':')) scheme = scheme[..^1];
        var mayBeOne = scheme.All(static letter => char.IsAsciiLetter(letter) || letter == '+');
        return mayBeOne && Spelling.Nearest(scheme, RedisAddress.KnownSchemes) is not null ? slashes + 2 : 0;
    }

    // Everything up to the last @ may be a password, whatever stands in it; the user's name ends at the first colon.
    private static string MaskUser(string text, int start, int at)
    {
        var colon = text.IndexOf(':', start);
        return string.Concat(text.AsSpan(0, colon >= 0 && colon < at ? colon + 1 : start), Hidden, text.AsSpan(at));
    }

    // redis://user:secret, with the host forgotten: what is no port is not shown.
    private static string MaskPort(string text, int start)
    {
        var end = text.AsSpan(start).IndexOfAny('/', '?', ',') is var length and >= 0 ? start + length : text.Length;
        var colon = text.LastIndexOf(':', Math.Max(end - 1, 0), Math.Max(end - start, 0));
        if (colon < 0 || text[start] == '[' || text.AsSpan(colon + 1, end - colon - 1).IndexOfAnyExceptInRange('0', '9') < 0) return text;
        return string.Concat(text.AsSpan(0, colon + 1), Hidden, text.AsSpan(end));
    }

    [GeneratedRegex(@"(?<name>\b(?:password|pass|pwd|auth|token|secret)=)[^,&\s]*", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Options();
}
