namespace Larder.Testing;

/// <summary>A timer of a <see cref="FakeClock"/>. <see cref="Due"/> and <see cref="Period"/> belong to the clock and change under its lock.</summary>
internal sealed class FakeTimer(FakeClock clock, TimerCallback callback, object? state, long number) : ITimer
{
    // What the timers of the system take at most, so that a longer one fails in a test as it would in production.
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    private readonly ExecutionContext? _context = ExecutionContext.Capture();
    private readonly Lock _gate = new();
    private TaskCompletionSource? _ended;
    private int _running;
    private bool _disposed;

    /// <summary>Earlier ones first; of those due at once, the one that was made first.</summary>
    public static IComparer<FakeTimer> ByDueTime { get; } =
        Comparer<FakeTimer>.Create((one, other) => (one.Due, one.Number).CompareTo((other.Due, other.Number)));

    public long Due { get; set; }

    public long? Period { get; set; }

    private long Number => number;

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        Check(dueTime, nameof(dueTime));
        Check(period, nameof(period));
        lock (_gate)
        {
            if (_disposed) return false;
            clock.Arm(this, dueTime, period);
            return true;
        }
    }

    public void Fire()
    {
        lock (_gate)
        {
            if (_disposed) return;
            _running++;
        }

        try
        {
            if (_context is null) callback(state);
            else ExecutionContext.Run(_context, static timer => ((FakeTimer)timer!).Call(), this);
        }
        finally
        {
            lock (_gate)
                if (--_running == 0) _ended?.TrySetResult();
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            clock.Disarm(this);
        }
    }

    /// <summary>Completes when no callback runs any more.</summary>
    public ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            Dispose();
            if (_running == 0) return ValueTask.CompletedTask;
            _ended ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
            return new(_ended.Task);
        }
    }

    private void Call() => callback(state);

    private static void Check(TimeSpan time, string name)
    {
        if (time == Timeout.InfiniteTimeSpan) return;
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(time, Longest, name);
    }
}
