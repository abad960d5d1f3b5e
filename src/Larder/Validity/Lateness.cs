namespace Larder.Validity;

/// <summary>How late this cache hears of changes, as it was seen: beside the bound, which is what is promised. Safe for any number of threads.</summary>
internal sealed class Lateness
{
    private readonly Lock _gate = new();
    private Watch[] _followed = [];
    private long _lagTicks = -1;

    /// <summary>How long the last change that was measured took from its write to this memory; null when none was.</summary>
    public TimeSpan? Lag => Volatile.Read(ref _lagTicks) is >= 0 and var ticks ? TimeSpan.FromTicks(ticks) : null;

    /// <summary>This stream begins to prove something, or does so again.</summary>
    public void Follow(Watch watch)
    {
        lock (_gate)
            if (!_followed.Contains(watch)) Volatile.Write(ref _followed, [.. _followed, watch]);
    }

    /// <summary>A change took so long.</summary>
    public void Measured(TimeSpan lag) => Volatile.Write(ref _lagTicks, Math.Max(0, lag.Ticks));

    /// <summary>How old the last proof is of the stream that is most behind, of those by which memory may serve; null when there is none.</summary>
    public TimeSpan? ProofAge(long now, long boundMs)
    {
        long? oldest = null;
        foreach (var watch in Volatile.Read(ref _followed))
        {
            // One that is proven for all time follows nothing: there is nobody who could change anything.
            var provenAt = watch.ProvenAt;
            if (provenAt == long.MaxValue || now - boundMs > provenAt) continue;
            oldest = Math.Min(oldest ?? provenAt, provenAt);
        }

        return oldest is { } at ? TimeSpan.FromMilliseconds(Math.Max(0, now - at)) : null;
    }
}
