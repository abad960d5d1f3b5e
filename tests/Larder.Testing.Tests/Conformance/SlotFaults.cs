using System.Collections.Concurrent;
using Larder.Testing.Tiers;
using Larder.Tiers;
using Larder.Validity;

namespace Larder.Testing.Tests.Conformance;

/// <summary>Faults in what slots hold: reads, writes, removals, time.</summary>
internal static class SlotFaults
{
    public static IReadOnlyList<Fault> All =>
    [
        Fault.InTier("gives marks no body", t => new TierWithFault(t)
        {
            Read = TierWithFault.ReadWith(t, static (slot, read) => slot.Kind is SlotKind.All ? read with { Body = default } : read),
        }, "The mark of a whole cache may hold a body*"),
        Fault.InTier("says other traits", t => new TierWithFault(t) { Traits = t.Traits with { MaxBodyBytes = 1 } }, "The traits are*"),
        Fault.InTier("gives what is absent a version",
            t => new TierWithFault(t)
            {
                Read = TierWithFault.ReadWith(t, (_, read) => read.Version.IsNone ? read with { Version = new(7, 7) } : read),
            },
            "An absent slot reads*"),
        Fault.InTier("acknowledges writes and loses them",
            t => new TierWithFault(t) { Write = (_, _, _) => new(new Replacement(ReplaceOutcome.Done, t.Changes.Watch.Ticket())) },
            "What one instance was told*", "Disposing one instance*"),
        Fault.InTier("answers each slot once", t => new TierWithFault(t)
        {
            Read = async (slots, answers, depth, token) =>
            {
                await t.ReadAsync(slots, answers, depth, token);
                for (var i = 0; i < slots.Length; i++)
                    if (slots[..i].Span.Contains(slots.Span[i])) answers.Span[i] = default;
            },
        }, "answers[i] belongs*"),
        Fault.InTier("gives who keeps nothing no end", t => new TierWithFault(t) { Peeked = static answer => answer with { Remaining = null } },
            "Who keeps nothing*"),
        Fault.InTier("fails on an empty read", t => new TierWithFault(t)
        {
            Read = (slots, answers, depth, token) => slots.Span[0].Name.Length == 0 ? default : t.ReadAsync(slots, answers, depth, token),
        }, "A read of no slots*"),
        Fault.InTier("brings the body always",
            t => new TierWithFault(t)
            {
                Read = (slots, answers, _, token) => t.ReadAsync(slots, answers, ReadDepth.Whole, token),
            }, "A read of versions only tells*"),
        Fault.InTier("cuts large bodies", t => new TierWithFault(t) { Write = (slot, write, token) => t.WriteAsync(slot, Cut(write, 65_536), token) },
            "Bodies of*"),
        Fault.InTier("cuts what is larger than it takes",
            t => new TierWithFault(t) { Write = (slot, write, token) => t.WriteAsync(slot, Cut(write, (int)t.Traits.MaxBodyBytes), token) },
            "A body larger*"),
        Fault.InTier("hands out one buffer", t => new TierWithFault(t)
        {
            Read = TierWithFault.ReadWith(t, SharedBodies()),
        }, "The bytes of an answer*"),
        Fault.InTier("folds names to small letters", t => Renamed(t, slot => slot with { Name = slot.Name.ToLowerInvariant() }), "Hostile names*"),
        Fault.InTier("has one name space for all kinds", t => Renamed(t, slot => slot with { Kind = SlotKind.Entry }),
            "Kinds of slots*", "A listing has entries only*"),
        Fault.InTier("takes what is foreign for absent",
            t => new TierWithFault(t)
            {
                Read = TierWithFault.ReadWith(t, (_, read) => read.State == SlotState.Foreign ? read with { State = SlotState.Absent } : read),
            },
            "An unreadable slot*", "A foreign write voids*"),

        Fault.InTier("writes to absent slots only", t => new TierWithFault(t)
        {
            Write = WriteIf(t, state => state == SlotState.Absent),
        }, "A write replaces whatever*"),
        Fault.InTier("ignores a write of Nothing", t => new TierWithFault(t)
        {
            Write = (slot, write, token) => write.State == SlotState.Absent ? DoneAsync(t) : t.WriteAsync(slot, write, token),
        }, "A write of Nothing*"),
        Fault.InTier("stores version and body apart", t => new TierWithFault(t) { Write = WriteApart(t) }, "Writes at once*"),
        Fault.InTier("spares what is foreign", t => new TierWithFault(t)
        {
            Write = WriteIf(t, state => state != SlotState.Foreign),
        }, "A write replaces, and a removal*"),

        Fault.InTier("counts what it was asked to remove", t => new TierWithFault(t)
        {
            Remove = async (slots, token) =>
            {
                await t.RemoveAsync(slots, token);
                return slots.Length;
            },
        }, "A removal empties*", "What has expired counts*"),
        Fault.InTier("removes entries only", t => new TierWithFault(t)
        {
            Remove = (slots, token) => t.RemoveAsync(slots.ToArray().Where(slot => slot.Kind == SlotKind.Entry).ToArray(), token),
        }, "A removal reaches*"),
        Fault.InTier("acknowledges a removal before it is done", t => new TierWithFault(t)
        {
            Remove = (slots, token) =>
            {
                var later = Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, token);
                _ = later.ContinueWith(_ => t.RemoveAsync(slots, token).AsTask(), token);
                return new(slots.Length);
            },
        }, "No read that starts*", "An acknowledged removal voids*"),

