using Larder.Tiers;
using Larder.Validity;

namespace Larder.Testing.Tiers;

/// <summary>The records of one process's end of the model: a record is a slot whose body is its head and fields.</summary>
internal sealed class InMemoryRecords(InMemoryTierServer server, InMemoryTier tier) : ISharedRecords
{
    private SlotTable Table => server.Table;

    public ValueTask<RecordRead> ReadAsync(Slot slot, CancellationToken cancellationToken)
    {
        lock (server.Gate)
        {
            tier.Begin(TierVerb.ReadRecord, cancellationToken);
            return new(Observed(slot));
        }
    }

    public ValueTask<RecordRead> LeaseAsync(Slot slot, RecordLease lease, CancellationToken cancellationToken)
    {
        lock (server.Gate)
        {
            tier.Begin(TierVerb.LeaseRecord, cancellationToken);
            var held = Table.Find(slot);
            var isExtension = lease.Over == lease.Version && held is { State: SlotState.Leased } && held.Version == lease.Version;
            var isGranted = isExtension || (lease.Over.IsNone ? held is null : lease.Over != lease.Version && held?.Version == lease.Over);
            if (isGranted) server.Change(slot, new(SlotState.Leased, lease.Version, [], Table.Now + lease.LeaseFor), tier);
            return new(Observed(slot));
        }
    }

    public ValueTask<RecordAnswer> FillAsync(Slot slot, SlotVersion expected, RecordFill fill, CancellationToken cancellationToken)
    {
        lock (server.Gate)
        {
            tier.Begin(TierVerb.FillRecord, cancellationToken);
            var held = Table.Find(slot);
            if (held is null || !RecordFill.Fits(held.State, held.Version, expected)) return new(new RecordAnswer(ReplaceOutcome.Changed, Observed(slot)));
            var isPlaceholder = held.State == SlotState.Leased;
            var content = isPlaceholder ? RecordContent.Empty : ContentOf(held);
            if (content is null || (!isPlaceholder && !content.Head.Span.SequenceEqual(fill.Head.Span)))
                return new(new RecordAnswer(ReplaceOutcome.Changed, Observed(slot)));
            var endsAt = isPlaceholder ? Table.Now + fill.Expiration : held.EndsAt;
            Put(slot, isPlaceholder ? RecordFill.VersionOf(expected) : held.Version, content.With(fill), endsAt);
            return new(new RecordAnswer(ReplaceOutcome.Done, Observed(slot)));
        }
    }

    public ValueTask<RecordAnswer> UpdateAsync(Slot slot, SlotVersion expected, RecordUpdate update, CancellationToken cancellationToken)
    {
        lock (server.Gate)
        {
            tier.Begin(TierVerb.UpdateRecord, cancellationToken);
            var held = Table.Find(slot);
            if (held is { State: SlotState.Held } && held.Version == update.Version) return new(new RecordAnswer(ReplaceOutcome.Done, Observed(slot)));
            if (held is { State: SlotState.Held } && held.Version == expected && ContentOf(held) is { } content)
            {
                Put(slot, update.Version, content.With(update), held.EndsAt);
                return new(new RecordAnswer(ReplaceOutcome.Done, Observed(slot)));
            }

            if (held is not null) server.Change(slot, null, tier);
            return new(new RecordAnswer(ReplaceOutcome.Changed, Observed(slot)));
        }
    }

    public ValueTask ReleaseAsync(Slot slot, SlotVersion lease, CancellationToken cancellationToken)
    {
        lock (server.Gate)
        {
            tier.Begin(TierVerb.ReleaseRecord, cancellationToken);
            if (Table.Find(slot) is { State: SlotState.Leased } held && held.Version == lease) server.Change(slot, null, tier);
            return default;
        }
    }

    internal static RecordContent? ContentOf(StoredState held) => RecordBody.TryRead(held.Body, out var content) ? content : null;

    private void Put(Slot slot, SlotVersion version, RecordContent content, TimeSpan? endsAt)
    {
        var body = RecordBody.Write(content);
        var most = tier.Traits.MaxBodyBytes;
        if (body.Length > most) throw new TierException(TierFailure.Refused, $"A record of {body.Length} bytes is more than the {most} that this tier takes.");
        server.Change(slot, new(SlotState.Held, version, body, endsAt), tier);
    }

    private RecordRead Observed(Slot slot)
    {
        tier.Changes.Observe(slot);
        var ticket = tier.Changes.Watch.Ticket();
        if (Table.Find(slot) is not { } held) return new(SlotState.Absent, SlotVersion.None, RecordContent.Empty, null, ticket);
        var remaining = held.EndsAt - Table.Now;
        if (held.State != SlotState.Held) return new(held.State, held.Version, RecordContent.Empty, remaining, ticket);
        return ContentOf(held) is { } content
            ? new(SlotState.Held, held.Version, content, remaining, ticket)
            : new(SlotState.Foreign, SlotVersion.None, RecordContent.Empty, remaining, ticket);
    }
}
