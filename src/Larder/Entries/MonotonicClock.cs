namespace Larder.Entries;

/// <summary>
/// Milliseconds that never go back, of this process alone. The system's tick count is read directly, because through a TimeProvider it costs
/// more than the rest of a hit; any other provider is asked.
/// </summary>
internal sealed class MonotonicClock(TimeProvider time)
{
    private readonly bool _isSystem = ReferenceEquals(time, TimeProvider.System);

    public TimeProvider Time => time;

    public long Now => _isSystem ? Environment.TickCount64 : time.GetTimestamp() / (time.TimestampFrequency / 1000);

    /// <summary>The moment after a span; no end for a span that is null or too long to be added.</summary>
    public static long After(long now, TimeSpan? span) =>
        span is { } some && some.TotalMilliseconds < long.MaxValue / 4 ? now + (long)some.TotalMilliseconds : long.MaxValue;
}
