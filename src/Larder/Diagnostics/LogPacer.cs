namespace Larder.Diagnostics;

/// <summary>Lets one line a minute through and counts the others, so that an outage can't fill a disk.</summary>
internal sealed class LogPacer(TimeProvider time)
{
    private static readonly TimeSpan Pace = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private long _held;
    private long _lastAt;
    private bool _hasSpoken;

    /// <summary>True when a line is due; then <paramref name="count"/> is how many it stands for.</summary>
    public bool IsDue(out long count)
    {
        lock (_lock)
        {
            count = ++_held;
            if (_hasSpoken && time.GetElapsedTime(_lastAt) < Pace) return false;
            (_hasSpoken, _lastAt, _held) = (true, time.GetTimestamp(), 0);
            return true;
        }
    }
}
