using System.Globalization;

namespace Larder.Settings;

/// <summary>Sizes as people write them: <c>128MB</c>, <c>4KB</c>, <c>1GB</c>, <c>65536</c>. A KB is 1,024 bytes. The same in every culture.</summary>
internal static class SizeText
{
    // From the longest ending to the shortest, so that MB is not read as M and B.
    private static readonly (string Unit, long Bytes)[] Units =
    [
        ("KiB", 1L << 10), ("MiB", 1L << 20), ("GiB", 1L << 30), ("TiB", 1L << 40),
        ("KB", 1L << 10), ("MB", 1L << 20), ("GB", 1L << 30), ("TB", 1L << 40),
        ("B", 1),
    ];

    public static bool TryParse(string text, out long bytes)
    {
        var number = text.AsSpan().Trim();
        var factor = 1L;
        foreach (var (unit, size) in Units)
        {
            if (!number.EndsWith(unit, StringComparison.OrdinalIgnoreCase)) continue;
            number = number[..^unit.Length].TrimEnd();
            factor = size;
            break;
        }
        bytes = 0;
        if (!decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count)) return false;
        if (count > long.MaxValue / factor) return false;
        bytes = (long)(count * factor);
        return true;
    }

    /// <summary>The shortest text that reads back as the same size.</summary>
    public static string Format(long bytes)
    {
        foreach (var (unit, size) in new[] { Units[7], Units[6], Units[5], Units[4] })
            if (bytes != 0 && bytes % size == 0) return string.Create(CultureInfo.InvariantCulture, $"{bytes / size}{unit}");
        return bytes.ToString(CultureInfo.InvariantCulture);
    }
}
