using Larder.Entries;
using Larder.Pipeline;
using Larder.Tiers;
using Larder.Validity;

namespace Larder.Records;

/// <summary>What the paths of one family share.</summary>
/// <param name="Cache">The cache whose memory, tier and flights they use.</param>
/// <param name="Definition">The family.</param>
/// <param name="Policy">Expirations and tags.</param>
/// <param name="Book">The marks that records depend on.</param>
/// <param name="Leases">The leases of loads under way.</param>
internal sealed record RecordParts(CacheParts Cache, RecordDefinition Definition, EntryPolicy Policy, MarkBook Book, LiveLeases Leases)
{
    public GuardedRecords? Shared => Cache.Records;

    /// <summary>A record as memory holds it: no longer than the family allows, and only shortly while no shared tier can be reached.</summary>
    public Entry<RecordState> EntryOf(RecordState state, EntryOrigin origin, TimeSpan lifetime)
    {
        if (Policy.MemoryExpiration is { } most && most < lifetime) lifetime = most;
        if (Cache.Tier is { } tier && ReferenceEquals(origin.Watch, tier.Detached) && Cache.Options.DetachedExpiration < lifetime)
            lifetime = Cache.Options.DetachedExpiration;
        var until = MonotonicClock.After(Cache.Clock.Now, lifetime);
        return new Entry<RecordState>(new EntryContent<RecordState>(state, default), origin, new EntryStamp(until, until), state.Bytes);
    }
}
