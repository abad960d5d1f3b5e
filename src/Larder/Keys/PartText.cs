using System.Globalization;
using System.Text;

namespace Larder.Keys;

/// <summary>
/// How an argument is written in a key. What a part may hold never includes the characters that commonly stand between parts, such as a colon,
/// so a reader of the key always knows where a part ends. The first character tells the kind: a digit or a minus sign a number or a date, a tilde
/// null, a hash sign what has a spelling of its own, an apostrophe a text that would else be read as one of these; any other a text.
/// </summary>
internal static class PartText
{
    public const string Null = "~";

    /// <summary>Stands behind a part where what follows could be read as its continuation.</summary>
    public const string End = "%;";

    private const string Punctuation = "_.@-+/";
    private const string Marks = "%~'#[],;";

    /// <summary>Whether a part could go on with this character.</summary>
    public static bool MayHold(char character) => IsPlain(character) || Marks.Contains(character);

    public static string Of(bool part) => part ? "true" : "false";

    public static string Of(ICacheKeyPart part) => "#~" + Escaped(part.KeyPart);

    public static string Of(string part) => IsReadAsAnotherKind(part) ? "'" + Escaped(part) : Escaped(part);

    public static string Escaped(string part)
    {
        var at = 0;
        while (at < part.Length && IsKept(part, at)) at++;
        return at == part.Length ? part : Escaped(part, at);
    }

    private static string Escaped(string part, int firstAt)
    {
        var text = new StringBuilder(part, 0, firstAt, part.Length + 16);
        for (var at = firstAt; at < part.Length; at++)
        {
            if (IsKept(part, at)) text.Append(part[at]);
            else if (part[at] < 0x80) text.Append(CultureInfo.InvariantCulture, $"%{(int)part[at]:X2}");
            else text.Append(CultureInfo.InvariantCulture, $"%u{(int)part[at]:X4}");
        }

        return text.ToString();
    }

    private static bool IsReadAsAnotherKind(string part) =>
        part.Length == 0 || char.IsAsciiDigit(part[0]) || part[0] is '-' || part is "true" or "false" || Guid.TryParseExact(part, "D", out _);

    // No tier takes control characters or half a surrogate pair.
    private static bool IsKept(string part, int at)
    {
        var character = part[at];
        if (!char.IsSurrogate(character)) return IsPlain(character);
        return char.IsHighSurrogate(character)
            ? at + 1 < part.Length && char.IsLowSurrogate(part[at + 1])
            : at > 0 && char.IsHighSurrogate(part[at - 1]);
    }

    private static bool IsPlain(char character) =>
        character >= 0x80 ? !char.IsControl(character) : char.IsAsciiLetterOrDigit(character) || Punctuation.Contains(character);
}
