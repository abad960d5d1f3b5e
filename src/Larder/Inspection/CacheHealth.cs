namespace Larder.Inspection;

/// <summary>How a cache does, and why.</summary>
/// <param name="Condition">In one word.</param>
/// <param name="Reasons">In sentences; empty when it is healthy.</param>
/// <param name="Tier">Its shared tier; null without one.</param>
/// <param name="OwedRemovals">Removals that the shared tier could not be told yet.</param>
/// <param name="Journal">What write-behind has to do; null without it.</param>
public sealed record CacheHealth(
    CacheCondition Condition, IReadOnlyList<string> Reasons, TierReport? Tier, int OwedRemovals, JournalReport? Journal)
{
    /// <summary>Counters of which additions wait in this process until their place is back; of the default cache alone.</summary>
    public int WaitingCounters { get; init; }
}
