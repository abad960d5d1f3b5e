using System.Diagnostics;
using Larder.Resp;
using Larder.Tiers;
using Larder.Validity;

namespace Larder.Redis.Tiers;

/// <summary>
/// One server's stream of changes, as memory's watch: pushes are changes, answers prove that all before them was heard, a lost connection ends
/// an epoch. Runs on the reader loop.
/// </summary>
internal sealed class NodeStream(IChangeSink sink, SlotWaiters waiters, MonotonicClock clock, LagProbe lag) : ITrackingSink
{
    private const int PositionBits = 40;
    private const long PositionMask = (1L << PositionBits) - 1;
    private const int EpochMask = (1 << (64 - PositionBits)) - 1;
    private const long Never = long.MinValue / 2;
    private static readonly long Millisecond = Stopwatch.Frequency / 1_000;

    private long _provenAt = Never;

    public Watch Watch { get; } = new(sink);

    public ServerClock Clock { get; } = new();

    public void Invalidated(ReadOnlySpan<byte> key)
    {
        var slot = SlotKey.Parse(key);
        Watch.Changed(slot);
        lag.Applied(slot, Watch);
        waiters.Wake(slot);
    }

    public void InvalidatedAll()
    {
        Watch.ChangedAll();
        waiters.WakeAll();
    }

    // The clock that the stream is told by is finer than the one that memory judges by. By the coarse one, what happened after this moment may seem
    // to be one of its ticks older.
    public void Proven(long moment)
    {
        if (moment - _provenAt < Millisecond) return;
        _provenAt = moment;
        var ago = Stopwatch.GetTimestamp() - moment;
        Watch.Prove(clock.Now - (ago / Millisecond) - ServerTime.TickMs);
    }

    /// <summary>Epoch and position in one number; the upper bits of both are known to who reads it.</summary>
    public long Mark() => ((long)(Watch.Epoch & EpochMask) << PositionBits) | (sink.Position & PositionMask);

    public void Broken()
    {
        _provenAt = Never;
        Clock.Time = null;
        Watch.Break();
        waiters.WakeAll();
    }

    /// <summary>By which the answer that stood at this place of the stream may be kept.</summary>
    /// <param name="place">What <see cref="Mark"/> gave there.</param>
    /// <param name="askedAt">The sink's position before the question was sent.</param>
    public InstallTicket TicketAt(long place, long askedAt)
    {
        var (epoch, position) = (Watch.Epoch, sink.Position);
        var epochsAgo = (epoch - (int)(place >>> PositionBits)) & EpochMask;
        return new InstallTicket(Watch, epoch - epochsAgo, position - ((position - place) & PositionMask)) { AskedAt = askedAt };
    }
}
