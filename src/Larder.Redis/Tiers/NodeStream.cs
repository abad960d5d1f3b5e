using System.Diagnostics;
using Larder.Resp;
using Larder.Tiers;
using Larder.Validity;

namespace Larder.Redis.Tiers;

/// <summary>
/// One server's stream of changes, as memory's watch: pushes are changes, answers prove that all before them was heard, a lost connection ends
/// an epoch. Runs on the reader loop.
/// </summary>
internal sealed class NodeStream(IChangeSink sink, SlotWaiters waiters, MonotonicClock clock) : ITrackingSink
{
    private const int PositionBits = 40;
    private const long PositionMask = (1L << PositionBits) - 1;
    private const int EpochMask = (1 << (64 - PositionBits)) - 1;
    private const long Never = long.MinValue / 2;
    private static readonly long Millisecond = Stopwatch.Frequency / 1_000;

    private long _provenAt = Never;
    private ServerTime? _time;
    private int _isAsking;

    public Watch Watch { get; } = new(sink);

    /// <summary>The server's clock as last heard; null when nobody asked in this life of the stream.</summary>
    public ServerTime? Time
    {
        get => Volatile.Read(ref _time);
        set => Volatile.Write(ref _time, value);
    }

    /// <summary>One caller at a time asks for the server's clock; the others go on with what is known.</summary>
    public bool TryBeginAsking() => Interlocked.Exchange(ref _isAsking, 1) == 0;

    public void EndAsking() => Volatile.Write(ref _isAsking, 0);

    public void Invalidated(ReadOnlySpan<byte> key)
    {
        var slot = SlotKey.Parse(key);
        Watch.Changed(slot);
        waiters.Wake(slot);
    }

    public void InvalidatedAll()
    {
        Watch.ChangedAll();
        waiters.WakeAll();
    }

    // The clock that the stream is told by is finer than the one that memory judges by: what is rounded is rounded to the earlier moment.
    public void Proven(long moment)
    {
        if (moment - _provenAt < Millisecond) return;
        _provenAt = moment;
        var ago = Stopwatch.GetTimestamp() - moment;
        Watch.Prove(clock.Now - (ago / Millisecond) - 1);
    }

    /// <summary>Epoch and position in one number; the upper bits of both are known to who reads it.</summary>
    public long Mark() => ((long)(Watch.Epoch & EpochMask) << PositionBits) | (sink.Position & PositionMask);

    public void Broken()
    {
        _provenAt = Never;
        Time = null;
        Watch.Break();
        waiters.WakeAll();
    }

    /// <summary>By which the answer that stood at this place of the stream may be kept.</summary>
    public InstallTicket TicketAt(long place)
    {
        var (epoch, position) = (Watch.Epoch, sink.Position);
        var epochsAgo = (epoch - (int)(place >>> PositionBits)) & EpochMask;
        return new InstallTicket(Watch, epoch - epochsAgo, position - ((position - place) & PositionMask));
    }
}
