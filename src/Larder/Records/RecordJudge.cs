using Larder.Entries;
using Larder.Tiers;
using Larder.Validity;

namespace Larder.Records;

/// <summary>Says what the tier's answer for a record amounts to. What can't be read is not there.</summary>
internal sealed class RecordJudge(RecordParts parts)
{
    /// <summary>The record, if none of its marks removed it; otherwise why there is none.</summary>
    public async ValueTask<(Entry<RecordState>? Entry, MissReason Reason)> JudgeAsync(string key, RecordRead answer, CancellationToken cancellationToken)
    {
        if (answer.State == SlotState.Foreign) return (Foreign(key, answer), MissReason.Unreadable);
        if (answer.State != SlotState.Held) return (null, parts.Cache.Events.WhyAbsent(key));
        if (RecordHead.Read(answer.Content.Head.Span) is not { } head) return (null, MissReason.OtherVersion);
        var (pins, reason) = await PinsOfAsync(key, head, cancellationToken).ConfigureAwait(false);
        if (pins is null) return (null, reason);
        var origin = new EntryOrigin(answer.Version, answer.Ticket.Watch, answer.Ticket.Epoch, pins, head.LoadTime, head.IsNone);
        return (parts.EntryOf(StateOf(head, answer), origin, LifetimeOf(answer)), MissReason.None);
    }

    /// <summary>What another program wrote as a hash without our fields, if it may be read at all.</summary>
    private Entry<RecordState>? Foreign(string key, RecordRead answer)
    {
        if (parts.Cache.Options.ForeignValues == ForeignValues.Read && answer.Content.Fields.Count > 0)
        {
            var state = RecordState.Of(parts.Definition.Shape, answer.Content.Fields);
            var origin = new EntryOrigin(SlotVersion.None, answer.Ticket.Watch, answer.Ticket.Epoch, [], TimeSpan.Zero, IsNull: false);
            return parts.EntryOf(state, origin, LifetimeOf(answer));
        }

        parts.Cache.Events.Unreadable(key);
        return null;
    }

    private RecordState StateOf(RecordHead head, RecordRead answer) =>
        head.IsNone ? RecordState.None : RecordState.Of(parts.Definition.Shape, answer.Content.Fields);

    // A slot may have lost its end; nothing lives longer in memory than the family says.
    private TimeSpan LifetimeOf(RecordRead answer) =>
        answer.Remaining is { } remaining && remaining < parts.Policy.Expiration ? remaining : parts.Policy.Expiration;

    private async ValueTask<(MarkPin[]? Pins, MissReason Reason)> PinsOfAsync(string key, RecordHead head, CancellationToken cancellationToken)
    {
        var cells = Array.ConvertAll(head.Marks, mark => parts.Book.CellOf(mark.Kind, mark.Name));
        if (!await parts.Book.ReadAsync(parts.Cache.Tier!, cells, cancellationToken).ConfigureAwait(false)) return (null, MissReason.TierUnreachable);
        var pins = new MarkPin[cells.Length];
        for (var i = 0; i < cells.Length; i++)
        {
            if (cells[i].State is not { } state) return (null, MissReason.Removed);
            if (!state.Keeps(head.Marks[i].Nonce, key)) return (null, WhyRemoved(head.Marks[i].Kind, head.Marks[i].Nonce, state));
            pins[i] = new MarkPin(cells[i], state);
        }

        return (pins, MissReason.None);
    }

    private static MissReason WhyRemoved(SlotKind kind, SlotVersion nonce, MarkState now) => kind switch
    {
        SlotKind.Tag => MissReason.RemovedByTag,
        _ when now.Nonce.High == nonce.High => MissReason.RemovedByPattern,
        _ => MissReason.Cleared,
    };
}
