using System.Text;

namespace Storefront.Accounts;

/// <summary>How secrets of authenticators are written (RFC 4648). People type them, so spaces, hyphens, lower case and padding are taken too.</summary>
internal static class Base32
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const int Shortest = 16;

    /// <summary>What is wrong with a text as a secret; null when nothing is. It names one character and never the text.</summary>
    public static string? Fault(string text)
    {
        var end = text.AsSpan().TrimEnd('=').Length;
        for (var i = 0; i < end; i++)
            if (!IsSeparator(text[i]) && !Alphabet.Contains(char.ToUpperInvariant(text[i])))
                return char.IsControl(text[i]) || char.IsSurrogate(text[i])
                    ? $"character U+{(int)text[i]:X4} at position {i + 1}"
                    : $"character \"{text[i]}\" at position {i + 1}";

        var length = Plain(text).Length;
        if (length < Shortest) return $"it has {length} characters, fewer than {Shortest}";
        return length % 8 is 1 or 3 or 6 ? $"it has {length} characters, as no base32 text has" : null;
    }

    /// <summary>Without what people add.</summary>
    public static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var character in text.AsSpan().TrimEnd('='))
            if (!IsSeparator(character)) plain.Append(char.ToUpperInvariant(character));
        return plain.ToString();
    }

    /// <summary>In groups of four, to be read and typed.</summary>
    public static string Grouped(string text) => string.Join(' ', text.Chunk(4).Select(static group => new string(group)));

    public static string Encode(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder((bytes.Length * 8 + 4) / 5);
        var (buffer, bits) = (0, 0);
        foreach (var value in bytes)
        {
            (buffer, bits) = ((buffer << 8 | value) & 0xFFF, bits + 8);
            for (; bits >= 5; bits -= 5) text.Append(Alphabet[buffer >> bits - 5 & 31]);
        }

        if (bits > 0) text.Append(Alphabet[buffer << 5 - bits & 31]);
        return text.ToString();
    }

    /// <summary>The bytes of a text in which <see cref="Fault"/> finds nothing.</summary>
    public static byte[] Decode(string text)
    {
        var plain = Plain(text);
        var bytes = new byte[plain.Length * 5 / 8];
        var (buffer, bits, at) = (0, 0, 0);
        foreach (var character in plain)
        {
            (buffer, bits) = ((buffer << 5 | Alphabet.IndexOf(character)) & 0xFFF, bits + 5);
            if (bits < 8) continue;
            bits -= 8;
            bytes[at++] = (byte)(buffer >> bits);
        }

        return bytes;
    }

    private static bool IsSeparator(char character) => character is ' ' or '-';
}
