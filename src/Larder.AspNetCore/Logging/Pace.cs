namespace Larder.AspNetCore.Logging;

/// <summary>Lets one line a minute through and counts the others, so that an outage can't fill a disk.</summary>
internal sealed class Pace(TimeProvider time)
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private long _held;
    private long _lastAt;
    private bool _hasSpoken;

    /// <summary>How many a line stands for that is due now; zero when none is.</summary>
    public long Due()
    {
        lock (_gate)
        {
            _held++;
            if (_hasSpoken && time.GetElapsedTime(_lastAt) < Every) return 0;
            var count = _held;
            (_hasSpoken, _lastAt, _held) = (true, time.GetTimestamp(), 0);
            return count;
        }
    }
}
