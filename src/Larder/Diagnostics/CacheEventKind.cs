namespace Larder.Diagnostics;

/// <summary>What happened to a cache.</summary>
public enum CacheEventKind
{
    /// <summary>Memory answered a read.</summary>
    MemoryHit,

    /// <summary>The shared tier answered a read.</summary>
    SharedHit,

    /// <summary>Loading failed, and a value past its expiration answered.</summary>
    StaleHit,

    /// <summary>A read had to load; the reason says why.</summary>
    Miss,

    /// <summary>An entry left memory, or was removed; the reason says why.</summary>
    Left,

    /// <summary>The shared tier does not answer any more.</summary>
    TierLost,

    /// <summary>The shared tier answers again.</summary>
    TierBack,
}
