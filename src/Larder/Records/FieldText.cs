using System.Runtime.InteropServices;
using System.Text;

namespace Larder.Records;

/// <summary>
/// Texts in fields: as they are, in UTF-8, so that other programs can read and write them. A backslash in front says what UTF-8 can't: null is
/// <c>\N</c>, a text that begins with a backslash has two, and one that is no Unicode text is <c>\U</c> and its UTF-16 as Base64.
/// </summary>
internal static class FieldText
{
    private const char Escape = '\\';
    private const char NotUnicode = 'U';

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>How null stands in a field, of whatever type.</summary>
    public static ReadOnlySpan<byte> Null => "\\N"u8;

    public static string Escaped(string text)
    {
        if (!IsUnicode(text)) return $"{Escape}{NotUnicode}{Convert.ToBase64String(MemoryMarshal.AsBytes(text.AsSpan()))}";
        return text.Length > 0 && text[0] == Escape ? Escape + text : text;
    }

    /// <summary>The text; null when it is none that <see cref="Escaped"/> writes.</summary>
    public static string? Unescaped(string text)
    {
        if (text.Length == 0 || text[0] != Escape) return text;
        if (text.Length < 2) return null;
        return text[1] switch
        {
            Escape => text[1..],
            NotUnicode => FromUtf16(text[2..]),
            _ => null,
        };
    }

    /// <summary>The characters of a field; false when its bytes are no UTF-8.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> bytes, out string text)
    {
        text = "";
        if (!System.Text.Unicode.Utf8.IsValid(bytes)) return false;
        text = Strict.GetString(bytes);
        return true;
    }

    private static bool IsUnicode(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (!char.IsSurrogatePair(text, i)) return false;
            i++;
        }

        return true;
    }

    private static string? FromUtf16(string base64)
    {
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var length) && length % sizeof(char) == 0
            ? new string(MemoryMarshal.Cast<byte, char>(bytes.AsSpan(0, length)))
            : null;
    }
}
