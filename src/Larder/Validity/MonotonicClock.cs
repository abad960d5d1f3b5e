namespace Larder.Validity;

/// <summary>
/// Milliseconds that never go back, of this process alone: by them a <see cref="Watch"/> proves and memory judges. The system's tick count is
/// read directly, because through a TimeProvider it costs more than the rest of a hit; any other provider is asked.
/// </summary>
/// <param name="time">The clock of the application.</param>
public sealed class MonotonicClock(TimeProvider time)
{
    private readonly bool _isSystem = ReferenceEquals(time, TimeProvider.System);

    /// <summary>The clock of the application.</summary>
    public TimeProvider Time => time;

    /// <summary>Milliseconds since some moment in the past.</summary>
    public long Now => _isSystem ? Environment.TickCount64 : time.GetTimestamp() / (time.TimestampFrequency / 1000);

    /// <summary>The moment after a span; no end for a span that is null or too long to be added.</summary>
    public static long After(long now, TimeSpan? span) =>
        span is { } some && some.TotalMilliseconds < long.MaxValue / 4 ? now + (long)some.TotalMilliseconds : long.MaxValue;
}
