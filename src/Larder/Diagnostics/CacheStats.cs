namespace Larder.Diagnostics;

/// <summary>What one cache did since it was made. Hits and misses are reads of callers; a load that many waited for is one load and many misses.</summary>
/// <param name="MemoryHits">Reads that memory answered.</param>
/// <param name="SharedHits">Reads that the shared tier answered.</param>
/// <param name="StaleHits">Reads that got a value past its expiration, because loading failed.</param>
/// <param name="MissesByReason">Reads that had to load, by reason; all of them.</param>
/// <param name="Loads">Runs of a loader.</param>
/// <param name="FailedLoads">Runs that failed.</param>
/// <param name="SharedWaits">Reads that waited for a load that another caller had started.</param>
/// <param name="Refreshes">Loads of values that were still good, before their time was over.</param>
/// <param name="OrphanedLoads">Loads that go on at this moment although nobody waits for them any more, because they do not heed their token.</param>
/// <param name="Entries">Entries in memory.</param>
/// <param name="MemoryBytes">Bytes that they take.</param>
public sealed record CacheStats(
    long MemoryHits, long SharedHits, long StaleHits, IReadOnlyDictionary<MissReason, long> MissesByReason, long Loads, long FailedLoads,
    long SharedWaits, long Refreshes, int OrphanedLoads, int Entries, long MemoryBytes)
{
    /// <summary>
    /// How long ago the shared tier last proved that memory has heard of all changes; never more than <see cref="CacheOptions.StalenessBound"/>, as
    /// memory does not answer by an older one. Null: nothing is followed, or nothing is proven now.
    /// </summary>
    public TimeSpan? ProofAge { get; init; }

    /// <summary>
    /// How long the last change that was measured took from its write until memory had dropped what it held: on Redis one of this process, from when it was
    /// sent; on SQLite one of another process, from its commit. Null: none was measured yet.
    /// </summary>
    public TimeSpan? ObservedLag { get; init; }

    /// <summary>Removals that the shared tier could not be told yet; 0 when every tier honours all of them.</summary>
    public int OwedRemovals { get; init; }

    /// <summary>Reads that had to load.</summary>
    public long Misses => MissesByReason.Values.Sum();

    /// <summary>Share of the reads that a tier answered: hits / (hits + misses), 0 when there were none.</summary>
    public double HitRate
    {
        get
        {
            var hits = MemoryHits + SharedHits + StaleHits;
            return hits == 0 ? 0 : (double)hits / (hits + Misses);
        }
    }
}
