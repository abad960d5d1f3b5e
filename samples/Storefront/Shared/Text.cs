using System.Globalization;

namespace Storefront.Shared;

/// <summary>Numbers as the pages show them, the same in every culture.</summary>
internal static class Text
{
    public static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    public static string Money(decimal amount) => string.Create(CultureInfo.InvariantCulture, $"€\u00a0{amount:N2}");

    /// <summary>A sum in which cents say nothing.</summary>
    public static string Euros(decimal amount) => string.Create(CultureInfo.InvariantCulture, $"€\u00a0{amount:N0}");

    /// <summary>For a form field: no sign, no thousands.</summary>
    public static string Plain(decimal amount) => amount.ToString("0.00", CultureInfo.InvariantCulture);

    /// <summary>With as many digits as are worth reading: 0.0004 ms, 0.31 ms, 41.2 ms, 5,003 ms.</summary>
    public static string Milliseconds(TimeSpan time)
    {
        var ms = time.TotalMilliseconds;
        var format = ms switch { < 0.01 => "0.0000", < 1 => "0.00", < 100 => "0.0", _ => "N0" };
        return ms.ToString(format, CultureInfo.InvariantCulture) + " ms";
    }

    /// <summary>How long something lasts, in its two largest units: 59 min 58 s.</summary>
    public static string Duration(TimeSpan time) => time switch
    {
        { TotalSeconds: < 1 } => "less than 1 s",
        { TotalMinutes: < 1 } => $"{time.Seconds} s",
        { TotalHours: < 1 } => $"{time.Minutes} min {time.Seconds} s",
        _ => $"{(int)time.TotalHours} h {time.Minutes} min",
    };

    /// <summary>A time as the database has it, to the minute: 2026-03-31 14:05.</summary>
    public static string Moment(string iso) => iso.Length >= 16 ? $"{iso[..10]} {iso[11..16]}" : iso;

    /// <summary>How long ago something was, in its largest unit.</summary>
    public static string Ago(TimeSpan age) => age switch
    {
        { TotalSeconds: < 1 } => "just now",
        { TotalMinutes: < 1 } => $"{(int)age.TotalSeconds} s ago",
        { TotalHours: < 1 } => $"{(int)age.TotalMinutes} min ago",
        _ => $"{(int)age.TotalHours} h ago",
    };

    public static string Bytes(long bytes) => bytes switch
    {
        >= 1L << 30 when bytes % (1L << 30) == 0 => $"{Count(bytes >> 30)} GB",
        >= 1L << 20 => $"{Count(bytes >> 20)} MB",
        >= 1L << 10 => $"{Count(bytes >> 10)} KB",
        _ => $"{Count(bytes)} bytes",
    };

    public static string Counted(long number, string one, string many) => $"{Count(number)} {(number == 1 ? one : many)}";
}
