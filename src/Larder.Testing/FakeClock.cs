namespace Larder.Testing;

/// <summary>
/// A clock that stands still until the test moves it. Timers fire in the order of their due times, on the thread that calls <see cref="Advance"/>.
/// </summary>
public sealed class FakeClock : TimeProvider
{
    // Neither zero nor the wall time: code that takes one of them for the other must not pass by chance. Small enough to be multiplied by 1,000.
    private const long FirstTimestamp = 1_000 * TimeSpan.TicksPerSecond;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();

    // One advance at a time, so that two of 10 seconds make 20. The same thread may enter again: a callback may advance the clock.
    private readonly Lock _advancing = new();
    private readonly SortedSet<FakeTimer> _armed = new(FakeTimer.ByDueTime);
    private readonly List<(Func<bool> Holds, TaskCompletionSource Waiter)> _waiters = [];
    private DateTimeOffset _utcStart;
    private long _now = FirstTimestamp;
    private long _timersMade;

    /// <summary>A clock that starts at noon of 1 January 2030, UTC.</summary>
    public FakeClock() : this(new DateTimeOffset(2030, 1, 1, 12, 0, 0, TimeSpan.Zero))
    {
    }

    /// <summary>A clock that starts at this moment.</summary>
    public FakeClock(DateTimeOffset start) => _utcStart = start.ToUniversalTime();

    /// <summary>UTC, on every machine.</summary>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>10,000,000 a second.</summary>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>How many timers wait to fire.</summary>
    public int ArmedTimers
    {
        get
        {
            lock (_gate) return _armed.Count;
        }
    }

    /// <summary>How long until the next timer fires; null when none is armed.</summary>
    public TimeSpan? NextTimerIn
    {
        get
        {
            lock (_gate) return _armed.Min is { } next ? TimeSpan.FromTicks(next.Due - _now) : null;
        }
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate) return _utcStart.AddTicks(_now - FirstTimestamp);
    }

    /// <inheritdoc/>
    public override long GetTimestamp() => Volatile.Read(ref _now);

    /// <summary>Moves the time on. Each timer that comes due on the way fires at its own due time, also one that a callback has made.</summary>
    /// <param name="by">Zero or more.</param>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        lock (_advancing)
        {
            var until = GetTimestamp() + by.Ticks;
            while (TakeDue(until) is { } timer)
                timer.Fire();

            lock (_gate) _now = Math.Max(_now, until);
        }
    }

    /// <summary>Steps the wall clock as an administrator would; timestamps and timers do not notice.</summary>
    public void StepWallClock(TimeSpan by)
    {
        lock (_gate) _utcStart += by;
    }

    /// <summary>Completes once at least this many timers are armed, at once if they are.</summary>
    /// <exception cref="TimeoutException">They are not after 30 real seconds.</exception>
    public Task WaitForTimersAsync(int armed, CancellationToken cancellationToken = default) => WaitUntilAsync(
        () => _armed.Count >= armed, $"{armed} armed timers", cancellationToken);

    /// <summary>Completes once a timer is armed that is due in this time or less, at once if there is one.</summary>
    /// <exception cref="TimeoutException">There is none after 30 real seconds.</exception>
    public Task WaitForTimerAsync(TimeSpan dueWithin, CancellationToken cancellationToken = default) => WaitUntilAsync(
        () => _armed.Min is { } next && next.Due - _now <= dueWithin.Ticks, $"a timer that is due within {dueWithin}", cancellationToken);

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        FakeTimer timer = new(this, callback, state, Interlocked.Increment(ref _timersMade));
        timer.Change(dueTime, period);
        return timer;
    }

    internal void Arm(FakeTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        lock (_gate)
        {
            _armed.Remove(timer);
            timer.Period = period > TimeSpan.Zero ? period.Ticks : null;
            if (dueTime == Timeout.InfiniteTimeSpan) return;

            timer.Due = _now + dueTime.Ticks;
            _armed.Add(timer);
            WakeWaiters();
        }

        // A timer that is due now needs no advance. It must not fire inside CreateTimer: its maker does not hold it yet.
        if (dueTime == TimeSpan.Zero) ThreadPool.UnsafeQueueUserWorkItem(static clock => clock.Advance(TimeSpan.Zero), this, preferLocal: false);
    }

    internal void Disarm(FakeTimer timer)
    {
        lock (_gate) _armed.Remove(timer);
    }

    private FakeTimer? TakeDue(long until)
    {
        lock (_gate)
        {
            if (_armed.Min is not { } timer || timer.Due > until) return null;

            _armed.Remove(timer);
            _now = Math.Max(_now, timer.Due);
            if (timer.Period is { } period)
            {
                timer.Due += period;
                _armed.Add(timer);
            }

            return timer;
        }
    }

    private async Task WaitUntilAsync(Func<bool> holds, string expected, CancellationToken cancellationToken)
    {
        TaskCompletionSource waiter = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (holds()) return;
            _waiters.Add((holds, waiter));
        }

        try
        {
            await waiter.Task.WaitAsync(Patience, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException(
                $"There was no sign of {expected} in {Patience.TotalSeconds} seconds. {ArmedTimers} are armed, the next is due in {NextTimerIn}.");
        }
        finally
        {
            lock (_gate) _waiters.RemoveAll(one => one.Waiter == waiter);
        }
    }

    private void WakeWaiters()
    {
        foreach (var (holds, waiter) in _waiters)
            if (holds()) waiter.TrySetResult();
    }
}
