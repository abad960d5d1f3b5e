using System.Security.Cryptography;
using System.Text;

namespace Larder.AspNetCore.OutputCaching;

/// <summary>Names of answers in the cache. The middleware's keys have control characters, and tags may be anything.</summary>
internal static class OutputNames
{
    private const int MaxLength = 256;

    public static string Key(string key) => "output:" + Hash(key);

    public static string Tag(string tag) => "output:" + (IsPlain(tag) ? tag : "#" + Hash(tag));

    public static string PathTag(string path)
    {
        var text = path.Length == 0 ? "/" : path.ToUpperInvariant();
        return "output-path:" + (IsPlain(text) ? text : "#" + Hash(text));
    }

    private static bool IsPlain(string text) => text.Length is > 0 and <= MaxLength && text[0] != '#' && !text.Any(static sign => char.IsControl(sign) || char.IsSurrogate(sign));

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.Unicode.GetBytes(text)));
}
