using System.Runtime.CompilerServices;
using Larder.Diagnostics;
using Larder.Entries;
using Larder.Loading;
using Larder.Memory;
using Larder.Pipeline;
using Larder.Serialization;
using Larder.Tiers;
using Larder.Validity;

namespace Larder.Hosting;

/// <summary>Puts the parts of a cache together.</summary>
internal static class CacheAssembly
{
    public static Cache Build(string name, CacheOptions options, CacheSurroundings from)
    {
        var time = from.Time;
        var keys = new KeySpace(CacheNames.PrefixOf(name, options), options.MaxKeyLength);
        var events = new CacheEvents(name, from.Logger, time) { Timings = from.Timings };
        var stripes = new ChangeStripes(from.Fences);
        var marks = new MarkCells(stripes, from.Fences);
        var clock = new MonotonicClock(time);
        var budget = new MemoryBudget(options.MemoryBytes, options.MemoryEntries ?? long.MaxValue);
        var memory = new MemoryStore(budget, stripes, new MissHistory(events), clock, PressureGauge.OfProcess());
        var lateness = new Lateness();
        var relay = new ChangeRelay(keys, memory, marks, stripes, lateness);
        var alone = new Watch(relay);
        alone.Prove(long.MaxValue);
        var opened = from.Shared?.Open(relay);
        var tier = opened is null ? null : new GuardedTier(from.Wrapping.Tier(opened), keys.All, relay, options, events, time);
        var records = opened is not null && from.Records is { } recordsOf ? new GuardedRecords(from.Wrapping.Records(recordsOf(opened)), tier!) : null;
        var gate = new LoadGate(options.MaxConcurrentLoads);
        var orphans = new Orphans();
        return new Cache(name, new CacheParts(
            options, keys, clock, new Chance(new Random()), new VersionSource(), stripes, marks, memory, new FlightTable(from.Continuations),
            gate, new LoadRunner(gate, orphans, time), orphans, CodecOf(options, from.Serializers), events, alone, tier, from.Fences)
        {
            Records = records,
            Lateness = lateness,
            Holds = tier is not null && from.Holds is { } holds ? tier.Guard(holds) : null,
        });
    }

    private static EntryCodec CodecOf(CacheOptions options, ForeignSerializers foreign)
    {
        var sight = RuntimeFeature.IsDynamicCodeSupported ? FieldSight.Fields : FieldSight.None;
        return new EntryCodec(
            new SerializerRegistry(options.Json, foreign), new SharingRules(options.SharedInMemory, sight), new FrameSeal(options.EncryptionKeys),
            options.MaxValueBytes);
    }
}
