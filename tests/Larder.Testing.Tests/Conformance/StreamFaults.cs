using System.Collections.Concurrent;
using Larder.Testing.Tiers;
using Larder.Tiers;
using Larder.Validity;

namespace Larder.Testing.Tests.Conformance;

/// <summary>Faults in what is told of changes, and in what is vouched for.</summary>
internal static class StreamFaults
{
    public static IReadOnlyList<Fault> All =>
    [
        new("tells of no change", (server, sink) => server.Open(new FilteredSink(sink, _ => false)),
            "*by another instance refuses the tickets of earlier reads", "A proof never runs ahead*", "In a storm*",
            "After the stream broke, what is read again*"),
        new("does not watch what is absent", Watching((_, read, _, _) => read.State != SlotState.Absent),
            "A write to an absent entry by another instance refuses*", "A first renewal of a mark by another instance refuses*",
            "A foreign write to an absent entry by another instance refuses*", "A read of versions only watches*", "A proof never runs ahead*"),
        new("does not watch marks", Watching((slot, _, _, _) => slot.Kind == SlotKind.Entry),
            "A renewal of a tag by another instance refuses*", "A renewal of a prefix by another instance refuses*",
            "A renewal of the mark of all by another instance refuses*", "Each of many slots*"),
        new("watches by whole reads only", Watching((_, _, depth, _) => depth == ReadDepth.Whole), "A read of versions only watches*"),
        new("watches the first slot of a read", Watching((_, _, _, i) => i == 0), "Each of many slots*"),
        new("watches by reads only", Watching((_, _, _, _) => true),
            "The answer to a lease that was denied*", "The ticket of a write or a fill is refused*"),
        new("tells of a slot once in its life", (server, sink) => server.Open(new FilteredSink(sink, Once())), "Each change after another read*"),
        new("tells of changes that were none", TellingOfReads(), "The ticket of a read stays good*", "The ticket of a write or a fill stays good*"),
        new("tells of its own writes after it answered", TellingOfWrites(), "The ticket of a write or a fill stays good*"),

        new("never proves that it lives", (server, sink) =>
        {
            var tier = server.Open(sink);
            tier.Changes.Doubt();
            return tier;
        }, "The stream of a tier that is well*"),
        new("proves what it has not yet told", ProvingEarly(), "A proof never runs ahead*", "In a storm*"),
        new("does not notice that the stream broke", (server, sink) => server.Open(sink), "After the stream broke*") { BreakStream = _ => { } },
        new("vouches on after the stream broke", (server, sink) => server.Open(sink), "After the stream broke, nothing*")
        {
            BreakStream = tier => tier.Changes.Doubt(),
        },
        new("does not come back after the stream broke", (server, sink) => server.Open(sink), "After the stream broke, what is read again*")
        {
            BreakStream = tier => tier.Changes.Cut(),
        },
    ];

    private delegate bool Watches(Slot slot, SlotRead read, ReadDepth depth, int i);

    /// <summary>Tells only of slots whose last read was of the kind that is watched.</summary>
    private static Func<InMemoryTierServer, IChangeSink, ISharedTier> Watching(Watches watches) => (server, sink) =>
    {
        ConcurrentDictionary<Slot, bool> watched = new();
        var tier = server.Open(new FilteredSink(sink, slot => watched.GetValueOrDefault(slot)));
        return new TierWithFault(tier)
        {
            Read = async (slots, answers, depth, token) =>
            {
                await tier.ReadAsync(slots, answers, depth, token);
                for (var i = 0; i < slots.Length; i++)
                    watched[slots.Span[i]] = watches(slots.Span[i], answers.Span[i], depth, i);
            },
        };
    };

    private static Func<Slot, bool> Once()
    {
        ConcurrentDictionary<Slot, bool> told = new();
        return slot => told.TryAdd(slot, true);
    }

    private static Func<InMemoryTierServer, IChangeSink, ISharedTier> TellingOfReads() => (server, sink) =>
    {
        var tier = server.Open(sink);
        return new TierWithFault(tier)
        {
            Read = async (slots, answers, depth, token) =>
            {
                await tier.ReadAsync(slots, answers, depth, token);
                foreach (var slot in slots.ToArray())
                    sink.Changed(slot);
            },
            Write = async (slot, write, token) =>
            {
                var done = await tier.WriteAsync(slot, write, token);
                sink.Changed(slot);
                return done;
            },
        };
    };

    private static Func<InMemoryTierServer, IChangeSink, ISharedTier> TellingOfWrites() => (server, sink) =>
    {
        var tier = server.Open(sink);
        return new TierWithFault(tier)
        {
            Replace = async (slot, expected, write, token) =>
            {
                var done = await tier.ReplaceAsync(slot, expected, write, token);
                sink.Changed(slot);
                return done;
            },
        };
    };

    /// <summary>Vouches for all time, and tells of a change only when two more have come, or a while later.</summary>
    private static Func<InMemoryTierServer, IChangeSink, ISharedTier> ProvingEarly() => (server, sink) =>
    {
        var tier = server.Open(sink);
        tier.Changes.Hold();
        tier.Changes.Watch.Prove(long.MaxValue);
        return new TierWithFault(tier)
        {
            Read = async (slots, answers, depth, token) =>
            {
                while (tier.Changes.HeldBack > 2 && tier.Changes.DeliverNext())
                {
                }

                await tier.ReadAsync(slots, answers, depth, token);
            },
        };
    };
}
