using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Larder.Sqlite.Storage;

/// <summary>
/// The bytes of a name in the file: UTF-8, and for a lone surrogate, which UTF-8 has no bytes for, the three bytes that it would have (WTF-8).
/// Two different names so never become the same bytes.
/// </summary>
internal static class NameText
{
    /// <summary>The most bytes that this name can need.</summary>
    public static int MaxBytes(string name) => name.Length * 3;

    /// <summary>Writes the bytes; returns how many.</summary>
    public static int Write(string name, Span<byte> to)
    {
        var status = Utf8.FromUtf16(name, to, out _, out var written, replaceInvalidSequences: false);
        return status == OperationStatus.Done ? written : WriteLoneSurrogates(name, to);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static string Read(ReadOnlySpan<byte> from) =>
        Utf8.IsValid(from) ? Encoding.UTF8.GetString(from) : ReadLoneSurrogates(from);

    private static int WriteLoneSurrogates(ReadOnlySpan<char> name, Span<byte> to)
    {
        var written = 0;
        while (!name.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(name, out var rune, out var consumed) == OperationStatus.Done)
            {
                written += rune.EncodeToUtf8(to[written..]);
            }
            else
            {
                to[written++] = (byte)(0xE0 | (name[0] >> 12));
                to[written++] = (byte)(0x80 | ((name[0] >> 6) & 0x3F));
                to[written++] = (byte)(0x80 | (name[0] & 0x3F));
                consumed = 1;
            }

            name = name[consumed..];
        }

        return written;
    }

    private static string ReadLoneSurrogates(ReadOnlySpan<byte> from)
    {
        var text = new StringBuilder(from.Length);
        while (!from.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(from, out var rune, out var consumed) == OperationStatus.Done)
            {
                text.Append(rune.ToString());
            }
            else if (from.Length >= 3 && from[0] == 0xED && from[1] >= 0xA0)
            {
                text.Append((char)(((from[0] & 0x0F) << 12) | ((from[1] & 0x3F) << 6) | (from[2] & 0x3F)));
                consumed = 3;
            }
            else
            {
                text.Append(Rune.ReplacementChar);
            }

            from = from[consumed..];
        }

        return text.ToString();
    }
}
