namespace Larder.Counting;

/// <summary>When a day begins, and how long what was counted on it is kept. Register one to change it: <c>services.AddSingleton(new DayWindow { … })</c>.</summary>
public sealed record DayWindow
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(3650);

    /// <summary>Whose midnight ends a day. Default: UTC, so that all instances agree wherever they run.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>How long a day is kept after the last that was counted on it; 1 ms to 3,650 days. Default: 400 days.</summary>
    public TimeSpan KeepFor
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, Shortest);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, Longest);
            field = value;
        }
    } = TimeSpan.FromDays(400);

    /// <summary>The day of a moment.</summary>
    public DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, Zone).DateTime);
}
