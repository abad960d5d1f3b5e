using Larder.Testing.Tiers;
using Larder.Tiers;
using Larder.Validity;

namespace Larder.Testing.Tests.Records;

/// <summary>Ways to break the contract of records, and how the clauses begin that must notice.</summary>
internal static class RecordFaults
{
    public static readonly IReadOnlyDictionary<string, (Func<InMemoryTier, ISharedRecords> Open, string[] Clauses)> All =
        new Dictionary<string, (Func<InMemoryTier, ISharedRecords> Open, string[] Clauses)>
        {
            ["grants no lease"] = (
                static tier => new RecordsWithFault(tier.Records) { Lease = (slot, _, token) => tier.Records.ReadAsync(slot, token) },
                ["A record's lease is granted"]),
            ["grants a lease to everyone"] = (
                static tier => new RecordsWithFault(tier.Records)
                {
                    Lease = async (slot, lease, token) =>
                    {
                        await tier.RemoveAsync(new[] { slot }, token);
                        return await tier.Records.LeaseAsync(slot, lease with { Over = SlotVersion.None }, token);
                    },
                },
                ["A record's lease is denied", "A record's lease takes", "An entry is foreign", "An extension of"]),
            ["releases whatever is there"] = (
                static tier => new RecordsWithFault(tier.Records) { Release = async (slot, _, token) => await tier.RemoveAsync(new[] { slot }, token) },
                ["A release"]),
            ["fills whatever is there"] = (
                static tier => new RecordsWithFault(tier.Records)
                {
                    Fill = async (slot, _, fill, token) =>
                    {
                        var lease = new SlotVersion(7, 7);
                        await tier.RemoveAsync(new[] { slot }, token);
                        await tier.Records.LeaseAsync(slot, new RecordLease(lease, SlotVersion.None, TimeSpan.FromHours(1)), token);
                        return await tier.Records.FillAsync(slot, lease, fill, token);
                    },
                },
                ["A removal by the tier", "A fill adds", "A fill over", "A fill keeps the end", "A fill takes", "A fill makes"]),
            ["fills nothing"] = (
                static tier => new RecordsWithFault(tier.Records)
                {
                    Fill = async (slot, _, _, token) => new RecordAnswer(ReplaceOutcome.Changed, await tier.Records.ReadAsync(slot, token)),
                },
                ["A fill that runs twice", "A fill of no fields", "Fields hold any bytes", "A wait for a", "A listing finds"]),
            ["keeps records from the tier's own verbs"] = (
                static tier => new RecordsWithFault(tier.Records)
                {
                    Read = (slot, token) => tier.Records.ReadAsync(Aside(slot), token),
                    Lease = (slot, lease, token) => tier.Records.LeaseAsync(Aside(slot), lease, token),
                    Fill = (slot, expected, fill, token) => tier.Records.FillAsync(Aside(slot), expected, fill, token),
                    Update = (slot, expected, update, token) => tier.Records.UpdateAsync(Aside(slot), expected, update, token),
                    Release = (slot, lease, token) => tier.Records.ReleaseAsync(Aside(slot), lease, token),
                },
                [
                    "A removal by the tier", "A listing finds", "A fill of a record by another", "An update of a record by another",
                    "An update over another version of a record by", "A lease over a record by", "A removal of a record by", "An entry is foreign",
                ]),
            ["keeps the placeholder's version"] = (
                static tier => new RecordsWithFault(tier.Records)
                {
                    Fill = async (slot, expected, fill, token) =>
                    {
                        var answer = await tier.Records.FillAsync(slot, expected, fill, token);
                        return answer with { Now = answer.Now with { Version = expected } };
                    },
                },
                ["A fill makes"]),
            ["updates nothing"] = (
                static tier => new RecordsWithFault(tier.Records)
                {
                    Update = async (slot, _, _, token) => new RecordAnswer(ReplaceOutcome.Changed, await tier.Records.ReadAsync(slot, token)),
                },
                ["An update sets", "An update over another version removes", "An update that runs twice", "Of many updates"]),
            ["tells the ticket of long ago"] = (
                static tier => new RecordsWithFault(tier.Records)
                {
                    Read = async (slot, token) => (await tier.Records.ReadAsync(slot, token)) with { Ticket = new InstallTicket(tier.Changes.Watch, -1, 0) },
                },
                ["The ticket of a read"]),
        };

    private static Slot Aside(Slot slot) => new(SlotKind.Prefix, slot.Name);
}
