using System.Globalization;
using System.Text;

namespace Larder.Settings;

/// <summary>
/// Durations as people write them: <c>5m</c>, <c>90s</c>, <c>1h30m</c>, <c>250ms</c>, <c>2d</c>, <c>00:05:00</c>, <c>PT5M</c>. The same in every
/// culture. A bare number is none: it could mean seconds or, as .NET reads it, days.
/// </summary>
internal static class DurationText
{
    private static readonly (string Unit, long Ticks)[] Units =
    [
        ("d", TimeSpan.TicksPerDay), ("h", TimeSpan.TicksPerHour), ("m", TimeSpan.TicksPerMinute), ("s", TimeSpan.TicksPerSecond),
        ("ms", TimeSpan.TicksPerMillisecond),
    ];

    public static bool TryParse(string text, out TimeSpan duration)
    {
        text = text.Trim();
        duration = TimeSpan.Zero;
        if (text == "0") return true;
        if (text.Contains(':')) return TryParseClock(text, out duration);
        return text.StartsWith('P') ? TryParseIso(text[1..], out duration) : TryParseUnits(text.ToLowerInvariant(), Units, out duration);
    }

    /// <summary>The shortest text that reads back as the same duration.</summary>
    public static string Format(TimeSpan duration)
    {
        if (duration == TimeSpan.Zero) return "0s";
        if (duration == TimeSpan.MinValue || duration.Ticks % TimeSpan.TicksPerMillisecond != 0)
            return duration.ToString("c", CultureInfo.InvariantCulture);
        var text = new StringBuilder(duration < TimeSpan.Zero ? "-" : "");
        var rest = Math.Abs(duration.Ticks);
        foreach (var (unit, ticks) in Units)
        {
            // 24h and 48h read better than 1d and 2d, and are what people write.
            if (unit == "d" && rest <= 2 * ticks) continue;
            if (rest >= ticks) text.Append(CultureInfo.InvariantCulture, $"{rest / ticks}{unit}");
            rest %= ticks;
        }
        return text.ToString();
    }

    private static bool TryParseClock(string text, out TimeSpan duration) =>
        TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out duration) && duration >= TimeSpan.Zero;

    // P2DT1H30M: months and years have no fixed length, so an M is a minute only behind the T.
    private static bool TryParseIso(string text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        var parts = text.ToLowerInvariant().Split('t');
        if (parts.Length > 2 || (parts.Length == 2 && parts[1].Length == 0) || text.Contains(' ')) return false;
        var days = TimeSpan.Zero;
        var time = TimeSpan.Zero;
        if (parts[0].Length > 0 && !TryParseUnits(parts[0], Units.AsSpan(0, 1), out days)) return false;
        if (parts.Length == 2 && !TryParseUnits(parts[1], Units.AsSpan(1, 3), out time)) return false;
        if (parts[0].Length == 0 && parts.Length == 1) return false;
        return TryAdd(days.Ticks, time.Ticks, out duration);
    }

    // Numbers with units, from the longest unit to the shortest, each at most once.
    private static bool TryParseUnits(ReadOnlySpan<char> text, ReadOnlySpan<(string Unit, long Ticks)> units, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        text = text.Trim();
        if (text.IsEmpty) return false;
        while (!text.IsEmpty)
        {
            var digits = text.IndexOfAnyExcept("0123456789.");
            if (digits <= 0) return false;
            if (!decimal.TryParse(text[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count)) return false;
            text = text[digits..].TrimStart();
            var letters = text.IndexOfAnyExceptInRange('a', 'z');
            var name = letters < 0 ? text : text[..letters];
            var unit = IndexOf(units, name);
            if (unit < 0) return false;
            var ticks = count > long.MaxValue / units[unit].Ticks ? -1 : (long)(count * units[unit].Ticks);
            if (ticks < 0 || !TryAdd(duration.Ticks, ticks, out duration)) return false;
            units = units[(unit + 1)..];
            text = text[name.Length..].TrimStart();
        }
        return true;
    }

    private static int IndexOf(ReadOnlySpan<(string Unit, long Ticks)> units, ReadOnlySpan<char> name)
    {
        for (var i = 0; i < units.Length; i++)
            if (name.SequenceEqual(units[i].Unit)) return i;
        return -1;
    }

    private static bool TryAdd(long one, long other, out TimeSpan sum)
    {
        sum = other > TimeSpan.MaxValue.Ticks - one ? TimeSpan.Zero : new(one + other);
        return other <= TimeSpan.MaxValue.Ticks - one;
    }
}
