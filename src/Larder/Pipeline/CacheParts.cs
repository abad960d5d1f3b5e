using Larder.Diagnostics;
using Larder.Entries;
using Larder.Loading;
using Larder.Memory;
using Larder.Serialization;
using Larder.Tiers;
using Larder.Validity;

namespace Larder.Pipeline;

/// <summary>What a cache is made of. Made once, by the hosting room.</summary>
internal sealed record CacheParts(
    CacheOptions Options,
    KeySpace Keys,
    MonotonicClock Clock,
    Chance Chance,
    VersionSource Versions,
    ChangeStripes Stripes,
    MarkCells Marks,
    MemoryStore Memory,
    FlightTable Flights,
    LoadGate Gate,
    LoadRunner Loads,
    Orphans Orphans,
    EntryCodec Codec,
    CacheEvents Events,
    Watch Alone,
    GuardedTier? Tier,
    Fences Fences)
{
    /// <summary>The records of the shared tier; null when there is no tier, or one that keeps none.</summary>
    public GuardedRecords? Records { get; init; }

    /// <summary>The bound of staleness in milliseconds.</summary>
    public long BoundMs { get; } = (long)Options.StalenessBound.TotalMilliseconds;

    /// <summary>Who writes may hold entries; null when nobody does: then no load asks.</summary>
    public GuardedHolds? Holds { get; init; }

    /// <summary>How late changes are heard of.</summary>
    public required Lateness Lateness { get; init; }

    /// <summary>Vouches for what no shared tier vouches for: for ever without one, until it is back with one.</summary>
    public Watch Local => Tier?.Detached ?? Alone;

    /// <summary>By which memory keeps what the shared tier did not take: refused by what a ticket from before the load is refused by.</summary>
    public InstallTicket LocalTicket(InstallTicket before) => Local.Ticket() with { Position = before.Position, AskedAt = before.AskedAt };
}
