using System.Globalization;

namespace Larder.Generators.Parsing;

/// <summary>
/// Durations as the settings write them: <c>5m</c>, <c>90s</c>, <c>1h30m</c>, <c>250ms</c>, <c>2d</c>, <c>00:05:00</c>, <c>PT5M</c>. A bare number is none. What
/// is no duration, and could be a name, is the name of one below <c>Larder:Expiration</c>.
/// </summary>
internal static class DurationLiteral
{
    private static readonly (string Unit, long Ticks)[] s_units =
    [
        ("d", TimeSpan.TicksPerDay), ("h", TimeSpan.TicksPerHour), ("m", TimeSpan.TicksPerMinute), ("s", TimeSpan.TicksPerSecond),
        ("ms", TimeSpan.TicksPerMillisecond),
    ];

    public static bool TryParse(string text, out TimeSpan duration)
    {
        text = text.Trim();
        duration = TimeSpan.Zero;
        if (text == "0") return true;
        if (text.IndexOf(':') >= 0) return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out duration) && duration >= TimeSpan.Zero;
        return text.StartsWith("P", StringComparison.Ordinal)
            ? TryParseIso(text.Substring(1), out duration)
            : TryParseUnits(text.ToLowerInvariant(), 0, s_units.Length, out duration);
    }

    /// <summary>Whether it could be the name of a duration in the settings: a letter, then letters, digits, dashes, dots and underscores.</summary>
    public static bool IsName(string text)
    {
        text = text.Trim();
        if (text.Length == 0 || !IsLetter(text[0])) return false;
        foreach (var sign in text)
            if (!IsLetter(sign) && sign is not ((>= '0' and <= '9') or '-' or '_' or '.')) return false;
        return true;
    }

    private static bool IsLetter(char sign) => sign is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z');

    // P2DT1H30M: months and years have no fixed length, so an M is a minute only behind the T.
    private static bool TryParseIso(string text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        var parts = text.ToLowerInvariant().Split('t');
        if (parts.Length > 2 || (parts.Length == 2 && parts[1].Length == 0) || text.IndexOf(' ') >= 0) return false;
        var days = TimeSpan.Zero;
        var time = TimeSpan.Zero;
        if (parts[0].Length > 0 && !TryParseUnits(parts[0], 0, 1, out days)) return false;
        if (parts.Length == 2 && !TryParseUnits(parts[1], 1, 4, out time)) return false;
        if (parts[0].Length == 0 && parts.Length == 1) return false;
        return TryAdd(days.Ticks, time.Ticks, out duration);
    }

    // Numbers with units, from the longest unit to the shortest, each at most once.
    private static bool TryParseUnits(string text, int from, int to, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        text = text.Trim();
        if (text.Length == 0) return false;
        while (text.Length > 0)
        {
            var digits = CountWhile(text, static sign => sign is (>= '0' and <= '9') or '.');
            if (digits == 0 || digits == text.Length) return false;
            if (!decimal.TryParse(text.Substring(0, digits), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count)) return false;
            text = text.Substring(digits).TrimStart();
            var name = text.Substring(0, CountWhile(text, static sign => sign is >= 'a' and <= 'z'));
            var unit = Array.FindIndex(s_units, from, to - from, candidate => candidate.Unit == name);
            if (unit < 0) return false;
            var ticks = count > long.MaxValue / s_units[unit].Ticks ? -1 : (long)(count * s_units[unit].Ticks);
            if (ticks < 0 || !TryAdd(duration.Ticks, ticks, out duration)) return false;
            from = unit + 1;
            text = text.Substring(name.Length).TrimStart();
        }

        return true;
    }

    private static int CountWhile(string text, Func<char, bool> holds)
    {
        var count = 0;
        while (count < text.Length && holds(text[count])) count++;
        return count;
    }

    private static bool TryAdd(long one, long other, out TimeSpan sum)
    {
        var fits = other <= TimeSpan.MaxValue.Ticks - one;
        sum = fits ? new(one + other) : TimeSpan.Zero;
        return fits;
    }
}
