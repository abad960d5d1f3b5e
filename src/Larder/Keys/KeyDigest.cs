using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Larder.Keys;

/// <summary>Long keys: their beginning stays readable and under its prefix, SHA-256 of the whole tells them apart, also those that somebody chose.</summary>
internal static class KeyDigest
{
    private const int MaxLength = 512;
    private const int Kept = 192;

    public static string Shortened(string key)
    {
        if (key.Length <= MaxLength) return key;
        var kept = char.IsHighSurrogate(key[Kept - 1]) ? Kept - 1 : Kept;

        // No other key ends so: a percent sign is followed by hexadecimal digits, u or a semicolon where a part wrote it.
        return $"{key.AsSpan(0, kept)}%#{Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(key)))}";
    }
}
