using Larder.Validity;

namespace Larder.Redis.Tiers;

/// <summary>
/// In the place of a stream, where the server tells of no changes: what is read holds for a short while, then memory asks again whether it is still
/// the same.
/// </summary>
internal sealed class UnfollowedStream(Watch watch, MonotonicClock clock, long holdsForMs, long boundMs)
{
    private readonly Lock _gate = new();
    private long _endsAt = long.MinValue;

    /// <summary>Taken before the question is sent: any change of our own since then refuses the answer.</summary>
    public InstallTicket Ticket()
    {
        var now = clock.Now;
        if (now >= Volatile.Read(ref _endsAt)) BeginAnew(now);
        return watch.Ticket();
    }

    // What was proven at a moment is vouched for as long as the bound from there.
    private void BeginAnew(long now)
    {
        lock (_gate)
        {
            if (now < _endsAt) return;
            watch.Break();
            watch.Prove(now + Math.Max(0, holdsForMs - boundMs));
            Volatile.Write(ref _endsAt, now + holdsForMs);
        }
    }
}