        Fault.InTier("never expires anything", t => new TierWithFault(t)
        {
            Write = (slot, write, token) => t.WriteAsync(slot, write with { Expiration = null }, token),
            Lease = (slot, lease, _, token) => t.LeaseAsync(slot, lease, TimeSpan.FromDays(1), token),
        }, "What has expired is absent*", "A lease that has expired*", "A fill of a lease that has expired*", "The expiration of a lease*"),
        Fault.InTier("tells what remains by a clock of its own",
            t => new TierWithFault(t) { Read = TierWithFault.ReadWith(t, RemainingGrows()) }, "Remaining shrinks*"),
        Fault.InTier("keeps the first end", t => new TierWithFault(t) { Write = WriteWithFirstEnd(t) }, "A write sets the end*"),
    ];

    private static ValueTask<Replacement> DoneAsync(InMemoryTier tier) => new(new Replacement(ReplaceOutcome.Done, tier.Changes.Watch.Ticket()));

    private static SlotWrite Cut(SlotWrite write, int most) => write with { Body = write.Body[..Math.Min(most, write.Body.Length)] };

    private static Func<Slot, SlotRead, SlotRead> SharedBodies()
    {
        ConcurrentDictionary<SlotVersion, ReadOnlyMemory<byte>> bodies = new();
        return (_, read) => read with { Body = bodies.GetOrAdd(read.Version, read.Body) };
    }

    private static Func<Slot, SlotRead, SlotRead> RemainingGrows()
    {
        var reads = 0;
        return (_, read) => read with { Remaining = read.Remaining + TimeSpan.FromSeconds(Interlocked.Increment(ref reads)) };
    }

    private static async Task<SlotRead> LookAsync(InMemoryTier tier, Slot slot)
    {
        var answers = new SlotRead[1];
        await tier.ReadAsync(new[] { slot }, answers, ReadDepth.Whole, default);
        return answers[0];
    }

    private static Func<Slot, SlotWrite, CancellationToken, ValueTask<Replacement>> WriteIf(InMemoryTier tier, Func<SlotState, bool> may) =>
        async (slot, write, token) => may((await LookAsync(tier, slot)).State) ? await tier.WriteAsync(slot, write, token) : await DoneAsync(tier);

    private static Func<Slot, SlotWrite, CancellationToken, ValueTask<Replacement>> WriteWithFirstEnd(InMemoryTier tier) =>
        async (slot, write, token) => await tier.WriteAsync(
            slot, write with { Expiration = (await LookAsync(tier, slot)).Remaining ?? write.Expiration }, token);

    private static Func<Slot, SlotWrite, CancellationToken, ValueTask<Replacement>> WriteApart(InMemoryTier tier)
    {
        var last = ReadOnlyMemory<byte>.Empty;
        return async (slot, write, token) =>
        {
            last = write.Body;
            await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System, token);
            return await tier.WriteAsync(slot, write with { Body = last }, token);
        };
    }

    private static TierWithFault Renamed(InMemoryTier t, Func<Slot, Slot> name) => new(t)
    {
        Read = (slots, answers, depth, token) => t.ReadAsync(slots.ToArray().Select(name).ToArray(), answers, depth, token),
        Write = (slot, write, token) => t.WriteAsync(name(slot), write, token),
        Remove = (slots, token) => t.RemoveAsync(slots.ToArray().Select(name).ToArray(), token),
        Renew = (marks, renewal, versions, token) => t.RenewAsync(marks.ToArray().Select(name).ToArray(), renewal, versions, token),
    };
}
