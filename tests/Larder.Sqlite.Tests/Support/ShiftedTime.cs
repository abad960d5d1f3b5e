namespace Larder.Sqlite.Tests.Support;

/// <summary>The system's clock, whose wall can be moved. Timers run as they do.</summary>
internal sealed class ShiftedTime : TimeProvider
{
    private long _shiftTicks;

    /// <summary>Runs whenever the wall clock is read, with how often that was.</summary>
    public Action<int>? OnLook { get; set; }

    /// <summary>Runs whenever the monotonic clock is read.</summary>
    public Action? OnTimestamp { get; set; }

    private int _looks;

    public void Advance(TimeSpan by) => Interlocked.Add(ref _shiftTicks, by.Ticks);

    public void CountLooksAnew() => Volatile.Write(ref _looks, 0);

    public override DateTimeOffset GetUtcNow()
    {
        OnLook?.Invoke(Interlocked.Increment(ref _looks));
        return base.GetUtcNow() + TimeSpan.FromTicks(Volatile.Read(ref _shiftTicks));
    }

    public override long GetTimestamp()
    {
        OnTimestamp?.Invoke();
        return base.GetTimestamp();
    }
}
