namespace Larder.Counting;

/// <summary>Several days in a row.</summary>
internal static class DaySpan
{
    /// <summary>The most days that are asked for at once: ten years.</summary>
    public const int Most = 3_660;

    /// <summary>All days from the first to the last.</summary>
    public static IReadOnlyList<DateOnly> Of(DateOnly first, DateOnly last)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(last, first);
        var days = last.DayNumber - first.DayNumber + 1;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(days, Most, nameof(last));
        return [.. Enumerable.Range(0, days).Select(first.AddDays)];
    }
}
