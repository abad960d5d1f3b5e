namespace Larder.Inspection;

/// <summary>What the reads of a cache came to since it was made.</summary>
/// <param name="MemoryHits">Reads that memory answered.</param>
/// <param name="SharedHits">Reads that the shared tier answered.</param>
/// <param name="StaleHits">Reads that got a value past its expiration, because loading failed.</param>
/// <param name="Misses">Reads that had to load.</param>
/// <param name="HitRate">Hits by all reads, 0 to 1; 0 when there were none.</param>
public sealed record ReadReport(long MemoryHits, long SharedHits, long StaleHits, long Misses, double HitRate)
{
    /// <summary>Misses by their reason; those that there were.</summary>
    public IReadOnlyDictionary<string, long> MissesByReason { get; init; } = new Dictionary<string, long>();

    /// <summary>Runs of a loader.</summary>
    public long Loads { get; init; }

    /// <summary>Runs that failed.</summary>
    public long FailedLoads { get; init; }

    /// <summary>Reads that waited for a load that another caller had started.</summary>
    public long SharedWaits { get; init; }

    /// <summary>Loads of values that were still good.</summary>
    public long Refreshes { get; init; }
}
