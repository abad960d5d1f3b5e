using Larder.Validity;

namespace Larder.Sqlite.Tests.Support;

/// <summary>Hears of changes like memory does, and remembers them.</summary>
internal sealed class RecordingSink : IChangeSink
{
    private readonly Lock _gate = new();
    private readonly List<Slot> _changed = [];
    private long _position;
    private long _lagTicks = -1;
    private int _all;
    private int _broken;

    /// <summary>Runs whenever a ticket is taken, before it is.</summary>
    public Action? OnTicket { get; set; }

    public long Position
    {
        get
        {
            OnTicket?.Invoke();
            return Volatile.Read(ref _position);
        }
    }

    public int ChangedAllCount => Volatile.Read(ref _all);

    public int BrokenCount => Volatile.Read(ref _broken);

    public IReadOnlyList<Slot> Seen
    {
        get
        {
            lock (_gate) return [.. _changed];
        }
    }

    /// <summary>How late the last measured change was.</summary>
    public TimeSpan? Lag => Volatile.Read(ref _lagTicks) is >= 0 and var ticks ? TimeSpan.FromTicks(ticks) : null;

    public void Lagged(TimeSpan lag) => Volatile.Write(ref _lagTicks, lag.Ticks);

    public void Changed(Slot slot)
    {
        lock (_gate) _changed.Add(slot);
        Interlocked.Increment(ref _position);
    }

    public void ChangedAll(Watch watch)
    {
        Interlocked.Increment(ref _all);
        Interlocked.Increment(ref _position);
    }

    public void Broken(Watch watch) => Interlocked.Increment(ref _broken);
}
