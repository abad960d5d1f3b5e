using System.Globalization;
using System.Text;

namespace Larder.Cli.Output;

/// <summary>Numbers and keys for people.</summary>
internal static class Words
{
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    public static string Bytes(long bytes) => bytes switch
    {
        >= 1L << 30 => Scaled(bytes, 30, "GB"),
        >= 1L << 20 => Scaled(bytes, 20, "MB"),
        >= 1L << 10 => Scaled(bytes, 10, "KB"),
        _ => $"{bytes} B",
    };

    public static string Share(double share) => (share * 100).ToString("0.0", CultureInfo.InvariantCulture) + " %";

    public static string Time(double milliseconds) => milliseconds switch
    {
        >= 86_400_000 => $"{(long)milliseconds / 86_400_000}d{(long)milliseconds / 3_600_000 % 24}h",
        >= 3_600_000 => $"{(long)milliseconds / 3_600_000}h{(long)milliseconds / 60_000 % 60}m",
        >= 60_000 => $"{(long)milliseconds / 60_000}m{(long)milliseconds / 1_000 % 60}s",
        >= 1_000 => (milliseconds / 1_000).ToString("0.0", CultureInfo.InvariantCulture) + "s",
        >= 1 => milliseconds.ToString("0", CultureInfo.InvariantCulture) + "ms",
        _ => milliseconds.ToString("0.##", CultureInfo.InvariantCulture) + "ms",
    };

    /// <summary>Text in which nothing moves the cursor, colours or rings: what a key holds is somebody else's.</summary>
    public static string Safe(string text)
    {
        if (!text.Any(IsUnsafe)) return text;
        var safe = new StringBuilder(text.Length + 8);
        foreach (var one in text)
        {
            if (!IsUnsafe(one)) safe.Append(one);
            else if (one < 0x100) safe.Append("\\x").Append(((int)one).ToString("x2", CultureInfo.InvariantCulture));
            else safe.Append("\\u").Append(((int)one).ToString("x4", CultureInfo.InvariantCulture));
        }

        return safe.ToString();
    }

    /// <summary>At most so many signs; what is left out is left out of the middle, as both ends of a key tell it from others.</summary>
    public static string Shortened(string text, int most, string dots)
    {
        if (text.Length <= most) return text;
        var kept = Math.Max(2, most - dots.Length);
        return text[..((kept + 1) / 2)] + dots + text[^(kept / 2)..];
    }

    // Control characters, and those that turn the direction of writing around.
    private static bool IsUnsafe(char one) =>
        char.IsControl(one) || one is '\u2028' or '\u2029' or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069') or '\u200e' or '\u200f';

    private static string Scaled(long bytes, int shift, string unit) =>
        ((double)bytes / (1L << shift)).ToString("0.#", CultureInfo.InvariantCulture) + " " + unit;
}
