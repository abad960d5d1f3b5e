namespace Larder;

/// <summary>Refuses times that make no sense, wherever they are said.</summary>
internal static class EntryTimes
{
    public static TimeSpan? Positive(TimeSpan? span, string name) =>
        span is { } some && some <= TimeSpan.Zero
            ? throw new ArgumentOutOfRangeException(name, some, $"LAR315 {name} must be more than zero. To keep nothing, call DoNotKeep() in the loader, or leave the cache out.")
            : span;

    public static TimeSpan? NotNegative(TimeSpan? span, string name) =>
        span is { } some && some < TimeSpan.Zero
            ? throw new ArgumentOutOfRangeException(name, some, $"LAR315 {name} must not be negative. Zero means never.")
            : span;
}
