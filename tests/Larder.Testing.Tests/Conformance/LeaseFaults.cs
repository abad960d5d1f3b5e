using System.Collections.Concurrent;
using Larder.Testing.Tiers;
using Larder.Tiers;
using Larder.Validity;

namespace Larder.Testing.Tests.Conformance;

/// <summary>Faults in leases, replacements and marks.</summary>
internal static class LeaseFaults
{
    private static readonly SlotVersion Constant = new(3, 3);

    public static IReadOnlyList<Fault> All =>
    [
        Fault.InTier("grants a lease to everyone", t => new TierWithFault(t)
        {
            Lease = async (slot, lease, leaseFor, token) =>
                (await t.LeaseAsync(slot, lease, leaseFor, token)) with { State = SlotState.Leased, Version = lease },
        }, "A lease is denied*", "Exactly one of many leases*"),
        Fault.InTier("grants no lease", t => new TierWithFault(t)
        {
            Lease = (slot, lease, leaseFor, token) => t.LeaseAsync(slot, Constant, leaseFor, token),
        }, "A lease is granted*"),
        Fault.InTier("denies a lease without a word of the entry", t => new TierWithFault(t)
        {
            Lease = async (slot, lease, leaseFor, token) => (await t.LeaseAsync(slot, lease, leaseFor, token)) with { Body = default },
        }, "A lease is denied on a held slot*"),
        new Fault("keeps leases aside of the slots", LeasesAside(),
            "An acknowledged removal voids*", "A fill after a removal*", "A write voids*", "A foreign write voids*", "A lease that has expired*",
            "A fill of a lease that has expired*"),
        Fault.InTier("extends a lease in name only", t => new TierWithFault(t)
        {
            Replace = async (slot, expected, write, token) => write.State == SlotState.Leased
                ? new Replacement(ReplaceOutcome.Done, t.Changes.Watch.Ticket())
                : await t.ReplaceAsync(slot, expected, write, token),
        }, "An extension keeps*"),
        Fault.InTier("releases in name only", t => new TierWithFault(t)
        {
            Replace = async (slot, expected, write, token) => write.State == SlotState.Absent
                ? new Replacement(ReplaceOutcome.Done, t.Changes.Watch.Ticket())
                : await t.ReplaceAsync(slot, expected, write, token),
        }, "A release by Nothing*"),
        Fault.InTier("releases whatever is there", t => new TierWithFault(t)
        {
            Replace = (slot, expected, write, token) => write.State == SlotState.Absent
                ? t.WriteAsync(slot, write, token)
                : t.ReplaceAsync(slot, expected, write, token),
        }, "A release of a lost lease*"),

        Fault.InTier("fills without the bytes", t => new TierWithFault(t)
        {
            Replace = (slot, expected, write, token) => t.ReplaceAsync(slot, expected, write with { Body = default }, token),
        }, "A fill of a lease that still stands*"),
        Fault.InTier("compares half of a version", t => new TierWithFault(t)
        {
            Replace = async (slot, expected, write, token) =>
            {
                var held = await VersionAsync(t, slot);
                return await t.ReplaceAsync(slot, held.High == expected.High ? held : expected, write, token);
            },
        }, "A replacement that expects another*"),
        Fault.InTier("fills what is absent", t => new TierWithFault(t)
        {
            Replace = async (slot, expected, write, token) => (await VersionAsync(t, slot)).IsNone
                ? await t.WriteAsync(slot, write, token)
                : await t.ReplaceAsync(slot, expected, write, token),
        }, "A replacement of an absent slot*"),
        Fault.InTier("knows its own write no more", t => new TierWithFault(t)
        {
            Replace = async (slot, expected, write, token) => await VersionAsync(t, slot) != expected
                ? new Replacement(ReplaceOutcome.Changed, default)
                : await t.ReplaceAsync(slot, expected, write, token),
        }, "A repeated replacement*"),
        Fault.InTier("remembers what it did, not what is there", t => new TierWithFault(t)
        {
            Replace = RememberingReplace(t),
        }, "A repetition after*"),
        Fault.InTier("compares first and writes later", t => new TierWithFault(t)
        {
            Replace = async (slot, expected, write, token) =>
            {
                if (await VersionAsync(t, slot) != expected) return new(ReplaceOutcome.Changed, default);
                await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, token);
                return await t.WriteAsync(slot, write, token);
            },
        }, "Of many replacements*", "A removal and a fill at once*"),

        Fault.InTier("renews by the name of the mark", t => new TierWithFault(t)
        {
            Renew = RenewByName(t),
        }, "A renewal always*", "A mark that was removed*"),
        Fault.InTier("renews marks that exist", t => new TierWithFault(t)
        {
            Renew = (marks, _, versions, token) => t.RenewAsync(marks, Renewal.Always, versions, token),
        }, "A renewal of marks that are absent*", "Instances that renew*"),
        Fault.InTier("tells another version than it stores", t => new TierWithFault(t)
        {
            Renew = async (marks, renewal, versions, token) =>
            {
                await t.RenewAsync(marks, renewal, versions, token);
                versions.Span[0] = Constant;
            },
        }, "A renewed mark*"),
        Fault.InTier("tells versions in another order", t => new TierWithFault(t)
        {
            Renew = async (marks, renewal, versions, token) =>
            {
                await t.RenewAsync(marks, renewal, versions, token);
                versions.Span.Reverse();
            },
        }, "versions[i] belongs*"),
    ];

    private static async Task<SlotVersion> VersionAsync(InMemoryTier tier, Slot slot)
    {
        var answers = new SlotRead[1];
        await tier.ReadAsync(new[] { slot }, answers, ReadDepth.VersionOnly, default);
        return answers[0].Version;
    }

    private static Func<InMemoryTierServer, IChangeSink, ISharedTier> LeasesAside()
    {
        ConcurrentDictionary<SlotVersion, bool> leases = new();
        return (server, sink) =>
        {
            var tier = server.Open(sink);
            return new TierWithFault(tier)
            {
                Lease = (slot, lease, leaseFor, token) =>
                {
                    leases[lease] = true;
                    return tier.LeaseAsync(slot, lease, leaseFor, token);
                },
                Replace = (slot, expected, write, token) => leases.ContainsKey(expected)
                    ? tier.WriteAsync(slot, write, token)
                    : tier.ReplaceAsync(slot, expected, write, token),
            };
        };
    }

    private static Func<Slot, SlotVersion, SlotWrite, CancellationToken, ValueTask<Replacement>> RememberingReplace(InMemoryTier tier)
    {
        ConcurrentDictionary<SlotVersion, Replacement> done = new();
        return async (slot, expected, write, token) =>
        {
            if (done.TryGetValue(write.Version, out var earlier)) return earlier;
            var now = await tier.ReplaceAsync(slot, expected, write, token);
            return now.Outcome == ReplaceOutcome.Done ? done[write.Version] = now : now;
        };
    }

    private static Func<ReadOnlyMemory<Slot>, Renewal, Memory<SlotVersion>, CancellationToken, ValueTask> RenewByName(InMemoryTier tier) =>
        async (marks, renewal, versions, token) =>
        {
            for (var i = 0; i < marks.Length; i++)
            {
                SlotVersion byName = new((ulong)marks.Span[i].GetHashCode() | 1, 1);
                await tier.WriteAsync(marks.Span[i], SlotWrite.Entry(byName, default, null), token);
                versions.Span[i] = byName;
            }
        };
}
