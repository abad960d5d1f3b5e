using Larder.Validity;

namespace Larder.Redis.Tiers;

/// <summary>
/// Measures how late the pushes are: from when a change of our own is sent until the push that tells of it has been applied. One at a time, which costs
/// next to nothing. Never less than what it took from the server, as the way there is in it.
/// </summary>
internal sealed class LagProbe(MonotonicClock clock)
{
    /// <summary>The push of a change comes only to who had read the slot: after so long it is not waited for any more.</summary>
    private const long GivenUpAfterMs = 1_000;

    private Sample? _sample;

    /// <summary>A change of this slot is about to be sent.</summary>
    public void Sending(Slot slot)
    {
        if (Volatile.Read(ref _sample) is { } pending && clock.Now - pending.BeganAt < GivenUpAfterMs) return;
        Volatile.Write(ref _sample, new Sample(slot, clock.Now, clock.Time.GetTimestamp()));
    }

    /// <summary>A push told of this slot, and was applied.</summary>
    public void Applied(Slot slot, Watch watch)
    {
        if (Volatile.Read(ref _sample) is not { } sample || sample.Slot != slot) return;
        if (Interlocked.CompareExchange(ref _sample, null, sample) == sample) watch.Lagged(clock.Time.GetElapsedTime(sample.SentAt));
    }

    private sealed record Sample(Slot Slot, long BeganAt, long SentAt);
}
