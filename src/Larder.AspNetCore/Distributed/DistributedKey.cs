using System.Security.Cryptography;
using System.Text;

namespace Larder.AspNetCore.Distributed;

/// <summary>Keys of <c>IDistributedCache</c> may be any text, those of a cache may not: what a cache could not take is known by its hash.</summary>
internal static class DistributedKey
{
    private const int MaxLength = 512;

    public static string Of(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        var isPlain = key.Length is > 0 and <= MaxLength && key[0] != '#' && !key.Any(static sign => char.IsControl(sign) || char.IsSurrogate(sign));
        return isPlain ? "dist:" + key : "dist:#" + Convert.ToHexStringLower(SHA256.HashData(Encoding.Unicode.GetBytes(key)));
    }
}
